"""Any bytes give a Programme or a SpecError with every problem: nothing else ever comes out of the reader."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knib.errors import Problem, SpecError
from knib.spec.choices import Variant
from knib.spec.how_often import Range
from knib.spec.programme import Assignment, Programme
from knib.spec.programme_reader import is_programme, read_programme
from mutated import trees, written
from programmes import NAME, nearly_right, programme, six_weeks, texts

THREE_STAGES = """\
programme: Fem uger
times: 3
rest_days: søndag
stages:
  - weeks: 1
    goal: Du kan mærke et knib.
    sessions: find-musklen
  - weeks: 2-4
    sessions: {routine: blid-start, set: {hold: 3 s .. 5 s, reps: 10}}
  - weeks: 5
    times: 2
    rest_days: []
    sessions:
      - {routine: blid-start, set: {reps: 10, hold: 5 s}}
      - {routine: hosteknib, variant: short}
"""


def outcome(data: bytes) -> Programme | tuple[Problem, ...]:
    """Read, and see that every problem of this file lies inside it and can be shown on one line."""
    try:
        return read_programme(data, NAME)
    except SpecError as err:
        problems = err.problems
    lines = re.split(r"\r\n|\n|\r", data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace"))
    assert problems
    for problem in problems:
        assert problem.origin.file == NAME
        assert 1 <= problem.origin.line <= len(lines)
        assert 1 <= problem.origin.column <= len(lines[problem.origin.line - 1]) + 1
        assert str(problem).isprintable()
    return problems


@settings(max_examples=60)
@given(st.binary() | trees.map(written).map(str.encode))
@example(b"")
@example(b"programme: x")
@example(b"programme: x\nstages: [{}]")
def test_any_bytes_give_a_programme_or_problems_that_can_be_found(data: bytes) -> None:
    outcome(data)


@settings(max_examples=60)
@given(nearly_right)
def test_a_programme_that_is_nearly_right_gives_problems_that_can_be_found(text: str) -> None:
    outcome(text.encode())


@settings(max_examples=40)
@given(texts)
def test_what_is_right_is_read_with_every_week_once(text: str) -> None:
    read = outcome(text.encode())
    assert isinstance(read, Programme)
    assert [week.number for week in read.weeks] == list(range(1, len(read.weeks) + 1))
    assert {session for week in read.weeks for session in week.sessions} == set(read.distinct())


def test_each_week_has_its_own_sessions_times_rest_days_and_goal() -> None:
    first, second, third, fourth, fifth = programme(THREE_STAGES).weeks
    assert (first.goal, first.times.high, first.days) == ("Du kan mærke et knib.", 3, 6)
    assert first.rest_days == {6}
    holds = [week.sessions[0].settings["hold"] for week in (second, third, fourth)]
    assert holds == ["3 s", "4 s", "5 s"]
    assert (fifth.times.high, fifth.rest_days, fifth.days) == (2, frozenset(), 7)
    assert [session.routine for session in fifth.sessions] == ["blid-start", "hosteknib"]
    assert fifth.sessions[1].variant is Variant.SHORT


def test_where_nothing_is_said_it_is_once_a_day_on_every_day() -> None:
    (week, *_) = six_weeks("hosteknib").weeks
    assert (week.times, week.days, week.goal) == (Range(1, 1), 7, "")


def test_the_same_routine_with_the_same_settings_is_one_session_wherever_it_stands() -> None:
    read = programme(THREE_STAGES)
    distinct = read.distinct()
    assert [session.routine for session in distinct] == ["find-musklen", *["blid-start"] * 3, "hosteknib"]
    assert read.weeks[3].sessions[0] == read.weeks[4].sessions[0]  # though its settings stand in another order
    assert distinct[3].origin.line == 9


def test_another_setting_or_another_variant_is_another_session() -> None:
    read = six_weeks("[blid-start, {routine: blid-start, variant: short}, {routine: blid-start, set: {reps: 9}}]")
    assert len(read.distinct()) == 3


def test_weeks_that_are_alike_are_one_period_and_other_times_a_day_change_no_sound() -> None:
    read = programme(
        "programme: P\nstages:\n"
        "  - {weeks: 1-2, sessions: hosteknib}\n"
        "  - {weeks: 3, sessions: hosteknib, times: 2}\n"
        "  - {weeks: 4, sessions: blid-start}\n"
    )
    assert [(each.first, each.last) for each in read.periods()] == [(1, 2), (3, 3), (4, 4)]
    assert [(each.first, each.last) for each in read.sets()] == [(1, 3), (4, 4)]


def test_a_routine_beside_the_programme_is_looked_into_once_and_its_limits_count() -> None:
    asked: list[str] = []

    def fetch(name: str) -> bytes:
        asked.append(name)
        return b"{routine: R, parameters: {hold: {default: 3 s, max: 5 s}}, exercises: []}"

    text = "programme: P\nstages:\n  - weeks: 1-3\n    sessions: {routine: min.yaml, set: {hold: 3 s .. 6 s}}\n"
    text += "  - {weeks: 4, sessions: min.yaml}\n"
    with pytest.raises(SpecError, match=r"P/uger.yaml:4:47 stages\[0\].sessions.set.hold: 6 s is outside its limits"):
        read_programme(text.encode(), "P/uger.yaml", fetch)
    assert asked == ["min.yaml"]


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        (b"programme: P", True),
        (b"about: x\nprogramme:", True),
        (b"programe: P", True),
        (b"program: P", True),
        (b"stagse: []", True),
        (b"routine: programme", False),
        (b"exercies: []", False),
        (b"ask_first: []\nsafety: []", False),
        (b"[programme]", False),
        (b"programme: [", False),
        (b"\xffprogramme: P", False),
        (b"", False),
    ],
)
def test_a_programme_is_known_by_its_key(data: bytes, is_one: bool) -> None:  # noqa: FBT001 -- a table's column
    assert is_programme(data, NAME) is is_one


def test_a_file_that_is_a_routine_says_what_makes_it_a_session() -> None:
    with pytest.raises(SpecError, match="one session is made by 'knib render'"):
        programme("routine: R\nexercises: []\n")


def test_a_session_can_be_looked_up_by_what_it_says() -> None:
    (one,) = six_weeks("{routine: hosteknib, set: {reps: 6, rest: 9 s}}").distinct()
    same = Assignment(routine="hosteknib", settings={"rest": "9 s", "reps": "6"}, origin=one.origin)
    assert {one: "found"}[same] == "found"
