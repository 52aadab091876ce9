"""Where nothing understood a prescription: what stands there, and what settles it. A deletion is never the cure."""

from collections.abc import Sequence
from typing import Final

from knib.errors import Problem
from knib.spec.dose.problems import problem
from knib.spec.dose.scan import Term
from knib.spec.tree import shown

EXAMPLE: Final = "write it as in: 3 sæt à 10 knib, hold 6 sek., slip 6 sek., 1 min mellem sæt, 3 gange dagligt"

_TURNING: Final = {
    "N": "this turns a meaning around: write what is to be done, and what is not as a sentence of its own",
    "Q": "this changes the dose: write the numbers that it means",
    "b": "this leaves the number open: write the number that is to be done",
    "O": "this leaves a choice open: write one of them",
    "z": "several stages: write the one that is trained now, or a programme: knib new --from PROGRAMME",
    "?": "write it as a sentence of its own, after a full stop, or in words",
}

_ACTIONS: Final = {"h": "hold 6 sek.", "r": "slip 6 sek.", "i": "ind 4 sek., ud 6 sek.", "o": "ind 4 sek., ud 6 sek."}


def what_stands_there(line: str, row: Sequence[Term], furthest: int) -> Problem:
    """Return the problem of the furthest place that a reading came to."""
    if not any(term.code in "nDZ" for term in row):
        message = "there is no dose in this"
        return problem(line, 0, 0, "dose-missing", message, "write one, as in: 10 knib, hold 6 sek., slip 6 sek.")
    if furthest >= len(row):
        return _incomplete(line, row)
    term = row[furthest]
    code, message, cure = _told(shown(line[term.start : term.end]), term.code, alone=not _is_length(row, furthest + 1))
    return problem(line, term.start, term.end, code, message, cure)


def _told(written: str, letter: str, *, alone: bool) -> tuple[str, str, str]:
    """Return code, message and cure for a term that no reading can go past; `alone` where no length follows it."""
    if letter in _TURNING:
        return "dose-turned", f"'{written}' is not understood here", _TURNING[letter]
    if letter == "u":
        cure = "write it in other words, or as a sentence of its own, after a full stop: then it is kept as a note"
        return "dose-unknown", f"'{written}' is not understood", cure
    if letter == "n":
        cure = f"write '{written} knib', '{written} sæt', '{written} sek.' or '{written} gange dagligt'"
        return "dose-number", f"{written} of what?", cure
    if letter in _ACTIONS and alone:
        return "dose-length", f"'{written}': how long?", f"write '{_ACTIONS[letter]}'"
    return "dose-unknown", f"'{written}' is not understood here", EXAMPLE


def _is_length(row: Sequence[Term], place: int) -> bool:
    return place < len(row) and row[place].code in "nDZ:"


def _incomplete(line: str, row: Sequence[Term]) -> Problem:
    """Return what is missing, or contradicts itself, where every word was understood."""
    codes = {term.code for term in row}
    if not codes & set("xgps") and not any(term.code == "n" for term in row):
        return problem(line, 0, 0, "dose-missing", "how many times?", "write the number, as in: 10 knib")
    message = "the parts of this do not go together, or one is missing"
    return problem(line, 0, 0, "dose-missing", message, EXAMPLE)
