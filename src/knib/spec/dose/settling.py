"""One exercise as it is settled: what nobody wrote is as usual."""

from dataclasses import replace
from fractions import Fraction
from typing import Final

from knib.spec.cycle import MAX_PHASES, MAX_SESSION
from knib.spec.dose import worded
from knib.spec.dose.amounts import Amount
from knib.spec.dose.draft import ONCE, Draft
from knib.spec.dose.scopes import Contradiction
from knib.spec.dose.worded import USUAL, Noun, Sort, WordedExercise, sort_of
from knib.spec.model import Position
from knib.spec.phase_keys import PHASE_LENGTH
from knib.units import SECOND, Ms

KNIB: Final = Noun("knib", "knib", "et", Sort.SQUEEZE)


STRETCH: Final = Noun("stræk", "stræk", "et", Sort.STRETCH)


QUICK_AT_MOST: Final = 3 * SECOND


LONG_AT_LEAST: Final = 2 * SECOND


MAX_SETS: Final = 1000


MAX_COUNT: Final = 100_000


def milliseconds(amount: Amount, *, high: bool) -> Ms:
    """Return an amount in ms, its lower or its upper end."""
    value = amount.high if high else amount.low
    if value.denominator != 1:
        raise Contradiction
    return Ms(int(value))


def _with_repetitions(draft: Draft) -> Draft:
    """Return rounds of one length and its rest as repetitions: `20 s work, 10 s rest, 8 rounds`."""
    timed = draft.sort is not Sort.SQUEEZE and all(map(draft.has, ("sets", "hold", "rest")))
    if not timed or any(map(draft.has, ("reps", "set_rest", "lasting"))):
        return draft
    return replace(draft, values=tuple(("reps" if name == "sets" else name, value) for name, value in draft.values))


class Settling:
    """One exercise, as it is settled."""

    def __init__(self, draft: Draft, noun: Noun | None, marks: frozenset[str], *, high: bool) -> None:
        self.draft = draft
        self.noun_before = noun
        self.high = high
        self.assumed: set[str] = set(marks)

    def exercise(self, position: Position | None) -> WordedExercise:
        """Return the exercise, in the position that was said of all."""
        noun = self.noun()
        manner = self.manner()
        sort = sort_of(noun, manner)
        if noun.sort is Sort.SQUEEZE and self.draft.has("sides"):
            raise Contradiction
        draft = self.draft = _with_repetitions(self.draft)
        sets = self.count("sets", 1)
        reps, lasting = self.reps(sort)
        hold, rest = self.hold_and_rest(sort, reps)
        if draft.has("set_rest") and sets == 1:
            raise Contradiction
        between_sets = self.length("set_rest", worded.BETWEEN_SETS, "between_sets") if sets > 1 else Ms(0)
        between_sides = self.between_sides()
        exercise = WordedExercise(
            noun=noun,
            manner=manner,
            sets=sets,
            reps=reps,
            lasting=lasting,
            hold=hold,
            rest=rest,
            between_sets=between_sets,
            sides=draft.get("sides") or (),
            alternate=bool(draft.get("alternate")),
            between_sides=between_sides,
            effort=draft.get("effort") or "",
            position=draft.get("position") or position,
            assumed=frozenset(self.assumed & MAY_BE_ASSUMED),
        )
        self.check(exercise)
        return exercise

    def between_sides(self) -> Ms:
        """Return the rest between the sides."""
        if len(self.draft.get("sides") or ()) > 1:
            usual = Ms(0) if self.draft.get("alternate") else worded.BETWEEN_SIDES
            return self.length("side_rest", usual, "between_sides")
        if self.draft.has("side_rest"):
            raise Contradiction
        return Ms(0)

    def noun(self) -> Noun:
        """Return its name; what nobody named is a squeeze, or a stretch where sides are told."""
        draft = self.draft
        if draft.noun is not None:
            return draft.noun
        if draft.quick is None or self.noun_before is None:
            self.assumed.add("noun")
        if "sides" in dict(draft.values):
            return STRETCH
        return self.noun_before or KNIB

    def manner(self) -> tuple[str, ...]:
        """Return how it is done."""
        draft = self.draft
        first = () if draft.quick is None else ("hurtige",) if draft.quick else ("lange",)
        return tuple(dict.fromkeys((*first, *draft.manner)))

    def count(self, name: str, usual: int) -> int:
        """Return a number that was written, or the usual one."""
        amount: Amount | None = self.draft.get(name)
        if amount is None:
            return usual
        value = amount.high if self.high else amount.low
        if value.denominator != 1 or not 1 <= value <= (MAX_SETS if name == "sets" else MAX_COUNT):
            raise Contradiction
        return int(value)

    def reps(self, sort: Sort) -> tuple[int, Ms]:
        """Return how many repetitions, or how long they last."""
        draft = self.draft
        if draft.has("lasting"):
            if draft.has("reps"):
                raise Contradiction
            return 0, milliseconds(draft.get("lasting"), high=self.high)
        if draft.has("reps"):
            return self.count("reps", 1), Ms(0)
        if draft.has("hold") and sort in ONCE:
            return 1, Ms(0)
        raise Contradiction

    def length(self, field: str, usual: Ms, name: str) -> Ms:
        """Return a length that was written, or the usual one."""
        if not self.draft.has(field):
            if usual:
                self.assumed.add(name)
            return usual
        length = milliseconds(self.draft.get(field), high=self.high)
        if not (length == 0 and field != "hold") and not PHASE_LENGTH.low <= length <= PHASE_LENGTH.high:
            raise Contradiction
        return length

    def hold_and_rest(self, sort: Sort, reps: int) -> tuple[Ms, Ms]:
        """Return how long it is held and rested."""
        draft = self.draft
        if draft.has("window"):
            return self.in_window(reps)
        hold = self.length("hold", USUAL[sort][0], "hold")
        if sort is Sort.QUICK and draft.has("hold") and hold > QUICK_AT_MOST:
            raise Contradiction
        if draft.quick is False and draft.has("hold") and hold <= LONG_AT_LEAST:
            raise Contradiction
        if draft.get("rest") in {"same", "double"}:
            return hold, Ms(hold * 2 if draft.get("rest") == "double" else hold)
        if draft.has("rest"):
            rest = self.length("rest", Ms(0), "rest")
            if sort is Sort.BREATH and not rest:
                raise Contradiction
            return hold, rest
        if reps == 1 and sort is not Sort.BREATH:
            return hold, Ms(0)
        self.assumed.add("rest")
        usual = USUAL[sort][1]
        if usual is not None:
            return hold, usual
        return hold, Ms(0) if sort is Sort.OTHER and not draft.has("hold") else hold

    def in_window(self, reps: int) -> tuple[Ms, Ms]:
        """Return hold and rest of repetitions that share one length."""
        draft = self.draft
        if draft.has("hold") or draft.has("rest"):
            raise Contradiction
        cycle = Fraction(milliseconds(draft.get("window"), high=self.high), reps)
        if cycle.denominator != 1:
            raise Contradiction
        hold = Ms(int(cycle) // 2)
        return hold, Ms(int(cycle) - hold)

    def check(self, exercise: WordedExercise) -> None:
        """Refuse what no session can hold."""
        cycle = exercise.hold + exercise.rest
        if exercise.lasting and exercise.lasting < cycle:
            raise Contradiction
        if phases(exercise) > MAX_PHASES or length(exercise) > MAX_SESSION:
            raise Contradiction


MAY_BE_ASSUMED: Final = frozenset({"noun", "hold", "rest", "between_sets", "between_sides"})


def _rounds(exercise: WordedExercise) -> int:
    reps = exercise.reps or exercise.lasting // max(1, exercise.hold + exercise.rest)
    return exercise.sets * max(1, len(exercise.sides)) * reps


def phases(exercise: WordedExercise) -> int:
    """Return how many phases an exercise has, no fewer than there will be."""
    return 3 * _rounds(exercise) + exercise.sets


def length(exercise: WordedExercise) -> Ms:
    """Return the length of an exercise in ms, no less than it will be without its words."""
    between = exercise.sets * exercise.between_sets
    return Ms(_rounds(exercise) * (exercise.hold + exercise.rest + exercise.between_sides) + between)
