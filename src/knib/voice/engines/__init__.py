"""The engines, strangers to each other."""
