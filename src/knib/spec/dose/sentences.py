"""What of a prescription is its dose, and what only stands beside it: notes are kept, and said back."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from knib.spec.dose import lexicon
from knib.spec.dose.background import (
    found_before_plan,
    is_background,
    is_bare_negation,
    is_beside,
    may_be_found,
)
from knib.spec.dose.beside import (
    ENDS,
    NUMBERS,
    QUANTITIES,
    bracket_around,
    without_brackets,
    without_heading,
    without_unknown,
)
from knib.spec.dose.scan import Term
from knib.spec.dose.worded import Sort

ACTIONS: Final = frozenset("hresRpqlm")


HEADING: Final = frozenset("eqljuAX:TB&")


Place = tuple[int, int]
"""Where a part of the text starts and ends."""


class Sorted(NamedTuple):
    """The terms of the dose in order, and the places of what is a note: start and end of each."""

    dose: tuple[Term, ...]
    notes: tuple[Place, ...]


def sorted_out(terms: Sequence[Term]) -> Sorted:
    """Return what belongs to the dose, and the notes."""
    dose: list[Term] = []
    notes: list[Place] = []
    stages = sum(term.code == "z" for term in terms)
    turning = _turned(terms)
    row = [term._replace(code="d") if term.code == "z" and stages == 1 else term for term in terms if term.code != "!"]
    parts = list(_sentences(row))
    planned = found_before_plan(parts)
    for place, (sentence, end) in enumerate(parts):
        leading = not dose and len(parts) > place + 1 and is_background(sentence)
        if sentence and (place < planned or leading or is_beside(parts, place)):
            notes.append((sentence[0].start, sentence[-1].end))
            continue
        kept, left = _sentence([term for term in sentence if term.code != "4"])
        notes += left
        if kept:
            dose += [*kept, *end]
        elif dose and dose[-1].code not in ENDS:
            dose += end
    if turning:
        dose.append(turning._replace(code="?"))
    elif may_be_found(parts):
        dose.append(Term("?", row[-1].start, row[-1].end, name="finding-or-dose"))
    return Sorted(tuple(without_unknown(dose, notes)), tuple(notes))


ALONE: Final = frozenset(
    "host hoste hoster nys nyse cough coughs sneeze lægen læge doctor gp kollega kollegaen ægtefælle veninde søster "  # noqa: SIM905
    "datter moderen siden ago seneste undskyld sorry allerede already usually normally plejer tomorrow tonight "
    "løber cykler svømmer jogger spiller".split()
) | {"i morgen", "i aften", "the doctor", "the gp", "lægen har", "de seneste", "det seneste", "hendes mor", "går til"}
"""These turn a dose only where a number stands beside them: `Inkontinens siden fødslen` says nothing of it."""


def _turned(terms: Sequence[Term]) -> Term | None:
    """Return what turns a dose into another one; not where it only says more of what was."""
    parts = [sentence for sentence, _ in _sentences(terms)]
    telling = [any(term.code in NUMBERS for term in sentence) for sentence in parts]
    for place, sentence in enumerate(parts):
        turning = next((at for at, term in enumerate(sentence) if term.code == "!"), None)
        if turning is None:
            continue
        if not telling[place] and sentence[turning].text.rstrip(" .") in ALONE:
            continue
        told_before = any(term.code == "1" for term in sentence[:turning])
        if not (told_before and any(telling[:place] + telling[place + 1 :])):
            return sentence[turning]
    return None


def _sentences(terms: Sequence[Term]) -> Iterator[tuple[list[Term], list[Term]]]:
    """Yield each sentence and what ends it. Inside brackets nothing ends."""
    row: list[Term] = []
    depth = 0
    closes = sum(term.code == ")" for term in terms)
    for term in terms:
        closes -= term.code == ")"
        depth += term.code == "(" and closes > 0
        depth -= term.code == ")" and depth > 0
        if term.code in ENDS and not (depth and term.code == "–"):
            if depth and term.code == ".":
                continue
            yield row, [term]
            row = []
        else:
            row.append(term)
    yield row, []


def _sentence(terms: list[Term]) -> tuple[list[Term], list[Place]]:
    """Return what of a sentence belongs to the dose, and the notes in it."""
    notes: list[Place] = []
    rest = without_brackets(_without_marked(list(terms), notes), notes)
    while rest and rest[0].code in "d:,&":
        if rest[0].code == "d":
            notes.append((rest[0].start, rest[0].end))
        del rest[0]
    rest = without_heading(rest, notes)
    codes = {term.code for term in rest}
    if rest and not codes & QUANTITIES and (("N" in codes and not codes & set("rm")) or "?" in codes):
        return [], [*notes, (rest[0].start, rest[-1].end)]
    return _trimmed(_kept_clauses(rest, notes)), notes


def _without_marked(rest: list[Term], notes: list[Place]) -> list[Term]:
    """Leave out what a marker begins: what was, what is to be reached, an appointment."""
    while (at := next((place for place, term in enumerate(rest) if term.code == "1"), None)) is not None:
        until = _end_of_marked(rest, at)
        excluded = next((place for place in range(at, until) if rest[place].text in OTHERWISE), None)
        opening = bracket_around(rest, at)
        otherwise = excluded is not None and any(term.code in NUMBERS for term in rest[excluded:until])
        if otherwise or (opening is not None and any(term.code in NUMBERS for term in rest[opening[0] : at])):
            rest[at] = rest[at]._replace(code="?")  # "if you can manage, otherwise 5 s": two doses
            continue
        if opening is not None:
            at, until = opening
        while at and _leads_to_visit(rest[:at]):
            at -= 1
        notes.append((rest[at].start, rest[until - 1].end))
        rest = rest[:at] + rest[until:]
    return rest


def _end_of_marked(rest: Sequence[Term], at: int) -> int:
    """Return where what a marker begins ends: where is told what counts now, or a dose follows a colon."""
    until = next((place for place, term in enumerate(rest) if place > at and term.code == "3"), len(rest))
    colon = next((place for place in range(at, until) if rest[place].code == ":"), None)
    is_heading = colon and rest[at].name == "appointment" and any(term.code in NUMBERS for term in rest[colon:])
    return colon + 1 if colon and is_heading else until


def _leads_to_visit(before: Sequence[Term]) -> bool:
    """Return whether `indtil`, or a small word after it, stands last."""
    last = before[-1]
    return last.text in UNTIL or (last.code == "a" and len(before) > 1 and before[-2].text in UNTIL)


def _kept_clauses(rest: Sequence[Term], notes: list[Place]) -> list[Term]:
    kept: list[Term] = []
    lone = not any(term.code in QUANTITIES for term in rest)
    for whole, comma in _clauses(rest):
        clause = _without_condition(whole, notes)
        others = [term for term in rest if term not in whole]
        if clause and not _is_note(clause, lone=lone) and not is_bare_negation(clause, others):
            kept += [*clause, *comma]
            continue
        if clause:
            notes.append((clause[0].start, clause[-1].end))
        kept += comma if kept else []
    return kept


def _without_condition(clause: list[Term], notes: list[Place]) -> list[Term]:
    conditional = next((place for place, term in enumerate(clause) if term.code == "C"), None)
    if conditional is None or any(term.code in NUMBERS for term in clause[conditional:]):
        return clause
    notes.append((clause[conditional].start, clause[-1].end))
    return clause[:conditional]


def _trimmed(kept: list[Term]) -> list[Term]:
    """Return a sentence without the signs and small words at its ends."""
    while kept and kept[-1].code in ",&:aT3":
        kept.pop()
    row = [term for term in kept if term.code != "3"]
    while row and (row[0].code in ":," or (row[0].code == "a" and len(row) > 1 and row[1].code == ":")):
        del row[0]
    return row


OTHERWISE: Final = frozenset({"ellers", "otherwise", "or else"})


UNTIL: Final = frozenset({"until", "till", "indtil", "frem til", "til"})


def _clauses(terms: Sequence[Term]) -> Iterator[tuple[list[Term], list[Term]]]:
    row: list[Term] = []
    depth = 0
    for place, term in enumerate(terms):
        depth += term.code == "("
        depth -= term.code == ")" and depth > 0
        while_follows = place + 1 < len(terms) and terms[place + 1].code == "W"
        if term.code == "," and not depth and not while_follows:
            yield row, [term]
            row = []
        else:
            row.append(term)
    if row:
        yield row, []


def _is_note(clause: Sequence[Term], *, lone: bool) -> bool:
    """Return whether a clause has nothing of a dose; `lone` tells that its whole sentence has no amount."""
    codes = {term.code for term in clause} - {"a", "3"}
    if codes <= set("BJd"):
        return True
    lost_its_number = any(term.code == "u" and term.text in lexicon.UNITS for term in clause)
    if lost_its_number or _holds_amounts(codes):
        return False
    if "Q" in codes:
        return lone and not codes & ACTIONS
    if "W" in codes or (codes & set("sR") and "A" in codes) or _names_movement(clause):
        return False
    if codes <= HEADING and codes & set("eu"):
        return "e" not in codes and lone and ":" not in codes
    return True


def _holds_amounts(codes: set[str]) -> bool:
    """Return whether a clause has an amount, or says that there is none."""
    between = "m" in codes and codes & set("sRXGp")
    negated = "N" in codes and (codes & set("rm") or ("h" in codes and codes & set("sp")))
    return bool(codes & QUANTITIES or codes & set("?5") or between or negated)


def _names_movement(clause: Sequence[Term]) -> bool:
    return any(term.code == "e" and term.value.sort is not Sort.SQUEEZE for term in clause)
