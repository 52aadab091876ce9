"""Where a prescription is read: its line, and the problems found in it so far."""

from typing import Final

from knib.errors import Origin, Problem

NAME: Final = "--dose"
"""Where problems say that they are: a dose stands in no file."""


def problem(line: str, start: int, end: int, code: str, message: str, suggestion: str = "") -> Problem:
    """Return a problem of a part of a prescription, with a caret under it; of all of it where the part is empty."""
    if start >= end:
        start, end = 0, len(line)
    excerpt = f"{_printable(line)}\n{' ' * start}{'^' * max(1, end - start)}"
    origin = Origin(file=NAME, line=1, column=start + 1)
    return Problem(origin=origin, code=code, message=message, suggestion=suggestion, excerpt=excerpt)


def _printable(line: str) -> str:
    """Return a line without anything that a terminal obeys, each sign in its column."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line)
