"""What changed from one routine to another: pure, and complete. Nothing is told exactly when both are the same."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

from knib.spec.cycle import distinct
from knib.spec.diff.facts import NOUNS, Facts, names, of_exercise, of_phase, of_routine, row, summary
from knib.spec.model import Exercise, Group, Kind, Phase, Routine
from knib.spec.rounds import stations
from knib.values import dataclass

CHANGED: Final = "{what} {before} -> {after}"
NEW: Final = "{what} {after} (new)"
GONE: Final = "{what} {before} (gone)"
"""How a change is said: with a value on both sides, only afterwards, or only before."""

ADDED: Final = "added:"
REMOVED: Final = "removed:"
REPETITION: Final = "one repetition:"
"""What is said of a whole exercise, and of a repetition whose phases are others."""

AS_WRITTEN: Final = {kind: str(kind) for kind in Kind}
"""Tells apart what is called alike: a hold from a squeeze."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One fact that is not as it was. `exercise` is empty for the routine as a whole.

    `before` is empty for what is new, and `after` for what is gone.
    """

    exercise: str
    what: str
    before: str
    after: str

    def __str__(self) -> str:
        """Say it, as in `Lange knib: hold 5 s -> 8 s`."""
        whole = self.what in {ADDED, REMOVED}
        words = f"{self.what} {self.before}{self.after}" if whole else self._words()
        return f"{self.exercise}: {words}" if self.exercise else words

    def _words(self) -> str:
        wording = CHANGED if self.before and self.after else NEW if self.after else GONE
        return wording.format(what=self.what, before=self.before, after=self.after)


def changes(before: Routine, after: Routine) -> tuple[Change, ...]:
    """Say what changed: exercise by exercise, each known by its name, then the routine as a whole."""
    pairs = [*_paired(stations(before.exercises), stations(after.exercises))]
    told = [change for old, new in pairs for change in _exercise(old, new)]
    order = _order([(old, new) for old, new in pairs if old and new], stations(before.exercises))
    return (*told, *order, *_facts("", of_routine(before), of_routine(after)))


def _paired(before: Sequence[Exercise], after: Sequence[Exercise]) -> Iterator[tuple[Exercise | None, Exercise | None]]:
    """Pair exercises of one name, in the order of the routine they are now in; what is gone comes last.

    An exercise that has nothing but another name is the same one.
    """
    left, right = _by_name(before), _by_name(after)
    gone = {key: exercise for key, exercise in left.items() if key not in right}
    for key, exercise in right.items():
        if key in left:
            yield left[key], exercise
            continue
        renamed = next((old for old in gone if replace(gone[old], name=exercise.name) == exercise), None)
        yield (gone.pop(renamed) if renamed else None), exercise
    yield from ((exercise, None) for exercise in gone.values())


def _by_name(exercises: Sequence[Exercise]) -> dict[tuple[str, int], Exercise]:
    """Give exercises by their name, and by how many of that name stand before."""
    seen = Counter[str]()
    found = {}
    for exercise in exercises:
        found[exercise.name, seen[exercise.name]] = exercise
        seen[exercise.name] += 1
    return found


def _exercise(before: Exercise | None, after: Exercise | None) -> Iterator[Change]:
    if before is None or after is None:
        if after:
            yield Change(exercise=after.name, what=ADDED, before="", after=summary(after))
        if before:
            yield Change(exercise=before.name, what=REMOVED, before=summary(before), after="")
        return
    if before.name != after.name:
        yield Change(exercise=before.name, what="name", before=before.name, after=after.name)
    old, new = of_exercise(before), of_exercise(after)
    dose = ("sets", "reps", "lasting")
    yield from _facts(after.name, {fact: old[fact] for fact in dose}, {fact: new[fact] for fact in dose})
    yield from _phases(before, after)
    yield from _facts(after.name, _without(old, dose), _without(new, dose))


def _without(facts: Facts, told: Sequence[str]) -> Facts:
    return {fact: entries for fact, entries in facts.items() if fact not in told}


def _phases(before: Exercise, after: Exercise) -> Iterator[Change]:
    """Compare the phases of one repetition. Where they are others now, a row of them says so and has their lengths."""
    old, new = _all_facts(before, after), _all_facts(after, before)
    if _shape(before.phases) != _shape(after.phases):
        words = NOUNS if row(before.phases) != row(after.phases) else AS_WRITTEN
        told = row(before.phases, words), row(after.phases, words)
        yield Change(exercise=after.name, what=REPETITION, before=told[0], after=told[1])
        lengths = (*names(before.phases, after.phases), *names(after.phases, before.phases))
        old, new = _without(old, lengths), _without(new, lengths)
    yield from _facts(after.name, old, new)


def _shape(phases: Sequence[Phase | Group]) -> tuple[object, ...]:
    """Tell which kinds of phase there are, and how they are repeated."""
    return tuple(part.kind if isinstance(part, Phase) else (part.repeat, _shape(part.phases)) for part in phases)


def _all_facts(exercise: Exercise, other: Exercise) -> Facts:
    """Give what is to be said of the phases of an exercise, named so that those of the other have the same names."""
    found: Facts = {}
    for name, phase in zip(names(exercise.phases, other.phases), distinct(exercise.phases), strict=True):
        found |= of_phase(name, phase, exercise.effort)
    return found


def _order(pairs: Sequence[tuple[Exercise, Exercise]], before: Sequence[Exercise]) -> Iterator[Change]:
    """Tell that exercises which were there before have another order."""
    places = {id(exercise): index for index, exercise in enumerate(before)}
    as_it_was = sorted(pairs, key=lambda pair: places[id(pair[0])])
    if as_it_was != [*pairs]:
        old, new = (", ".join(exercise.name for _, exercise in row) for row in (as_it_was, pairs))
        yield Change(exercise="", what="order", before=old, after=new)


def _facts(exercise: str, before: Facts, after: Facts) -> Iterator[Change]:
    for fact in dict.fromkeys([*before, *after]):
        for old, new in _entries(before.get(fact, ()), after.get(fact, ())):
            yield Change(exercise=exercise, what=fact, before=old, after=new)


def _entries(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pair the entries of a fact that are not the same; one that stands alone is paired with nothing."""
    for what, low, high, least, most in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            yield from zip_longest(before[low:high], after[least:most], fillvalue="")
