"""From a reading to the doses that it may mean: the usual lengths stand in, and what contradicts itself is left out."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from knib.spec.dose import lexicon, worded
from knib.spec.dose.amounts import Amount, Often, exactly
from knib.spec.dose.draft import Draft, Reading
from knib.spec.dose.scopes import LONG_PAUSE, Contradiction, long_pauses, scopes, shared_lengths
from knib.spec.dose.settling import Settling, milliseconds
from knib.spec.dose.worded import Noun, Rounds, Sort, WordedDose, WordedExercise
from knib.spec.how_often import HowOften
from knib.spec.model import Position
from knib.units import Ms

STRAY_REST: Final = 5000
"""A rest of this length in ms after quick squeezes is rather that of the long ones before them."""


def doses(reading: Reading, *, high: bool = False) -> list[WordedDose]:
    """Return the doses that a reading may mean; several where something of it can be read in several ways.

    Of a range the lower end counts, with `high` the upper end.
    """
    try:
        whole = _aimed(reading)
    except Contradiction:
        return []
    results: list[WordedDose] = []
    for drafts, rounds, rest_used in scopes(whole):
        for variant in (moved for shared in shared_lengths(drafts) for moved in long_pauses(whole, shared)):
            try:
                dose = _dose(whole, variant, rounds, high=high, set_rest_used=rest_used)
            except Contradiction:
                continue
            if dose not in results:
                results.append(dose)
    return results


def has_range(reading: Reading) -> bool:
    """Return whether one of several numbers must be chosen."""
    amounts = [value for draft in reading.drafts for _, value in draft.values]
    amounts += [value for _, value in reading.pending] + [loose.count for loose in reading.loose]
    amounts += [reading.set_rest, reading.exercise_rest, *(group.count for group in reading.groups)]
    amounts += [value for _, _, value in reading.aimed]
    return any(isinstance(amount, Amount) and amount.is_range for amount in amounts)


def _aimed(reading: Reading) -> Reading:
    """Write what was said of the quick or the long ones at the exercise that is meant."""
    told_others = reading.exercises_told and reading.exercises_told != len(reading.drafts)
    if reading.pending or not reading.drafts or told_others or "stages" in reading.flags:
        raise Contradiction
    drafts = _with_whole(reading, _with_aims(reading))
    if "guessed-often" in reading.flags and (reading.loose or any(draft.has("sets") for draft in drafts)):
        raise Contradiction  # "3 x 10 knib x 2": nothing says that the 2 is of a day
    if "numbered-sets" in reading.flags:
        drafts = [_as_sets(drafts)]
    for one, other in pairwise(drafts):
        if _may_be_one(one, other):
            raise Contradiction
    if len(drafts) > 1 and any(draft.noun and _is_unknown(draft.noun) for draft in drafts):
        raise Contradiction
    if _is_told_in_turns(drafts) or _has_stray_rest(reading, drafts):
        raise Contradiction
    return replace(reading, drafts=tuple(drafts))


def _with_aims(reading: Reading) -> list[Draft]:
    drafts = list(reading.drafts)
    for quick, field, value in reading.aimed:
        meant = [at for at, draft in enumerate(drafts) if draft.sort is Sort.SQUEEZE and draft.quick is quick]
        if not meant and not quick:
            meant = [at for at, draft in enumerate(drafts) if draft.sort is Sort.SQUEEZE and draft.quick is None]
        if len(meant) != 1 or (changed := drafts[meant[0]].put(field, value)) is None:
            raise Contradiction
        drafts[meant[0]] = changed
    return drafts


def _with_whole(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Return the exercises with what was said of each of them: `alle på 8 sek.`."""
    for field, value in reading.whole:
        if field in {"hold", "rest"}:
            changed = [draft.put(field, value) for draft in drafts]
            drafts = [draft for draft in changed if draft]
            if len(drafts) != len(changed):
                raise Contradiction
    return drafts


def _as_sets(drafts: Sequence[Draft]) -> Draft:
    """Return sets that were told one by one as one exercise."""
    last = drafts[-1]
    same = all(each.noun == last.noun and set(each.values) <= set(last.values) for each in drafts)
    if not same or len(drafts) < 2 or (draft := last.put("sets", exactly(len(drafts)))) is None:
        raise Contradiction
    return draft


def _may_be_one(one: Draft, other: Draft) -> bool:
    """Return whether two exercises in a row may be one: `10 knib i bilen, 10 knib på arbejdet`, `10, 20 s rest, 10`."""
    if (one.noun, one.quick, one.values) == (other.noun, other.quick, other.values):
        return True
    alike = (one.noun, one.quick, one.get("reps")) == (other.noun, other.quick, other.get("reps"))
    in_place = one.get("position") == other.get("position")
    return alike and in_place and one.has("reps") and one.has("rest") and not other.has("rest")


def _is_told_in_turns(drafts: Sequence[Draft]) -> bool:
    """Return whether walking and running are done in turns: `gang 3 min, løb 1 min x 6`."""
    sorts = {draft.sort for draft in drafts}
    return {Sort.WALK, Sort.RUN} <= sorts and len({draft.get("reps") for draft in drafts}) > 1


def _has_stray_rest(reading: Reading, drafts: Sequence[Draft]) -> bool:
    """Return whether a rest may be that of the exercise before it, or the one between two exercises."""
    for place, draft in enumerate(drafts):
        rest, hold = draft.get("rest"), draft.get("hold")
        if not isinstance(rest, Amount):
            continue
        before = drafts[:place]
        open_before = any(
            other.has("hold") and not other.has("rest") and other.sort is Sort.SQUEEZE for other in before
        )
        if draft.is_quick and rest.low >= STRAY_REST and open_before:
            return True
        is_pause = f"pause:{place}" in reading.flags and place < len(drafts) - 1 and not draft.has("sets")
        held = hold.low if isinstance(hold, Amount) else 0
        if is_pause and rest.low >= LONG_PAUSE and rest.low > 2 * held:
            return True
    return False


def _is_unknown(noun: Noun) -> bool:
    return noun.one == noun.many and noun not in lexicon.nouns()


def _dose(
    reading: Reading, drafts: tuple[Draft, ...], rounds: tuple[Rounds, ...], *, high: bool, set_rest_used: bool
) -> WordedDose:
    exercises: list[WordedExercise] = []
    noun: Noun | None = None
    position = _common_position(drafts)
    for place, draft in enumerate(drafts):
        exercise = Settling(draft, noun, _marks(reading, place), high=high).exercise(position)
        noun = exercise.noun if exercise.noun.sort is Sort.SQUEEZE else noun
        exercises.append(exercise)
    between, assumed = _between(reading, len(exercises), high=high)
    rests = {exercise.rest for exercise in exercises if exercise.reps == 1}
    if (
        len(exercises) > 1
        and assumed
        and len(rests) == 1
        and all(exercise.reps * exercise.sets == 1 for exercise in exercises)
        and 0 not in rests
    ):
        between, assumed = rests.pop(), False
        exercises = [replace(exercise, rest=Ms(0)) for exercise in exercises]
    if reading.set_rest is not None and not set_rest_used:
        raise Contradiction
    if "total of a day" in reading.flags or reading.then:
        raise Contradiction
    if "total" in reading.flags and (rounds or any(each.sets > 1 or len(each.sides) > 1 for each in exercises)):
        raise Contradiction
    return WordedDose(
        exercises=tuple(exercises),
        rounds=rounds,
        between_exercises=between,
        how_often=_how_often(reading.often),
        assumed=frozenset({"between_exercises"} if assumed else ()),
    )


def _marks(reading: Reading, place: int) -> frozenset[str]:
    return frozenset(flag.split(":")[2] for flag in reading.flags if flag.startswith(f"assumed:{place}:"))


def _common_position(drafts: Sequence[Draft]) -> Position | None:
    """Return the position that was said once, and holds for all."""
    said = [draft.get("position") for draft in drafts if draft.has("position")]
    return said[0] if len(said) == 1 else None


def _between(reading: Reading, count: int, *, high: bool) -> tuple[Ms, bool]:
    if reading.exercise_rest is None:
        return (worded.BETWEEN_EXERCISES, True) if count > 1 else (Ms(0), False)
    if count == 1:
        raise Contradiction
    assumed = any(flag.startswith("assumed:") and flag.endswith(":exercise_rest") for flag in reading.flags)
    return milliseconds(reading.exercise_rest, high=high), assumed


def _how_often(parts: Sequence[Often]) -> HowOften | None:
    if not parts:
        return None
    fields: dict[str, Any] = {part.field: part.value for part in parts}
    if len(fields) != len(parts):
        raise Contradiction
    if "every_days" in fields and fields.keys() & {"days_a_week", "weekdays"}:
        raise Contradiction
    if "every_hours" in fields and "times_a_day" in fields:
        raise Contradiction
    if "weekdays" in fields and (told := fields.pop("days_a_week", None)) and told.low != len(fields["weekdays"]):
        raise Contradiction
    return HowOften(**fields)
