"""An exercise as written: every key, its shape and its meaning."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from knib.spec import cycle
from knib.spec.breath import leads_breath
from knib.spec.differing import dose_of, settled
from knib.spec.keys import Key, Keys, Values
from knib.spec.model import Exercise, Group, Kind, Phase, Position
from knib.spec.pacing_keys import Announcing
from knib.spec.phase_keys import PHASES, TIMING, left_out, phase_keys, taken
from knib.spec.placeholders import AFTER, BETWEEN_SETS, BETWEEN_SIDES, EXERCISE, OUTSIDE, named
from knib.spec.shapes import Choice, Desk, Flag, Length, ListOf, Shape, Whole
from knib.spec.texts import WORD, Line
from knib.spec.timing import Reps
from knib.spec.tree import Node, below
from knib.units import SECOND, seconds


def _exercise(values: Values, node: Node, path: str, desk: Desk) -> Exercise | None:
    before = len(desk.problems)
    if "reps" in values and "lasting" in values:
        message = "'reps' and 'lasting' exclude each other"
        desk.tell(below(node, "lasting"), f"{path}.lasting", "reps-and-lasting", message, "delete one of them")
    effort = values.get("effort", "")
    dose = dose_of(values, node, path, desk)
    values = settled(values, dose, node, path, desk)
    phases = taken(values["phases"])
    if not phases:
        message, hint = "every phase of this repetition lasts 0 s, and is left out", "give one of them a length"
        desk.tell(below(node, "phases"), f"{path}.phases", "nothing-left", message, hint)
    if len(desk.problems) > before:
        return None
    exercise = Exercise(
        name=values["name"],
        dose=dose,
        phases=_with_effort(phases, effort),
        origin=desk.origin(node, path),
        **{name: values[name] for name in _AS_WRITTEN if name in values},
        **{name: values[name] for name in _BETWEEN if name in values and not left_out(values[name])},
    )
    _check_sides(exercise, node, path, desk)
    _check_size(exercise, node, path, desk)
    return replace(exercise, breath=_leads_breath(exercise)) if len(desk.problems) == before else None


def _leads_breath(exercise: Exercise) -> bool:
    """Return whether any phase of an exercise is a breath, or any of its words lead one."""
    kinds = {phase.kind for phase in cycle.distinct(exercise.phases)}
    words = (exercise.name, *_spoken_in(exercise))
    return not kinds.isdisjoint({Kind.INHALE, Kind.EXHALE}) or any(map(leads_breath, words))


_AS_WRITTEN: Final = ("say", "announce", "position", "effort", "reminders")
_BETWEEN: Final = ("between_sets", "between_sides", "after")


def _with_effort(phases: tuple[Phase | Group, ...], effort: str) -> tuple[Phase | Group, ...]:
    """Give an exercise's effort to its work phases that have none of their own."""
    return tuple(
        replace(part, phases=_with_effort(part.phases, effort))
        if isinstance(part, Group)
        else replace(part, effort=part.effort or (effort if part.kind is Kind.WORK else ""))
        for part in phases
    )


def within(exercise: Exercise, position: Position | None, effort: str) -> Exercise:
    """Give an exercise the position and the effort of its routine, where it has none of its own."""
    position = exercise.position or position
    if exercise.effort or not effort:
        return replace(exercise, position=position)
    return replace(exercise, position=position, effort=effort, phases=_with_effort(exercise.phases, effort))


def _check_sides(exercise: Exercise, node: Node, path: str, desk: Desk) -> None:
    """Check that sides are there when they are asked for, and heard when they are there."""
    sides, heard = exercise.dose.sides, [*_spoken_in(exercise)]
    says_side = any("side" in named(text) for text in heard)
    asks = {"alternate": exercise.dose.alternate, "between_sides": exercise.between_sides, "{side}": says_side}
    for name in (name for name, asked in asks.items() if asked and not sides):
        where = path if name == "{side}" else f"{path}.{name}"
        desk.tell(below(node, name), where, "no-sides", f"'{name}' needs 'sides'", "add 'sides: [højre, venstre]'")
    if len(set(sides)) < len(sides):
        desk.tell(below(node, "sides"), f"{path}.sides", "same-side-twice", "each side at most once", "delete one")
    words = [side.casefold() for side in sides]
    if sides and not says_side and not any(word in text.casefold() for text in heard for word in words):
        hint = "write {side} in a command or in between_sides"
        desk.tell(below(node, "sides"), f"{path}.sides", "silent-sides", "nobody hears which side it is", hint)


def _check_size(exercise: Exercise, node: Node, path: str, desk: Desk) -> None:
    """Check how much it is, before anything is unrolled."""
    if all(cycle.yields(phase) for phase in cycle.distinct(exercise.phases)):
        message, hint = "an exercise needs more than rests", "use 'relax', or add 'keep: true'"
        desk.tell(below(node, "phases"), f"{path}.phases", "only-rests", message, hint)
        return
    lasting, length = exercise.dose.lasting, cycle.cycle_length(exercise.phases)
    if lasting is not None and lasting < length:
        message = f"one repetition takes {seconds(length)}, and 'lasting' has room for {seconds(lasting)}"
        hint = "make 'lasting' longer"
        desk.tell(below(node, "lasting"), f"{path}.lasting", "lasting-too-short", message, hint)
    elif (total := cycle.count_exercise(exercise)) > cycle.MAX_PHASES:
        too_many_phases(total, node, path, desk)


def too_many_phases(count: int, node: Node, path: str, desk: Desk) -> None:
    """Tell that there are more phases than a session may have."""
    message = f"{count:,} phases; a session has at most {cycle.MAX_PHASES:,}"
    desk.tell(node, path, "too-many-phases", message, "lower reps, sets or repeat")


def _spoken_in(exercise: Exercise) -> Iterator[str]:
    """Give every text that is spoken before, in or between an exercise's phases."""
    if exercise.say:
        yield exercise.say.text
    for phase in (*cycle.distinct(exercise.phases), exercise.between_sets, exercise.between_sides):
        if phase:
            yield from (phase.command.text, *(cue.text.text for cue in phase.cues))


def exercise_keys(phases: Shape[tuple[Phase | Group, ...]], more: frozenset[str] = OUTSIDE) -> Keys[Exercise]:
    """Return the shape of an exercise; `more` are placeholders that its texts may have beside the usual ones."""
    return Keys(
        {
            "name": Key(WORD, "Its name; it becomes a chapter.", required=True),
            "say": Key(Line(EXERCISE | more), "What is said before it: in the rest before when it fits there."),
            "announce": Key(
                Announcing(), "What is spoken before it: true for its name, or one or more of name, set, rep."
            ),
            "position": Key(
                Choice(tuple(Position)),
                "The starting position; see `between_positions` for how a change of it is said.",
            ),
            "effort": Key(WORD, "How hard; said after each work command that has no effort of its own."),
            "sides": Key(ListOf(WORD, 1, 4), "Sides done in turn within each set: [højre, venstre]."),
            "alternate": Key(Flag(), "Whether the sides change after each repetition."),
            "sets": Key(Whole(1, 1000), "How many sets (sæt); 1 when not written."),
            "reps": Key(
                Reps(Whole(1, 100_000)),
                "How many repetitions (gentagelser) of each side in each set: a number, a list of one each, a ladder.",
            ),
            "lasting": Key(
                Length(SECOND, cycle.MAX_SESSION), "In place of reps: the whole cycles that fit in this time."
            ),
            "phases": Key(phases, "What one repetition consists of.", required=True),
            "between_sets": Key(phase_keys(BETWEEN_SETS | more, TIMING), "A phase between the sets."),
            "between_sides": Key(phase_keys(BETWEEN_SIDES | more), "A phase between the sides."),
            "after": Key(phase_keys(AFTER | more), "A phase before the next exercise."),
            "reminders": Key(ListOf(Line(EXERCISE | more)), "Lines that take turns, one in each set."),
        },
        _exercise,
        {"not": {"required": ["reps", "lasting"]}, "dependencies": {"between_sides": ["sides"]}},
    )


EXERCISE_KEYS: Final = exercise_keys(PHASES)
