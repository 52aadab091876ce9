"""The lines of a file, and what should stand in them instead."""

from collections.abc import Sequence
from dataclasses import field
from typing import NamedTuple

from knib.values import dataclass


class Edit(NamedTuple):
    """What should stand from one column of a line up to another."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Page:
    """What is known of each line, by its number from 0.

    `fixed` are lines with a part of a text in them: what looks like empty space there may be said. `comments` are the
    columns of the comments that have a line of their own. `entries` gives the first and the last line of each
    exercise. `ends` is the column after the last sign of a line.
    """

    lines: Sequence[str]
    edits: dict[int, list[Edit]] = field(default_factory=dict)
    fixed: set[int] = field(default_factory=set)
    comments: dict[int, int] = field(default_factory=dict)
    entries: dict[int, int] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)

    def edit(self, line: int, start: int, end: int, text: str) -> None:
        """Note what should stand there, unless it does."""
        if self.lines[line][start:end] != text:
            self.edits.setdefault(line, []).append(Edit(start, end, text))

    def indent(self, line: int, column: int) -> None:
        """Note where a line should begin."""
        self.edit(line, 0, indentation(self.lines[line]), " " * column)

    def edited(self, number: int) -> str:
        """Give a line as it should be. A comment at its end stays where it is, if there is room before it."""
        line, edits = self.lines[number], self.edits.get(number, [])
        wider = sum(len(edit.text) - (edit.end - edit.start) for edit in edits if edit.text.strip())
        end = self.ends.get(number, len(line))
        gap = indentation(line[end:])
        if line[end + gap :].startswith("#") and wider:
            line = line[:end] + " " * max(min(gap, 2), gap - wider) + line[end + gap :]
        for edit in sorted(edits, reverse=True):
            line = line[: edit.start] + edit.text + line[edit.end :]
        return line if number in self.fixed else line.rstrip(" \t")


def indentation(line: str) -> int:
    """Give the number of spaces that a line begins with."""
    return len(line) - len(line.lstrip(" "))
