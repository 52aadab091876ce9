"""Parts of a sentence that stand beside a dose: brackets, headings, words that nobody knows."""

from collections.abc import Sequence
from typing import Final

from knib.spec.dose.scan import Term

ENDS: Final = frozenset(".;–")


QUANTITIES: Final = frozenset("nDZFKPSEqlLV=H2zwG")
"""Classes of which one is in every part of a dose."""


NUMBERS: Final = frozenset("nDZFK=")


def without_brackets(terms: list[Term], notes: list[tuple[int, int]]) -> list[Term]:
    """Leave out brackets that hold nothing of a dose, or only what is not done: `(ikke stående)`."""
    kept = list(terms)
    opening = None
    place = 0
    while place < len(kept):
        code = kept[place].code
        if code == "(":
            opening = place
        elif code == ")" and opening is not None:
            codes = {term.code for term in kept[opening + 1 : place]}
            negated = "N" in codes and not codes & (NUMBERS | set("rmsR"))
            unsure = any(term.code == "u" and term.name != "harmless" for term in kept[opening + 1 : place])
            if (
                negated
                or not (unsure or codes & (QUANTITIES | set("N?AXsRr")))
                or (codes <= set("er") and opening and kept[opening - 1].code == "e")
            ):
                notes.append((kept[opening].start, kept[place].end))
                kept = kept[:opening] + kept[place + 1 :]
                place = opening - 1
            opening = None
        place += 1
    return kept


def bracket_around(terms: Sequence[Term], at: int) -> tuple[int, int] | None:
    """Return from where to where the bracket around a place goes; None where there is none."""
    opening = next((place for place in range(at, -1, -1) if terms[place].code in "()"), None)
    if opening is None or terms[opening].code == ")":
        return None
    closing = next((place for place in range(at, len(terms)) if terms[place].code == ")"), len(terms) - 1)
    return opening, closing + 1


NAMES: Final = frozenset("eql")


LABELS: Final = frozenset("hrm")


COUNTED: Final = frozenset("eqljhrpsRgxPS")
"""What may follow a number and a word that nobody knows: `10 fine knib`."""


def without_unknown(terms: Sequence[Term], notes: list[tuple[int, int]]) -> list[Term]:
    """Leave out words that nobody knows, where they can only say more of what is known."""
    kept: list[Term] = []
    for place, term in enumerate(terms):
        if term.code == "u" and term.name == "harmless" and _is_beside_the_point(kept, terms[place + 1 :]):
            notes.append((term.start, term.end))
        else:
            kept.append(term)
    return kept


def _is_beside_the_point(before: Sequence[Term], after: Sequence[Term]) -> bool:
    """Return whether a word between these can be left out: no number can be its own, and it names no exercise."""
    last = next((term.code for term in reversed(before) if term.code not in "a&"), ".")
    coming = [term.code for term in after if term.code not in "au"]
    following = coming[0] if coming else "."
    number = next((at for at, code in enumerate(coming) if code in NUMBERS), len(coming))
    ahead = set(coming[:number])
    if last == "v" or (following == ":" and not ahead & NAMES):
        return last in NAMES
    if last == "n" and following not in COUNTED:
        return False
    if last == "D" and following not in LABELS | NAMES:
        labelled = len(before) > 1 and before[-2].code in LABELS and before[-1].code == "D"
        return labelled and following not in NUMBERS
    owns_next = following in "DZ" or (following == "n" and not (coming[1:2] and coming[1] in "xgpsRe"))
    if owns_next or (last == "Z" and following not in {*ENDS, ","}):
        return False
    if ahead & NAMES:
        return True
    named = any(term.code in NAMES for term in before)
    starts = last in ENDS or last == ":"
    return named and (not starts or bool(ahead & LABELS) or number == len(coming))


def without_heading(terms: list[Term], notes: list[tuple[int, int]]) -> list[Term]:
    """Leave out what stands before a colon and tells of the patient or the visit; it is a note."""
    colon = next((place for place, term in enumerate(terms[:10]) if term.code == ":"), None)
    codes = {term.code for term in terms[: colon or 0]}
    if codes <= set("AvXTYuaC&,Q%") and codes & set("AvCTQ%") and colon:
        notes.append((terms[0].start, terms[colon - 1].end))
        return terms[colon + 1 :]
    if not colon or codes - set("uaSnkdBJK,-") or not codes & set("ukdBJK"):
        return terms
    if "n" in codes and not codes & set("kdBJ"):
        return terms
    if any(term.code in "eql" for term in terms[colon:]):
        notes.append((terms[0].start, terms[colon - 1].end))
        return [*(term for term in terms[:colon] if term.code == "S"), *terms[colon + 1 :]]
    return terms
