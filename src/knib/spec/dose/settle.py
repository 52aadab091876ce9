"""From what was written of an exercise to the whole of it: the usual lengths stand in, and every limit is checked."""

from fractions import Fraction
from typing import Final

from knib.spec.cycle import MAX_PHASES, MAX_SESSION
from knib.spec.dose import worded
from knib.spec.dose.desk import Desk
from knib.spec.dose.draft import Draft
from knib.spec.dose.worded import USUAL, Noun, Sort, WordedExercise, sort_of
from knib.spec.dose.words import KNIB, NOUNS, SLIPS
from knib.spec.phase_keys import PHASE_LENGTH
from knib.units import SECOND, Ms, seconds
from knib.values import dataclass

COUNTED: Final = frozenset({Sort.SQUEEZE, Sort.QUICK, Sort.BREATH})
"""Sorts that nobody does just once: without a number, someone forgot it."""

LONG_PAUSE: Final = Ms(20 * SECOND)
"""A pause this long is often meant between the sets."""

IN_ALL: Final = frozenset({"i", "på", "in", "for", "on"})
"""Words before a length that may be meant of all repetitions together: "10 knib på 1 min"."""

MAX_SETS: Final = 1000
TOO_MUCH: Final = f"a session has at most {MAX_PHASES:,} phases and lasts at most 12 hours"


def settled(draft: Draft, desk: Desk) -> WordedExercise | None:
    """Give the exercise, or tell what is missing, contradicts or is too much."""
    before = len(desk.problems)
    exercise = _Settling(draft, desk).exercise()
    return exercise if len(desk.problems) == before else None


@dataclass()
class _Settling:
    draft: Draft
    desk: Desk

    def exercise(self) -> WordedExercise:
        draft = self.draft
        noun, manner = self.noun(), draft.get("manner") or ()
        sort = sort_of(noun, manner)
        self.sort_out(sort)
        self.name_what_lasts(noun)
        sets, reps, lasting = int(draft.get("sets") or 1), self.reps(sort), self.length("lasting", Ms(0))
        hold = self.length("hold", USUAL[sort][0])
        rest = self.rest(sort, hold, once=reps == 1 and not lasting)
        exercise = WordedExercise(
            noun=noun,
            manner=manner,
            sets=sets,
            reps=reps,
            lasting=lasting,
            hold=hold,
            rest=rest,
            between_sets=self.between_sets(sets),
            sides=draft.get("sides") or (),
            alternate=bool(draft.get("alternate")),
            between_sides=self.between_sides(),
            effort=draft.get("effort") or "",
            position=draft.get("position"),
            assumed=frozenset(draft.assumed - {"between_exercises", "length"}),
        )
        self.check(exercise)
        self.ask(exercise)
        return exercise

    def noun(self) -> Noun:
        """Give what is done: as written, else as in the exercise before, else a squeeze, which has no sides."""
        breathes = self.draft.get("breath")
        noun: Noun | None = self.draft.get("noun")
        if breathes and noun and noun.sort is not Sort.BREATH:
            message = "in and out belong to breaths"
            self.desk.tell(self.draft.where("breath"), "dose-breath", message, "write 'hold' and 'slip'")
        if noun:
            return noun
        if breathes:
            return NOUNS["vejrtrækning"]
        self.draft.assumed.add("noun")
        return self.draft.noun_before or (NOUNS["stræk"] if "sides" in self.draft.values else KNIB)

    def sort_out(self, sort: Sort) -> None:
        """Settle what each length without a label is: the hold, or how long the exercise lasts."""
        draft = self.draft
        for length, terms in draft.loose:
            counted = "reps" in draft.values
            # Nobody breathes in, or squeezes quickly, for four minutes.
            as_a_whole = not counted and sort in {Sort.BREATH, Sort.QUICK}
            if "hold" not in draft.values and not as_a_whole and sort is not Sort.BREATH:
                name = "hold"
            elif not counted and "lasting" not in draft.values:
                name = "lasting"
            else:
                cure = "write 'hold', 'slip' or 'mellem sæt' at it, or how many repetitions there are"
                self.desk.tell(terms, "dose-length", f"'{self.desk.written(terms)}': of what?", cure)
                continue
            draft.values[name] = length, terms
            if "length" in draft.assumed and name == "hold":
                draft.assumed.add(name)

    def name_what_lasts(self, noun: Noun) -> None:
        """Ask what is done for a time when only the exercise before says so, in a word that stands after numbers."""
        if "lasting" in self.draft.values and "noun" in self.draft.assumed and noun not in NOUNS.values():
            where = self.draft.where("lasting")
            message, cure = f"what is done for {self.desk.written(where)}?", "write it, or how many there are"
            self.desk.tell(where, "dose-missing", message, cure)

    def reps(self, sort: Sort) -> int:
        """Give the repetitions; 0 where a time counts instead."""
        draft = self.draft
        if "lasting" in draft.values:
            return 0
        if "reps" in draft.values:
            return int(draft.get("reps"))
        if "hold" not in draft.values or sort in COUNTED:
            message, cure = "how many times?", "write the number, as in: 10 knib"
            self.desk.tell(draft.terms, "dose-missing", message, cure)
        return 1

    def length(self, name: str, usual: Ms) -> Ms:
        """Give a length as written, else the usual one."""
        if name not in self.draft.values:
            if usual:
                self.draft.assumed.add(name)
            return usual
        written: Fraction = self.draft.get(name)
        low, high = (SECOND, MAX_SESSION) if name == "lasting" else (PHASE_LENGTH.low, PHASE_LENGTH.high)
        optional = written == 0 and name not in {"hold", "lasting"}
        if written.denominator != 1:
            message = "this is finer than a millisecond; lengths are whole milliseconds"
            self.desk.tell(self.draft.where(name), "dose-length", message)
        elif not optional and not low <= written <= high:
            message = f"{self.desk.written(self.draft.where(name))} is outside {seconds(low)} to {seconds(high)}"
            self.desk.tell(self.draft.where(name), "dose-length", message)
        return Ms(int(written))

    def rest(self, sort: Sort, hold: Ms, *, once: bool) -> Ms:
        """Give the rest of each repetition. What is done once needs none, and a plain movement has none of its own."""
        draft = self.draft
        if draft.get("rest") == "same":
            return hold
        if "rest" in draft.values:
            rest = self.length("rest", Ms(0))
            if sort is Sort.BREATH and not rest:
                message = "a breath in needs a breath out"
                self.desk.tell(draft.where("rest"), "dose-breath", message, "write how long: ud 6 sek.")
            elif once and not rest:
                draft.assumed.discard("rest")
            return rest
        if once and sort is not Sort.BREATH:
            return Ms(0)
        draft.assumed.add("rest")
        usual = USUAL[sort][1]
        if usual is not None:
            return usual
        return Ms(0) if sort is Sort.OTHER and "hold" in draft.assumed else hold

    def between_sets(self, sets: int) -> Ms:
        if sets > 1:
            return self.length("between_sets", worded.BETWEEN_SETS)
        if "between_sets" in self.draft.values:
            message = "there is one set, and nothing between"
            self.desk.tell(self.draft.where("between_sets"), "dose-missing", message, "write how many: 3 sæt")
        return Ms(0)

    def between_sides(self) -> Ms:
        sides = self.draft.get("sides") or ()
        if len(sides) > 1:
            return self.length("between_sides", Ms(0) if self.draft.get("alternate") else worded.BETWEEN_SIDES)
        if "between_sides" in self.draft.values:
            message = "there are not two sides, and nothing between"
            self.desk.tell(self.draft.where("between_sides"), "dose-missing", message, "write 'hver side'")
        return Ms(0)

    def check(self, exercise: WordedExercise) -> None:
        """Check that it is neither too little nor too much for a session."""
        draft, cycle = self.draft, exercise.hold + exercise.rest
        if exercise.lasting and exercise.lasting < cycle:
            message = f"one repetition takes {seconds(Ms(cycle))}, which is longer than this"
            self.desk.tell(draft.where("lasting"), "dose-length", message, "write a longer time")
        if exercise.sets > MAX_SETS:
            self.desk.tell(draft.where("sets"), "dose-number", f"at most {MAX_SETS} sets")
        elif phases(exercise) > MAX_PHASES or length(exercise) > MAX_SESSION:
            self.desk.tell(draft.terms, "dose-too-much", TOO_MUCH, "lower the numbers")

    def ask(self, exercise: WordedExercise) -> None:
        """Ask where a therapist may have meant something else than what stands there."""
        draft = self.draft
        pause = [term for term in draft.where("rest") if term.code == "P" and term.value not in SLIPS]
        labelled = "rest" in draft.values and not any(term.code == "B" for term in draft.where("rest"))
        apart = exercise.sets > 1 and "between_sets" not in draft.values
        if apart and labelled and pause and exercise.rest >= LONG_PAUSE and exercise.rest > exercise.hold:
            message = f"'{self.desk.written(draft.where('rest'))}': after each, or between the sets?"
            self.desk.tell(draft.where("rest"), "dose-pause", message, "write 'mellem knib' or 'mellem sæt' at it")
        where = draft.where("hold")
        alone = "hold" in draft.values and {term.code for term in where} == {"l"}
        if alone and exercise.reps > 1 and exercise.hold >= worded.LONG_HOLD and self.desk.follows(where, IN_ALL):
            message = f"'{self.desk.written(where)}': each of them, or all of them?"
            self.desk.tell(where, "dose-length", message, "write 'hold' before it, or no number of repetitions")


def _rounds(exercise: WordedExercise) -> int:
    reps = exercise.reps or exercise.lasting // max(1, exercise.hold + exercise.rest)
    return exercise.sets * max(1, len(exercise.sides)) * reps


def phases(exercise: WordedExercise) -> int:
    """Count the phases of an exercise, no fewer than there will be."""
    return 3 * _rounds(exercise) + exercise.sets


def length(exercise: WordedExercise) -> Ms:
    """Give the length of an exercise in ms, no less than it will be without its words."""
    between = exercise.sets * exercise.between_sets
    return Ms(_rounds(exercise) * (exercise.hold + exercise.rest + exercise.between_sides) + between)
