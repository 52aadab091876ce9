"""A session made exactly as long as its routine asks, by its rests alone.

Exactly means to the millisecond: `Timeline.length` is the length that was written. Phases that work keep their
lengths, what is said keeps its time, and what was said in a rest stays in it. Rests grow and shrink together, each
within its limits and never so far that what is heard in it would not fit.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from knib.errors import Problem, SpecError
from knib.plan.cue import Cue
from knib.plan.place import place
from knib.plan.rests import shared, stretchable, stretched
from knib.plan.script import write
from knib.plan.timeline import Timeline
from knib.plan.turns import rows
from knib.spec.cycle import distinct
from knib.spec.model import Dose, Exercise, Fitting, Routine
from knib.spec.rounds import stations
from knib.units import SECOND, Ms, clock, exact_clock

Measure = Callable[[Sequence[Cue]], Mapping[Cue, Ms]]
"""Gives the length of each cue, in ms: speaks it, or knows it."""

MOST_CHANGES: Final = 5
"""A suggestion changes the sets or repetitions of one exercise by at most so many."""


MARGIN: Final = Ms(2000)
"""A suggestion must be right by this much: some of its words are only estimated."""


def timed(routine: Routine, measure: Measure) -> Timeline:
    """Place a routine in time, as long as its `fit` says when it has one.

    Args:
        routine: What to place.
        measure: Gives the lengths of cues; it is asked again when a rest's new length is told in words.

    Raises:
        SpecError: a cue does not fit its room, or the session cannot be made as long as asked; the message says
            between which lengths it can.
    """
    script = write(routine)
    timeline = place(script, measure(script.cues))
    if routine.fitting is None or timeline.length == routine.fitting.length:
        return timeline
    return _Tailor(routine, routine.fitting, timeline, measure).fitted()


class _Reach(NamedTuple):
    """The shortest and the longest session that the rests allow, in ms."""

    least: Ms
    most: Ms


class _Tailor:
    """Knows a routine as written and placed, and what each of its rests may become."""

    def __init__(self, routine: Routine, fitting: Fitting, timeline: Timeline, measure: Measure) -> None:
        self.routine, self.fitting, self.measure = routine, fitting, measure
        self.length = timeline.length
        self.written = rows(routine)
        self.rests = tuple(stretchable(routine.exercises, self.written, timeline, fitting))
        self.aside = frozenset(_aside(routine, timeline))

    @property
    def reach(self) -> _Reach:
        now = sum(rest.length for rest in self.rests)
        shrunk, grown = sum(rest.least for rest in self.rests), sum(rest.most for rest in self.rests)
        return _Reach(Ms(self.length + shrunk - now), Ms(self.length + grown - now))

    def fitted(self) -> Timeline:
        wanted = self.fitting.length
        reach = self.reach
        if not reach.least <= wanted <= reach.most:
            raise SpecError([self._out_of_reach(reach)])
        total = Ms(wanted - self.length + sum(rest.length for rest in self.rests))
        try:
            timeline = self._placed(total)
            # A cue that is heard before the first phase can make the lead-in follow the rests: then once more.
            if timeline.length != wanted:
                timeline = self._placed(Ms(total + wanted - timeline.length))
        except SpecError as err:
            raise SpecError(
                [self._problem("no-fit", "a line does not fit its rest then", "widen that rest"), *err.problems]
            ) from err
        if timeline.length != wanted:
            message = f"the nearest it can be is {exact_clock(timeline.length)}: a cue moves with the first rest"
            raise SpecError([self._problem("no-fit", message, "give the cue a moment inside its phase")])
        return timeline

    def _placed(self, total: Ms) -> Timeline:
        lengths = shared(self.rests, total)
        done = stretched(self.written, self.rests, lengths)
        script = write(self.routine, done, self.aside)
        return place(script, self.measure(script.cues))

    def _out_of_reach(self, reach: _Reach) -> Problem:
        if not self.rests:
            return self._problem(
                "no-rests", f"there is no rest to change: it lasts {_exactly(self.length)}", "delete 'fit'"
            )
        limits = f"rests of {self.fitting.least}-{self.fitting.most} %"
        least, most = Ms(-(-reach.least // SECOND) * SECOND), Ms(reach.most // SECOND * SECOND)
        least, most = (least, most) if least <= most else reach
        message = f"with {limits} it can last from {_exactly(least)} to {_exactly(most)}"
        cure = next(self._suggestions(longer=self.fitting.length > reach.most), "")
        return self._problem("out-of-reach", message, cure or "change sets, reps or lengths, or widen 'rests'")

    def _problem(self, code: str, message: str, cure: str) -> Problem:
        asked = f"the session cannot last {_exactly(self.fitting.length)}"
        return Problem(origin=self.fitting.origin, code=code, message=f"{asked}: {message}", suggestion=cure)

    def _suggestions(self, *, longer: bool) -> Iterator[str]:
        """Give the changes of one exercise's sets, or repetitions, with which it could; each is tried."""
        for by in range(1, MOST_CHANGES + 1):
            for exercise in stations(self.routine.exercises):
                for dose, what in _changes(exercise, by if longer else -by):
                    changed = _with_dose(self.routine.exercises, exercise, dose)
                    if self._could(replace(self.routine, exercises=changed)):
                        yield f"with {what} of '{exercise.name}' it can"

    def _could(self, routine: Routine) -> bool:
        """Tell whether a changed routine could be as long, with room to spare: no voice is asked for a suggestion."""
        script = write(routine)
        known = self.measure(write(self.routine).cues)
        a_letter = sum(known.values()) // sum(len(cue.text) for cue in known) if known else 0
        try:
            timeline = place(script, {cue: known.get(cue, Ms(len(cue.text) * a_letter)) for cue in script.cues})
        except SpecError:
            return False
        least, most = _Tailor(routine, self.fitting, timeline, self.measure).reach
        return least + MARGIN <= self.fitting.length <= most - MARGIN


def _changes(exercise: Exercise, by: int) -> Iterator[tuple[Dose, str]]:
    """Return the dose of an exercise with other sets, and with other repetitions, each with its words."""
    dose = exercise.dose
    if dose.by_set or any(phase.lengths for phase in (*distinct(exercise.phases), exercise.between_sets) if phase):
        return  # lists would need other entries
    if dose.sets + by >= 1 and exercise.between_sets:
        yield replace(dose, sets=dose.sets + by), f"sets: {dose.sets + by}"
    if dose.lasting is None and dose.reps + by >= 1:
        yield replace(dose, reps=dose.reps + by), f"reps: {dose.reps + by}"


def _with_dose(exercises: Sequence[Exercise], changed: Exercise, dose: Dose) -> tuple[Exercise, ...]:
    """Return the exercises with another dose of one of them, in all its rounds."""
    return tuple(
        replace(exercise, dose=dose)
        if exercise is changed or (exercise.round and exercise.origin == changed.origin)
        else exercise
        for exercise in exercises
    )


def _aside(routine: Routine, timeline: Timeline) -> Iterator[int]:
    """Give the exercises, by number, whose words took their own time: those that began in no phase."""
    starts = [span.start for span in timeline.spans]
    for number, chapter in enumerate(timeline.chapters[bool(routine.intro) :][: len(routine.exercises)]):
        before = bisect_right(starts, chapter.start) - 1
        if before < 0 or timeline.spans[before].end <= chapter.start:
            yield number


def _exactly(length: Ms) -> str:
    """Write a length as a clock does; to the millisecond where it is not a whole second."""
    return exact_clock(length) if length % 1000 else clock(length)
