"""Sentences that stand beside a dose: what was, what was found, what is not done."""

from collections.abc import Sequence
from typing import Final

from knib.spec.dose.scan import Term
from knib.spec.dose.worded import Sort

Parts = Sequence[tuple[list[Term], list[Term]]]
"""The sentences of a text, each with what ends it."""


def found_before_plan(parts: Parts) -> int:
    """Return how many sentences tell what was found, before the heading of what is to be done."""
    plan = next((place for place, (sentence, _) in enumerate(parts) if sentence and sentence[0].name == "plan"), 0)
    found = any(term.code in "JI" or term.name == "patient" for sentence, _ in parts[:plan] for term in sentence)
    return plan if found and told_now(parts[plan:]) else 0


def is_beside(parts: Parts, place: int) -> bool:
    """Return whether the sentence at a place says what was or is not done, or what was found."""
    sentence, end = parts[place]
    others = [term for other, _ in parts if other is not sentence for term in other]
    following = parts[place + 1][0] if place + 1 < len(parts) else []
    if _is_overtaken(parts, place) or is_bare_negation(sentence, others) or is_status(sentence):
        return True
    if end and end[0].name == "but" and is_corrected(sentence, following):
        return True
    return len(parts) > 1 and is_cancelled(sentence)


def _is_overtaken(parts: Parts, place: int) -> bool:
    """Return whether a later sentence says what counts now in place of this one."""
    sentence = parts[place][0]
    later = [told_now(parts[after:]) for after in range(place + 1, len(parts))]
    if not any(amounts_in(sentence) <= amounts for amounts in later if amounts):
        return False
    if any(term.code in "4N" or term.name == "changed" for term in sentence):
        return True
    markers = [term for term in sentence if term.code == "1"]
    if not markers:
        return False
    past = markers[-1] is sentence[-1] and markers[-1].name == "past"
    return past or (any(term.name == "appointment" for term in markers) and ":" in {term.code for term in sentence})


def may_be_found(parts: Parts) -> bool:
    """Return whether all amounts stand beside a finding, and nothing says that they are to be done."""
    telling = [sentence for sentence, _ in parts if amounts_in(sentence)]
    codes = {term.code for sentence in telling for term in sentence}
    return len(telling) == 1 and "J" in codes and not codes & set("erFZ=m3")


def amounts_in(sentence: Sequence[Term]) -> frozenset[str]:
    """Return which amounts a sentence holds: numbers, lengths."""
    return frozenset({"Z": "D"}.get(term.code, term.code) for term in sentence if term.code in "nDZ")


def told_now(parts: Parts) -> frozenset[str]:
    """Return the amounts from here on, where this sentence tells what counts now."""
    first = parts[0][0]
    if not any(term.code == "3" for term in first) or not amounts_in(first):
        return frozenset()
    return frozenset().union(*(amounts_in(sentence) for sentence, _ in parts))


CANCELLED: Final = frozenset(
    {"glem", "forget", "forget about", "udgår", "droppes", "cancel", "cancelled", "springes over"}
)


def is_cancelled(sentence: Sequence[Term]) -> bool:
    """Return whether a sentence takes back what was prescribed before, such as `Glem de 20 hurtige`."""
    negations = [term for term in sentence if term.code == "N"]
    if not sentence or len(negations) != 1 or negations[0].text not in CANCELLED:
        return False
    return negations[0] in {sentence[0], sentence[-1]} and not any(term.code in "xsRrm3" for term in sentence)


def is_bare_negation(sentence: Sequence[Term], others: Sequence[Term]) -> bool:
    """Return whether a sentence only leaves out a kind that nothing else names, such as `Ingen hurtige endnu`."""
    codes = {term.code for term in sentence if term.code not in "auQ3,BJ"}
    kinds = codes & set("ql")
    positions = {term.value for term in sentence if term.code == "P"}
    if "N" not in codes or len(kinds) + len(positions) != 1 or codes - set("NeqlhP"):
        return False
    mentioned = {term.code for term in others}
    if positions & {term.value for term in others if term.code == "P"}:
        return False
    return not kinds & mentioned and bool(mentioned & set("eql"))


def is_corrected(sentence: Sequence[Term], following: Sequence[Term]) -> bool:
    """Return whether a sentence negates what the next one sets right, as in `ikke 5 sek., men 9 sek`."""
    told = {term.code for term in sentence}
    right = {term.code for term in following}
    return (
        bool(sentence)
        and sentence[0].code == "N"
        and not told - set("NQDnaeqlhup,")
        and told & set("nD") <= right
        and bool(told & set("nD"))
    )


def is_status(terms: Sequence[Term]) -> bool:
    """Return whether a sentence tells of what was found, and has nothing of a dose."""
    codes = {term.code for term in terms}
    if any(term.code == "e" and term.value.sort is not Sort.SQUEEZE for term in terms):
        return False
    if "J" not in codes and terms and terms[0].code == "P":
        return False  # "Siddende på stol, 90° i hofter og knæ"
    return bool(codes & {"J", "B"}) and not codes & set("DZFKxgpsT") and not (codes & set("eql") and "n" in codes)


def is_background(terms: Sequence[Term]) -> bool:
    """Return whether a first sentence tells who the patient is: numbers by words that no dose has."""
    codes = [term.code for term in terms]
    return codes.count("u") > 1 and not set(codes) & set("DZFKxgpsRrhTql:NQ")
