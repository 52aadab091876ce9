from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from knib.errors import ShareError
from knib.share.calendar import OCTETS, Plan, calendar, escaped, folded, read_times, runs, sessions
from knib.units import MINUTE, Ms

SIX = Ms(6 * MINUTE)
TUESDAY = date(2026, 12, 1)


def every(count: int, step: int = 1, start: date = TUESDAY) -> tuple[date, ...]:
    """Give so many days, each so many after the one before."""
    return tuple(start + timedelta(days=step * place) for place in range(count))


def plan(**other: object) -> Plan:
    usual = {
        "days": every(84),
        "times": (time(8), time(12, 30), time(20)),
        "length": SIX,
        "made": date(2026, 11, 23),
    }
    return Plan(**(usual | other))  # type: ignore[arg-type]


def rules(days: tuple[date, ...]) -> list[str]:
    return [f"{run.first:%d%m} {run.days} {run.rule}" for run in runs(days)]


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


def test_each_plan_has_its_own_length_and_days() -> None:
    first = plan(days=every(7), times=(time(8),))
    second = plan(days=every(7, start=date(2026, 12, 8)), times=(time(8),), length=Ms(90_000))
    one, other = events(calendar(first, second))
    assert (one["DURATION"].dt, other["DURATION"].dt) == (timedelta(minutes=6), timedelta(minutes=2))
    assert other["DTSTART"].dt == datetime.combine(date(2026, 12, 8), time(8))


@pytest.mark.parametrize(
    ("days", "written"),
    [
        (every(84), ["0112 84 FREQ=DAILY"]),
        (every(42, 2), ["0112 42 FREQ=DAILY;INTERVAL=2"]),
        (every(12, 7), ["0112 12 FREQ=WEEKLY;BYDAY=TU"]),
        (every(6, 14), ["0112 6 FREQ=DAILY;INTERVAL=14"]),
        (every(1), ["0112 1 FREQ=DAILY"]),
        # Tuesday, Thursday and Saturday
        (tuple(day for day in every(84) if day.weekday() in {1, 3, 5}), ["0112 36 FREQ=WEEKLY;BYDAY=TU,TH,SA"]),
        # Every other day, but no Sunday: 1, 3, 5, 7, 9, 11, (13), 15 and so on
        (
            tuple(day for day in every(42, 2) if day.weekday() != 6),
            ["0112 36 FREQ=DAILY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR,SA"],
        ),
        # In turn on Tuesday and Thursday and Saturday: the other ones have the other session
        (
            tuple(day for day in every(28) if day.weekday() in {1, 3, 5})[::2],
            [
                "0112 2 FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
                "1012 2 FREQ=WEEKLY;INTERVAL=2;BYDAY=TH",
                "0512 2 FREQ=WEEKLY;INTERVAL=2;BYDAY=SA",
            ],
        ),
    ],
)
def test_days_are_written_in_as_few_rules_as_say_exactly_them(days: tuple[date, ...], written: list[str]) -> None:
    assert rules(days) == written
    assert moments(plan(days=days, times=(time(8),))) == [datetime.combine(day, time(8)) for day in days]


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
    st.sets(st.integers(0, 60), min_size=1, max_size=40),
)
def test_any_days_have_just_the_sessions_they_say(start: date, times: set[time], offsets: set[int]) -> None:
    days = tuple(start + timedelta(days=offset) for offset in sorted(offsets))
    drawn = plan(days=days, times=tuple(sorted(times)))
    assert moments(drawn) == [datetime.combine(day, at) for day in days for at in sorted(times)]
    assert sessions(drawn) == len(days) * len(times)


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
        {"days": ()},
        {"days": every(732)},
        {"times": ()},
        {"times": (time(8), time(8))},
    ],
)
def test_a_plan_that_cannot_be_is_refused(other: dict[str, object]) -> None:
    with pytest.raises(ShareError) as caught:
        calendar(plan(**other))
    assert caught.value.cure
