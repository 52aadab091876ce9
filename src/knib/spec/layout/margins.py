"""Where each line of a file should begin: two spaces for each step inwards, lists a step inside their key."""

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from knib.spec.layout.lengths import LENGTH_KEYS, tidied
from knib.spec.layout.page import Page, indentation
from knib.spec.layout.tokens import Sign, Token, tokens

STEP: Final = 2

EXERCISES: Final = "exercises"

_HEADER: Final = re.compile(r"[|>](?:[+-]?([1-9])|([1-9])[+-])?")


class _Sort(Enum):
    TABLE = auto()
    ROW = auto()
    LOOSE = auto()
    """A list that begins in the column of its key."""


class _Block(NamedTuple):
    """A table or a list: the column it is in, and the one it should be in."""

    sort: _Sort
    old: int
    new: int

    def moved(self, column: int) -> int:
        """Give a column of this block its place."""
        return max(0, column - self.old + self.new)


class _Gap(NamedTuple):
    """Lines between two signs, the blocks that were open before them, and how far comments may go in there."""

    lines: range
    open: Sequence[_Block]
    most: int | None


def measured(lines: Sequence[str], text: str) -> Page:
    """Find out what is on each line of a text, and what should be."""
    walk = _Walk(Page(lines))
    for token in tokens(text):
        walk.take(token)
    walk.finish()
    return walk.page


class _Walk:
    """Goes through the tokens, knows which blocks are open, and notes on the page what each line needs."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._open: list[_Block] = []
        self._flow = 0
        self._before: Token | None = None
        self._begun = self._told = -1
        self._gaps: list[_Gap] = []
        self._most: int | None = None
        self._key = self._part = ""
        self._entry: int | None = None

    def take(self, token: Token) -> None:
        """Note what a token means for its line."""
        if token.line > self._told:
            self._gaps.append(_Gap(range(self._told + 1, token.line), [*self._open], self._most))
            self._told = token.line - 1
        if token.sign is Sign.END:
            self._close()
            return
        self._nest(token)
        if token.line > self._begun:
            self._begin(token)
        elif self._before and self._before.sign is Sign.DASH:
            self.page.edit(token.line, self._before.end, token.column, " ")
        self._told, self._most = max(self._told, token.line), None
        if token.sign is Sign.SCALAR:
            self._scalar(token)
        self._note(token)
        self._before = token

    def finish(self) -> None:
        """Place the comments that nothing comes after."""
        self._gaps.append(_Gap(range(self._told + 1, len(self.page.lines)), [*self._open], self._most))
        self._place_comments(None)

    @property
    def _here(self) -> _Block:
        return self._open[-1] if self._open else _Block(_Sort.TABLE, 0, 0)

    def _close(self) -> None:
        if self._here.sort is _Sort.LOOSE:
            self._open.pop()
        self._open.pop()

    def _nest(self, token: Token) -> None:
        """Open and close blocks."""
        if token.sign in {Sign.OPEN, Sign.CLOSE}:
            self._flow += 1 if token.sign is Sign.OPEN else -1
        if self._flow:
            return
        new = self._here.new + STEP if self._open else 0
        match token.sign:
            case Sign.TABLE:
                self._open.append(_Block(_Sort.TABLE, token.column, new))
            case Sign.ROW:
                self._open.append(_Block(_Sort.ROW, token.column, new))
            case Sign.DASH if self._here.sort is _Sort.TABLE:
                self._open.append(_Block(_Sort.LOOSE, token.column, new))
            case Sign.KEY if self._here.sort is _Sort.LOOSE:
                self._open.pop()
            case _:
                pass

    def _begin(self, token: Token) -> None:
        """Indent a line by its first token, and the comments that stand above it."""
        self.page.indent(token.line, self._here.moved(token.column))
        self._place_comments(None if self._flow else token)
        self._begun = token.line

    def _place_comments(self, token: Token | None) -> None:
        """Place the comments that have been passed: with what comes after them if they stand above it, else inside."""
        for gap in self._gaps:
            for line in gap.lines:
                if self.page.lines[line].lstrip(" ").startswith("#"):
                    self._place_comment(line, gap, token)
        self._gaps.clear()

    def _place_comment(self, line: int, gap: _Gap, token: Token | None) -> None:
        column = self.page.comments[line] = indentation(self.page.lines[line])
        if token and column == token.column:
            new = self._here.moved(column)
        else:
            around = max((block for block in gap.open if block.old <= column), key=lambda it: it.old, default=None)
            new = around.moved(column) if around else column
        self.page.indent(line, new if gap.most is None else min(new, gap.most))

    def _scalar(self, token: Token) -> None:
        if token.block:
            self._block_text(token)
            return
        lines = range(token.line + 1, token.last_line + 1)
        for line in lines:
            if self.page.lines[line].strip(" "):
                self.page.indent(line, self._here.moved(indentation(self.page.lines[line])))
        self.page.fixed |= {*range(token.line, token.last_line)}
        self._told = self._begun = max(self._told, token.last_line)

    def _block_text(self, token: Token) -> None:
        """Indent a text that is written below its line, by one step or by the digit after its sign."""
        lines, below, here = self.page.lines, range(token.line + 1, len(self.page.lines)), self._here
        header = _HEADER.match(lines[token.line], token.column)
        digit = int((header and (header[1] or header[2])) or 0)
        first = next((line for line in below if lines[line].strip(" ")), None)
        margin = here.old + digit if digit else 0 if first is None else indentation(lines[first])
        end = next((line for line in below if lines[line].strip(" ") and indentation(lines[line]) < margin), len(lines))
        if first is None or margin <= here.old:
            end = token.line + 1
        keeps = "+" in lines[token.line][token.column : token.column + 3]
        while not keeps and end > token.line + 1 and not lines[end - 1].strip(" "):
            end -= 1
        for line in range(token.line + 1, end):
            self.page.edit(line, 0, margin, " " * (here.new + (digit or STEP)) if len(lines[line]) > margin else "")
        self.page.fixed |= {*range(token.line + 1, end)}
        self._told = self._begun = max(self._told, end - 1)
        self._most = here.new

    def _note(self, token: Token) -> None:
        """Note what is an exercise, what is a length, and where a line ends."""
        before = self._before.sign if self._before else Sign.OTHER
        at_root = len(self._open) == 1 and not self._flow
        if token.sign is Sign.KEY and at_root:
            self._entry = None
        elif token.sign is Sign.SCALAR and before is Sign.KEY:
            self._key = token.text
            self._part = token.text if at_root else self._part
        elif token.sign is Sign.SCALAR and before is Sign.VALUE and self._key in LENGTH_KEYS:
            self._length(token)
        elif token.sign is Sign.DASH and not self._flow and len(self._open) == 2 and self._part == EXERCISES:
            self._entry = token.line
        if self._entry is not None:
            self.page.entries[self._entry] = self._told
        self.page.ends[token.last_line] = token.end

    def _length(self, token: Token) -> None:
        if token.line == token.last_line:
            written = self.page.lines[token.line][token.column : token.end]
            self.page.edit(token.line, token.column, token.end, tidied(written))
