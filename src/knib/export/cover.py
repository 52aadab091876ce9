"""The picture that stands beside a session's title: a calm one, that tells nobody anything."""

from functools import cache
from pathlib import Path
from typing import Final

MIME: Final = "image/jpeg"

SIZE: Final = 800
"""Pixels each way."""


@cache
def cover() -> bytes:
    """Give the picture: a JPEG of at most 100 kB, drawn by `scripts/cover`."""
    # importlib.resources would take 20 ms, a tenth of what a whole session may take.
    return Path(__file__).with_name("cover.jpg").read_bytes()
