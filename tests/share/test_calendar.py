from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from knib.errors import ShareError
from knib.share.calendar import OCTETS, Plan, Stage, calendar, escaped, folded, read_times, sessions
from knib.units import MINUTE, Ms

SIX = Ms(6 * MINUTE)
TUESDAY = date(2026, 12, 1)


def plan(**other: object) -> Plan:
    usual = {
        "start": TUESDAY,
        "times": (time(8), time(12, 30), time(20)),
        "stages": (Stage(length=SIX, days=84),),
        "made": date(2026, 11, 23),
    }
    return Plan(**(usual | other))  # type: ignore[arg-type]


def events(data: bytes) -> list[Any]:
    return Calendar.from_ical(data).walk("VEVENT")


def moments(of: Plan) -> list[datetime]:
    """Give the beginning of every session, as a calendar would show them."""
    read: Any = Calendar.from_ical(calendar(of))
    found = recurring_ical_events.of(read).between(date(2026, 1, 1), date(2036, 1, 1))
    return sorted(event["DTSTART"].dt for event in found)


def test_twelve_weeks_of_three_a_day_are_252_sessions_at_the_times_said() -> None:
    # 1 December 2026 to 22 February 2027: 31 + 31 + 22 = 84 days
    days = (
        [date(2026, 12, day) for day in range(1, 32)]
        + [date(2027, 1, day) for day in range(1, 32)]
        + [date(2027, 2, day) for day in range(1, 23)]
    )
    expected = [datetime.combine(day, at) for day in days for at in (time(8), time(12, 30), time(20))]
    assert moments(plan()) == expected
    assert sessions(plan()) == len(expected) == 252


def test_days_of_rest_have_none_and_the_first_day_may_be_one() -> None:
    # Two weeks from Tuesday 1 December, no Tuesday and no Sunday: 2-5, 7, 9-12 and 14 December
    rested = plan(times=(time(8),), stages=(Stage(length=SIX, days=14),), rest_days=frozenset({1, 6}))
    assert [moment.day for moment in moments(rested)] == [2, 3, 4, 5, 7, 9, 10, 11, 12, 14]
    assert sessions(rested) == 10


def test_each_stage_has_its_own_length_and_follows_the_one_before() -> None:
    staged = plan(times=(time(8),), stages=(Stage(length=SIX, days=7), Stage(length=Ms(90_000), days=7)))
    first, second = events(calendar(staged))
    assert (first["DURATION"].dt, second["DURATION"].dt) == (timedelta(minutes=6), timedelta(minutes=2))
    assert second["DTSTART"].dt == datetime.combine(date(2026, 12, 8), time(8))
    assert len(moments(staged)) == 14


def test_a_stage_of_nothing_but_rest_has_no_event() -> None:
    rested = plan(
        times=(time(8),),
        stages=(Stage(length=SIX, days=1), Stage(length=SIX, days=1)),
        rest_days=frozenset({1}),  # the first stage is one Tuesday
    )
    assert moments(rested) == [datetime.combine(date(2026, 12, 2), time(8))]


def test_an_event_is_neutral_private_floating_and_reminds() -> None:
    event = events(calendar(plan()))[0]
    assert event["SUMMARY"] == "Træning, ca. 6 min"
    assert event["CLASS"] == "PRIVATE"
    assert event["DTSTART"].dt == datetime.combine(TUESDAY, time(8))
    assert event["DTSTART"].dt.tzinfo is None
    (alarm,) = event.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(0))
    assert b"knib" not in calendar(plan()).lower()


def test_a_plan_made_again_tomorrow_names_its_events_alike() -> None:
    one, other = (events(calendar(plan(made=date(2026, 11, day)))) for day in (23, 24))
    assert [event["UID"] for event in one] == [event["UID"] for event in other]
    assert len({event["UID"] for event in one}) == 3
    assert calendar(plan()) == calendar(plan())


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    st.sets(st.times().map(lambda at: at.replace(second=0, microsecond=0)), min_size=1, max_size=4),
    st.lists(st.integers(1, 40), min_size=1, max_size=3),
    st.sets(st.integers(0, 6), max_size=6),
)
def test_any_plan_has_the_sessions_it_says(start: date, times: set[time], days: list[int], rest: set[int]) -> None:
    stages = tuple(Stage(length=SIX, days=count) for count in days)
    drawn = plan(start=start, times=tuple(sorted(times)), stages=stages, rest_days=frozenset(rest))
    all_days = [start + timedelta(days=day) for day in range(sum(days))]
    kept = [day for day in all_days if day.weekday() not in rest]
    assert moments(drawn) == [datetime.combine(day, at) for day in kept for at in sorted(times)]
    assert sessions(drawn) == len(kept) * len(times)


@given(st.text(max_size=300))
def test_no_line_is_over_75_octets_and_none_loses_a_sign(title: str) -> None:
    data = calendar(plan(title=title))
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= OCTETS
    assert all(line.decode() is not None for line in lines)  # no sign is cut in two
    shown = "".join(sign for sign in " ".join(title.split()) if sign.isprintable())
    assert events(data)[0]["SUMMARY"] == f"{shown}, ca. 6 min"


def test_a_line_is_folded_at_75_octets() -> None:
    assert folded("a" * 75) == "a" * 75 + "\r\n"
    assert folded("a" * 76) == "a" * 75 + "\r\n a\r\n"
    assert folded("a" * 74 + "å") == "a" * 74 + "\r\n å\r\n"


def test_a_text_cannot_become_a_line_of_its_own() -> None:
    assert escaped("a\r\nBEGIN:X; b, c\\") == r"a BEGIN:X\; b\, c\\"


def test_times_are_read_in_any_order() -> None:
    assert read_times("20, 8:00,12.30") == (time(8), time(12, 30), time(20))


@pytest.mark.parametrize("written", ["", "25:00", "8:60", "8:5", "otte", "8:00;9:00", "-1"])
def test_what_is_no_time_of_day_is_refused(written: str) -> None:
    with pytest.raises(ShareError, match="no time of day"):
        read_times(written)


@pytest.mark.parametrize(
    "other",
    [
        {"stages": ()},
        {"stages": (Stage(length=SIX, days=0),)},
        {"stages": (Stage(length=SIX, days=732),)},
        {"times": ()},
        {"times": (time(8), time(8))},
        {"rest_days": frozenset(range(7))},
        {"start": date(9999, 12, 1)},
    ],
)
def test_a_plan_that_cannot_be_is_refused(other: dict[str, object]) -> None:
    with pytest.raises(ShareError) as caught:
        calendar(plan(**other))
    assert caught.value.cure
