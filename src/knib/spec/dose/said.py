"""A dose in words, said back in clean Danish: what is said is understood as the same dose."""

from collections.abc import Iterator

from knib.spec.dose.worded import BOTH, LONG_HOLD, Noun, Sort, WordedDose, WordedExercise
from knib.spec.dose.words import MANNERS
from knib.units import Ms, spoken_length

ASSUMED = "(antaget)"
"""Stands after what nobody wrote."""


def said(dose: WordedDose) -> str:
    """Say a dose: `3 sæt à 10 knib; hold 6 sekunder, slip 6 sekunder; 1 minut mellem sæt; 3 gange dagligt`."""
    parts = ["; derefter ".join(map(exercise_said, dose.exercises))]
    if len(dose.exercises) > 1:
        between = _none_or(dose.between_exercises, "{} mellem øvelser", "uden pause mellem øvelser")
        parts.append(_marked(between, "between_exercises" in dose.assumed))
    return "; ".join([*parts, *dose.told])


def exercise_said(exercise: WordedExercise) -> str:
    """Say one exercise."""
    parts = [how_many(exercise), _lengths(exercise)]
    if exercise.sets > 1:
        between = _none_or(exercise.between_sets, "{} mellem sæt", "uden pause mellem sæt")
        parts.append(_marked(between, "between_sets" in exercise.assumed))
    parts += [*_sides(exercise), exercise.effort, exercise.position or ""]
    return "; ".join(filter(None, parts))


def how_many(exercise: WordedExercise) -> str:
    """Say how much of what: `3 sæt à 10 lange knib`, `vejrtrækninger i 4 minutter`."""
    number, name = (f"{exercise.reps} ", named(exercise)) if exercise.reps else ("", named(exercise))
    whole = _marked(f"{number}{name}", "noun" in exercise.assumed)
    if exercise.lasting:
        whole += f" i {_length(exercise.lasting)}"
    elif _counts_itself(exercise):
        each = "på" if exercise.hold < LONG_HOLD else "à"
        whole += f" {each} {_marked(_length(exercise.hold), 'hold' in exercise.assumed)}"
    return f"{exercise.sets} sæt à {whole}" if exercise.sets > 1 else whole


def named(exercise: WordedExercise) -> str:
    """Give the exercise's name in its number: `10 lange knib`, `1 langt knib`."""
    noun: Noun = exercise.noun
    if exercise.reps != 1:
        return " ".join((*exercise.manner, noun.many))
    bent = (MANNERS[manner][noun.article == "et"] for manner in exercise.manner)
    return " ".join((*bent, noun.one))


def _counts_itself(exercise: WordedExercise) -> bool:
    """Tell whether the length is that of the whole movement, and nothing is held."""
    return exercise.sort in {Sort.OTHER, Sort.WALK} and not exercise.lasting


def _lengths(exercise: WordedExercise) -> str:
    """Say hold and rest, or in and out."""
    hold, rest = ("ind", "ud") if exercise.sort is Sort.BREATH else ("hold", "slip")
    rest = "hvil" if exercise.sort in {Sort.OTHER, Sort.WALK} else rest
    parts = []
    if not _counts_itself(exercise):
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
    """Say a length. No comma stands between its parts, since a comma parts two facts."""
    return spoken_length(length).replace(", ", " og ")
