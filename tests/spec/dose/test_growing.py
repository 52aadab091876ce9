"""A dose with ranges as a programme: it begins at their lower ends and ends at their upper ends."""

import pytest

from knib.errors import SpecError
from knib.spec import reader
from knib.spec.cycle import distinct
from knib.spec.dose.growing import growing, unchanging
from knib.spec.dose.reader import between, read
from knib.spec.programme import Programme
from knib.spec.programme_reader import read_programme


def grown(text: str, weeks: int) -> tuple[str, Programme]:
    """Write a dose that grows, and read its programme."""
    low, high = between(text)
    written = growing(low, high, text, weeks)
    return written.routine, read_programme(written.programme.encode(), "p.yaml", lambda _: written.routine.encode())


def test_the_first_week_has_the_lower_ends_and_the_last_week_the_upper_ends() -> None:
    routine, programme = grown("8-12 knib, hold 5-10 sek., hvil lige så længe, 3 gange dagligt", 5)
    settings = [week.sessions[0].settings for week in programme.weeks]
    assert settings[0] == {"reps": "8", "hold": "5 s", "rest": "5 s"}
    assert settings[-1] == {"reps": "12", "hold": "10 s", "rest": "10 s"}
    assert [week.times.high for week in programme.weeks] == [3] * 5
    last = reader.read(routine.encode(), "dosis.yaml", settings[-1]).exercises[0]
    assert (last.dose.reps, [phase.length for phase in distinct(last.phases)]) == (12, [10_000, 10_000])
    assert last.say
    assert last.say.text.startswith("{reps} knib.")  # filled when it is said


def test_each_number_that_grows_is_a_parameter_of_its_own() -> None:
    _, programme = grown("8-10 lange 6/6 sek, 10-20 hurtige", 3)
    settings = [week.sessions[0].settings for week in programme.weeks]
    assert settings == [{"reps": "8", "reps_2": "10"}, {"reps": "9", "reps_2": "15"}, {"reps": "10", "reps_2": "20"}]


def test_a_dose_that_does_not_grow_is_the_same_every_week() -> None:
    written = unchanging(read("10 knib 6/6 mandag, onsdag og fredag"), "10 knib", 2)
    programme = read_programme(written.programme.encode(), "p.yaml", lambda _: written.routine.encode())
    assert [len(week.sessions) for week in programme.weeks] == [1, 1]
    assert {frozenset(week.rest_days) for week in programme.weeks} == {frozenset({1, 3, 5, 6})}


def test_nothing_grows_where_there_is_no_range() -> None:
    with pytest.raises(SpecError, match="nothing in this grows"):
        between("10 knib 6/6")
