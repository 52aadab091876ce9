"""The dose of an exercise in Danish words, whatever its shape: `3 sæt à 10 knib · hold 6 sekunder, slip 6 sekunder`.

It tells what is heard. A rest in it stands between the repetitions: after the last one it may be missing.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from knib.plan.timeline import Timeline
from knib.share.sheet.amounts import SET_BY_SET, Cell, between, lengths_in_words
from knib.share.sheet.commands import BREATH, FIRM, LOOSE, PLAINLY, is_active, is_held, is_let_go, is_squeeze
from knib.share.sheet.folding import THEN, Token, folded, is_repeated
from knib.share.sheet.patterns import Pattern, breaths, pattern_of, squeezes
from knib.share.sheet.taken import Repetition, TakenCircuit, TakenExercise, TakenPhase, differing_efforts, taken
from knib.spec.cycle import distinct
from knib.spec.model import Kind, Routine
from knib.spec.placeholders import fill
from knib.units import Ms, listed, spoken_length

BETWEEN: Final = " · "
"""Stands between the facts of a dose."""

SIMPLE: Final = 40
"""Longer commands stand in a row, each with its length behind a comma."""

LONGEST: Final = 500
"""Signs of repetitions told one by one; what is longer is told by its length alone."""

_HARD: Final = frozenset(",.:;()·→0123456789")
"""Signs that part, or that could be taken for the length."""


def doses(routine: Routine, timeline: Timeline | None = None) -> list[tuple[str, str]]:
    """Return the name and the dose of each exercise, where no heading says how many rounds there are.

    Args:
        routine: The routine.
        timeline: Where its phases lie, if their lengths may be others than written.
    """
    return [
        (station.exercise.name, dose_with_rounds(circuit, station))
        for circuit in taken(routine, timeline)
        for station in circuit.stations
    ]


def dose_with_rounds(circuit: TakenCircuit, station: TakenExercise) -> str:
    """Return a dose where no heading says how many rounds there are: `3 runder: 10 knib · hold 6 sekunder`."""
    if circuit.rounds <= 1:
        return dose_in_words(station)
    between = circuit.between if station is circuit.stations[-1] else None
    pause = (_pause([between], "mellem runderne"),) if between else ()
    return BETWEEN.join((f"{circuit.rounds} runder: {dose_in_words(station)}", *pause))


def rounds_in_words(circuit: TakenCircuit) -> str:
    """Return how often the stations of a circuit are done: `3 runder af 2 øvelser · 1 minut mellem runderne`."""
    stations = len(circuit.stations)
    if circuit.rounds <= 1:
        return ""
    each = f"{circuit.rounds} runder af {stations} øvelse{'' if stations == 1 else 'r'}"
    pause = _pause([circuit.between], "mellem runderne") if circuit.between else ""
    return BETWEEN.join(filter(None, (each, pause)))


def dose_in_words(exercise: TakenExercise) -> str:
    """Return how much, how long and with which rests: facts parted by ` · `."""
    return BETWEEN.join(map(THEN.join, _facts(exercise)))


def dose_by_station(exercise: TakenExercise) -> tuple[str, tuple[str, ...]]:
    """Return a dose whose repetition has several stations without them, and the stations: `10 gange (Hop, 2 sekunder)`.

    Where there are not several, the dose is whole, and there are none.
    """
    facts = _facts(exercise)
    stations = next((fact for fact in facts if sum(map(is_repeated, fact)) > 1), ())
    return BETWEEN.join(THEN.join(fact) for fact in facts if fact is not stations), stations


def _facts(exercise: TakenExercise) -> list[tuple[str, ...]]:
    """Return the facts of a dose; one that is a row of several phases in its steps."""
    about = _is_about_squeezes(exercise)
    pattern = _pattern(exercise.repetitions, about=about)
    facts = _alike(exercise, pattern, about=about) if pattern else _in_order(exercise, about=about)
    return [fact if isinstance(fact, tuple) else (fact,) for fact in (*facts, *_after(exercise))]


def _is_about_squeezes(exercise: TakenExercise) -> bool:
    """Return whether only the name of an exercise says that its efforts are squeezes."""
    words = [phase.words for each in exercise.repetitions for phase in each.phases]
    return is_squeeze(exercise.exercise.name) and not any(map(is_squeeze, words))


def _alike(exercise: TakenExercise, pattern: Pattern, *, about: bool) -> Iterator[str | tuple[str, ...]]:
    yield from _amount(exercise, pattern, about=about)
    yield _phases(pattern, about=about)
    yield from _efforts(exercise)
    if exercise.between_sides:
        yield _pause(exercise.between_sides, "mellem siderne")
    if exercise.between_sets:
        yield _pause(exercise.between_sets, "mellem sæt")


def _in_order(exercise: TakenExercise, *, about: bool) -> Iterator[str | tuple[str, ...]]:
    """Return what is done from the first phase to the last, where repetitions are not alike."""
    if not exercise.order:
        return
    rounds = exercise.repetitions[-1].round if exercise.repetitions else 1
    last = [each.phases for each in exercise.repetitions if each.round == rounds]
    count = sum(squeezes(phases, about=about) for phases in last)
    lengths = [lengths_in_words([Cell(1, 1, "", 1, phase.length, phase.stretched)]) for phase in exercise.order]
    row = _row(exercise.order, [words or "" for words in lengths], squeezing=bool(count), ends=True)
    if sum(map(len, row)) <= LONGEST:
        yield f"{count} knib i alt" if count else "i rækkefølge"
        yield row
    else:
        length = f"{spoken_length(Ms(sum(phase.length for phase in exercise.order)))} i alt"
        yield f"{count} knib på {length}" if count else length
    yield from _efforts(exercise)


def _amount(exercise: TakenExercise, pattern: Pattern, *, about: bool) -> Iterator[str]:
    dose = exercise.exercise.dose
    each, what = _each(pattern, about=about)
    within = f" à {each} {what}" if each > 1 else ""
    if pattern.single and each != 1 and not dose.lasting:  # "1 gentagelse" would tell nothing more
        yield f"{dose.sets} gang{'' if dose.sets == 1 else 'e'}{within}"
    else:
        number = listed([str(count) for count in pattern.counts])
        noun = what if each == 1 else f"gentagelse{'' if number == '1' else 'r'}{within}"
        much = f"{number} {noun}"
        much = f"{_lasting(pattern)} ({much})" if dose.lasting and len(pattern.counts) == 1 else much
        joint = ":" if len(pattern.counts) > 1 else " à"
        yield f"{dose.sets} sæt{joint} {much}" if dose.sets > 1 else much
    if dose.sides:
        yield f"{'skiftevis' if dose.alternate else 'til hver side:'} {listed(dose.sides)}"


def _each(pattern: Pattern, *, about: bool) -> tuple[int, str]:
    """Return how many squeezes or breaths a repetition has, and their name; 0 where it is neither."""
    if count := squeezes(pattern.phases, about=about):
        return pattern.times * count, "knib"
    return pattern.times * breaths(pattern.phases), "åndedrag"


def _lasting(pattern: Pattern) -> str:
    """Return how long all repetitions of a set take."""
    once = max((each.phases for each in pattern.repetitions), key=len)
    return spoken_length(Ms(pattern.counts[0] * sum(phase.length for phase in once)))


def _pattern(repetitions: Sequence[Repetition], *, about: bool) -> Pattern | None:
    """Return what repetitions have in common; parts of them are told once where something in them is counted."""
    pattern = pattern_of(repetitions) if repetitions else None
    if pattern and pattern.times > 1 and not (_counted(pattern, about=about) and _plain(pattern, about=about)):
        return pattern_of(repetitions, parted=False)
    return pattern


def _counted(pattern: Pattern, *, about: bool) -> bool:
    return squeezes(pattern.phases, about=about) > 0 or breaths(pattern.phases) > 0


def _phases(pattern: Pattern, *, about: bool) -> tuple[str, ...]:
    """Return one repetition: plainly if it is one effort and its rest or one breath, else in the writer's own words."""
    plain = _plain(pattern, about=about)
    if plain:
        return (", ".join(f"{words} {length}" for words, length in zip(plain, pattern.lengths, strict=True)),)
    squeezing = squeezes(pattern.phases, about=about) > 0
    return _row(pattern.phases, pattern.lengths, squeezing=squeezing, ends=pattern.ends)


def _plain(pattern: Pattern, *, about: bool) -> tuple[str, ...]:
    """Return few words for each phase of one effort and its rest, or of one breath; nothing where that is too little.

    What is held and let go has the short words for it, everything else its own.
    """
    kinds = tuple(phase.kind for phase in pattern.phases)
    if kinds == BREATH:
        return tuple(PLAINLY[kind] for kind in kinds)
    if len(kinds) > 2 or kinds[0] not in FIRM or not set(kinds[1:]) <= LOOSE:
        return ()
    squeezing = squeezes(pattern.phases, about=about) > 0
    short = [_short(phase, squeezing=squeezing) for phase in pattern.phases]
    words = [few or phase.words for few, phase in zip(short, pattern.phases, strict=True)]
    taken_words = [few or each.lower() not in PLAINLY.values() for few, each in zip(short, words, strict=True)]
    if not all(taken_words) or any(len(each) > SIMPLE or not _HARD.isdisjoint(each) or "{" in each for each in words):
        return ()
    first, *others = words
    return (first, *(f"{each[:1].lower()}{each[1:]}" for each in others))


def _short(phase: TakenPhase, *, squeezing: bool) -> str:
    """Return the short word for what is held or let go, and for what has no words; nothing for all else."""
    if is_held(phase.kind, phase.words) or (squeezing and phase.kind in FIRM and not phase.words):
        return PLAINLY[Kind.HOLD]
    if squeezing and phase.kind is Kind.REST and is_let_go(phase.kind, phase.words):
        return PLAINLY[Kind.RELEASE]
    if is_let_go(phase.kind, phase.words):
        return PLAINLY[phase.kind]
    return "" if phase.words else PLAINLY[phase.kind].capitalize()


def _row(phases: Sequence[TakenPhase], lengths: Sequence[str], *, squeezing: bool, ends: bool) -> tuple[str, ...]:
    """Return phases in the writer's own words, one after the other, what is repeated once."""
    tokens = [
        Token(_own(phase, length, squeezing=squeezing), phase.kind is Kind.REST)
        for phase, length in zip(phases, lengths, strict=True)
    ]
    return folded(tokens, ends=ends)


def _own(phase: TakenPhase, length: str, *, squeezing: bool) -> str:
    if "{for}" in phase.words and length.endswith(SET_BY_SET):
        return fill(phase.words, {"for": length.removesuffix(SET_BY_SET)}) + SET_BY_SET
    words = fill(phase.words, {"for": length}) or _short(phase, squeezing=squeezing).lower()
    tells = re.search(rf"(?<![\w,]){re.escape(length)}(?!\w)", words)
    return words if tells else f"{words}, {length}"  # its own words may tell how long


def _efforts(exercise: TakenExercise) -> Iterator[str]:
    """Return how hard, once, where it is the same for all."""
    if differing_efforts(exercise.exercise):
        return
    phases = distinct(exercise.exercise.phases)
    if efforts := dict.fromkeys(phase.effort for phase in phases if phase.effort):
        yield f"kraft: {', '.join(efforts)}"


def _pause(pauses: Sequence[TakenPhase], where: str) -> str:
    """Return how long a pause is and where it stands, and what is done in it if that is not to rest."""
    cells = [Cell(1, number, "", 1, phase.length, phase.stretched) for number, phase in enumerate(pauses)]
    lengths = [phase.length for phase in pauses]
    length = lengths_in_words(cells, one_a_set=True) or f"{between(min(lengths), max(lengths))}"
    words = pauses[0].words
    if (
        is_active(words)
        and len({phase.words for phase in pauses}) == 1
        and _HARD.isdisjoint(words)
        and "{" not in words
    ):
        return f"{words} {length} {where}"
    return f"{length} {where}"


def _after(exercise: TakenExercise) -> Iterator[str]:
    after = exercise.after
    if not after:
        return
    length = lengths_in_words([Cell(1, 1, "", 1, after.length, after.stretched)]) or ""
    if after.kind in LOOSE and not is_active(after.words):
        yield f"derefter {length} pause"
    elif exercise.last or is_active(after.words):
        yield f"derefter: {_own(after, length, squeezing=False)}"
    else:
        yield f"derefter {length} til næste øvelse"
