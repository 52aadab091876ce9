"""What is far outside of what is in use: it is asked, for a number may have slipped."""

from collections.abc import Iterator
from typing import Final

from knib.spec.dose import settling
from knib.spec.dose.worded import Sort, WordedDose, WordedExercise
from knib.units import MINUTE, SECOND, Ms, spoken_length

LONGEST_SQUEEZE: Final = Ms(30 * SECOND)
MOST_SQUEEZES: Final = 100
LEAST_REST: Final = 3
"""A near-maximal squeeze is followed by a rest of a third of it or more."""

LONGEST_SESSION: Final = Ms(60 * MINUTE)
NEAR_MAXIMAL: Final = "med fuld kraft"


def doubts(dose: WordedDose) -> Iterator[str]:
    """Yield what of a dose is hardly meant."""
    squeezes = sum(_squeezes(dose, place) for place in range(len(dose.exercises)))
    for exercise in dose.exercises:
        yield from _doubts(exercise)
    if squeezes > MOST_SQUEEZES:
        yield f"{squeezes} squeezes in one session"
    if (total := length(dose)) > LONGEST_SESSION:
        yield f"a session of {spoken_length(Ms(total // SECOND * SECOND))}"


def _doubts(exercise: WordedExercise) -> Iterator[str]:
    if exercise.noun.sort is not Sort.SQUEEZE:
        return
    if exercise.hold > LONGEST_SQUEEZE:
        yield f"a squeeze held for {spoken_length(exercise.hold)}"
    if exercise.reps > 1 and not exercise.rest:
        yield "squeezes without a rest between them"
    near_maximal = NEAR_MAXIMAL in exercise.effort and exercise.sort is not Sort.QUICK
    if near_maximal and exercise.reps > 1 and exercise.rest * LEAST_REST < exercise.hold:
        rest, hold = spoken_length(exercise.rest), spoken_length(exercise.hold)
        yield f"{rest} of rest after a squeeze of full strength held for {hold}"


def _rounds_of(dose: WordedDose, place: int) -> int:
    return next((circle.count for circle in dose.rounds if circle.first <= place <= circle.last), 1)


def _squeezes(dose: WordedDose, place: int) -> int:
    exercise = dose.exercises[place]
    return exercise.reps * exercise.sets * _rounds_of(dose, place) if exercise.noun.sort is Sort.SQUEEZE else 0


def length(dose: WordedDose) -> Ms:
    """Return the length of a session in ms, no less than it will be without its words."""
    each = sum(settling.length(exercise) * _rounds_of(dose, place) for place, exercise in enumerate(dose.exercises))
    rounds = sum(circle.rest * (circle.count - 1) for circle in dose.rounds)
    return Ms(each + rounds + dose.between_exercises * (len(dose.exercises) - 1))
