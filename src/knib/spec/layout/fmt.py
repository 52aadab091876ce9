"""A routine file laid out evenly. What it says, its comments and its order stay as they are, or nothing changes."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from knib.errors import Origin, Problem, SpecError
from knib.spec.layout.lengths import LENGTH_KEYS, tidied
from knib.spec.layout.margins import measured
from knib.spec.layout.page import Page, indentation
from knib.spec.reader import read
from knib.spec.shapes import Fetch, ready_alone
from knib.spec.tree import Leaf, Node, Row, Table, Unreadable, grow

MARK: Final = "\ufeff"

_LINE_END: Final = re.compile(r"\r\n|\n|\r")


def formatted(data: bytes, file: str, fetch: Fetch = ready_alone) -> bytes:
    """Lay out a YAML file: a routine, a part of one, or a programme.

    Line ends, and a byte order mark, are what they were. A file laid out before is not changed.

    Args:
        data: The bytes of the file.
        file: Its name, for messages.
        fetch: Gives the bytes of what the file includes.

    Raises:
        SpecError: it is not YAML, or it could not be laid out and say exactly the same.
    """
    try:
        before = grow(data, file)
    except Unreadable as err:
        raise SpecError(err.problems) from err
    text = data.decode()
    mark, text = (MARK, text.removeprefix(MARK)) if text.startswith(MARK) else ("", text)
    laid_out = (mark + _laid_out(text)).encode()
    if laid_out != data and not _says_the_same(data, laid_out, before, file, fetch):
        message = "this cannot be laid out without changing what it says; it was left as it was"
        hint = "write it more plainly, with two spaces for each step inwards"
        origin = Origin(file=file, line=before.line, column=before.column)
        raise SpecError([Problem(origin=origin, code="not-laid-out", message=message, suggestion=hint)])
    return laid_out


def _laid_out(text: str) -> str:
    lines, ends = _LINE_END.split(text), _LINE_END.findall(text)
    end = max(dict.fromkeys(ends), key=ends.count, default="\n")
    if closed := not lines[-1]:
        lines.pop()
    page = measured(lines, text)
    kept = [*_spaced(page, [page.edited(number) for number in range(len(lines))])]
    # Without an end to its last line, a text that is written below its line has none either.
    return end.join(kept) + end * (bool(kept) and (closed or len(lines) - 1 not in page.fixed))


def _spaced(page: Page, lines: Sequence[str]) -> Iterator[str]:
    """Give the lines with a blank line between exercises, with never two in a row, and with none at top and end."""
    wanted = {*_parted(page)}
    blank = False
    top = True
    for number, line in enumerate(lines):
        if not line and number not in page.fixed:
            blank = True
            continue
        if (blank or number in wanted) and not top:
            yield ""
        yield line
        blank = top = False


def _parted(page: Page) -> Iterator[int]:
    """Give the first line of each exercise that a blank line belongs above; its comments go with it.

    Exercises of a single line each, as those that are included, may stand close.
    """
    for (_, last), (first, end) in pairwise([(-1, -1), *page.entries.items()]):
        above = first
        while page.comments.get(above - 1) == indentation(page.lines[first]) and above - 1 > last:
            above -= 1
        if last >= 0 and (end > first or last not in page.entries):
            yield above


def _says_the_same(before: bytes, after: bytes, tree: Node, file: str, fetch: Fetch) -> bool:
    """Tell whether two files are the same routine, or ill in the same way, with the same comments."""
    try:
        grown = grow(after, file)
    except Unreadable:
        return False
    return (
        _same(tree, grown)
        and [*_comments(before)] == [*_comments(after)]
        and _outcome(before, file, fetch) == _outcome(after, file, fetch)
    )


def _same(one: Node, other: Node, key: str = "") -> bool:
    """Compare what two trees say, all but the way in which a length was typed."""
    match one, other:
        case Leaf(), Leaf():
            texts = {one.text, tidied(one.text) if key in LENGTH_KEYS else one.text}
            return one.sort == other.sort and other.text in texts
        case Row(), Row():
            pairs = zip(one.items, other.items, strict=False)
            return len(one.items) == len(other.items) and all(_same(*pair, key) for pair in pairs)
        case Table(), Table():
            entries = zip(one.entries, other.entries, strict=False)
            return len(one.entries) == len(other.entries) and all(
                _same(mine, theirs) and _same(here, there, mine.text if isinstance(mine, Leaf) else "")
                for (mine, here), (theirs, there) in entries
            )
        case _:
            return False


def _comments(data: bytes) -> Iterator[str]:
    """Give the comments of a file, in order."""
    text = data.decode("utf-8-sig")
    lines = _LINE_END.split(text)
    page = measured(lines, text)
    for number, line in enumerate(lines):
        end = line[0 if number in page.comments else page.ends.get(number, len(line)) :]
        if number not in page.fixed and end.lstrip(" \t").startswith("#"):
            yield end.strip(" \t")


def _outcome(data: bytes, file: str, fetch: Fetch) -> object:
    """Read it: a routine, or its problems wherever they now are."""
    try:
        return read(data, file, None, fetch)
    except SpecError as err:
        return [(problem.origin.field, problem.code) for problem in err.problems]
