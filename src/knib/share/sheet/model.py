"""What stands on a sheet: values only. The PDF and the page are drawn from the same ones."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from knib.plan.sentences import sentences
from knib.plan.timeline import Timeline
from knib.plan.turns import numbers_of
from knib.share.logo import Logo
from knib.share.qr import checked_link
from knib.share.schedule import NONE, Choices, Diary, Schedule, said_by, settled
from knib.share.schedule import check as check_choices
from knib.share.sheet.dose import dose_by_station, rounds_in_words
from knib.share.sheet.taken import TakenExercise, taken
from knib.spec.how_often_about import agrees, is_only_often, often_in
from knib.spec.model import Exercise, Routine, Text
from knib.spec.placeholders import fill, named
from knib.units import short_length
from knib.values import dataclass

AGREED: Final = (
    "Programmet er lavet til dig efter aftale med din behandler. Det erstatter ikke undersøgelse eller behandling. "
    "Stop, hvis du får smerter, og kontakt din behandler."
)

APPROVED: Final = "En gynobs-fysioterapeut skal godkende doser og ordlyd, før arket bruges i behandling."
"""The clinic's condition, on every sheet."""

PROGRAMME: Final = "Træning"
"""The title of several sheets in one document: it tells nothing."""

SPOKEN_ONLY: Final = {"Gør klar."}
"""What a voice says before the first repetition, and paper need not."""

Day = date
"""What a date is called where a value has a date of its own."""

MONTHS: Final = tuple(
    "januar februar marts april maj juni juli august september oktober november december".split()  # noqa: SIM905
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What a routine does not know: when and for whom its sheet is made.

    `mark` is what `mark_of` gives. `name`, `clinic`, `telephone`, `logo` and `link` may be missing; a name stands on
    the sheet and nowhere else. `choices` are the therapist's, and go before what the routine says. `start` is the first
    day of the diary; None where nobody chose one. `discreet` keeps the routine's title out of what others may see on a
    screen: the document's own title.
    """

    date: Day
    mark: str
    name: str = ""
    clinic: str = ""
    telephone: str = ""
    logo: Logo | None = None
    link: str = ""
    choices: Choices = NONE
    start: Day | None = None
    discreet: bool = True

    @property
    def first_day(self) -> Day:
        """The first day of training: the day after the sheet's own date, where nobody chose one."""
        return self.start or self.date + timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Drill:
    """An exercise as it stands on the sheet. `feel` says how it is done and what to feel.

    Without a `dose` it is one of a programme, whose doses stand by the week. The first station of a circuit says how
    its `rounds` are done; `stations` are those of a repetition that has several, in their order.
    """

    name: str
    dose: str
    position: str
    feel: str
    reminders: tuple[str, ...]
    rounds: str = ""
    stations: tuple[str, ...] = ()

    @property
    def doses(self) -> tuple[str, ...]:
        """The dose, and below it each station of a repetition that has several."""
        return (*filter(None, (self.dose,)), *self.stations)

    @property
    def lines(self) -> tuple[str, ...]:
        """What is told below its name and its dose: how it is done, and what to mind."""
        position = f"Stilling: {self.position}." if self.position else ""
        minded = f"Husk: {' '.join(self.reminders)}" if self.reminders else ""
        return tuple(filter(None, (" ".join(filter(None, (position, self.feel))), minded)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """Weeks of a programme that are alike: `Uge 1–2`, what is done in them line by line, and what they lead to."""

    weeks: str
    doses: tuple[str, ...]
    goal: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A sheet, of a routine or of a programme.

    `neutral` is its title where others may read it. A routine's sheet has a picture of its `timeline`; that of a
    programme has none, but its weeks in `stages`.
    """

    title: str
    neutral: str
    about: str
    for_whom: str
    how_often: str
    diary: Diary
    exercises: tuple[Drill, ...]
    safety: tuple[str, ...]
    ask_first: tuple[str, ...]
    source: str
    facts: Facts
    timeline: Timeline | None = None
    stages: tuple[Stage, ...] = ()

    @property
    def beside(self) -> tuple[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]]:
        """What stands side by side, each with its heading: when to stop, and when to ask first. Either may be empty."""
        return ("Pas på dig selv", self.safety), ("Tal med din behandler først ved", self.ask_first)

    @property
    def shown_title(self) -> str:
        """The title of the document, on tabs and in lists of files."""
        return self.neutral if self.facts.discreet else self.title


def sheet_of(routine: Routine, timeline: Timeline, facts: Facts) -> Sheet:
    """Gather what stands on a routine's sheet.

    Raises:
        ShareError: the diary would have no room, or the link is none.
    """
    check(facts)
    lasts = f"ca. {short_length(timeline.length)}"
    schedule = settled(said_by(routine), facts.choices)
    often = ", ".join(filter(None, (schedule.in_danish, lasts)))
    return Sheet(
        title=routine.title,
        neutral=f"Træning, {lasts}",
        about=without_often(routine.about, schedule),
        for_whom=addressed(routine.for_whom),
        how_often=f"{often[0].upper()}{often[1:]} hver gang",
        diary=diary_of(schedule, facts),
        exercises=tuple(drills(routine, timeline)),
        safety=routine.safety,
        ask_first=routine.ask_first,
        source=routine.source,
        timeline=timeline,
        facts=facts,
    )


def diary_of(schedule: Schedule, facts: Facts) -> Diary:
    """Return a diary with its first day: where nobody chose one and all days are alike, a Monday, as weeks are read."""
    first = facts.first_day
    if facts.start is None and schedule.alike_every_day:
        first -= timedelta(days=first.weekday())
    return schedule.diary(first)


def mark_of(text: bytes, settings: Mapping[str, str] | None = None) -> str:
    """Give the mark by which a routine's text and settings are known again: 12 hexadecimal digits in three groups."""
    chosen = json.dumps(dict(settings), sort_keys=True).encode() if settings else b""
    digits = sha256(text + b"\0" + chosen if chosen else text).hexdigest()
    return f"{digits[:4]} {digits[4:8]} {digits[8:12]}"


def danish_date(day: date) -> str:
    """Write a date: `1. december 2026`."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def signature(sheet: Sheet) -> str:
    """Say which routine it was and when the sheet was made."""
    return f"Rutine {sheet.facts.mark} · {danish_date(sheet.facts.date)}"


def heading(sheet: Sheet) -> tuple[str, str]:
    """Give what stands over the title: who the sheet is from, and whom it is for and from when."""
    facts = sheet.facts
    clinic = " · ".join(filter(None, (facts.clinic, f"tlf. {facts.telephone}" if facts.telephone else "")))
    return clinic or "Fysioterapi", " · ".join(filter(None, (facts.name, danish_date(facts.date))))


def diary_title(diary: Diary) -> str:
    """Return a diary's heading: with its first day, where its weeks do not begin on Mondays."""
    return f"Træningsdagbog fra {danish_date(diary.start)}" if diary.start.weekday() else "Træningsdagbog"


def without_often(about: str, schedule: Schedule) -> str:
    """Leave out of a description what stands in the heading, or says otherwise than was settled."""
    kept = (line for line in sentences(about) if not is_only_often(line) and agrees(line, schedule.how))
    return " ".join(kept)


def timeless(about: str) -> str:
    """Leave out of a routine's description every sentence that says how often: a programme says it of each week."""
    return " ".join(line for line in sentences(about) if often_in(line) is None)


def addressed(text: str) -> str:
    """Say for whom something is to the person who reads it: `Til dig, der kan knibe.`, say."""
    if not text:
        return ""
    return f"Til d{text[1:]}" if text.startswith("Dig") else f"Til: {text}"


def check(facts: Facts) -> None:
    """Refuse what has no room on a sheet.

    Raises:
        ShareError: the diary would have no room, or the link is none.
    """
    check_choices(facts.choices)
    if facts.link:
        checked_link(facts.link)


def drills(routine: Routine, timeline: Timeline | None = None) -> Iterator[Drill]:
    """Gather what a sheet tells about a routine's exercises: each once, its rounds above the first of a circuit."""
    for circuit in taken(routine, timeline):
        first, *others = map(_drill, circuit.stations)
        yield from (replace(first, rounds=rounds_in_words(circuit)), *others)


def _drill(heard: TakenExercise) -> Drill:
    exercise = heard.exercise
    dose, stations = dose_by_station(heard)
    position = exercise.position.value if exercise.position else ""
    return Drill(
        name=exercise.name,
        dose=dose,
        stations=stations,
        position=position,
        feel=" ".join(_lines(exercise, *([exercise.say] if exercise.say else []))),
        reminders=tuple(_lines(exercise, *exercise.reminders)),
    )


def _lines(exercise: Exercise, *texts: Text) -> list[str]:
    """Return the sentences of texts, their placeholders filled, without those that change with the round."""
    lines = (line for text in texts for line in sentences(text.text) if "round" not in named(line))
    return [line for line in (fill(line, numbers_of(exercise)) for line in lines) if line not in SPOKEN_ONLY]
