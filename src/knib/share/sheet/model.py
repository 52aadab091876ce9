"""What stands on a sheet: values only. The PDF and the page are drawn from the same ones."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Final

from knib.errors import ShareError
from knib.plan.sentences import sentences
from knib.plan.timeline import Timeline
from knib.plan.turns import numbers_of
from knib.share.logo import Logo
from knib.share.qr import checked_link
from knib.share.sheet.dose import dose_in_words, rounds_in_words
from knib.share.sheet.taken import TakenExercise, taken
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

MONTHS: Final = tuple(
    "januar februar marts april maj juni juli august september oktober november december".split()  # noqa: SIM905
)

TIMES: Final = {"en": 1, "én": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6} | {str(n): n for n in range(1, 7)}
USUAL_TIMES: Final = 3
"""Boxes a day where nobody has said how often."""

_TIMES = "|".join(TIMES)
_OFTEN = re.compile(rf"\b(?:({_TIMES}) til )?({_TIMES}) gange? (?:om dagen|dagligt|daglig)\b", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\b(?:hver (?:anden |tredje )?dag|om ugen|ugentligt?|de fleste dage|dagligt?|hverdage|når)\b", re.IGNORECASE
)
"""Another rhythm than so many times a day: a box tells that it was done that day."""

MOST_TIMES: Final = 6
MOST_WEEKS: Final = 24
"""What a diary has room for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What a routine does not know: when and for whom its sheet is made.

    `mark` is what `mark_of` gives. `name`, `clinic`, `telephone`, `logo` and `link` may be missing; a name stands on
    the sheet and nowhere else. `times` a day are the therapist's; None means as the routine says it. `weeks` are those
    of the diary. `discreet` keeps the routine's title out of what others may see on a screen: the document's own title.
    """

    date: date
    mark: str
    name: str = ""
    clinic: str = ""
    telephone: str = ""
    logo: Logo | None = None
    link: str = ""
    times: int | None = None
    weeks: int = 4
    discreet: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Drill:
    """An exercise as it stands on the sheet. `feel` says how it is done and what to feel.

    Without a `dose` it is one of a programme, whose doses stand by the week. The first station of a circuit says how
    its `rounds` are done.
    """

    name: str
    dose: str
    position: str
    feel: str
    reminders: tuple[str, ...]
    rounds: str = ""

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

    `neutral` is its title where others may read it. `times` are the boxes of a day in the diary. A routine's sheet has
    a picture of its `timeline`; a programme's has none, but its weeks in `stages`.
    """

    title: str
    neutral: str
    about: str
    for_whom: str
    how_often: str
    times: int
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
    times = facts.times or says_times(routine.about)
    said = says_range(routine.about) if times == says_times(routine.about) else str(times)
    often = f"{said} gang{'' if said == '1' else 'e'} om dagen, {lasts}" if times else lasts.capitalize()
    return Sheet(
        title=routine.title,
        neutral=f"Træning, {lasts}",
        about=_about(routine.about, times),
        for_whom=addressed(routine.for_whom),
        how_often=f"{often} hver gang",
        times=times or boxes(routine.about),
        exercises=tuple(drills(routine, timeline)),
        safety=routine.safety,
        ask_first=routine.ask_first,
        source=routine.source,
        timeline=timeline,
        facts=facts,
    )


def says_times(about: str) -> int | None:
    """Give how many times a day a text asks for, if it does, as `Tre gange om dagen.` does; of a range the most."""
    found = _OFTEN.search(about)
    return TIMES[found[2].lower()] if found else None


def says_range(about: str) -> str:
    """Give the times a day that a text asks for in digits: `3`, or `2-3`; nothing where it does not say."""
    found = _OFTEN.search(about)
    return "-".join(str(TIMES[word.lower()]) for word in found.groups() if word) if found else ""


def boxes(about: str) -> int:
    """Give the boxes of a day in a diary: one where a text has another rhythm, as `Hver anden dag.` has."""
    return says_times(about) or (1 if _OTHERWISE.search(about) else USUAL_TIMES)


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


def _about(about: str, times: int | None) -> str:
    """Leave out of a routine's description what stands in the heading, or says another number than the therapist."""
    kept = (
        line
        for line in sentences(about)
        if says_times(line) in {None, times} and not _OFTEN.fullmatch(line.rstrip("."))
    )
    return " ".join(kept)


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
    if facts.times is not None and not 1 <= facts.times <= MOST_TIMES:
        raise ShareError(f"the diary cannot have {facts.times} marks a day", cure=f"choose 1 to {MOST_TIMES}")
    if not 1 <= facts.weeks <= MOST_WEEKS:
        raise ShareError(f"the diary cannot have {facts.weeks} weeks", cure=f"choose 1 to {MOST_WEEKS}")
    if facts.link:
        checked_link(facts.link)


def drills(routine: Routine, timeline: Timeline | None = None) -> Iterator[Drill]:
    """Gather what a sheet tells about a routine's exercises: each once, its rounds above the first of a circuit."""
    for circuit in taken(routine, timeline):
        first, *others = map(_drill, circuit.stations)
        yield from (replace(first, rounds=rounds_in_words(circuit)), *others)


def _drill(heard: TakenExercise) -> Drill:
    exercise = heard.exercise
    position = exercise.position.value if exercise.position else ""
    return Drill(
        name=exercise.name,
        dose=dose_in_words(heard),
        position=position,
        feel=" ".join(_lines(exercise, *([exercise.say] if exercise.say else []))),
        reminders=tuple(_lines(exercise, *exercise.reminders)),
    )


def _lines(exercise: Exercise, *texts: Text) -> list[str]:
    """Give the sentences of texts, their placeholders filled, without those that change with the round."""
    lines = (line for text in texts for line in sentences(text.text) if "round" not in named(line))
    return [line for line in (fill(line, numbers_of(exercise)) for line in lines) if line not in SPOKEN_ONLY]
