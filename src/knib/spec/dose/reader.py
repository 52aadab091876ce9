"""Any text to a dose in words, or a SpecError that points at each part that was not understood."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from knib.errors import SpecError
from knib.spec.cycle import MAX_PHASES, MAX_SESSION
from knib.spec.dose import settle
from knib.spec.dose.desk import NAME, Desk
from knib.spec.dose.draft import Draft, Terms
from knib.spec.dose.facts import Fact, facts
from knib.spec.dose.leftovers import point_out
from knib.spec.dose.terms import composed, terms
from knib.spec.dose.worded import BETWEEN_EXERCISES, WordedDose, WordedExercise
from knib.spec.phase_keys import PHASE_LENGTH
from knib.units import Ms, seconds

__all__ = ["LONGEST", "NAME", "read"]

LONGEST: Final = 5000
"""Signs of a prescription: so long that what is said back of the longest that people write is not refused."""

_SHOWN: Final = 80
"""Signs of one that is too long."""

_NUMBERED: Final = ("sets", "reps", "times", "number", "often", "days", "course", "sides")
"""Fields whose numbers are whole and at least 1."""

_MOST: Final = 100_000

_TOLD: Final = ("often dagligt", "often hver anden dag", "often om ugen", "days", "course")


def read(text: str) -> WordedDose:
    """Read a prescription as it stands in a record.

    Raises:
        SpecError: some of it was not understood, or leaves something open; every such part at once.
    """
    line = composed(text)
    desk = Desk(line)
    if len(line) > LONGEST:
        desk = Desk(line[:_SHOWN] + "…")
        desk.tell((), "dose-too-long", f"{len(line):,} signs are no prescription", "write a routine: knib new")
        raise SpecError(desk.problems)
    row = terms(line)
    found = facts(row)
    point_out(found.left, row, desk)
    for fact in found.facts:
        _check_whole(fact, desk)
    dose = _assembled(found.facts, desk) if not desk.problems else None
    if dose is None or desk.problems:
        raise SpecError(desk.problems)
    return dose


def _check_whole(fact: Fact, desk: Desk) -> None:
    """Check what is counted: whole numbers from 1."""
    if not any(name.startswith(_NUMBERED) for name in fact.fields):
        return
    for term in fact.terms:
        numbers = [term.value] if term.code == "n" else list(term.value[:2]) if term.code == "r" else []
        if any(number.denominator != 1 or not 1 <= number <= _MOST for number in numbers):
            message = f"'{desk.written((term,))}' counts something: a whole number, 1 to {_MOST:,}, is needed"
            desk.tell((term,), "dose-number", message)


def _assembled(found: Sequence[Fact], desk: Desk) -> WordedDose:
    drafts, whole = _sorted_out(found, desk)
    exercises = tuple(exercise for draft in drafts if (exercise := settle.settled(draft, desk)))
    between, assumed = _between_exercises(drafts, whole, desk)
    if not desk.problems and _is_too_much(exercises, between):
        desk.tell((), "dose-too-much", settle.TOO_MUCH, "lower the numbers")
    return WordedDose(
        exercises=exercises,
        between_exercises=between,
        told=tuple(whole.get(name) for name in _TOLD if name in whole.values),
        assumed=frozenset({"between_exercises"} if assumed else ()),
    )


def _is_too_much(exercises: Sequence[WordedExercise], between: Ms) -> bool:
    lengths = sum(map(settle.length, exercises)) + len(exercises) * between
    return lengths > MAX_SESSION or sum(map(settle.phases, exercises)) > MAX_PHASES


def _sorted_out(found: Sequence[Fact], desk: Desk) -> tuple[list[Draft], Draft]:
    """Give each exercise what was written of it, and the prescription what belongs to the whole of it."""
    drafts, whole = [Draft()], Draft()
    then: Terms = ()
    for fact in found:
        if "then" in fact.fields:
            then = fact.terms
            if drafts[-1].is_empty:
                desk.tell(then, "dose-missing", "no exercise comes before this", "delete it")
            else:
                drafts.append(_next(drafts[-1]))
        elif name := next((name for name in fact.fields if _is_whole(name)), ""):
            _take_whole(name, fact, whole, desk)
            drafts[-1].last = name
        else:
            if drafts[-1].ends_before(fact):
                drafts.append(_next(drafts[-1]))
            drafts[-1].take(fact, desk)
    if drafts[-1].is_empty and not desk.problems:
        where = then if len(drafts) > 1 else ()
        message = "no exercise comes after this" if where else "there is no dose in this"
        desk.tell(where, "dose-missing", message, "write one, as in: 10 knib, hold 6 sek., slip 6 sek.")
    return ([] if desk.problems else drafts), whole


def _next(before: Draft) -> Draft:
    return Draft(before.get("noun") or before.noun_before)


def _is_whole(name: str) -> bool:
    """Tell whether a field belongs to the whole prescription."""
    return name in _TOLD or name == "between_exercises"


def _take_whole(name: str, fact: Fact, whole: Draft, desk: Desk) -> None:
    unit, value = name.removeprefix("often "), fact.fields[name]
    if name in whole.values and unit in {value, whole.get(name)}:
        # "3 gange dagligt, hver dag": the one with the number says more.
        value = whole.get(name) if value == unit else value
        whole.values[name] = value, fact.terms
    else:
        whole.put(name, value, fact.terms, desk)


def _between_exercises(drafts: Sequence[Draft], whole: Draft, desk: Desk) -> tuple[Ms, bool]:
    """Give the rest between exercises, and whether nobody wrote it."""
    if "between_exercises" not in whole.values:
        return (BETWEEN_EXERCISES, True) if len(drafts) > 1 else (Ms(0), False)
    written: Fraction = whole.get("between_exercises")
    where = whole.where("between_exercises")
    if len(drafts) == 1:
        desk.tell(where, "dose-missing", "there is one exercise, and nothing between", "delete it")
    elif written.denominator != 1 or (written and not PHASE_LENGTH.low <= written <= PHASE_LENGTH.high):
        low, high = seconds(PHASE_LENGTH.low), seconds(PHASE_LENGTH.high)
        desk.tell(where, "dose-length", f"'{desk.written(where)}' is outside {low} to {high}")
    return Ms(int(written)), any("between_exercises" in draft.assumed for draft in drafts)
