"""What others must know of the reader's limits without loading it."""

from typing import Final

MAX_BYTES: Final = 1_000_000
"""Bytes of one routine file."""
