"""What there is to say of a routine, fact by fact: `reps`: 10, `hold`: 5 s, `rest says`: "Slip helt.".

Two routines are the same exactly when all their facts are. A fact is a row of entries, most often one; a fact that is
not there has none.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from knib.spec.cycle import distinct
from knib.spec.how_often import in_danish
from knib.spec.model import (
    Count,
    Counting,
    CuePoint,
    Dose,
    Exercise,
    Group,
    Kind,
    Pause,
    Phase,
    Routine,
    Step,
    Text,
)
from knib.spec.parameter import Parameter
from knib.spec.parameters import limits
from knib.spec.rounds import circuits
from knib.units import SECOND, Ms, written_length

Facts = dict[str, tuple[str, ...]]
"""What is said of, and what: the entries of each fact, in the order in which they are told."""

NOUNS: Final = {
    Kind.WORK: "hold",
    Kind.HOLD: "hold",
    Kind.RELEASE: "release",
    Kind.RELAX: "relax",
    Kind.REST: "rest",
    Kind.MOVE: "move",
    Kind.INHALE: "breathe in",
    Kind.EXHALE: "breathe out",
}
"""What a phase is called beside its length: a squeeze of 5 s is held for 5 s."""

NUMBERED: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

RULES: Final = {
    "countdown": "counts down in a squeeze",
    "support": "says a line in a long hold",
    "long_rest": "tells a long rest",
    "gaps": "marks long silences",
    "closing": "says that it is over",
}
"""What each rule of pacing does."""

SAFETY: Final = " (safety)"
"""Marks a line that is heard in every variant."""

YES_NO: Final = {True: ("yes",), False: ("no",)}


def of_routine(routine: Routine) -> Facts:
    """Give what is to be said of a routine, all but its exercises."""
    sound, fitting = routine.sound, routine.fitting
    return {
        "title": _quoted(routine.title),
        "about": _quoted(routine.about),
        "how often": (in_danish(routine.how_often),) if routine.how_often else (),
        "source": _quoted(routine.source),
        "for whom": _quoted(routine.for_whom),
        "ask first": tuple(_quote(line) for line in routine.ask_first),
        "safety": tuple(_quote(line) for line in routine.safety),
        "voice": (", ".join(routine.voice.engines),) * bool(routine.voice.engines),
        "pace": (routine.voice.pace,) if routine.voice.pace else (),
        **_parameters(routine.parameters),
        **_rounds(routine),
        "introduction": tuple(map(_step, routine.intro)),
        "ending": tuple(map(_step, routine.outro)),
        "length asked for": (written_length(fitting.length),) if fitting else (),
        "limits of the rests": (f"{fitting.least}-{fitting.most} %",) if fitting else (),
        "what does not fit": (f"{routine.fit}",),
        "tones": (f"{sound.tones}",),
        "waking": (f"{sound.wake}",),
        "soft noise": YES_NO[sound.bed],
        **{says: YES_NO[getattr(routine.pacing, rule)] for rule, says in RULES.items()},
    }


def of_exercise(exercise: Exercise) -> Facts:
    """Give what is to be said of an exercise, all but its name and what one repetition consists of."""
    dose = exercise.dose
    return {
        "sets": (str(dose.sets),),
        "reps": () if dose.lasting else (_reps(dose),),
        "lasting": (written_length(dose.lasting),) if dose.lasting else (),
        "sides": (", ".join(dose.sides),) * bool(dose.sides),
        "sides change": ("after each repetition" if dose.alternate else "after the repetitions",) * bool(dose.sides),
        "position": (exercise.position,) if exercise.position else (),
        "effort": (exercise.effort,) * bool(exercise.effort),
        "says": _spoken(exercise.say),
        "announces": (", ".join(exercise.announce),) * bool(exercise.announce),
        "reminders": tuple(_quote(line.text) for line in exercise.reminders),
        **_between("pause between sets", exercise.between_sets),
        **_between("pause between sides", exercise.between_sides),
        **_between("afterwards", exercise.after),
    }


def of_phase(name: str, phase: Phase, effort: str = "") -> Facts:
    """Give what is to be said of a phase; the `effort` of its whole exercise is not said of each phase."""
    return {
        name: (length(phase),),
        f"{name} says": _quoted(phase.command.text),
        f"{name} says silently": ("yes",) * phase.silent,
        f"{name} also says": tuple(map(_cue, phase.cues)),
        f"{name} counts": ("none",) if phase.uncounted else _counting(phase.count),
        f"{name} tones": ("none",) if phase.toneless else (", ".join(phase.tones),) * bool(phase.tones),
        f"{name} effort": (phase.effort,) * (bool(phase.effort) and phase.effort != effort),
        f"{name}, what does not fit": (phase.fit,) if phase.fit else (),
        f"{name} never yields": ("yes",) * phase.keep,
    }


def names(phases: Sequence[Phase | Group], among: Sequence[Phase | Group]) -> list[str]:
    """Name the phases of a repetition, each as written: `hold`, or `second hold` where here or `among` are several."""
    nouns, others = ([NOUNS[phase.kind] for phase in distinct(row)] for row in (phases, among))
    return [
        noun if max(nouns.count(noun), others.count(noun)) == 1 else f"{_numbered(nouns[:index].count(noun))} {noun}"
        for index, noun in enumerate(nouns)
    ]


def row(phases: Sequence[Phase | Group], words: Mapping[Kind, str] = NOUNS) -> str:
    """Say what one repetition consists of: `hold 5 s, 3 x (move 1 s, rest 1 s)`."""
    return ", ".join(
        f"{words[part.kind]} {length(part)}"
        if isinstance(part, Phase)
        else f"{part.repeat} x ({row(part.phases, words)})"
        for part in phases
    )


def length(phase: Phase) -> str:
    """Say how long a phase is: `5 s`, `5 s, 8 s, 10 s`, or `5 s .. 10 s over reps`."""
    lengths = phase.lengths
    if lengths is None:
        return written_length(phase.length)
    each = (" .. " if lengths.climbs else ", ").join(map(written_length, lengths.each))
    return f"{each} over {lengths.over}" if lengths.climbs else each


def _reps(dose: Dose) -> str:
    return ", ".join(map(str, dose.by_set or (dose.reps,)))


def summary(exercise: Exercise) -> str:
    """Say an exercise in a few words: `2 sets, 10 reps, hold 5 s, rest 5 s`."""
    dose = exercise.dose
    much = f"for {written_length(dose.lasting)}" if dose.lasting else f"{_reps(dose)} rep{'s' * (dose.reps != 1)}"
    parts = (f"{dose.sets} sets" * (dose.sets > 1), much, ", ".join(dose.sides), row(exercise.phases))
    return ", ".join(filter(None, parts))


def _numbered(before: int) -> str:
    return NUMBERED[before] if before < len(NUMBERED) else f"no. {before + 1}"


def _between(name: str, phase: Phase | None) -> Facts:
    return {f"{name} is": (phase.kind,), **of_phase(name, phase)} if phase else {}


def _rounds(routine: Routine) -> Facts:
    """Return what is done in rounds, and what lies between the rounds of each circuit."""
    rounds = [circuit for circuit in circuits(routine.exercises) if circuit.rounds]
    facts: Facts = {
        "rounds": tuple(
            f"{circuit.rounds} x ({', '.join(exercise.name for exercise in circuit.stations)})" for circuit in rounds
        )
    }
    for number, circuit in enumerate(rounds, start=1):
        facts |= _between("pause between rounds" + f" of circuit {number}" * (number > 1), circuit.between)
    return facts


def _quote(text: str) -> str:
    return '"' + text.replace("\n", "\\n") + '"'


def _quoted(text: str) -> tuple[str, ...]:
    return (_quote(text),) * bool(text)


def _spoken(text: Text | None) -> tuple[str, ...]:
    return _quoted(text.text) if text else ()


def _step(step: Step) -> str:
    if isinstance(step, Pause):
        return f"pause {written_length(step.length)}"
    return _quote(step.text.text) + " (in the short variant, too)" * step.keep + SAFETY * step.safety


def _cue(cue: CuePoint) -> str:
    at, when = Ms(abs(cue.at)), "before" if cue.at < 0 else "in"
    return f"{_quote(cue.text.text)} {written_length(at)} {when}" + SAFETY * cue.safety


def _counting(count: Count | None) -> tuple[str, ...]:
    if count is None:
        return ()
    if count.way is Counting.LAST:
        return (f"last {count.last}",)
    return (f"{count.way}" + (f" every {written_length(count.every)}" if count.every != SECOND else ""),)


def _parameters(parameters: Mapping[str, Parameter]) -> Facts:
    facts: Facts = {}
    for name, parameter in parameters.items():
        within = limits(parameter)
        facts |= {
            f"parameter {name}": (parameter.value,),
            f"limits of {name}": (within,) * bool(within),
            f"label of {name}": _quoted(parameter.label),
        }
    return facts
