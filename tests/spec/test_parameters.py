"""Parameters know what they are, what they may be, and say so."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.errors import SpecError
from knib.spec.model import Phase, Routine
from knib.spec.parameter import Parameter, Sort
from knib.spec.parameters import limits, sort_of_value, why_not
from knib.spec.reader import read
from routines import NAME, exercise

HOLD = "parameters:\n  hold: {default: 5 s, min: 2 s, max: 10 s, label: Hvor længe der knibes}\n"
TEXT = exercise('phases:\n  - {work: Knib, for: "{hold}"}', head=HOLD)


def held(routine: Routine) -> int:
    (phase,) = routine.exercises[0].phases
    assert isinstance(phase, Phase)
    return phase.length


@pytest.mark.parametrize(
    ("value", "sort"),
    [("5 s", "length"), ("1:30", "length"), ("10", "number"), ("-1.5", "number"), ("Bo", "text"), ("last 3", "text")],
)
def test_a_value_is_a_length_a_number_or_a_text(value: str, sort: str) -> None:
    assert sort_of_value(value) == sort


def test_a_parameter_keeps_its_limits_and_its_label() -> None:
    routine = read(TEXT.encode(), NAME, {"hold": "8 s"})
    assert routine.parameters["hold"] == Parameter(
        value="8 s", sort=Sort.LENGTH, low="2 s", high="10 s", label="Hvor længe der knibes"
    )
    assert held(routine) == 8000


@pytest.mark.parametrize("value", ["2 s", "10 s", "10 sek.", "0:10", "2000 ms"])
def test_a_setting_on_a_limit_is_within_it(value: str) -> None:
    assert held(read(TEXT.encode(), NAME, {"hold": value})) in {2000, 10_000}


@pytest.mark.parametrize("value", ["1999 ms", "10001 ms", "12s", "1 t"])
def test_a_setting_beyond_a_limit_is_refused_with_the_limits(value: str) -> None:
    with pytest.raises(SpecError, match=rf"--set hold: {value} is outside its limits, 2 s to 10 s") as caught:
        read(TEXT.encode(), NAME, {"hold": value})
    assert [problem.code for problem in caught.value.problems] == ["beyond-limits"]


def test_a_length_without_a_unit_is_told_once_where_it_was_set() -> None:
    with pytest.raises(SpecError) as caught:
        read(TEXT.encode(), NAME, {"hold": "8"})
    assert str(caught.value) == f"{NAME} --set hold: a length is needed here, not '8'; did you mean '8 s'?"


def test_limits_are_said_as_they_were_written() -> None:
    both = Parameter(value="5", sort=Sort.NUMBER, low="1", high="9")
    assert [limits(Parameter(value="5", sort=Sort.NUMBER, **some)) for some in ({"low": "1"}, {"high": "9"}, {})] == [
        "at least 1",
        "at most 9",
        "",
    ]
    assert limits(both) == "1 to 9"


@given(st.text(max_size=8), st.sampled_from(["5 s", "7", "Bo"]))
def test_any_setting_is_taken_or_refused_with_words(value: str, default: str) -> None:
    wrong = why_not(Parameter(value=default, sort=sort_of_value(default)), value)
    assert wrong is None or wrong[1].isprintable()


def test_fractions_of_a_minute_are_lengths_in_phases_parameters_limits_and_settings() -> None:
    text = (Path(__file__).parent / "written" / "half-minutes.yaml").read_text(encoding="utf-8")
    assert phase_lengths(text) == [90_000, 30_000]
    assert phase_lengths(text, hvil="1 1/4 min") == [90_000, 75_000]


def phase_lengths(text: str, **settings: str) -> list[int]:
    phases = read(text.encode(), "halvandet.yaml", settings).exercises[0].phases
    return [phase.length for phase in phases if isinstance(phase, Phase)]
