"""Finished files: their tags, their names, and how they are written all or nothing."""
