"""The picture that stands beside a session's title: a calm one, that tells nobody anything."""

import pkgutil
from functools import cache
from typing import Final

MIME: Final = "image/jpeg"

SIZE: Final = 800
"""Pixels each way."""


@cache
def cover() -> bytes:
    """Give the picture: a JPEG of at most 100 kB, drawn by `scripts/cover`."""
    # importlib.resources would take 20 ms, a tenth of what a whole session may take.
    return pkgutil.get_data("knib.export", "cover.jpg") or b""
