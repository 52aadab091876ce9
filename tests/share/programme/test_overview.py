import pytest

from knib.share.programme.overview import as_data, lesson_of
from knib.spec import library
from knib.spec.reader import read
from knib.units import MINUTE, Ms
from programmes import programme
from share.programme.weeks import TEXT, seen


def test_weeks_that_are_alike_share_a_row_with_their_minutes() -> None:
    first, third, fourth = seen().rows
    assert (first.weeks, third.weeks, fourth.weeks) == ("1–2", "3", "4")
    assert (first.each_time, first.each_day, first.each_week) == (2 * MINUTE, 6 * MINUTE, 30 * MINUTE)
    assert (third.each_time, third.each_day, third.each_week) == (270_000, 9 * MINUTE, 63 * MINUTE)


def test_how_often_is_said_with_the_days_of_rest() -> None:
    first, third, _ = seen().rows
    assert first.often == "3 gange om dagen, ikke lørdag og søndag"
    assert third.often == "2 gange om dagen"


def test_a_goal_is_reached_in_the_last_weeks_that_have_it_and_not_before() -> None:
    growing = programme(TEXT.replace("    times: 2\n", "    times: 2\n    goal: Du kan holde i 6 sekunder.\n"))
    first, third, fourth = seen(growing).rows
    assert (first.reached, third.reached, fourth.reached) == ("Du kan mærke et knib.", "", "Du kan holde i 6 sekunder.")
    assert third.goal == fourth.goal


def test_a_dose_grows_in_words_and_in_effort() -> None:
    (_, third, fourth) = seen().rows
    (before,), (after,) = third.lessons[0].drills, fourth.lessons[0].drills
    assert before.dose == "10 knib · hold 4 sekunder, slip 3 sekunder"
    assert (before.count, before.each, before.effort) == ("10 ×", "4 s", 40_000)
    assert (after.count, after.each, after.effort) == ("10 ×", "6 s", 60_000)


@pytest.mark.parametrize(
    ("name", "count", "each", "effort"),
    [
        ("hosteknib", "5 ×", "4 s", 20_000),  # 2 s before the cough and 2 s through it
        ("afspaending", "10 ×", "10 s", 100_000),  # a breath is measured whole
        ("hurtige-knib", "2 × 10 ×", "1 s", 20_000),
        ("elevator", "5 ×", "9 s", 45_000),  # three floors of 2 s and 3 s at the top
    ],
)
def test_a_dose_is_short_enough_for_a_narrow_column(name: str, count: str, each: str, effort: int) -> None:
    drill = lesson_of(read(library.load(name), name), Ms(0)).drills[0]
    assert (drill.count, drill.each, drill.effort) == (count, each, effort)


def test_as_data_every_week_stands_alone() -> None:
    data = as_data(seen())
    assert data["schema"] == "knib.programme/1"
    assert [week["week"] for week in data["weeks"]] == [1, 2, 3, 4]
    second, fourth = data["weeks"][1], data["weeks"][3]
    assert (second["times_a_day"], second["rest_days"], second["week_ms"]) == (3, ["lørdag", "søndag"], 30 * MINUTE)
    assert [session["name"] for session in fourth["sessions"]] == ["uge-04-a", "uge-04-b"]
    assert fourth["sessions"][0]["settings"] == {"hold": "6 s", "reps": "10"}
    assert fourth["sessions"][1]["doses"][0]["exercise"] == "Hosteknib"


def test_the_dose_of_a_station_counts_its_rounds() -> None:
    text = """
routine: Cirkel
exercises:
  - repeat: 3
    exercises:
      - {name: Bro, reps: 2, phases: [{hold: Løft., for: 5 s}]}
"""
    (drill,) = lesson_of(read(text.encode(), "cirkel.yaml"), MINUTE).drills
    assert drill.dose == "3 runder: 2 gentagelser · hold 5 sekunder"
    assert (drill.count, drill.effort) == ("3 × 2 ×", 30_000)
