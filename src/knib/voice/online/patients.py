"""A patient list read for the guard: what stands in it is sent nowhere. A list that cannot be read is an error.

Nothing that is said here holds a value of the list, only the names of its fields and the numbers of its lines.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Final

from knib.errors import VoiceError
from knib.voice.online.guard import Known, personal

LARGEST: Final = 20_000_000
"""Bytes of the largest list that is read: a hundred thousand people."""

NAMES: Final = ("navn", "name")
"""What the heading of a name holds, as in `efternavn`; each word of a name counts on its own."""

FIELDS: Final = (*NAMES, "cpr", "mail", "tlf", "telefon", "mobil", "phone", "fødsel", "birth", "initial", "patient")
"""One of these stands in line 1 of every patient list."""

_SEPARATOR: Final = re.compile(r'"?sep=(?P<sign>[;,\t|])"?[;,\t]*(?:\r\n|\r|\n)', re.IGNORECASE)
"""The first line with which a file tells Excel what stands between its fields."""

_DESTROYED: Final = re.compile(
    r"[-+]?[0-9]+(?:[.,][0-9]+)?[eE][-+]?[0-9]+"  # 4,51235E+09: rounded to what the column had room for
    r"|[0-9]{6,}[.,]0+"  # 4512350000,00: written as a sum of money
    r"|#{2,}|#[A-ZÆØÅ/]{2,}0?[!?]?"  # ########: wider than its column; #NUM!, #I/T, #DIV/0!: an error
)

_OTHERWISE: Final = "until then choose a voice that stays on this machine, or: knib settings unset patients"


def listed(path: Path) -> tuple[Known, ...]:
    """Read the patient list at a path: CSV in UTF-8, with `;` or `,` between its fields and their names in line 1.

    Raises:
        VoiceError: it cannot be read, or may not be what it should be; then no online voice may be used.
    """
    try:
        with path.expanduser().open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError, RuntimeError) as err:
        why = err.strerror if isinstance(err, OSError) and err.strerror else "its path has no meaning"
        raise _refusal(f"it cannot be read: {why}", "see that it lies where the setting 'patients' says") from err
    return read(data)


def read(data: bytes) -> tuple[Known, ...]:
    """Read the values of a patient list, each with the name of its field.

    Raises:
        VoiceError: as `listed`.
    """
    if len(data) > LARGEST:
        raise _refusal("it is larger than any patient list", "name a CSV file with one person in each line")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        line = data[: err.start].count(b"\n") + 1
        raise _refusal(f"line {line} is not UTF-8", "save it as 'CSV UTF-8'") from err
    said = _SEPARATOR.match(text)
    text = text[said.end() :] if said else text
    heading = next(iter(text.splitlines()), "")
    delimiter = said["sign"] if said else max(";,", key=heading.count)
    table = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = [[cell.strip() for cell in row] for row in table]
    except csv.Error as err:
        raise _refusal("it is no CSV: a quotation mark is missing, or a field has no end", "save it anew") from err
    fields, people = _without_empty_end(rows[0] if rows else []), rows[1:]
    _see_that_it_is_a_list(fields, people, first=2 + bool(said))
    return tuple(_values(fields, people))


def _without_empty_end(row: Sequence[str]) -> Sequence[str]:
    """Leave out the empty columns that a table program may write at the end."""
    filled = [place for place, cell in enumerate(row, 1) if cell]
    return row[: max(filled, default=0)]


def _see_that_it_is_a_list(fields: Sequence[str], rows: Sequence[Sequence[str]], *, first: int) -> None:
    """Refuse a list of which something would be left out; its people begin in row `first`."""
    if not any(any(row) for row in rows):
        raise _refusal("nobody stands in it", "write one person in each line, under a line with the fields' names")
    if not (all(fields) and _are_headings(" ".join(fields).lower())):
        raise _refusal("line 1 does not name the fields of a person", "begin with a line as: navn;cpr;telefon")
    for number, row in enumerate(rows, first):
        if any(row[len(fields) :]):
            what = f"row {number} has {len(row)} fields and the first row {len(fields)}"
            raise _refusal(what, "put quotation marks around a value with a comma or semicolon in it")
        for column, (field, value) in enumerate(zip(fields, row, strict=False), 1):
            if _is_destroyed(field, value):
                what = f"row {number}, column {column} ('{field}') holds what a spreadsheet has made of a number"
                raise _refusal(what, "make the column one of texts in the spreadsheet, write the number anew, and save")


def _is_destroyed(field: str, value: str) -> bool:
    """Return whether a spreadsheet has rounded a number, left out its first 0, or put an error in its place."""
    shortened = "cpr" in field.lower() and re.fullmatch("[0-9]{9}", value)
    return bool(shortened or _DESTROYED.fullmatch(value))


def _are_headings(line: str) -> bool:
    """Tell headings from a first person, and from headings with a delimiter that is not known."""
    return any(part in line for part in FIELDS) and not (personal(line) or {"\t", "|"} & set(line))


def _values(fields: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Known]:
    seen = set[Known]()
    for row in rows:
        for field, value in zip(fields, row, strict=False):
            known = Known(field=field, value=value, name=any(part in field.lower() for part in NAMES))
            if value and known not in seen:
                seen.add(known)
                yield known


def _refusal(what: str, cure: str) -> VoiceError:
    said = f"the patient list cannot guard what is sent to an online voice: {what}. Nothing was sent"
    return VoiceError(said, cure=f"{cure}; {_OTHERWISE}")
