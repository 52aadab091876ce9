"""The dose of an exercise in Danish words, whatever its shape: `3 sæt à 10 knib · hold 6 sekunder, slip 6 sekunder`."""

from collections.abc import Iterator, Sequence
from typing import Final

from knib.share.sheet.differing import length_in_words, reps_in_words
from knib.spec.cycle import distinct, repetitions
from knib.spec.model import Exercise, Group, Kind, Phase
from knib.spec.placeholders import fill, named
from knib.spec.rounds import Circuit
from knib.units import listed, spoken_length

BETWEEN: Final = " · "
"""Stands between the facts of a dose."""

PLAINLY: Final = {
    Kind.WORK: "hold",
    Kind.HOLD: "hold",
    Kind.RELEASE: "slip",
    Kind.RELAX: "slap af",
    Kind.REST: "hvil",
    Kind.MOVE: "bevæg dig",
    Kind.INHALE: "ånd ind",
    Kind.EXHALE: "ånd ud",
}
"""What each kind of phase asks for, where no words of the writer's own are needed to tell it from another."""

FIRM: Final = {Kind.WORK, Kind.HOLD}
LOOSE: Final = {Kind.REST, Kind.RELEASE, Kind.RELAX}
BREATH: Final = (Kind.INHALE, Kind.EXHALE)


def dose_in_words(exercise: Exercise) -> str:
    """Say how much, how long and with which rests: facts parted by ` · `."""
    return BETWEEN.join([*_amount(exercise), _phases(exercise), *_efforts(exercise), *_pauses(exercise)])


def dose_with_rounds(exercise: Exercise) -> str:
    """Say a dose where no heading says how many rounds there are: `3 runder: 10 knib · hold 6 sekunder`."""
    rounds = exercise.round.rounds if exercise.round else 1
    return f"{rounds} runder: {dose_in_words(exercise)}" if rounds > 1 else dose_in_words(exercise)


def rounds_in_words(circuit: Circuit) -> str:
    """Say how often the stations of a circuit are done: `3 runder af 2 øvelser · 1 minut mellem runderne`."""
    stations = len(circuit.stations)
    if circuit.rounds <= 1:
        return ""
    each = f"{circuit.rounds} runder af {stations} øvelse{'' if stations == 1 else 'r'}"
    pause = f"{spoken_length(circuit.between.length)} mellem runderne" if circuit.between else ""
    return BETWEEN.join(filter(None, (each, pause)))


def noun(exercise: Exercise, count: int) -> str:
    """Name what is counted, in its number: `10 knib`, `1 gentagelse`, `5 åndedrag`."""
    kinds = {phase.kind for phase in distinct(exercise.phases)}
    if kinds <= set(BREATH):
        return f"{count} åndedrag"
    if _squeezes(exercise):
        return f"{count} knib"
    return f"{count} gentagelse{'' if count == 1 else 'r'}"


def _squeezes(exercise: Exercise) -> bool:
    """Tell whether the one firm phase of a repetition is a squeeze by its own words."""
    firm = [phase for phase in distinct(exercise.phases) if phase.kind in FIRM]
    return bool(firm) and "knib" in firm[0].command.text.lower()


def _amount(exercise: Exercise) -> Iterator[str]:
    dose, reps = exercise.dose, repetitions(exercise)
    much = noun(exercise, reps)
    if dose.lasting:
        much = f"{spoken_length(dose.lasting)} ({much})"
    elif reps == 1 and not _squeezes(exercise):
        yield f"{dose.sets} gang{'' if dose.sets == 1 else 'e'}"  # "1 gentagelse" would tell nothing more
        much = ""
    if dose.by_set:
        yield f"{dose.sets} sæt: {reps_in_words(dose)} {noun(exercise, reps).partition(' ')[2]}"
    elif much:
        yield f"{dose.sets} sæt à {much}" if dose.sets > 1 else much
    if dose.sides:
        yield f"{'skiftevis' if dose.alternate else 'til hver side:'} {listed(dose.sides)}"


def _phases(exercise: Exercise) -> str:
    """Say one repetition: plainly if it is one effort and its rest or one breath, else in the writer's own words."""
    written = exercise.phases
    plain = [part for part in written if isinstance(part, Phase)]
    kinds = tuple(phase.kind for phase in plain)
    one_effort = len(kinds) in {1, 2} and kinds[0] in FIRM and set(kinds[1:]) <= LOOSE
    if len(plain) == len(written) and (one_effort or kinds == BREATH):
        rest = "slip" if _squeezes(exercise) else PLAINLY[Kind.REST]
        words = {**PLAINLY, Kind.REST: rest}
        return ", ".join(f"{words[phase.kind]} {length_in_words(phase)}" for phase in plain)
    return _row(written, "/".join(exercise.dose.sides))


def _row(parts: Sequence[Phase | Group], sides: str) -> str:
    return " → ".join(_step(part, sides) for part in parts)


def _step(part: Phase | Group, sides: str) -> str:
    if isinstance(part, Group):
        return f"{part.repeat} gange ({_row(part.phases, sides)})"
    words, length = _command(part, sides), length_in_words(part)
    return words if length in words else f"{words}, {length}"  # its own words may tell how long


def _command(phase: Phase, sides: str) -> str:
    """Give a phase's own words without their full stop; those that change with the repetition are no use on paper."""
    words = phase.command.text
    if named(words) - {"for", "side"}:
        words = ""
    filled = fill(words, {"for": length_in_words(phase), "side": sides}).strip().rstrip(".!… ")
    return filled or PLAINLY[phase.kind]


def _efforts(exercise: Exercise) -> Iterator[str]:
    """Say how hard, once."""
    efforts = dict.fromkeys(phase.effort for phase in distinct(exercise.phases) if phase.effort)
    if efforts:
        yield f"kraft: {', '.join(efforts)}"


def _pauses(exercise: Exercise) -> Iterator[str]:
    dose = exercise.dose
    if exercise.between_sides and len(dose.sides) > 1:
        yield f"{spoken_length(exercise.between_sides.length)} mellem siderne"
    if exercise.between_sets and dose.sets > 1:
        yield f"{length_in_words(exercise.between_sets)} mellem sæt"
    after = exercise.after
    if after:
        resting = after.kind in LOOSE
        yield f"derefter {spoken_length(after.length)} {'pause' if resting else 'til næste øvelse'}"
