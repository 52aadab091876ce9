"""A session made exactly as long as asked, by its rests alone. The voice takes 50 ms a letter."""

import json
from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from knib.errors import Problem, SpecError
from knib.plan.cue import Cue
from knib.plan.fit import timed
from knib.plan.rests import Rest, shared
from knib.plan.timeline import Span, Timeline
from knib.spec.model import Kind
from knib.units import Ms
from routines import documents, exercise, heard, measured, spans, understood

TEN = "reps: 3\nphases: [{work: Knib, for: 5 s}, {rest: Slip, for: 10 s, keep: true}]"
"""1 s, three times 5 s and 10 s, and 2 s: 48 s, 30 of them rest."""


def fitted(body: str, fit: str, *, head: str = "") -> Timeline:
    return timed(understood(exercise(body, head=f"fit: {fit}\n{head}")), measured)


def rests(timeline: Timeline) -> list[int]:
    return [span.end - span.start for span in timeline.spans if span.kind is Kind.REST]


def refused(body: str, fit: str) -> tuple[Problem, ...]:
    with pytest.raises(SpecError) as caught:
        fitted(body, fit)
    return caught.value.problems


# How the time is shared out


@pytest.mark.parametrize(("fit", "each"), [("48 s", 10_000), ("60 s", 14_000), ("78 s", 20_000), ("33 s", 5000)])
def test_every_rest_gets_the_same_share_and_the_session_is_as_long_as_asked(fit: str, each: int) -> None:
    timeline = fitted(TEN, fit)
    assert rests(timeline) == [each] * 3
    assert timeline.length == 18_000 + 3 * each


def test_what_cannot_be_shared_evenly_differs_by_a_millisecond() -> None:
    assert rests(fitted(TEN, "50 s")) == [10_667, 10_667, 10_666]


def test_work_is_as_long_as_written_and_only_rests_change() -> None:
    work = [span.end - span.start for span in fitted(TEN, "64 s").spans if span.kind is Kind.WORK]
    assert work == [5000] * 3


def test_a_rest_that_says_its_length_changes_by_whole_seconds_and_says_the_new_one() -> None:
    body = "sets: 3\nbetween_sets: {rest: Pause., for: 30 s}\nphases: [{work: Knib, for: 5 s}]"
    timeline = fitted(body, "100 s")  # 18 s of work and silence, so 41 s for each
    assert rests(timeline) == [41_000, 41_000]
    assert [text for _, text in heard(timeline) if "sekunder" in text] == ["41 sekunder."] * 2


def test_the_rests_that_say_nothing_take_what_whole_seconds_leave() -> None:
    phases = "phases: [{work: Knib, for: 5 s}, {rest: '', for: 10 s}]"
    body = f"sets: 2\nreps: 2\nbetween_sets: {{rest: Pause., for: 30 s}}\n{phases}"
    # 23 s of work and silence, and 50 s of rest, which becomes 57: the pause 34.2 s by its share.
    timeline = fitted(body, "80 s")
    assert rests(timeline) == [11_500, 34_000, 11_500]
    assert "34 sekunder." in [text for _, text in heard(timeline)]


def test_where_every_rest_is_told_the_last_takes_what_is_left_and_says_the_nearest_second() -> None:
    body = "sets: 3\nbetween_sets: {rest: 'Pause, {for}.', for: 30 s}\nphases: [{work: Knib, for: 5 s}]"
    timeline = fitted(body, "100400 ms")
    assert rests(timeline) == [41_000, 41_400]
    assert [label for _, _, label in spans(timeline) if "Pause" in label] == ["Pause, 41 sekunder."] * 2


def test_a_cue_in_the_second_half_of_a_rest_keeps_its_distance_to_the_end() -> None:
    body = TEN.replace("keep: true", "keep: true, cues: [{at: 3 s, say: Ro}, {at: 8 s, say: Klar}]").replace(
        "3\n", "1\n"
    )
    # Knib from 1 s, the rest from 6 s; it grows from 10 to 18 s.
    assert [(at, text) for at, text in heard(fitted(body, "26 s")) if text in {"Ro", "Klar"}] == [
        (9000, "Ro"),
        (22_000, "Klar"),
    ]


def test_a_rest_never_shrinks_below_what_is_heard_in_it() -> None:
    body = "phases: [{work: Knib, for: 5 s}, {rest: Slip helt nu og træk vejret., for: 4 s, keep: true}]"
    # Its command takes 1.4 s and 0.3 s lie before the border: 1 + 5 + 1.7 + 2.
    assert fitted(body, "{length: 9700 ms, rests: 1-100 %}").length == 9700
    assert refused(body, "{length: 9699 ms, rests: 1-100 %}")[0].code == "out-of-reach"


def test_what_an_exercise_says_in_a_rest_stays_in_it_and_what_did_not_fit_takes_its_own_time() -> None:
    last = "{name: To, say: Nu igen, phases: [{work: Knib, for: 5 s}]}"
    for rest, fit, inside in (("5 s", "16 s", True), ("1 s", "16 s", False)):
        first = f"{{name: Et, phases: [{{work: Knib, for: 5 s}}], after: {{rest: Ro, for: {rest}}}}}"
        text = f"routine: To\nfit: {{length: {fit}, rests: 10-1000 %}}\nexercises: [{first}, {last}]"
        timeline = timed(understood(text), measured)
        rest_span = timeline.spans[1]
        said = next(placed for placed in timeline.placed if placed.sound == Cue("Nu igen"))
        assert (rest_span.start <= said.start < rest_span.end) is inside
        assert timeline.length == 16_000


def test_the_repetitions_that_fill_a_written_time_are_left_alone() -> None:
    phases = "phases: [{work: Knib, for: 5 s}, {rest: '', for: 5 s}]"
    body = f"lasting: 30 s\nsets: 2\nbetween_sets: {{rest: Pause., for: 15 s}}\n{phases}"
    # Twice 5 + 5 + 5 + 5 + 5 s, 15 s between, and 3 s.
    assert rests(fitted(body, "75 s")) == [5000, 5000, 22_000, 5000, 5000]


def test_fit_is_no_matter_where_the_session_is_as_long_already() -> None:
    assert fitted(TEN, "{length: 48 s, rests: 100-100 %}").length == 48_000


# What cannot be


def test_a_length_out_of_reach_is_refused_with_what_can_be_and_what_would_help() -> None:
    (problem,) = refused(TEN, "90 s")
    assert problem.message == ("the session cannot last 1:30: with rests of 50-200 % it can last from 0:33 to 1:18")
    assert problem.suggestion == "with reps: 4 of 'Øvelse' it can"
    assert refused(TEN, "29 s")[0].suggestion == "with reps: 2 of 'Øvelse' it can"


def test_a_suggestion_holds() -> None:
    assert fitted(TEN.replace("reps: 3", "reps: 4"), "90 s").length == 90_000


def test_where_nothing_near_would_help_no_number_is_suggested() -> None:
    assert refused(TEN, "2 t")[0].suggestion == "change sets, reps or lengths, or widen 'rests'"


# What is true of all


def shaped(length: int, least: int, most: int, *, told: bool) -> Rest:
    return Rest(0, 0, Ms(length), Ms(max(1, length * least // 100)), Ms(length * most // 100), told)


@given(
    st.lists(
        st.builds(shaped, st.integers(100, 200_000), st.integers(1, 100), st.integers(100, 900), told=st.booleans()),
        min_size=1,
        max_size=12,
    ),
    st.floats(0, 1),
)
def test_a_total_within_reach_is_shared_out_to_the_millisecond_within_each_limit(row: list[Rest], part: float) -> None:
    least, most = sum(rest.least for rest in row), sum(rest.most for rest in row)
    total = Ms(least + round(part * (most - least)))
    lengths = shared(row, total)
    assert sum(lengths) == total
    assert all(rest.least <= length <= rest.most for rest, length in zip(row, lengths, strict=True))


Attempt = Timeline | tuple[Problem, ...]


def attempt(document: Mapping[str, object], **more: object) -> Attempt:
    try:
        return timed(understood(json.dumps({**document, **more}, ensure_ascii=False)), measured)
    except SpecError as err:
        return err.problems


@settings(max_examples=40)
@given(documents, st.sampled_from((700, 900, 1100, 1500)))
def test_a_session_is_exactly_as_long_as_asked_or_refused_and_only_its_rests_change(
    document: dict[str, object], permille: int
) -> None:
    document.pop("fit", None)
    free = attempt(document)
    assume(isinstance(free, Timeline))
    assert isinstance(free, Timeline)
    wanted = free.length * permille // 1000
    done = attempt(document, fit=f"{wanted} ms")
    if not isinstance(done, Timeline):
        assert {problem.code for problem in done} & {"out-of-reach", "no-rests", "no-fit"}
        return
    assert done.length == wanted
    assert [where(span) for span in done.spans] == [where(span) for span in free.spans]
    for before, after in zip(free.spans, done.spans, strict=True):
        assert before.kind is Kind.REST or before.end - before.start == after.end - after.start
    assert all(one.end <= other.start for one, other in pairwise(done.placed))


def where(span: Span) -> tuple[object, ...]:
    return span.kind, span.exercise, span.set, span.rep, span.side
