"""The words of prescriptions, Danish and English, as tables that people review. `lexicon` reads them."""
