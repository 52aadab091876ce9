"""An exercise as written: every key, its shape and its meaning."""

from dataclasses import replace
from typing import Final

from knib.spec import cycle
from knib.spec.keys import Key, Keys, Values
from knib.spec.model import Dose, Exercise, Group, Kind, Phase, Position
from knib.spec.phase_keys import BETWEEN_PHASE, PHASES, phase_keys
from knib.spec.placeholders import EXERCISE, named
from knib.spec.shapes import WORD, Choice, Desk, Flag, Length, Line, ListOf, Whole
from knib.spec.tree import Node
from knib.units import SECOND


def _exercise(values: Values, node: Node, path: str, desk: Desk) -> Exercise | None:
    before = len(desk.problems)
    sides = values.get("sides", ())
    if "reps" in values and "lasting" in values:
        desk.tell(node, path, "reps-and-lasting", "'reps' and 'lasting' exclude each other", "delete one of them")
    for name in ("between_sides", "alternate"):
        if name in values and not sides:
            desk.tell(node, f"{path}.{name}", "no-sides", f"'{name}' needs 'sides'", "add 'sides: [højre, venstre]'")
    if len(set(sides)) < len(sides):
        desk.tell(node, f"{path}.sides", "same-side-twice", "each side at most once")
    effort = values.get("effort", "")
    exercise = Exercise(
        name=values["name"],
        dose=Dose(
            sets=values.get("sets", 1),
            reps=values.get("reps", 1),
            lasting=values.get("lasting"),
            sides=sides,
            alternate=values.get("alternate", False),
        ),
        phases=_with_effort(values["phases"], effort),
        origin=desk.origin(node, path),
        **{name: values[name] for name in _AS_WRITTEN if name in values},
    )
    _check_exercise(exercise, node, path, desk)
    return exercise if len(desk.problems) == before else None


_AS_WRITTEN: Final = ("say", "announce", "position", "between_sets", "between_sides", "after", "reminders")


def _with_effort(phases: tuple[Phase | Group, ...], effort: str) -> tuple[Phase | Group, ...]:
    """Give an exercise's effort to its work phases that have none of their own."""
    return tuple(
        replace(part, phases=_with_effort(part.phases, effort))
        if isinstance(part, Group)
        else replace(part, effort=part.effort or (effort if part.kind is Kind.WORK else ""))
        for part in phases
    )


def _check_exercise(exercise: Exercise, node: Node, path: str, desk: Desk) -> None:
    """Check what no single key can know: sizes before anything is unrolled, and what would never be heard."""
    one = cycle.count(exercise.phases)
    if one > cycle.MAX_PHASES:
        too_many_phases(one, node, path, desk)
        return
    if all(cycle.yields(phase) for phase in cycle.unrolled(exercise.phases)):
        desk.tell(node, f"{path}.phases", "only-rests", "an exercise needs more than rests", "use relax, or keep: true")
        return
    lasting, length = exercise.dose.lasting, cycle.cycle_length(exercise.phases)
    if lasting is not None and lasting < length:
        message = f"one repetition takes {length} ms, and 'lasting' has room for {lasting} ms"
        desk.tell(node, f"{path}.lasting", "lasting-too-short", message, "make 'lasting' longer")
        return
    if (total := cycle.count_exercise(exercise)) > cycle.MAX_PHASES:
        too_many_phases(total, node, path, desk)
    elif exercise.dose.sides and not any("side" in named(text) for text in spoken_in(exercise)):
        hint = "write {side} in a command or in between_sides"
        desk.tell(node, f"{path}.sides", "silent-sides", "nobody hears which side it is", hint)


def too_many_phases(count: int, node: Node, path: str, desk: Desk) -> None:
    """Tell that there are more phases than a session may have."""
    message = f"{count:,} phases; a session has at most {cycle.MAX_PHASES:,}"
    desk.tell(node, path, "too-many-phases", message, "lower reps, sets or repeat")


def spoken_in(exercise: Exercise) -> list[str]:
    """Give every text that is spoken in or between an exercise's phases."""
    betweens = [phase for phase in (exercise.between_sets, exercise.between_sides) if phase]
    phases = [*_distinct(exercise.phases), *betweens]
    texts = [phase.command.text for phase in phases] + [cue.text.text for phase in phases for cue in phase.cues]
    return texts + ([exercise.say.text] if exercise.say else [])


def _distinct(phases: tuple[Phase | Group, ...]) -> list[Phase]:
    return [phase for part in phases for phase in ([part] if isinstance(part, Phase) else _distinct(part.phases))]


EXERCISE_KEYS: Final = Keys[Exercise](
    {
        "name": Key(WORD, "Its name; it becomes a chapter.", required=True),
        "say": Key(Line(EXERCISE), "What is said before it: in the rest before when it fits there."),
        "announce": Key(Flag(), "Whether its name is spoken before it."),
        "position": Key(Choice(tuple(Position)), "The starting position."),
        "effort": Key(WORD, "How hard; said after each work command that has no effort of its own."),
        "sides": Key(ListOf(WORD, 1, 4), "Sides done in turn within each set: [højre, venstre]."),
        "alternate": Key(Flag(), "Whether the sides change after each repetition."),
        "sets": Key(Whole(1, 1000), "How many sets (sæt); 1 when not written."),
        "reps": Key(
            Whole(1, 100_000), "How many repetitions (gentagelser) of each side in each set; 1 when not written."
        ),
        "lasting": Key(Length(SECOND, cycle.MAX_SESSION), "In place of reps: the whole cycles that fit in this time."),
        "phases": Key(PHASES, "What one repetition consists of.", required=True),
        "between_sets": Key(BETWEEN_PHASE, "A phase between the sets."),
        "between_sides": Key(BETWEEN_PHASE, "A phase between the sides."),
        "after": Key(phase_keys(EXERCISE | {"for"}), "A phase before the next exercise."),
        "reminders": Key(ListOf(Line(EXERCISE)), "Lines that take turns, one in each set."),
    },
    _exercise,
)
