"""Many sessions at once: programmes over weeks. What fails is noted and never stops the rest."""
