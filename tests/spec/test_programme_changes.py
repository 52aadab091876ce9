"""A programme fitted to one patient: other values within their limits, other weeks, and words that stay true."""

import pytest

from knib.errors import SpecError
from knib.spec.how_often_about import without_counts
from knib.spec.library import programmes
from knib.spec.programme import Adjustments, Programme
from knib.spec.programme_changes import retold
from knib.spec.programme_reader import read_programme

TEXT = """\
programme: Knib på seks uger
about: Knibene vokser lidt. Fra 3 til 8 sekunder. Tre gange om dagen i seks uger.
times: 3
stages:
  - weeks: 1
    goal: Du kan mærke et knib.
    sessions: hosteknib
  - weeks: 2-4
    goal: Du kan holde i 5 sekunder.
    sessions: {routine: blid-start, set: {hold: 3 s .. 5 s, reps: 8}}
  - weeks: 5-6
    goal: Du kan holde i 8 sekunder.
    sessions: [{routine: blid-start, set: {hold: 8 s, reps: 10}}, hosteknib]
"""


def fitted(settings: dict[str, str] | None = None, weeks: int | None = None) -> Programme:
    return read_programme(TEXT.encode(), "plan.yaml", changes=Adjustments(settings=settings or {}, weeks=weeks))


def refused(settings: dict[str, str] | None = None, weeks: int | None = None) -> list[str]:
    with pytest.raises(SpecError) as caught:
        fitted(settings, weeks)
    return [f"{each.origin.field}: {each.message}; {each.suggestion}" for each in caught.value.problems]


def values(read: Programme, name: str) -> list[str]:
    """Return the value of a parameter in the first session of each week; `-` where it is not set."""
    return [week.sessions[0].settings.get(name, "-") for week in read.weeks]


def test_a_value_is_set_in_every_stage_that_has_the_parameter() -> None:
    assert values(fitted(), "hold") == ["-", "3 s", "4 s", "5 s", "8 s", "8 s"]
    assert values(fitted({"hold": "4 s"}), "hold") == ["-", "4 s", "4 s", "4 s", "4 s", "4 s"]


def test_a_value_is_set_in_one_stage_and_goes_before_that_of_all() -> None:
    assert values(fitted({"2.hold": "4 s"}), "hold") == ["-", "4 s", "4 s", "4 s", "8 s", "8 s"]
    both = fitted({"3.hold": "6 s", "hold": "4 s"})
    assert values(both, "hold") == ["-", "4 s", "4 s", "4 s", "6 s", "6 s"]


def test_a_ladder_climbs_in_the_stage_that_is_named() -> None:
    assert values(fitted({"2.hold": "4 s .. 6 s"}), "hold") == ["-", "4 s", "5 s", "6 s", "8 s", "8 s"]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"hodl": "4 s"}, ["--set hodl: no parameter 'hodl'; known here: hold, reps, rest"]),
        ({"1.hold": "4 s"}, ["--set 1.hold: no parameter 'hold'; known here: reps, rest"]),
        (
            {"4.hold": "4 s"},
            ["--set 4.hold: '4.hold' is no parameter of a stage; write hold, or 1.hold for the first of its 3 stages"],
        ),
        (
            {"2.hold": "99 s"},
            ["--set 2.hold (week 2, blid-start): 99 s is outside its limits, 3 s to 10 s; choose a value within them"],
        ),
        (
            {"hold": "3 s .. 5 s"},
            ["--set hold: a ladder climbs in one stage; say which stage: --set 2.hold='3 s .. 5 s'"],
        ),
        (
            {"2.hold": "3 s .. 5 s over 9 uger"},
            ["--set 2.hold: this climbs for 9 weeks, and it is written for 3; write it for more weeks, or one value"],
        ),
    ],
)
def test_a_change_that_cannot_be_is_refused_with_its_place_and_its_cure(
    settings: dict[str, str], told: list[str]
) -> None:
    assert refused(settings) == told


def test_every_change_that_cannot_be_is_told_at_once() -> None:
    assert len(refused({"hodl": "4 s", "2.hold": "99 s"}, weeks=99)) == 3


@pytest.mark.parametrize(
    ("weeks", "stages"),
    [
        (6, [1, 1, 1, 1, 1, 1]),
        (12, [1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3]),
        (8, [1, 2, 2, 2, 2, 3, 3, 3]),
        (4, [1, 2, 2, 3]),
    ],
)
def test_fewer_or_more_weeks_are_shared_as_the_stages_are_long(weeks: int, stages: list[int]) -> None:
    read = fitted(weeks=weeks)
    starts = sorted({week.stage for week in read.weeks})
    placed = [starts.index(week.stage) + 1 for week in read.weeks]
    assert [week.number for week in read.weeks] == list(range(1, weeks + 1))
    assert placed == (stages if weeks != 6 else [1, 2, 2, 2, 3, 3])


def test_a_ladder_climbs_over_the_weeks_that_its_stage_has_got() -> None:
    assert values(fitted(weeks=12), "hold") == ["-", "-", "3 s", "4 s", "4 s", "5 s", "5 s", "5 s", *["8 s"] * 4]
    # 10 of 12 weeks climb to 10 s; 5 of 6 do
    half = read_programme(
        programmes.load("staerkere-paa-tolv-uger"), "staerkere-paa-tolv-uger", changes=Adjustments(weeks=6)
    )
    assert [week.sessions[0].settings["hold"] for week in half.weeks] == ["3 s", "5 s", "7 s", "9 s", "10 s", "10 s"]


def test_fewer_weeks_than_its_ladders_need_are_refused() -> None:
    assert refused(weeks=3) == ["--weeks: this programme cannot have 3 weeks; choose 4 to 52"]
    assert refused(weeks=53) == ["--weeks: this programme cannot have 53 weeks; choose 4 to 52"]


def test_title_and_description_tell_the_weeks_that_it_has() -> None:
    read = fitted(weeks=8)
    assert read.title == "Knib på 8 uger"
    assert read.about.endswith("Tre gange om dagen i 8 uger.")
    assert retold("Ved nedsynkning, 16 uger", 16, 1) == "Ved nedsynkning, 1 uge"
    assert retold("Seks uger, seksten knib", 6, 4) == "4 uger, seksten knib"


def test_a_sentence_that_names_a_number_is_left_out_where_numbers_were_changed() -> None:
    read = fitted({"2.hold": "4 s"})
    assert read.about == "Knibene vokser lidt. Tre gange om dagen i seks uger."
    assert [week.goal for week in read.weeks][1::3] == ["", "Du kan holde i 8 sekunder."]
    assert without_counts("Du kan mærke et knib. Ti knib.") == "Du kan mærke et knib."


@pytest.mark.parametrize("name", programmes.ids())
def test_every_ready_programme_can_have_half_or_twice_its_weeks(name: str) -> None:
    own = read_programme(programmes.load(name), name)
    count = len(own.weeks)
    for weeks in (count, count + 2, min(52, 2 * count), max(6, count // 2)):
        read = read_programme(programmes.load(name), name, changes=Adjustments(weeks=weeks))
        assert len(read.weeks) == weeks
        assert read.weeks[0].sessions == own.weeks[0].sessions
        assert read.weeks[-1].sessions == own.weeks[-1].sessions
