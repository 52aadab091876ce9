"""What a sheet, a page and a calendar tell is what is heard: each dose is read again and held against the timeline."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from html import unescape
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings

from knib.errors import SpecError
from knib.plan.fit import timed
from knib.plan.script import INTRO, OUTRO
from knib.plan.timeline import Span, Timeline
from knib.share.calendar import Plan, calendar
from knib.share.page.html import page
from knib.share.page.model import PageSession
from knib.share.programme.overview import lesson_of
from knib.share.sheet.html import as_html
from knib.share.sheet.model import sheet_of
from knib.spec import library
from knib.spec.library import programmes
from knib.spec.model import Routine
from programmes import programme
from routines import measured, planned, texts, understood
from share.dose_checker import Lie, check
from share.dose_reader import LENGTH, read_dose, read_length
from share.page.leaves import FACTS as PAGE_FACTS
from share.random_routines import routine as random_routine
from share.sheet.papers import FACTS
from timed import routine as ready
from timed import timeline as ready_timeline

ROUTINES: Final = 500
AT_ONCE: Final = 50

Printed = list[tuple[str, str]]
"""The heading over an exercise that tells of rounds, or nothing, and its dose."""


def on_sheet(routine: Routine, timeline: Timeline) -> Printed:
    html = as_html(sheet_of(routine, timeline, FACTS))
    return [_printed(part) for part in html.split('<section class="exercise">')[1:]]


def on_page(routine: Routine, timeline: Timeline) -> Printed:
    html = page(PAGE_FACTS, [PageSession(routine=routine, timeline=timeline, sound=b"\xff\xf3")])
    return [_printed(part) for part in html.split('<div class="drill">')[1:]]


def _printed(html: str) -> tuple[str, str]:
    heading = re.search(r'<p class="rounds"[^>]*>(.*?)</p>', html)
    dose, *stations = map(unescape, re.findall(r'<p class="dose"[^>]*>(.*?)</p>', html) or [""])
    return unescape(heading[1]) if heading else "", " · ".join([dose, *filter(None, (" → ".join(stations),))])


def chapters(timeline: Timeline) -> list[list[Span]]:
    """Give the phases of each exercise, in the order in which they are done."""
    parts = [chapter for chapter in timeline.chapters if chapter.title not in {INTRO, OUTRO}]
    return [[span for span in timeline.spans if part.start <= span.start < part.end] for part in parts]


def compare(printed: Printed, timeline: Timeline) -> None:
    """Hold what is printed of every exercise against its chapter, in all of its rounds."""
    heard = chapters(timeline)
    for rounds, stations, pause in circuits(printed):
        mine, heard = heard[: rounds * len(stations)], heard[rounds * len(stations) :]
        for place, words in enumerate(stations):
            dose = read_dose(words)
            between = replace(dose, after=read_length(pause) if pause else None)
            others = between if place == len(stations) - 1 else dose
            check(
                dose,
                [
                    *((others, spans) for spans in mine[place :: len(stations)][:-1]),
                    (dose, mine[place - len(stations)]),
                ],
            )
    assert not heard


def circuits(printed: Printed) -> Iterator[tuple[int, list[str], str]]:
    """Give the doses that stand under each heading of rounds, and the pause between these."""
    left = list(printed)
    while left:
        told = re.fullmatch(rf"(\d+) runder af (\d+) øvelser?(?: · (?:\D+? )??({LENGTH}) mellem runderne)?", left[0][0])
        rounds, count, pause = (int(told[1]), int(told[2]), told[3] or "") if told else (1, 1, "")
        yield rounds, [dose for _, dose in left[:count]], pause
        left = left[count:]


def settings_of(name: str) -> list[dict[str, str]]:
    """Give the settings of a ready routine: its own, and each parameter at its lowest and highest."""
    parameters = ready(name).parameters
    ends = [{key: end} for key, it in parameters.items() for end in (it.low, it.high) if end]
    return [{}, *ends]


@pytest.mark.parametrize("name", library.ids())
def test_of_a_ready_routine_every_paper_tells_what_is_heard(name: str) -> None:
    for chosen in settings_of(name):
        it, timeline = ready(name, *chosen.items()), ready_timeline(name, *chosen.items())
        printed = on_sheet(it, timeline)
        assert on_page(it, timeline) == printed
        compare(printed, timeline)


@pytest.mark.parametrize("name", programmes.ids())
def test_of_a_ready_programme_every_session_is_told_as_it_is_heard(name: str) -> None:
    for session in programme(programmes.load(name).decode()).distinct():
        chosen = tuple(session.settings.items())
        it, timeline = ready(session.routine, *chosen), ready_timeline(session.routine, *chosen)
        lesson = lesson_of(it, timeline.length, timeline)
        assert [drill.dose for drill in lesson.drills] == [dose for _, dose in on_sheet(it, timeline)]
        compare(on_sheet(it, timeline), timeline)


@pytest.mark.parametrize("first", range(0, ROUTINES, AT_ONCE))
def test_of_routines_drawn_at_random_the_sheet_tells_what_is_heard(first: int) -> None:
    compared = 0
    for seed in range(first, first + AT_ONCE):
        text = random_routine(seed)
        try:
            it, timeline = understood(text), planned(text)
        except SpecError:
            continue  # a command that does not fit
        told_truly(it, timeline, text)
        compared += 1
    assert compared > AT_ONCE * 4 // 5


@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_of_routines_in_any_shape_the_sheet_tells_what_is_heard(text: str) -> None:
    try:
        it = understood(text)
        timeline = timed(it, measured)
    except SpecError:
        return
    told_truly(it, timeline, text)


def told_truly(it: Routine, timeline: Timeline, text: str) -> None:
    printed = on_sheet(it, timeline)
    try:
        compare(printed, timeline)
    except AssertionError as lie:
        raise Lie(f"{lie}\n{printed}\n{text}") from lie


def lies(printed: Printed) -> Iterator[Printed]:
    """Give what is printed with one of its numbers made greater by one, and with each of its facts left out."""
    for place, (rounds, dose) in enumerate(printed):
        for number in re.finditer(r"\d+", dose):
            false = f"{dose[: number.start()]}{int(number[0]) + 1}{dose[number.end() :]}"
            yield [*printed[:place], (rounds, false), *printed[place + 1 :]]
        facts = dose.split(" · ")
        for index, fact in enumerate(facts[1:], 1):
            if not fact.startswith("kraft: "):
                left = " · ".join(facts[:index] + facts[index + 1 :])
                yield [*printed[:place], (rounds, left), *printed[place + 1 :]]


@pytest.mark.parametrize("name", library.ids())
def test_a_number_that_is_changed_is_a_lie(name: str) -> None:
    timeline = ready_timeline(name)
    for false in lies(on_sheet(ready(name), timeline)):
        with pytest.raises(AssertionError):
            compare(false, timeline)


@pytest.mark.parametrize("name", library.ids())
def test_how_long_it_takes_is_told_alike_and_truly_everywhere(name: str) -> None:
    it, timeline = ready(name), ready_timeline(name)
    sheet = sheet_of(it, timeline, FACTS)
    session = PageSession(routine=it, timeline=timeline, sound=b"\xff\xf3")
    plan = Plan(days=(FACTS.date,), times=(time(8),), length=timeline.length, made=FACTS.date)
    texts_of_length = (sheet.how_often, page(PAGE_FACTS, [session]), calendar(plan).decode())
    lengths = [_minutes(text) for text in texts_of_length]
    assert len(set(lengths)) == 1
    assert abs(lengths[0] - timeline.length) <= (15_000 if lengths[0] >= 60_000 else 500)


def _minutes(text: str) -> int:
    told = re.search(r"[Cc]a\.(?: |&nbsp;)(\d*)(½?) (min|s)\b", text)
    assert told, text
    return (int(told[1] or 0) * 2 + bool(told[2])) * (30_000 if told[3] == "min" else 500)
