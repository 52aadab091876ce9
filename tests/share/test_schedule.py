"""How often and how long, settled once: the routine's own words, the therapist's choices, and what is usual."""

from datetime import date, time

import pytest

from knib.errors import ShareError
from knib.share.schedule import NONE, Choices, overruled, said_by, settled
from knib.spec.how_often import HowOften, Range
from routines import exercise, understood

MONDAY = date(2026, 11, 30)
BODY = "phases: [{work: Knib., for: 5 s}]"


def said(head: str) -> HowOften:
    return said_by(understood(exercise(BODY, head=head)))


def only(number: int) -> Range:
    return Range(number, number)


def test_where_nobody_says_anything_it_is_three_a_day_for_twelve_weeks_and_nothing_is_said() -> None:
    schedule = settled(said(""))
    assert (schedule.in_a_day, schedule.weeks, schedule.stated, schedule.in_danish) == (only(3), only(12), False, "")
    assert len(schedule.days(MONDAY)) == 84
    assert schedule.diary(MONDAY).weeks == ((3,) * 7,) * 12


def test_the_key_goes_before_the_description_which_says_what_the_key_leaves_open() -> None:
    assert said("about: Tre gange om dagen.\nhow_often: {every_days: 2}\n") == HowOften(every_days=2)
    both = said("about: Tre gange om dagen i 8 uger.\nhow_often: {weeks: 6}\n")
    assert both == HowOften(times_a_day=only(3), weeks=only(6))
    assert said("about: I 8 uger.\nhow_often: {times_a_day: 2}\n") == HowOften(times_a_day=only(2), weeks=only(8))


@pytest.mark.parametrize(
    ("choices", "danish"),
    [
        (Choices(count=2), "2 gange om dagen, 3 dage om ugen i 8 uger"),
        (Choices(times=(time(8), time(20))), "2 gange om dagen, 3 dage om ugen i 8 uger"),
        (Choices(weeks=4), "1 gang om dagen, 3 dage om ugen i 4 uger"),
        (Choices(rest_days=frozenset({5, 6})), "1 gang om dagen, 3 dage om ugen, ikke lørdag og søndag i 8 uger"),
        (Choices(rest_days=frozenset(range(5))), "1 gang om dagen, 2 dage om ugen"),
    ],
)
def test_what_the_therapist_chooses_goes_before_what_the_routine_says(choices: Choices, danish: str) -> None:
    own = said("how_often: {times_a_day: 1, days_a_week: 3, weeks: 8}\n")
    schedule = settled(own, choices)
    assert schedule.in_danish.startswith(danish)
    assert overruled(own, schedule) == "1 gang om dagen, 3 dage om ugen i 8 uger"


def test_nothing_is_overruled_where_the_choice_is_the_same_or_the_routine_said_nothing() -> None:
    own = said("how_often: {times_a_day: 2}\n")
    assert overruled(own, settled(own, Choices(count=2))) == ""
    assert overruled(own, settled(own)) == ""
    assert overruled(HowOften(), settled(HowOften(), Choices(count=2))) == ""


def test_three_days_a_week_are_spread_over_the_days_that_are_no_days_of_rest() -> None:
    own = said("how_often: {days_a_week: 3, weeks: 1}\n")
    assert [day.day for day in settled(own).days(MONDAY)] == [30, 2, 4]
    assert [day.day for day in settled(own, Choices(rest_days=frozenset({2}))).days(MONDAY)] == [30, 3, 5]


def test_a_named_day_that_is_chosen_as_a_day_of_rest_has_no_training() -> None:
    own = said("how_often: {weekdays: [mandag, torsdag]}\n")
    assert settled(own, Choices(rest_days=frozenset({3}))).in_danish == "hver mandag"
    with pytest.raises(ShareError, match="every day of training is a day of rest"):
        settled(own, Choices(rest_days=frozenset({0, 3})))


def test_of_a_range_the_diary_has_the_most_and_the_calendar_the_least() -> None:
    schedule = settled(said("how_often: {times_a_day: 2-3, days_a_week: 2-3, weeks: 6-8}\n"))
    diary = schedule.diary(MONDAY)
    assert (len(schedule.times_of_day), len(schedule.days(MONDAY))) == (2, 2 * 6)
    assert (diary.most, len(diary.weeks), diary.weeks[0]) == (3, 8, (3, 0, 3, 0, 3, 0, 0))


def test_what_is_done_as_needed_is_in_no_calendar_unless_times_are_chosen() -> None:
    own = said("how_often: {as_needed: true}\n")
    assert settled(own).times_of_day == ()
    assert settled(own).diary(MONDAY).weeks[0] == (1,) * 7
    chosen = settled(own, Choices(times=(time(9),)))
    assert (chosen.times_of_day, len(chosen.days(MONDAY))) == ((time(9),), 84)


def test_every_other_day_is_every_other_box_of_the_diary_from_week_to_week() -> None:
    diary = settled(said("how_often: {every_days: 2}\n")).diary(MONDAY)
    assert diary.weeks[:2] == ((1, 0, 1, 0, 1, 0, 1), (0, 1, 0, 1, 0, 1, 0))


def test_a_course_that_goes_on_after_the_last_day_that_there_is_is_refused() -> None:
    with pytest.raises(ShareError, match="ends after the year 9999"):
        settled(HowOften(), NONE).days(date(9999, 12, 1))


@pytest.mark.parametrize(
    "choices",
    [
        Choices(count=0),
        Choices(count=13),
        Choices(times=(time(8), time(8))),
        Choices(weeks=0),
        Choices(weeks=105),
        Choices(rest_days=frozenset(range(7))),
    ],
)
def test_a_choice_that_nothing_can_hold_is_refused_with_the_cure(choices: Choices) -> None:
    with pytest.raises(ShareError) as caught:
        settled(HowOften(), choices)
    assert caught.value.cure
