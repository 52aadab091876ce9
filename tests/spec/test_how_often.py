"""How often and how long: read from a routine, said in Danish, counted in days and times of day."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.errors import SpecError
from knib.spec import library
from knib.spec.how_often import (
    LATEST_HOUR,
    MOST_TIMES,
    USUAL,
    HowOften,
    Range,
    in_danish,
    times_of_day,
    training_days,
)
from knib.spec.how_often_about import agrees, is_only_often, often_in
from knib.spec.how_often_keys import CONTRADICTIONS
from knib.spec.model import Routine
from knib.spec.reader import read

MONDAY = date(2026, 11, 30)
BELOW = "exercises: [{name: A, phases: [{work: Knib., for: 5 s}]}]\n"


def routine(written: str) -> Routine:
    return read(f"routine: A\nhow_often: {written}\n{BELOW}".encode(), "a.yaml")


def how(written: str) -> HowOften:
    often = routine(written).how_often
    assert often is not None
    return often


def fault(written: str) -> str:
    with pytest.raises(SpecError) as caught:
        routine(written)
    return "\n".join(f"{problem.message} ({problem.suggestion})" for problem in caught.value.problems)


def offsets(often: HowOften, weeks: int = 1, *, start: date = MONDAY, rest: str = "", most: bool = False) -> list[int]:
    """Return the days to train, counted from the start."""
    rest_days = frozenset(map(int, rest))
    return [(day - start).days for day in training_days(often, start, weeks, rest_days=rest_days, most=most)]


@pytest.mark.parametrize(
    ("written", "danish"),
    [
        ("{times_a_day: 1}", "1 gang om dagen"),
        ("{times_a_day: 3}", "3 gange om dagen"),
        ("{times_a_day: 2-3}", "2-3 gange om dagen"),
        ("{times_a_day: 1 - 2}", "1-2 gange om dagen"),
        ("{times_a_day: 2-3, days_a_week: 3, weeks: 8}", "2-3 gange om dagen, 3 dage om ugen i 8 uger"),
        ("{days_a_week: 1}", "1 dag om ugen"),
        ("{days_a_week: 2-3}", "2-3 dage om ugen"),
        ("{every_days: 2}", "hver anden dag"),
        ("{every_days: 1}", "hver dag"),
        ("{every_days: 3, weeks: 6}", "hver 3. dag i 6 uger"),
        ("{every_hours: 3}", "hver 3. time"),
        ("{every_hours: 1}", "hver time"),
        ("{every_hours: 2, times_a_day: 6}", "6 gange om dagen, hver anden time"),
        ("{weekdays: [fredag, mandag, onsdag]}", "hver mandag, onsdag og fredag"),
        ("{weekdays: søndag, times_a_day: 2}", "2 gange om dagen, hver søndag"),
        ("{weeks: 1}", "i 1 uge"),
        ("{times_a_day: 3, weeks: 6-8}", "3 gange om dagen i 6-8 uger"),
        ("{as_needed: true}", "efter behov"),
    ],
)
def test_what_is_written_is_said_in_danish(written: str, danish: str) -> None:
    assert in_danish(how(written)) == danish


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{}", "nothing is said of how often (write it as in: {times_a_day: 3})"),
        ("{as_needed: false}", "nothing is said of how often"),
        ("{every_days: 2, weekdays: mandag}", "'every_days' stands beside days of the week (keep one of them)"),
        ("{every_days: 2, days_a_week: 3}", "'every_days' stands beside days of the week"),
        ("{days_a_week: 3, weekdays: [mandag, onsdag]}", "'days_a_week' is not as many as 'weekdays' names"),
        ("{days_a_week: 2-3, weekdays: [mandag, onsdag]}", "'days_a_week' is not as many as 'weekdays' names"),
        ("{as_needed: true, times_a_day: 3}", "what is done as needed has no times or days"),
        ("{every_hours: 3, times_a_day: 8}", "so many times so many hours apart are longer than a day"),
        ("{weekdays: [mandag, mandag]}", "a day stands here twice"),
        ("{weekdays: monday}", "'monday' is not known here"),
        ("{times_a_day: 0}", "a number or a range from 1 to 12 is needed here, not '0'"),
        ("{times_a_day: 13}", "a number or a range from 1 to 12"),
        ("{times_a_day: 3-2}", "a number or a range from 1 to 12 is needed here, not '3-2' (write 2, or 2-3)"),
        ("{times_a_day: 1-2-3}", "not '1-2-3'"),
        ("{times_a_day: 2,5}", "a comma ends a value"),
        ("{times_a_day: 2.5}", "not '2.5'"),
        ("{times_a_day: tre}", "not 'tre'"),
        ("{days_a_week: 8}", "from 1 to 7"),
        ("{weeks: 105}", "from 1 to 104"),
        ("{every_days: 0}", "0 is outside 1 to 28"),
        ("{every_hours: 13}", "13 is outside 1 to 12"),
        ("{uger: 8}", "did you mean 'weeks'?"),
        ("3", "keys are needed here, not '3'"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_cure(written: str, message: str) -> None:
    assert message in fault(written)


def test_a_parameter_can_say_how_often() -> None:
    text = f'routine: A\nparameters: {{often: 2}}\nhow_often: {{times_a_day: "{{often}}"}}\n{BELOW}'
    assert read(text.encode(), "a.yaml", {"often": "3"}).how_often == HowOften(times_a_day=Range(3, 3))


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("{times_a_day: 3}", [0, 1, 2, 3, 4, 5, 6]),
        ("{days_a_week: 1}", [0]),
        ("{days_a_week: 2}", [0, 3]),
        ("{days_a_week: 3}", [0, 2, 4]),
        ("{days_a_week: 4}", [0, 1, 3, 5]),
        ("{days_a_week: 7}", [0, 1, 2, 3, 4, 5, 6]),
        ("{every_days: 2}", [0, 2, 4, 6]),
        ("{every_days: 3}", [0, 3, 6]),
        ("{weekdays: [tirsdag, søndag]}", [1, 6]),
        ("{as_needed: true}", []),
    ],
)
def test_the_days_of_the_first_week_are_counted_from_the_start(written: str, days: list[int]) -> None:
    assert offsets(how(written)) == days


def test_every_other_day_goes_on_over_the_end_of_a_week() -> None:
    assert offsets(how("{every_days: 2}"), 2) == [0, 2, 4, 6, 8, 10, 12]


def test_named_days_are_the_same_whenever_it_begins() -> None:
    assert offsets(how("{weekdays: mandag}"), 2, start=MONDAY + timedelta(days=2)) == [5, 12]


def test_of_a_range_of_days_the_least_are_among_the_most() -> None:
    often = how("{days_a_week: 2-3}")
    assert offsets(often) == [0, 4]
    assert offsets(often, most=True) == [0, 2, 4]


def test_three_days_a_week_keep_off_the_days_of_rest() -> None:
    assert offsets(how("{days_a_week: 3}"), rest="02") == [1, 3, 5]


@pytest.mark.parametrize(
    ("written", "times"),
    [
        ("{times_a_day: 3}", "8:00 12:30 20:00"),
        ("{times_a_day: 2-3}", "8:00 20:00"),
        ("{days_a_week: 3}", "8:00"),
        ("{every_hours: 3}", "8:00 11:00 14:00 17:00 20:00"),
        ("{every_hours: 4, times_a_day: 3}", "8:00 12:00 16:00"),
        ("{every_hours: 12}", "8:00 20:00"),
        ("{weeks: 3}", ""),
        ("{as_needed: true}", ""),
    ],
)
def test_a_calendar_reminds_of_the_least_times_in_waking_hours(written: str, times: str) -> None:
    assert " ".join(f"{at.hour}:{at.minute:02}" for at in times_of_day(how(written))) == times


def test_every_number_of_times_has_as_many_different_times_from_eight_to_eight() -> None:
    for count in range(1, MOST_TIMES + 1):
        assert len(set(USUAL[count])) == count
        assert list(USUAL[count]) == sorted(USUAL[count])
        assert time(8) == USUAL[count][0]
        assert USUAL[count][-1] <= time(20)


RANGES = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(sorted).map(lambda pair: Range(*pair))
ANY = st.builds(
    HowOften,
    times_a_day=st.none() | RANGES,
    days_a_week=st.none() | RANGES.map(lambda span: Range(min(7, span.low), min(7, span.high))),
    every_days=st.none() | st.integers(1, 28),
    weekdays=st.frozensets(st.integers(0, 6)),
    every_hours=st.none() | st.integers(1, 12),
    weeks=st.none() | RANGES,
    as_needed=st.booleans(),
).filter(lambda often: not any(wrong(often) for wrong, _, _ in CONTRADICTIONS))


@given(often=ANY, start=st.dates(date(2026, 1, 1), date(2030, 1, 1)), weeks=st.integers(1, 30))
def test_the_least_days_are_among_the_most_and_each_lies_in_the_course(
    often: HowOften, start: date, weeks: int
) -> None:
    least, most = (training_days(often, start, weeks, most=most) for most in (False, True))
    assert set(least) <= set(most)
    assert list(most) == sorted(set(most))
    assert all(start <= day < start + timedelta(days=7 * weeks) for day in most)
    if often.days_a_week:
        assert (len(least), len(most)) == (often.days_a_week.low * weeks, often.days_a_week.high * weeks)


@given(often=ANY)
def test_the_times_of_a_day_are_as_many_as_the_least_and_before_the_night(often: HowOften) -> None:
    times = times_of_day(often)
    assert len(times) == (often.in_a_day.low if often.in_a_day else 0)
    assert len(set(times)) == len(times)
    assert all(time(8) <= at <= time(LATEST_HOUR) for at in times)


@pytest.mark.parametrize(
    ("about", "written"),
    [
        ("Tre gange om dagen.", "{times_a_day: 3}"),
        ("Korte knib. To til tre gange om dagen i tre måneder.", "{times_a_day: 2-3, weeks: 12}"),
        ("Én gang om dagen, når du er varm.", "{times_a_day: 1}"),
        ("3 gange dagligt i 6 uger.", "{times_a_day: 3, weeks: 6}"),
        ("2-3 gange om ugen i 8 uger", "{days_a_week: 2-3, weeks: 8}"),
        ("Hver anden dag.", "{every_days: 2}"),
        ("Hver 3. dag i 10 uger.", "{every_days: 3, weeks: 10}"),
        ("2 gange hver dag.", "{times_a_day: 2}"),
        ("Hver time.", "{every_hours: 1}"),
        ("Dagligt.", "{every_days: 1}"),
        ("Gerne de fleste dage.", "{days_a_week: 5}"),
        ("To gange om dagen på hverdage.", "{times_a_day: 2, weekdays: [mandag, tirsdag, onsdag, torsdag, fredag]}"),
        ("Brug den, når trangen kommer.", "{as_needed: true}"),
        ("Ved behov i 2 uger.", "{as_needed: true, weeks: 2}"),
    ],
)
def test_a_description_is_read(about: str, written: str) -> None:
    assert often_in(about) == how(written)


@pytest.mark.parametrize(
    "about",
    ["Brug den, når du er varm.", "Hver anden dag, 3 gange om ugen.", "Ti gange på hver side.", "Hurtige knib.", ""],
)
def test_a_description_without_a_rhythm_says_nothing(about: str) -> None:
    assert often_in(about) is None
    assert not is_only_often(about)


@pytest.mark.parametrize(
    "sentence",
    ["Én gang om dagen, når du er varm.", "Højst to minutter, mindst én gang om dagen.", "Knib roligt."],
)
def test_a_sentence_that_says_more_than_how_often_is_told_apart(sentence: str) -> None:
    assert not is_only_often(sentence)
    assert is_only_often("Tre gange om dagen i mindst tre måneder.")
    assert is_only_often("Hver anden dag.")


def test_a_sentence_agrees_when_all_it_says_is_so() -> None:
    often = how("{times_a_day: 2-3, weeks: 8}")
    assert agrees("To til tre gange om dagen, når du er varm.", often)
    assert agrees("Knib roligt.", often)
    assert not agrees("Tre gange om dagen, når du er varm.", often)
    assert not agrees("Hver anden dag, helst om morgenen.", often)


def test_where_a_dose_is_changed_the_description_names_its_old_numbers_no_more() -> None:
    about = "Ti knib på seks sekunder. Rolige knib. Tre gange om dagen."
    text = f"routine: A\nabout: {about}\nparameters: {{hold: 6 s}}\n{BELOW}".encode()
    assert read(text, "a.yaml").about == about
    assert read(text, "a.yaml", {"hold": "8 s"}).about == "Rolige knib. Tre gange om dagen."


def test_a_number_that_no_routine_can_have_is_not_taken_from_a_description() -> None:
    assert often_in("20 gange om dagen.") is None
    assert often_in("10 gange om ugen.") is None


@pytest.mark.parametrize("id_", library.ids())
def test_a_ready_routine_says_the_same_in_its_description_as_in_its_key(id_: str) -> None:
    ready = read(library.load(id_), id_)
    assert ready.how_often is not None
    spoken = often_in(ready.about)
    if spoken is not None:
        assert spoken == ready.how_often
