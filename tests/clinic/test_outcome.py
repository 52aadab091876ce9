from collections.abc import Callable

import pytest

from knib.clinic.course import carried_out, in_its_place
from knib.clinic.outcome import Failed, Made, outcomes
from knib.errors import Origin, Problem, SpecError, VoiceError, WriteError
from programmes import six_weeks

FULL = WriteError("the disk is full", cure="make room")


def fails(error: BaseException) -> Callable[[], str]:
    def attempt() -> str:
        raise error

    return attempt


def test_what_fails_is_noted_and_the_rest_is_made_in_order() -> None:
    found = list(outcomes(["a", "b", "c"], [lambda: "A", fails(FULL), lambda: "C"]))
    assert found == [Made("a", "A"), Failed("b", FULL), Made("c", "C")]


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), ZeroDivisionError()])
def test_a_bug_or_a_stop_by_hand_passes_through(stop: BaseException) -> None:
    with pytest.raises(type(stop)):
        list(outcomes(["a", "b"], [fails(stop), lambda: "B"]))


def test_an_attempt_is_made_only_when_its_turn_comes() -> None:
    done: list[str] = []
    for outcome in outcomes("ab", [lambda: done.append("a"), lambda: done.append("b")]):
        assert len(done) == "ab".index(outcome.wanted) + 1


def test_a_problem_of_a_session_is_told_with_the_place_that_asked_for_it() -> None:
    (session,) = six_weeks("{routine: hosteknib, set: {reps: 6}}").distinct()
    problem = Problem(
        origin=Origin(file="hosteknib", line=9, column=3), code="does-not-fit", message="too long", suggestion="cut it"
    )
    told = in_its_place(SpecError([problem]), session)
    assert str(told) == "hosteknib:9:3: too long; cut it (asked for in seks-uger.yaml:4, reps: 6)"


def test_an_error_that_is_no_problem_of_the_text_stays_as_it_is() -> None:
    (session,) = six_weeks("hosteknib").distinct()
    silent = VoiceError("it cannot speak")
    assert in_its_place(silent, session) is silent


def test_each_distinct_session_of_a_programme_is_tried_once() -> None:
    programme = six_weeks("[hosteknib, blid-start, hosteknib]")
    found = list(carried_out(programme, [lambda: 1, fails(FULL)]))
    assert found == [Made(programme.distinct()[0], 1), Failed(programme.distinct()[1], FULL)]
