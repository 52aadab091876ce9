import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.errors import Origin
from knib.spec.ladder import Ladder, is_ladder, read_ladder, rungs
from knib.units import read_length

HERE = Origin(file="seks-uger.yaml")
ends = st.integers(0, 600)


def climbed(text: str, weeks: int) -> list[str]:
    return list(read_ladder(text, HERE).climbed(weeks))


@pytest.mark.parametrize(
    ("text", "weeks", "values"),
    [
        ("3 s .. 10 s", 8, ["3 s", "4 s", "5 s", "6 s", "7 s", "8 s", "9 s", "10 s"]),
        ("3 s .. 10 s over 6 uger", 6, ["3 s", "5 s", "6 s", "8 s", "9 s", "10 s"]),
        ("10 s .. 4 s", 4, ["10 s", "8 s", "6 s", "4 s"]),
        ("10 s .. 4 s", 3, ["10 s", "7 s", "4 s"]),
        ("0,5 s .. 2 s", 4, ["0,5 s", "1 s", "1,5 s", "2 s"]),
        ("1 s .. 1,1 s", 3, ["1 s", "1,1 s", "1,1 s"]),
        ("1 s .. 1050 ms", 3, ["1 s", "1,03 s", "1050 ms"]),
        ("1 min .. 2 min", 3, ["1 min", "90 s", "2 min"]),
        ("8 .. 12", 5, ["8", "9", "10", "11", "12"]),
        ("8 .. 12", 4, ["8", "10", "11", "12"]),
        ("12..8", 2, ["12", "8"]),
        ("5 s .. 5 s", 3, ["5 s", "5 s", "5 s"]),
    ],
)
def test_a_ladder_is_climbed_in_round_steps_that_are_rounded_up(text: str, weeks: int, values: list[str]) -> None:
    assert climbed(text, weeks) == values


def test_after_its_last_step_a_ladder_stays_where_it_is() -> None:
    assert climbed("3 s .. 5 s over 3 uger", 6) == ["3 s", "4 s", "5 s", "5 s", "5 s", "5 s"]
    assert climbed("5 .. 6 over 2 weeks", 3) == ["5", "6", "6"]


@given(ends, ends, st.integers(2, 52))
def test_it_begins_and_ends_exactly_and_never_turns_back(start: int, end: int, steps: int) -> None:
    found = rungs(start, end, steps)
    assert (len(found), found[0], found[-1]) == (steps, start, end)
    assert found == sorted(found, reverse=start > end)


@given(ends, ends, st.integers(2, 52))
def test_no_step_lies_under_the_straight_line_and_none_a_whole_step_above_it(start: int, end: int, steps: int) -> None:
    for week, rung in enumerate(rungs(start, end, steps)):
        straight = start * (steps - 1) + (end - start) * week  # times (steps - 1), so that it is whole
        assert 0 <= rung * (steps - 1) - straight < steps - 1


@given(st.integers(1, 9000), st.integers(1, 9000), st.integers(2, 30))
def test_each_step_of_a_length_can_be_read_again(start: int, end: int, weeks: int) -> None:
    lengths = [read_length(value) for value in climbed(f"{start} ms .. {end} ms", weeks)]
    assert lengths[0] == start
    assert lengths[-1] == end
    assert lengths == sorted(lengths, reverse=start > end)


@pytest.mark.parametrize("text", ["3 s", "Vent ...", "", "3 s . 10 s", "1.5 s"])
def test_a_text_without_two_dots_is_no_ladder(text: str) -> None:
    assert not is_ladder(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("3 s .. 10", "'3 s' and '10' are neither two lengths nor two whole numbers"),
        ("3 .. -5", "'3' and '-5' are neither"),
        ("let .. hård", "'let' and 'hård' are neither"),
        ("3 s .. 10 s over 6 dage", "'10 s over 6 dage' are neither"),
        ("3 s .. 5 s .. 7 s", "one '..' between two values"),
        (".. 7 s", "a value on each side"),
        ("3 s .. over 6 uger", "a value on each side"),
        ("3 s .. 10 s over 1 uge", "two weeks or more, not 1"),
        ("3 s .. 10 s over 0 uger", "two weeks or more, not 0"),
    ],
)
def test_what_is_no_ladder_is_told_in_words(text: str, says: str) -> None:
    assert is_ladder(text)
    with pytest.raises(ValueError, match=re.escape(says)):
        read_ladder(text, HERE)


def test_a_ladder_of_more_weeks_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match="climbs for 6 weeks, and it is written for 4"):
        climbed("3 s .. 10 s over 6 uger", 4)
    with pytest.raises(ValueError, match="a first and a last week"):
        climbed("3 s .. 10 s", 1)


def test_two_ladders_that_say_the_same_are_equal_wherever_they_stand() -> None:
    there = Origin(file="seks-uger.yaml", line=9)
    assert (
        read_ladder("3 s..5 s", HERE)
        == read_ladder("3 s  ..  5 s ", there)
        == Ladder(start="3 s", end="5 s", origin=HERE)
    )
