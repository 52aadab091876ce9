"""Variants of one routine: `full` as written, `short` for those who know it, `tones` without words in the phases."""

from dataclasses import replace
from typing import Final, assert_never

from knib.spec.choices import ToneSet, Variant
from knib.spec.model import (
    KIND_TONES,
    Announced,
    Exercise,
    Group,
    Pause,
    Phase,
    Routine,
    Say,
    Step,
    Text,
    Tone,
)
from knib.units import Ms

TITLES: Final = {Variant.SHORT: "kort", Variant.TONES: "toner"}
"""What is added to the title, so that two sessions of one routine have two names."""

READY: Final = "Gør klar."
READY_PAUSE: Final = Ms(3000)
"""What a short session begins with where nothing of its introduction stands: a moment to put the phone away."""


def variant(routine: Routine, wanted: Variant) -> Routine:
    """Give a variant of a routine. Pure; `full` gives the routine itself."""
    match wanted:
        case Variant.FULL:
            return routine
        case Variant.SHORT:
            return _short(routine)
        case Variant.TONES:
            return _tones(routine)
        case _:
            assert_never(wanted)


def _titled(routine: Routine, wanted: Variant) -> str:
    return f"{routine.title} ({TITLES[wanted]})"


def _short(routine: Routine) -> Routine:
    """Leave out the introduction but its safety, what is said before each exercise, and the reminders."""
    return replace(
        routine,
        title=_titled(routine, Variant.SHORT),
        intro=_kept(routine),
        exercises=tuple(replace(exercise, say=None, reminders=()) for exercise in routine.exercises),
    )


def _kept(routine: Routine) -> tuple[Step, ...]:
    """Return the steps of the introduction that stand in every variant, each with the pause written after it.

    Lines of safety are never dropped. Where nothing else stands they end with a moment to get ready.
    """
    kept: list[Step] = []
    stands = False
    for step in routine.intro:
        stands = step.keep or step.safety if isinstance(step, Say) else stands
        kept.extend([step] if stands else [])
    if not routine.intro or any(step.keep for step in kept if isinstance(step, Say)):
        return tuple(kept)
    return *kept, Say(text=Text(READY, routine.origin)), Pause(READY_PAUSE)


def _tones(routine: Routine) -> Routine:
    """Take the words out of the phases but those of safety, and begin each with a tone. What lies between is said."""
    tones = routine.sound.tones
    sound = replace(routine.sound, tones=ToneSet.BELL) if tones is ToneSet.NONE else routine.sound
    exercises = tuple(map(_wordless, routine.exercises))
    # The rules of pacing may still mark a long silence with a tone, and say nothing.
    pacing = replace(routine.pacing, countdown=False, support=False, long_rest=False)
    title = _titled(routine, Variant.TONES)
    return replace(routine, title=title, sound=sound, pacing=pacing, exercises=exercises)


def _wordless(exercise: Exercise) -> Exercise:
    named = tuple(what for what in exercise.announce if what is Announced.NAME)
    return replace(exercise, announce=named, phases=tuple(map(_only_tones, exercise.phases)), reminders=())


def _only_tones(part: Phase | Group) -> Phase | Group:
    if isinstance(part, Group):
        return replace(part, phases=tuple(map(_only_tones, part.phases)))
    has_one = not {Tone.START, Tone.STOP}.isdisjoint(part.tones)
    tones = part.tones if has_one else (KIND_TONES[part.kind], *part.tones)
    return replace(part, silent=True, cues=tuple(cue for cue in part.cues if cue.safety), count=None, tones=tones)
