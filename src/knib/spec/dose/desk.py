"""Where a prescription is read: its line, and the problems found in it so far."""

from collections.abc import Collection, Sequence
from typing import Final

from knib.errors import Origin, Problem
from knib.spec.dose.terms import Term

NAME: Final = "--dose"
"""Where problems say that they are: a dose stands in no file."""


class Desk:
    """The line that is read, and the problems found in it so far."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.problems: list[Problem] = []

    def written(self, where: Sequence[Term]) -> str:
        """Give the part of the line where these terms stand."""
        return self.line[where[0].start : where[-1].end]

    def follows(self, where: Sequence[Term], words: Collection[str]) -> bool:
        """Tell whether one of these words stands right before some terms."""
        return (self.line[: where[0].start].lower().split() or [""])[-1] in words

    def tell(self, where: Sequence[Term], code: str, message: str, suggestion: str = "") -> None:
        """Note one problem of some terms, with a caret under them; of none, with the whole line."""
        start, end = (where[0].start, where[-1].end) if where else (0, len(self.line))
        excerpt = f"{_printable(self.line)}\n{' ' * start}{'^' * max(1, end - start)}"
        origin = Origin(file=NAME, line=1, column=start + 1)
        problem = Problem(origin=origin, code=code, message=message, suggestion=suggestion, excerpt=excerpt)
        self.problems.append(problem)


def _printable(line: str) -> str:
    """Show a line without anything that a terminal obeys, each sign in its column."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line)
