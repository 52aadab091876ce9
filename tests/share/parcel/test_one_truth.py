"""Calendar, diary, sheet, page, feed and letter tell the same of times, days and weeks, each read back by itself."""

import html
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from knib.share.feed.files import feed_files
from knib.share.parcel.model import Handed, ParcelFacts
from knib.share.parcel.parcel import parcel
from knib.share.programme.days import often_of
from knib.share.schedule import Choices
from knib.spec import library
from knib.spec.how_often import HowOften, Range
from knib.spec.library import programmes
from knib.spec.programme import Programme
from knib.spec.programme_reader import read_programme
from routines import planned, understood
from timed import routine, timeline

START: Final = date(2026, 12, 2)
"""A Wednesday, so that nothing is right only because a week begins on its first day."""

FACTS: Final = ParcelFacts(made=date(2026, 12, 1), start=START)
DAYS: Final = "mandag tirsdag onsdag torsdag fredag lørdag søndag".split()  # noqa: SIM905 -- as a row, to be read
TEXT: Final = "routine: Knib\nhow_often: {{{}}}\nexercises: [{{name: A, phases: [{{work: Knib., for: 5 s}}]}}]\n"


def ready(name: str) -> Handed:
    return Handed(number=1, timeline=timeline(name), sound=[b"sound"], routine=routine(name), mark="0123 4567 89ab")


def written(how: str) -> Handed:
    text = TEXT.format(how)
    return Handed(number=1, timeline=planned(text), sound=[b"sound"], routine=understood(text), mark="0123 4567 89ab")


@cache
def files_of(name: str) -> Mapping[str, bytes]:
    return parcel(FACTS, [ready(name)]).files


def text_of(files: Mapping[str, bytes], name: str) -> str:
    return files[name].decode("utf-8-sig")


def reminders(files: Mapping[str, bytes]) -> dict[date, int]:
    """Return how many times a calendar reminds on each of its days."""
    if "kalender.ics" not in files:
        return {}
    calendar: Any = Calendar.from_ical(files["kalender.ics"])
    every = recurring_ical_events.of(calendar).between(START - timedelta(days=9), START + timedelta(days=800))
    return dict(Counter(event["DTSTART"].dt.date() for event in every))


def boxes(files: Mapping[str, bytes]) -> dict[date, int]:
    """Return how many boxes a diary has on each of its days; its columns must be named as those days are."""
    table = re.search(r"<table>.*?</table>", text_of(files, "ark.html"), re.DOTALL)
    assert table
    names = re.findall(r'<abbr title="(\w+)">', table[0])
    found: dict[date, int] = {}
    for week, row in enumerate(re.findall(r'<tr><th scope="row">.*?</tr>', table[0])):
        assert f">Uge {week + 1}<" in row
        for place, cell in enumerate(re.findall(r"<td>(.*?)</td>", row)):
            day = START + timedelta(days=7 * week + place)
            assert names[place].lower() == DAYS[day.weekday()]
            found[day] = cell.count('class="box"')
    return found


def words(files: Mapping[str, bytes], name: str) -> str:
    """Return how often a sheet or a page says it is done, without the length: `3 gange om dagen i 8 uger`."""
    heading = re.search(r'class="often">([^<]*)<', text_of(files, name))
    assert heading
    said = html.unescape(heading[1]).replace("\xa0", " ")
    return re.sub(r"(?:, |^)ca\. .*$", "", said, flags=re.IGNORECASE)


def in_letter(files: Mapping[str, bytes]) -> str:
    line = re.search(r"Træning 1: (.*)\.", text_of(files, "laes-mig.txt"))
    return line[1] if line else ""


def in_feed(session: Handed) -> str:
    feed = ET.fromstring(feed_files("https://example.dk/0", FACTS.made, [session], discreet=True)["feed.xml"])
    return (feed.findtext("channel/item/description") or "").partition("Slå »")[0].strip().rstrip(".")


def number(pattern: str, said: str, usual: Range) -> Range:
    match = re.search(pattern, said, re.IGNORECASE)
    return Range(int(match[1]), int(match[2] or match[1])) if match else usual


def truth(said: str) -> tuple[Range, Range]:
    """Return times a day and weeks as words tell them; where they do not, one for a rhythm of days, and twelve."""
    rhythm = re.search(r"dage? om ugen|hver ", said, re.IGNORECASE)
    usual = Range(1, 1) if rhythm or said.startswith("Efter behov") else Range(3, 3)
    hours = re.search(r"hver (?:(anden|\d+)\.? )?time", said, re.IGNORECASE)
    if hours:
        step = {"anden": 2, None: 1}.get(hours[1]) or int(hours[1])
        usual = Range(min(12, 12 // step + 1), min(12, 12 // step + 1))
    return (
        number(r"(\d+)(?:-(\d+))? gange? om dagen", said, usual),
        number(r"i (\d+)(?:-(\d+))? uger?", said, Range(12, 12)),
    )


def trained(said: str, weeks: int) -> tuple[list[date], Range] | None:
    """Return the days that words tell for so many weeks, or how many of a week where they are not named."""
    every = [START + timedelta(days=day) for day in range(7 * weeks)]
    if some := re.search(r"(\d+)(?:-(\d+))? dage? om ugen", said):
        return [], Range(int(some[1]), int(some[2] or some[1]))
    if other := re.search(r"hver (anden|\d+)\.? dag", said, re.IGNORECASE):
        return every[:: 2 if other[1] == "anden" else int(other[1])], Range(0, 0)
    named = [day for day in range(7) if re.search(rf"\b{DAYS[day]}\b", said.partition("ikke ")[0], re.IGNORECASE)]
    off = [day for day in range(7) if re.search(rf"\b{DAYS[day]}\b", said.partition("ikke ")[2])]
    return [day for day in every if day.weekday() in (named or set(range(7)) - set(off))], Range(0, 0)


def check(files: Mapping[str, bytes], said: str) -> None:
    """Compare diary and calendar with words."""
    times, weeks = truth(said)
    diary, calendar = boxes(files), reminders(files)
    assert len(diary) == 7 * weeks.high
    assert set(diary.values()) <= {0, times.high}
    ticked = [day for day, count in diary.items() if count]
    if said.startswith("Efter behov"):
        assert (calendar, len(ticked)) == ({}, 7 * weeks.high)
        return
    assert set(calendar.values()) == {times.low}
    assert set(calendar) <= set(ticked)
    days = trained(said, weeks.high)
    assert days
    exactly, some = days
    if exactly:
        assert ticked == exactly
        assert sorted(calendar) == [day for day in exactly if day < START + timedelta(days=7 * weeks.low)]
    else:
        assert (len(ticked), len(calendar)) == (some.high * weeks.high, some.low * weeks.low)


@pytest.mark.parametrize("name", library.ids())
def test_all_papers_of_a_ready_routine_tell_the_same(name: str) -> None:
    files = files_of(name)
    said = words(files, "ark.html")
    assert said
    assert words(files, "index.html") == said
    assert in_letter(files).lower() == said.lower()
    assert in_feed(ready(name)).lower() == said.lower()
    check(files, said)


def test_what_the_therapist_chooses_stands_on_all_papers() -> None:
    choices = Choices(count=2, weeks=6, rest_days=frozenset({6}))
    files = parcel(ParcelFacts(made=FACTS.made, start=START, choices=choices), [ready("blid-start")]).files
    said = words(files, "ark.html")
    assert said == words(files, "index.html") == "2 gange om dagen, ikke søndag i 6 uger"
    check(files, said)


SPANS = st.tuples(st.integers(1, 7), st.integers(0, 2)).map(lambda pair: f"{pair[0]}-{pair[0] + pair[1]}")
WRITTEN = st.lists(
    st.one_of(
        SPANS.map(lambda span: f"times_a_day: {span}"),
        st.sampled_from(
            [
                *("days_a_week: 1", "days_a_week: 3", "days_a_week: 2-4", "every_days: 1", "every_days: 2"),
                *("every_days: 5", "weekdays: [mandag, torsdag]", "weekdays: søndag"),
            ]
        ),
        st.integers(1, 12).map(lambda hours: f"every_hours: {hours}"),
        SPANS.map(lambda span: f"weeks: {span}"),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda line: {"days_a_week": "days", "every_days": "days", "weekdays": "days"}.get(
        line.partition(":")[0], {"times_a_day": "times", "every_hours": "times"}.get(line.partition(":")[0], "weeks")
    ),
).map(", ".join)
"""How often, as it may be written: of times, days and weeks at most one line each."""


@settings(max_examples=25, deadline=None)
@given(WRITTEN)
def test_all_papers_tell_the_same_however_often_it_is(how: str) -> None:
    session = written(how)
    files = parcel(FACTS, [session]).files
    said = words(files, "ark.html")
    assert words(files, "index.html") == said
    assert in_letter(files).lower() == said.lower()
    assert in_feed(session).lower() == said.lower()
    assert session.routine
    own = session.routine.how_often or HowOften()
    assert truth(said) == (own.in_a_day or Range(3, 3), own.weeks or Range(12, 12))
    check(files, said)


@cache
def fitted(name: str) -> tuple[Programme, Mapping[str, bytes], list[Handed]]:
    programme = read_programme(programmes.load(name), name)
    sessions = []
    for place, session in enumerate(programme.distinct(), 1):
        chosen = tuple(session.settings.items())
        made = Handed(
            number=place,
            timeline=timeline(session.routine, *chosen),
            sound=[b"sound"],
            routine=routine(session.routine, *chosen),
            weeks=("1",),
            stems=(f"uge-{place:02}",),
            often=often_of(programme, session),
        )
        sessions.append(made)
    facts = ParcelFacts(made=FACTS.made, start=START, programme=programme, mark="0123 4567 89ab")
    return programme, parcel(facts, sessions).files, sessions


@pytest.mark.parametrize("name", programmes.ids())
def test_all_papers_of_a_ready_programme_tell_the_same(name: str) -> None:
    programme, files, sessions = fitted(name)
    diary, calendar = boxes(files), reminders(files)
    times = {week.times for week in programme.weeks}
    assert len(times) == 1  # every ready programme is as often in all of its weeks, on every day
    (often,) = times
    days = [START + timedelta(days=day) for day in range(7 * len(programme.weeks))]
    assert diary == dict.fromkeys(days, often.high)
    assert calendar == dict.fromkeys(days, often.low)
    said = f"{often} gang{'e' * (often.high > 1)} om dagen"
    assert words(files, "ark.html") == f"{said} i {len(programme.weeks)} uger"
    assert f": {said}." in text_of(files, "laes-mig.txt")
    assert text_of(files, "index.html").count(f"<p>{said}") == len(programme.weeks)
    assert {in_feed(session).rpartition(". ")[2].lower() for session in sessions} == {said}
