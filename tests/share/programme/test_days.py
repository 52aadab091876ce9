"""What is done on each day of a programme: everything, in turn, or each day's own; on paper and in the calendar."""

from datetime import date, time

import pytest

from knib.errors import ShareError
from knib.share.programme.days import (
    DANISH,
    alike_every_day,
    arranged,
    chosen,
    course,
    diary_of,
    length_of_week,
    often_in_danish,
    often_of,
    plans_of,
    times_of,
)
from knib.share.schedule import NONE, Choices
from knib.spec.how_often import Range
from knib.spec.programme import Programme
from knib.units import MINUTE, Ms
from programmes import programme

MONDAY = date(2026, 11, 30)
WEDNESDAY = date(2026, 12, 2)
LETTERS = {"blid-start": "A", "hosteknib": "B", "afspaending": "C"}


def weeks(sessions: str, more: str = "", number: str = "1-2") -> Programme:
    lines = f"programme: Prøve\nstages:\n  - weeks: {number}\n    sessions: {sessions}\n"
    return programme(lines + "".join(f"    {line}\n" for line in more.splitlines()))


def letters(read: Programme, start: date = MONDAY) -> str:
    """Return what is done on each day: `A AB -`, a letter for each session."""
    days = ("".join(LETTERS[session.routine] for session in day.sessions) or "-" for day in course(read, start))
    return " ".join(days)


@pytest.mark.parametrize(
    ("sessions", "more", "days"),
    [
        ("[blid-start, hosteknib]", "", "AB AB AB AB AB AB AB AB AB AB AB AB AB AB"),
        ("[blid-start, hosteknib]", "rest_days: søndag", "AB AB AB AB AB AB - AB AB AB AB AB AB -"),
        ("[blid-start, hosteknib]", "in_turn: true", "A B A B A B A B A B A B A B"),
        ("[blid-start, hosteknib, afspaending]", "in_turn: true", "A B C A B C A B C A B C A B"),
        (
            "[blid-start, hosteknib]",
            "in_turn: true\nrest_days: [tirsdag, torsdag, lørdag, søndag]",
            "A - B - A - - B - A - B - -",
        ),
        ("{mandag: blid-start, torsdag: [hosteknib, afspaending]}", "", "A - - BC - - - A - - BC - - -"),
        ("{monday: blid-start, friday: blid-start}", "", "A - - - A - - A - - - A - -"),
    ],
)
def test_what_is_done_on_each_day(sessions: str, more: str, days: str) -> None:
    assert letters(weeks(sessions, more)) == days


def test_days_by_name_are_the_same_and_turns_begin_with_the_first_day_whenever_it_starts() -> None:
    assert letters(weeks("{mandag: blid-start}", number="1"), WEDNESDAY) == "- - - - - A -"
    turns = weeks("[blid-start, hosteknib]", "in_turn: true\nrest_days: søndag", number="1-2")
    assert letters(turns, WEDNESDAY) == "A B A B - A B A B A B - A B"


def test_a_turn_begins_anew_with_its_stage() -> None:
    text = "programme: P\nstages:\n"
    for number in (1, 2):
        text += f"  - {{weeks: {number}, in_turn: true, sessions: [blid-start, hosteknib]}}\n"
    assert letters(programme(text)) == "A B A B A B A A B A B A B A"


def test_the_calendar_has_each_session_on_its_own_days_with_its_own_length() -> None:
    read = weeks("{mandag: blid-start, torsdag: [hosteknib, afspaending]}")
    minutes = {"blid-start": 2, "hosteknib": 3, "afspaending": 4}
    lengths = {session: Ms(minutes[session.routine] * MINUTE) for session in read.distinct()}
    first, second = plans_of(read, MONDAY, NONE, lengths, MONDAY)
    assert (first.length, [day.day for day in first.days]) == (2 * MINUTE, [30, 7])
    assert (second.length, [day.day for day in second.days]) == (7 * MINUTE, [3, 10])
    assert first.times == (time(8),)
    (week, _) = read.weeks
    assert (times_of(week, lengths), length_of_week(week, lengths)) == ((2 * MINUTE, 7 * MINUTE), 9 * MINUTE)


def test_a_week_of_sessions_in_turn_is_as_long_as_their_mean() -> None:
    (week, _) = weeks("[blid-start, hosteknib]", "in_turn: true\ntimes: 2").weeks
    lengths = dict(zip(week.sessions, (Ms(2 * MINUTE), Ms(4 * MINUTE)), strict=True))
    assert length_of_week(week, lengths) == 7 * 2 * 3 * MINUTE
    assert times_of(week, lengths) == (2 * MINUTE, 4 * MINUTE)


def test_the_diary_has_boxes_for_the_most_times_on_days_of_training_alone() -> None:
    diary = diary_of(weeks("{mandag: blid-start, torsdag: hosteknib}", "times: 2-3", number="1"), MONDAY)
    assert diary.weeks == ((3, 0, 0, 3, 0, 0, 0),)


def test_a_range_of_times_is_told_whole_and_the_calendar_has_the_least() -> None:
    read = weeks("hosteknib", "times: 2-3")
    assert often_in_danish(read.weeks[0]) == "2-3 gange om dagen"
    (plan,) = plans_of(read, MONDAY, NONE, dict.fromkeys(read.distinct(), Ms(MINUTE)), MONDAY)
    assert len(plan.times) == 2


@pytest.mark.parametrize(
    ("sessions", "more", "words"),
    [
        ("blid-start", "", ""),
        ("[blid-start, hosteknib]", "", "hver gang først A, så B"),
        ("[blid-start, hosteknib]", "in_turn: true", "på skift, én om dagen: A og B"),
        ("{mandag: blid-start, torsdag: [hosteknib, blid-start]}", "", "mandag: A; torsdag: B, så A"),
        ("{mandag: blid-start, onsdag: blid-start}", "", "mandag og onsdag: A"),
    ],
)
def test_which_of_several_sessions_is_done_when_is_said(sessions: str, more: str, words: str) -> None:
    week = weeks(sessions, more).weeks[0]
    assert arranged(week, [LETTERS[session.routine] for session in week.sessions], DANISH) == words


@pytest.mark.parametrize(
    ("sessions", "more", "words"),
    [
        ("blid-start", "times: 3", "3 gange om dagen"),
        ("blid-start", "rest_days: [lørdag, søndag]", "1 gang om dagen, ikke lørdag og søndag"),
        ("{mandag: blid-start, torsdag: hosteknib}", "", "1 gang om dagen, hver mandag og torsdag"),
    ],
)
def test_how_often_is_said(sessions: str, more: str, words: str) -> None:
    assert often_in_danish(weeks(sessions, more).weeks[0]) == words


def test_how_often_one_session_is_done_is_said_of_its_own_days() -> None:
    read = weeks("{mandag: blid-start, torsdag: hosteknib}")
    assert [often_of(read, session) for session in read.distinct()] == [
        "1 gang om dagen, hver mandag",
        "1 gang om dagen, hver torsdag",
    ]


def test_what_the_therapist_chooses_goes_before_what_the_programme_says() -> None:
    read = chosen(weeks("hosteknib", "times: 3\nrest_days: søndag"), Choices(count=2, rest_days=frozenset({0})))
    assert {(week.times, week.rest_days) for week in read.weeks} == {(Range(2, 2), frozenset({0}))}


def test_a_day_that_has_sessions_of_its_own_is_no_day_of_rest() -> None:
    with pytest.raises(ShareError, match="in week 1 mandag has sessions of its own"):
        chosen(weeks("{mandag: blid-start, torsdag: hosteknib}"), Choices(rest_days=frozenset({0, 1})))


def test_only_where_all_days_are_alike_it_does_not_matter_when_it_begins() -> None:
    assert alike_every_day(weeks("[blid-start, hosteknib]"))
    assert not alike_every_day(weeks("[blid-start, hosteknib]", "in_turn: true"))
    assert not alike_every_day(weeks("{mandag: blid-start}"))
