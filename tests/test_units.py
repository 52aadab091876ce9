"""Lengths read and said, and the grid of frames."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.units import (
    GRID,
    UNITS,
    Ms,
    clock,
    down_to_grid,
    exact_clock,
    read_length,
    read_moment,
    seconds,
    short_length,
    spoken_length,
    up_to_grid,
)

HALF_A_DAY = st.integers(0, 43_200_000).map(Ms)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("5 s", 5000),
        ("5s", 5000),
        ("5 sek.", 5000),
        ("1 sekund", 1000),
        ("0,5 s", 500),
        ("0.5 s", 500),
        ("0,001 s", 1),
        ("500 ms", 500),
        ("0 s", 0),
        ("1:30", 90_000),
        ("01:30", 90_000),
        ("1:02:03", 3_723_000),
        ("1 min 30 s", 90_000),
        ("1 min. og 30 sek.", 90_000),
        ("1 minut 30 sekunder", 90_000),
        ("1,5 min", 90_000),
        ("2 minutter", 120_000),
        ("1 t 5 min", 3_900_000),
        ("1 time og 5 min", 3_900_000),
        ("2 timer", 7_200_000),
        ("0,1 t", 360_000),
        (" 5 s\n", 5000),
        ("5\u00a0s", 5000),
        ("1 min\u202f30\u202fs", 90_000),
        ("½ min", 30_000),
        ("1½ min", 90_000),
        ("1 ½ min.", 90_000),
        ("1½\u00a0min", 90_000),
        ("1/2 min", 30_000),
        ("1 1/2 minut", 90_000),
        ("¾ time", 2_700_000),
        ("⅓ min", 20_000),
        ("2½ s", 2500),
        ("2 sec", 2000),
        ("2 sek.", 2000),
        ("90 Sek", 90_000),
        ("1 min. 30 sek", 90_000),
        ("1 min, 30 s", 90_000),
        ("1 minut", 60_000),
        ("2 minutes 5 seconds", 125_000),
        ("1½ min 15 s", 105_000),
    ],
)
def test_a_length_may_be_written_in_many_ways(text: str, length: int) -> None:
    assert read_length(text) == length


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("5", "did you mean '5 s'?"),
        ("0,5", "did you mean '0,5 s'?"),
        ("-5 s", "a length cannot be below zero: '-5 s'"),
        ("", "'' is not a length; write it as '5 s'"),
        ("s", "is not a length"),
        ("5 x", "is not a length"),
        ("5 S", "is not a length"),
        ("5 s s", "is not a length"),
        ("5 s 3", "is not a length"),
        ("5,s", "is not a length"),
        (",5 s", "is not a length"),
        ("1:75", "is not a length"),
        ("1:2", "is not a length"),
        ("inf s", "is not a length"),
        ("1e3 s", "is not a length"),
        ("٥ s", "is not a length"),
        ("5 s\nog", "is not a length"),
        ("0,0001 s", "'0,0001' is finer than a millisecond"),
        ("0,5 ms", "'0,5' is finer than a millisecond"),
        ("⅓ s", "'⅓' is finer than a millisecond"),
        ("11/2 min", "is not a length"),
        ("½½ min", "is not a length"),
        ("½", "a length needs a unit; did you mean '½ s'?"),
    ],
)
def test_what_is_no_length_is_told_with_what_it_should_look_like(text: str, words: str) -> None:
    with pytest.raises(ValueError, match="length") as caught:
        read_length(text)
    assert words in str(caught.value)


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_every_unit_is_read_with_its_own_number_of_milliseconds(unit: str) -> None:
    assert read_length(f"3 {unit}") == 3 * UNITS[unit]


@given(HALF_A_DAY)
def test_a_length_written_in_seconds_is_read_back_exactly(length: Ms) -> None:
    assert read_length(seconds(length)) == length


@given(HALF_A_DAY)
def test_a_length_spoken_in_danish_is_read_back_exactly(length: Ms) -> None:
    assert read_length(spoken_length(length).replace(", ", " ")) == length


@given(HALF_A_DAY)
def test_the_grid_holds_every_length_between_two_frames(length: Ms) -> None:
    assert down_to_grid(length) <= length <= up_to_grid(length)
    assert up_to_grid(length) - down_to_grid(length) == (GRID if length % GRID else 0)


def test_24_ms_is_one_frame_and_25_ms_need_two() -> None:
    assert [up_to_grid(Ms(length)) for length in (0, 1, 24, 25)] == [0, 24, 24, 48]
    assert [down_to_grid(Ms(length)) for length in (0, 23, 24, 47)] == [0, 0, 24, 24]


@pytest.mark.parametrize(
    ("length", "shown"),
    [(0, "0:00"), (499, "0:00"), (500, "0:01"), (65_000, "1:05"), (3_599_500, "1:00:00"), (3_723_000, "1:02:03")],
)
def test_a_clock_shows_the_nearest_second(length: int, shown: str) -> None:
    assert clock(Ms(length)) == shown


def test_an_exact_clock_shows_every_millisecond() -> None:
    assert exact_clock(Ms(365_250)) == "6:05.250"
    assert exact_clock(Ms(3_600_001)) == "60:00.001"


@pytest.mark.parametrize(
    ("length", "shown"),
    [
        (0, "0 s"),
        (5000, "5 s"),
        (10_000, "10 s"),
        (350, "0.35 s"),
        (1001, "1.001 s"),
        (-500, "-0.5 s"),
        (-3000, "-3 s"),
    ],
)
def test_seconds_have_just_the_decimals_they_need(length: int, shown: str) -> None:
    assert seconds(Ms(length)) == shown


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (0, "0 sekunder"),
        (500, "0,5 sekund"),
        (1000, "1 sekund"),
        (30_000, "30 sekunder"),
        (60_000, "1 minut"),
        (90_000, "1 minut og 30 sekunder"),
        (120_000, "2 minutter"),
        (3_600_000, "1 time"),
        (3_601_000, "1 time og 1 sekund"),
        (7_384_500, "2 timer, 3 minutter og 4,5 sekunder"),
    ],
)
def test_a_length_is_said_in_danish(length: int, said: str) -> None:
    assert spoken_length(Ms(length)) == said


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (400, "0 s"),
        (29_500, "30 s"),
        (59_499, "59 s"),
        (59_500, "1 min"),
        (74_999, "1 min"),
        (85_000, "1½ min"),
        (223_000, "3½ min"),
        (225_000, "4 min"),
        (365_000, "6 min"),
        (3_585_000, "60 min"),
        (3_630_000, "61 min"),
        (43_200_000, "720 min"),
    ],
)
def test_a_length_is_said_to_the_nearest_half_minute_or_second(length: int, said: str) -> None:
    assert short_length(Ms(length)) == said


@pytest.mark.parametrize(
    ("text", "moment"),
    [("0:31.2", 31_200), ("31,25", 31_250), ("6:05.250", 365_250), ("1:02:03", 3_723_000), ("7", 7000)],
)
def test_a_moment_is_read_as_it_is_written(text: str, moment: int) -> None:
    assert read_moment(text) == moment


@pytest.mark.parametrize("text", ["", "-1", "1:2:3:4", "0:31.", "x", "1.2345", "٣"])
def test_what_is_no_moment_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="is no moment; write it as"):
        read_moment(text)
