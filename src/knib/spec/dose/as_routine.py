"""A dose in words as a routine file: what `knib new --dose` writes and `knib render --dose` reads."""

from collections.abc import Iterator
from dataclasses import replace
from textwrap import shorten, wrap
from typing import Final, NamedTuple

from knib.spec.dose.said import ASSUMED, how_many, named, said
from knib.spec.dose.worded import Rounds, Sort, WordedDose, WordedExercise
from knib.spec.how_often import DAYS, HowOften, in_danish
from knib.spec.model import Kind, Position
from knib.spec.schema import EDITOR_LINE
from knib.units import MINUTE, SECOND, Ms, listed, seconds

LONGEST_TITLE: Final = 80

BRIEF: Final = Ms(2 * SECOND)
"""A phase shorter than this has room for one word."""

WORDLESS: Final = SECOND
"""A phase shorter than this has room for none, and a tone stands for it."""

ROOM_FOR_EFFORT: Final = Ms(3 * SECOND)
ROOM_FOR_LENGTH: Final = Ms(5 * SECOND)
ROOM_FOR_READY: Final = Ms(20 * SECOND)
READY_BEFORE: Final = Ms(3 * SECOND)


LONG_REST: Final = Ms(20 * SECOND)
"""A rest of this length that only follows a single squeeze is taken, and not left to a shorter pause."""


class Ways(NamedTuple):
    """How a sort of exercise is done: kinds and commands of its two phases, and what is said before it."""

    work: Kind
    command: str
    brief: str
    rest: Kind
    letting_go: str
    brief_go: str
    say: str = ""


WAYS: Final = {
    Sort.SQUEEZE: Ways(
        Kind.WORK,
        "Knib og løft.",
        "Knib.",
        Kind.REST,
        "Slip helt.",
        "Slip.",
        "Knib sammen om endetarmen, og løft op og ind.",
    ),
    Sort.QUICK: Ways(Kind.WORK, "Knib.", "Knib.", Kind.REST, "Slip.", "Slip.", "Slip helt efter hvert knib."),
    Sort.KNACK: Ways(
        Kind.WORK,
        "Knib.",
        "Knib.",
        Kind.REST,
        "Slip helt.",
        "Slip.",
        "Knib, lige før du hoster, og hold knibet, mens du hoster.",
    ),
    Sort.STRETCH: Ways(Kind.HOLD, "Stræk.", "Stræk.", Kind.REST, "Slip helt.", "Slip."),
    Sort.BREATH: Ways(
        Kind.INHALE,
        "Træk vejret ind.",
        "Ind.",
        Kind.EXHALE,
        "Pust roligt ud.",
        "Ud.",
        "Du skal ikke knibe i denne øvelse.",
    ),
    Sort.WALK: Ways(Kind.MOVE, "Gå rask til.", "Gå.", Kind.REST, "Gå roligt.", "Roligt."),
    Sort.STATIC: Ways(Kind.WORK, "", "", Kind.REST, "Hvil.", "Hvil."),
    Sort.RUN: Ways(Kind.MOVE, "Afsted.", "Afsted.", Kind.REST, "Roligt tempo.", "Roligt."),
    Sort.OTHER: Ways(Kind.WORK, "", "", Kind.REST, "Hvil.", "Hvil."),
}

TAKE_POSITION: Final = {
    Position.LYING: "Læg dig godt.",
    Position.SUPINE: "Læg dig på ryggen.",
    Position.PRONE: "Læg dig på maven.",
    Position.SIDE: "Læg dig på siden.",
    Position.SITTING: "Sæt dig godt.",
    Position.STANDING: "Stil dig godt.",
    Position.ALL_FOURS: "Stil dig på alle fire.",
    Position.KNEELING: "Stil dig på knæ.",
}

_HEAD: Final = """\
{editor}
# Skrevet af 'knib new --dose' ud fra en dosis i ord. Sådan blev den forstået:
{said}
{notes}# Skriv frit om. 'knib check' finder fejl, 'knib plan' viser forløbet, 'knib render' laver lydfilen.
routine: {title}
{about}source: {source}
{how_often}voice: {{pace: rolig}}           # rolig, normal eller rask
fit_voice: tone                # en kommando uden plads viger for sin tone

intro:
  - say: Stop, hvis det gør ondt, og tal med din fysioterapeut.
    safety: true               # høres i alle varianter
  - pause: 2 s

exercises:
"""

_TAIL: Final = """
outro:
  - say: Godt. Du er færdig for i dag.
"""


def as_routine(dose: WordedDose, text: str) -> str:
    """Write a routine of a dose; `text` is the prescription as it was written."""
    often = in_danish(dose.how_often) if dose.how_often else ""
    about = f"{often}."
    head = _HEAD.format(
        editor=EDITOR_LINE,
        said="\n".join(f"#   {line}" for line in wrap(said(replace(dose, notes=())), 110)),
        notes="".join(f"# Note: {shorten(note, 200, placeholder=' …')}\n" for note in dose.notes),
        how_often=_how_often(dose.how_often) if dose.how_often else "",
        title=_quoted(title(dose)),
        about=f"about: {_quoted(_capital(about))}\n" if often else "",
        source=_quoted(f"Som skrevet: {_braced(shorten(text, 400, placeholder=' …'))}"),
    )
    return head + "\n".join(_bodies(dose)) + _TAIL


def _bodies(dose: WordedDose) -> Iterator[str]:
    """Yield each exercise, those of rounds under one `repeat`."""
    last = len(dose.exercises) - 1
    assumed = "between_exercises" in dose.assumed
    for index, exercise in enumerate(dose.exercises):
        rounds = next((circle for circle in dose.rounds if circle.first <= index <= circle.last), None)
        if rounds and index == rounds.first:
            yield from _rounds(rounds)
        after = dose.between_exercises if index < last else Ms(0)
        lines = [*_exercise(exercise), *_after(after, assumed=assumed)]
        yield "\n".join(f"    {line}" if rounds else line for line in lines) + "\n"


def _rounds(rounds: Rounds) -> Iterator[str]:
    yield f"  - repeat: {rounds.count}"
    if rounds.rest:
        command = "Pause, {for}." if rounds.rest >= ROOM_FOR_LENGTH else "Pause." * (rounds.rest >= SECOND)
        yield "    between_rounds:"
        yield f"      rest: {_quoted(command)}"
        yield _with_comment(f"      for: {_length(rounds.rest)}", assumed=rounds.assumed)
    yield "    exercises:"


def _how_often(how: HowOften) -> str:
    """Write how often as the routine's key says it."""
    fields: list[str] = []
    for name in ("times_a_day", "days_a_week", "every_days", "every_hours", "weeks"):
        value = getattr(how, name)
        if value is not None:
            fields.append(f"{name}: {value}")
    if how.weekdays:
        fields.append(f"weekdays: [{', '.join(DAYS[day] for day in sorted(how.weekdays))}]")
    return f"how_often: {{{', '.join(fields)}}}\n"


def title(dose: WordedDose) -> str:
    """Name a routine by what it has: `3 sæt à 10 lange knib og 10 hurtige knib`."""
    parts = [how_many(exercise).replace(f" {ASSUMED}", "") for exercise in dose.exercises]
    whole = listed(parts)
    return _capital(whole if len(whole) <= LONGEST_TITLE else f"{shorten(parts[0], LONGEST_TITLE)} med mere")


def _exercise(exercise: WordedExercise) -> Iterator[str]:
    yield f"  - name: {_quoted(_capital(named(exercise)))}"
    yield f"    say: {_quoted(' '.join(_before(exercise)))}"
    if exercise.position:
        yield f"    position: {exercise.position}"
    if exercise.effort and exercise.hold >= ROOM_FOR_EFFORT:
        yield f"    effort: {_quoted(exercise.effort)}"
    if exercise.sides:
        yield f"    sides: [{', '.join(exercise.sides)}]"
    if exercise.alternate:
        yield "    alternate: true"
    if exercise.sets > 1:
        yield f"    sets: {exercise.sets}"
    yield f"    lasting: {_length(exercise.lasting)}" if exercise.lasting else f"    reps: {exercise.reps}"
    yield "    phases:"
    yield from _phases(exercise)
    yield from _between_sets(exercise)
    yield from _between_sides(exercise)


def _before(exercise: WordedExercise) -> Iterator[str]:
    """Yield the sentences said before an exercise."""
    if exercise.position:
        yield TAKE_POSITION[exercise.position]
    yield f"{_capital(how_many(replace(exercise, assumed=frozenset())).replace(' à ', ' med '))}."
    if WAYS[exercise.sort].say:
        yield WAYS[exercise.sort].say
    if exercise.effort and exercise.hold < ROOM_FOR_EFFORT:
        yield f"{_capital(exercise.effort)}."
    if exercise.sides:
        yield f"Du begynder med {exercise.sides[0]} side."
    yield "Gør klar."


def _phases(exercise: WordedExercise) -> Iterator[str]:
    ways = WAYS[exercise.sort]
    command = ways.command if exercise.hold >= BRIEF else ways.brief
    if len(exercise.sides) > 1 and not exercise.between_sides:
        command = "{side} side."
    command = command or f"{_capital(exercise.noun.one)}."
    yield from _phase(ways.work, command, exercise.hold, assumed="hold" in exercise.assumed)
    if exercise.sort is Sort.KNACK:
        yield f"        cues: [{{at: {seconds(Ms(exercise.hold // (2 * SECOND) * SECOND))}, say: Host.}}]"
    if exercise.rest:
        command = ways.letting_go if exercise.rest >= BRIEF else ways.brief_go
        yield from _phase(ways.rest, command, exercise.rest, assumed="rest" in exercise.assumed)
        if exercise.reps == 1 and exercise.rest >= LONG_REST:
            yield "        keep: true"
    elif _is_let_go_before_a_pause(exercise):
        yield f"      - {ways.rest}: {_quoted(ways.letting_go)}"
        yield f"        for: {_length(BRIEF)}              # viger for pausen, men siges"


def _is_let_go_before_a_pause(exercise: WordedExercise) -> bool:
    """Return whether one squeeze or stretch is all there is between two pauses: then its rest is never taken."""
    held = exercise.sort in {Sort.SQUEEZE, Sort.QUICK, Sort.STRETCH}
    once = exercise.reps == 1 and not exercise.lasting
    between_sets = exercise.sets == 1 or exercise.between_sets
    return bool(held and once and between_sets and (not exercise.sides[1:] or exercise.between_sides))


def _phase(kind: Kind, command: str, length: Ms, *, assumed: bool) -> Iterator[str]:
    wordless = length < WORDLESS
    yield f"      - {kind}: {_quoted('' if wordless else command)}"
    yield _with_comment(f"        for: {_length(length)}", assumed=assumed)
    if wordless and length >= SECOND // 2 and kind in {Kind.WORK, Kind.HOLD, Kind.MOVE, Kind.INHALE}:
        yield "        tone: start"


def _between_sets(exercise: WordedExercise) -> Iterator[str]:
    length = exercise.between_sets
    if exercise.sets == 1 or not length:
        return
    yield "    between_sets:"
    yield f"      rest: {_quoted('Pause, {for}.' if length >= ROOM_FOR_LENGTH else 'Pause.' * (length >= SECOND))}"
    yield _with_comment(f"      for: {_length(length)}", assumed="between_sets" in exercise.assumed)
    if length >= ROOM_FOR_READY:
        ready = f"Gør klar til {exercise.sides[0]} side." if exercise.sides else "Gør klar."
        yield f"      cues: [{{at: {seconds(Ms(length - READY_BEFORE))}, say: {ready}}}]"


def _between_sides(exercise: WordedExercise) -> Iterator[str]:
    length = exercise.between_sides
    if length:
        yield "    between_sides:"
        yield f"      rest: {_quoted('Skift til {side} side.' if length >= SECOND else '')}"
        yield _with_comment(f"      for: {_length(length)}", assumed="between_sides" in exercise.assumed)


def _after(length: Ms, *, assumed: bool) -> Iterator[str]:
    if length:
        yield "    after:"
        yield f"      rest: {_quoted('Pause.' if length >= SECOND else '')}"
        yield _with_comment(f"      for: {_length(length)}", assumed=assumed)


def _with_comment(line: str, *, assumed: bool) -> str:
    return f"{line:<31}# antaget: skriv, hvad der gælder" if assumed else line


def _length(length: Ms) -> str:
    return f"{length // MINUTE} min" if length >= MINUTE and length % MINUTE == 0 else seconds(length)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _quoted(text: str) -> str:
    """Write a text so that YAML takes it as it is. Knib's own `{for}` and `{side}` stay."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"
