"""A dose in words: a prescription as it stands in a record, understood, said back, and written as a routine."""
