"""A dose in words, said back in clean Danish: what is said is understood as the same dose."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from knib.spec.dose.worded import BOTH, LONG_HOLD, MANNERS, Noun, Rounds, Sort, WordedDose, WordedExercise
from knib.spec.how_often import in_danish
from knib.units import Ms, seconds, spoken_length

ASSUMED: Final = "(antaget)"
"""Stands after what nobody wrote."""


def said(dose: WordedDose) -> str:
    """Return a dose in words: `3 sæt à 10 knib; hold 6 sekunder, slip 6 sekunder; 3 gange om dagen`."""
    parts = ["; derefter ".join(_with_rounds(dose))]
    if len(dose.exercises) > 1:
        between = _none_or(dose.between_exercises, "{} mellem øvelser", "uden pause mellem øvelser")
        parts.append(_marked(between, "between_exercises" in dose.assumed))
    parts += filter(None, [in_danish(dose.how_often) if dose.how_often else ""])
    return "; ".join([*parts, *(f'note: "{note}"' for note in dose.notes)])


def _with_rounds(dose: WordedDose) -> Iterator[str]:
    """Yield the exercises in words one after another, those done in rounds in one bracket."""
    place = 0
    while place < len(dose.exercises):
        rounds = next((circle for circle in dose.rounds if circle.first == place), None)
        if rounds is None:
            yield exercise_said(dose.exercises[place])
            place += 1
            continue
        inside = "; derefter ".join(map(exercise_said, dose.exercises[rounds.first : rounds.last + 1]))
        yield f"{rounds.count} runder af ({inside}); {_between_rounds(rounds)}"
        place = rounds.last + 1


def _between_rounds(rounds: Rounds) -> str:
    return _marked(_none_or(rounds.rest, "{} mellem runder", "uden pause mellem runder"), rounds.assumed)


def exercise_said(exercise: WordedExercise) -> str:
    """Return one exercise in words."""
    parts = [how_many(exercise), _lengths(exercise)]
    if exercise.sets > 1:
        between = _none_or(exercise.between_sets, "{} mellem sæt", "uden pause mellem sæt")
        parts.append(_marked(between, "between_sets" in exercise.assumed))
    parts += [*_sides(exercise), exercise.effort, exercise.position or ""]
    return "; ".join(filter(None, parts))


def how_many(exercise: WordedExercise) -> str:
    """Return how much of what: `3 sæt à 10 lange knib`, `vejrtrækninger i 4 minutter`."""
    number, name = (f"{exercise.reps} ", named(exercise)) if exercise.reps else ("", named(exercise))
    whole = _marked(f"{number}{name}", "noun" in exercise.assumed)
    if exercise.lasting:
        whole += f" i {_length(exercise.lasting)}"
    elif counts_itself(exercise):
        each = "på" if exercise.hold < LONG_HOLD else "à"
        whole += f" {each} {_marked(_length(exercise.hold), 'hold' in exercise.assumed)}"
    return f"{exercise.sets} sæt à {whole}" if exercise.sets > 1 else whole


def named(exercise: WordedExercise) -> str:
    """Return the exercise's name in its number: `10 lange knib`, `1 langt knib`."""
    noun: Noun = exercise.noun
    if exercise.reps != 1:
        return " ".join((*exercise.manner, noun.many))
    bent = (MANNERS[manner][noun.article == "et"] for manner in exercise.manner)
    return " ".join((*bent, noun.one))


def counts_itself(exercise: WordedExercise) -> bool:
    """Return whether the length is that of the whole movement, and nothing is held."""
    return exercise.sort in {Sort.OTHER, Sort.WALK, Sort.RUN} and not exercise.lasting


def _lengths(exercise: WordedExercise) -> str:
    """Return hold and rest, or in and out."""
    hold, rest = ("ind", "ud") if exercise.sort is Sort.BREATH else ("hold", "slip")
    rest = "hvil" if exercise.sort in {Sort.OTHER, Sort.WALK, Sort.RUN, Sort.STATIC} else rest
    parts = []
    if not counts_itself(exercise):
        parts.append(_marked(f"{hold} {_length(exercise.hold)}", "hold" in exercise.assumed))
    if exercise.rest or exercise.reps != 1:
        parts.append(_marked(_none_or(exercise.rest, f"{rest} {{}}", "uden pause"), "rest" in exercise.assumed))
    return ", ".join(parts)


def _sides(exercise: WordedExercise) -> Iterator[str]:
    sides = exercise.sides
    if exercise.alternate:
        yield f"skiftevis {' og '.join(sides)} side"
    elif sides:
        yield "hver side" if sides == BOTH else f"{' og '.join(sides)} side"
    if len(sides) > 1 and not (exercise.alternate and not exercise.between_sides):
        between = _none_or(exercise.between_sides, "{} mellem sider", "uden pause mellem sider")
        yield _marked(between, "between_sides" in exercise.assumed)


def _none_or(length: Ms, some: str, none: str) -> str:
    return some.format(_length(length)) if length else none


def _marked(part: str, assumed: object) -> str:
    return f"{part} {ASSUMED}" if assumed else part


def _length(length: Ms) -> str:
    """Return a length in words. No comma stands between its parts, since a comma parts two facts."""
    return spoken_length(length).replace(", ", " og ")


def summary(dose: WordedDose) -> str:
    """Return a dose shortly, to choose from: `3 sæt à 8 lange knib 6/6 s, derefter 5 hurtige knib 1/1 s`."""
    parts, place = [], 0
    while place < len(dose.exercises):
        rounds = next((circle for circle in dose.rounds if circle.first == place), None)
        last = rounds.last if rounds else place
        inside = ", derefter ".join(map(_shortly, dose.exercises[place : last + 1]))
        parts.append(f"{rounds.count} runder af ({inside})" if rounds else inside)
        place = last + 1
    often = in_danish(dose.how_often) if dose.how_often else ""
    return "; ".join(filter(None, [", derefter ".join(parts), often]))


def _shortly(exercise: WordedExercise) -> str:
    plain = replace(exercise, assumed=frozenset())
    lengths = "" if counts_itself(exercise) else f" {_digits(exercise.hold)}/{_digits(exercise.rest)} s"
    more = [*_sides(replace(plain, between_sides=Ms(0)))][:1] if exercise.sides else []
    pauses = [f"{_length(exercise.between_sets)} mellem sæt"] if exercise.sets > 1 else []
    return ", ".join([f"{how_many(plain)}{lengths}", *more, *pauses])


def _digits(length: Ms) -> str:
    return seconds(length).removesuffix(" s").replace(".", ",")


def choices(doses: Sequence[WordedDose]) -> tuple[str, ...]:
    """Return several doses in words to choose from: shortly, or by their differences where that is not enough."""
    shortly = tuple(map(summary, doses))
    return shortly if len(set(shortly)) == len(doses) else differing(doses)


def differing(doses: Sequence[WordedDose]) -> tuple[str, ...]:
    """Return of each of several doses only that in which it is another one."""
    bare = [said(replace(dose, notes=())).replace(f" {ASSUMED}", "").split("; ") for dose in doses]
    common = set(bare[0]).intersection(*bare[1:]) if bare else set()
    return tuple("; ".join(part for part in parts if part not in common) or "; ".join(parts) for parts in bare)
