"""Sets and repetitions that differ: lists for the sets, and ladders over sets or repetitions."""

from itertools import pairwise
from pathlib import Path

import pytest

from knib.spec.cycle import count_exercise
from knib.spec.diff.compare import changes
from knib.spec.lengths import climbed
from knib.units import Ms
from routines import exercise, heard, planned, refused, understood

WRITTEN = Path(__file__).parent / "written"


def row(body: str) -> list[str]:
    """Say each phase as `set.rep kind length`, in seconds."""
    return [
        f"{span.set}.{span.rep} {span.kind} {(span.end - span.start) / 1000:g}"
        for span in planned(exercise(body)).spans
    ]


def lengths(body: str) -> list[float]:
    return [(span.end - span.start) / 1000 for span in planned(exercise(body)).spans]


def told(body: str) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in refused(exercise(body))]


def test_sets_of_12_10_and_8_repetitions() -> None:
    timeline = planned((WRITTEN / "sets-that-differ.yaml").read_text(encoding="utf-8"))
    assert [sum(span.set == number for span in timeline.spans) for number in (1, 2, 3)] == [12, 10, 8]
    assert [span.rep for span in timeline.spans if span.set == 3] == [*range(1, 9)]
    assert {span.end - span.start for span in timeline.spans} == {3000}


def test_a_rest_that_grows_from_5_to_7_s_is_heard_as_both_though_the_last_is_dropped() -> None:
    timeline = planned((WRITTEN / "growing-rest.yaml").read_text(encoding="utf-8"))
    assert [(str(span.kind), span.end - span.start) for span in timeline.spans] == [
        ("hold", 5000),
        ("rest", 5000),
        ("hold", 5000),
        ("rest", 7000),
        ("hold", 5000),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("sets: 3\nphases: [{hold: '', for: [5 s, 8 s, 10 s]}]", [5, 8, 10]),
        ("sets: 2\nreps: 2\nphases: [{hold: '', for: [5 s, 8 s]}]", [5, 5, 8, 8]),
        ("sets: 3\nphases: [{hold: '', for: 5 s .. 10 s}]", [5, 7.5, 10]),
        ("reps: 6\nphases: [{hold: '', for: 5 s .. 10 s}]", [5, 6, 7, 8, 9, 10]),
        ("reps: 6\nphases: [{hold: '', for: 10 s..5 s}]", [10, 9, 8, 7, 6, 5]),
        ("sets: 2\nreps: 3\nphases: [{hold: '', for: 2 s .. 4 s}]", [2, 3, 4, 2, 3, 4]),
        ("sets: 2\nreps: 2\nphases: [{hold: '', for: 2 s .. 4 s over sets}]", [2, 2, 4, 4]),
        ("sets: 2\nreps: 2\nphases: [{hold: '', for: 2 s .. 4 s over sæt}]", [2, 2, 4, 4]),
        ("reps: 4\nphases: [{hold: '', for: 5 s .. 6 s}]", [5, 5.4, 5.7, 6]),
        ("sets: 3\nreps: 1 .. 3\nphases: [{hold: '', for: 5 s}]", [5, 5, 5, 5, 5, 5]),
        ("reps: [2, 3]\nphases: [{hold: '', for: 2 s .. 4 s}]", [2, 4, 2, 3, 4]),
        ("reps: 2\nphases: [{hold: '', for: 2 s}, {rest: '', for: 3 s .. 4 s, keep: true}]", [2, 3, 2, 4]),
        ("reps: 3\nphases: [{hold: '', for: 2 s}, {rest: '', for: 3 s .. 4 s}, {hold: '', for: 0 s}]", [2, 3, 2, 4, 2]),
        ("sets: 3\nphases: [{hold: '', for: 1 s}, {move: '', for: [0 s, 2 s, 3 s]}]", [1, 1, 2, 1, 3]),
        ("sets: 3\nphases: [{hold: '', for: 1 s}]\nbetween_sets: {rest: '', for: [20 s, 40 s]}", [1, 20, 1, 40, 1]),
        ("sets: 3\nphases: [{hold: '', for: 1 s}]\nbetween_sets: {rest: '', for: 9 s .. 7 s}", [1, 9, 1, 7, 1]),
        (
            "reps: 2\nphases:\n  - {hold: '', for: 1 s .. 2 s}\n  - {repeat: 2, phases: [{move: '', for: 3 s .. 4 s}]}",
            [1, 3, 3, 2, 4, 4],
        ),
        (
            "reps: 2\nsides: [højre, venstre]\nalternate: true\nphases: [{hold: '{side}', for: 2 s .. 3 s}]",
            [2, 2, 3, 3],
        ),
    ],
)
def test_each_phase_has_the_length_of_its_time(body: str, expected: list[float]) -> None:
    assert lengths(body) == expected


def test_a_rest_that_is_heard_after_the_last_repetition_stays_at_the_end_of_its_ladder() -> None:
    body = "sets: 2\nreps: 3\nphases: [{hold: '', for: 1 s}, {rest: '', for: 5 s .. 7 s}]"
    assert row(body) == [
        *("1.1 hold 1", "1.1 rest 5", "1.2 hold 1", "1.2 rest 7", "1.3 hold 1", "1.3 rest 7"),
        *("2.1 hold 1", "2.1 rest 5", "2.2 hold 1", "2.2 rest 7", "2.3 hold 1"),
    ]


def test_texts_tell_the_length_and_the_repetitions_of_their_own_time() -> None:
    timeline = planned(
        exercise(
            'say: "Tag {reps:gang}."\nreps: [2, 1]\n'
            'phases: [{hold: "{rep} af {reps}, {for}.", for: [5 s, 7 s]}]\n'
            'between_sets: {rest: "{reps} er gjort.", for: 5 s}'
        )
    )
    assert [text for _, text in heard(timeline)] == [
        "Tag 2 og 1 gange.",
        "1 af 2, 5 sekunder.",
        "2 af 2, 5 sekunder.",
        "2 er gjort.",
        "1 af 1, 7 sekunder.",
    ]


def test_a_list_of_repetitions_says_how_many_sets_there_are() -> None:
    assert understood(exercise("reps: [3, 2]\nphases: [{hold: '', for: 1 s}]")).exercises[0].dose.sets == 2


def test_parameters_can_stand_in_lists_and_ladders_and_be_one() -> None:
    head = "parameters: {kort: 2 s, lang: 4 s, hold: 2 s .. 4 s}\n"
    one = exercise('reps: 3\nphases: [{hold: "", for: "{kort} .. {lang}"}]', head=head)
    other = exercise('reps: 3\nphases: [{hold: "", for: "{hold}"}]', head=head)
    assert [span.end - span.start for span in planned(one).spans] == [2000, 3000, 4000]
    assert understood(one) == understood(other)


def test_sets_that_are_listed_as_the_same_are_the_same() -> None:
    phases = "phases: [{hold: '', for: 1 s}]"
    listed, plain = (understood(exercise(f"sets: 2\nreps: {reps}\n{phases}")) for reps in ("[3, 3]", "3"))
    assert listed == plain


def test_phases_are_counted_set_by_set() -> None:
    body = (
        "reps: [3, 2]\nsides: [højre, venstre]\nphases: [{hold: '{side}', for: 1 s}]\n"
        "between_sides: {rest: '', for: 1 s}"
    )
    for text in (body, f"{body}\nalternate: true"):
        assert count_exercise(understood(exercise(text)).exercises[0]) == len(planned(exercise(text)).spans)


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        (
            "sets: 2\nreps: [12, 10, 8]\nphases: [{hold: '', for: 1 s}]",
            "not-one-each",
            "3 numbers in this list, and there are 2 sets",
        ),
        ("phases: [{hold: '', for: [5 s, 8 s]}]", "not-one-each", "2 lengths in this list, and there is 1 set"),
        (
            "sets: 3\nphases: [{hold: '', for: 1 s}]\nbetween_sets: {rest: '', for: [5 s, 8 s, 9 s]}",
            "not-one-each",
            "3 lengths in this list, and there are 2 pauses",
        ),
        (
            "phases: [{hold: '', for: 5 s .. 8 s}]",
            "ladder-without-steps",
            "a ladder climbs over two sets or more, and here it is done 1 time",
        ),
        (
            "reps: 2\nphases: [{hold: '', for: 1 s}, {rest: '', for: 5 s .. 8 s}]",
            "ladder-without-steps",
            "a ladder climbs over two reps or more, and this rest is heard 1 time",
        ),
        (
            "sets: 2\nphases: [{hold: '', for: 1 s}]\nbetween_sets: {rest: '', for: 5 s .. 8 s}",
            "ladder-without-steps",
            "a ladder climbs over two sets or more, and here it is done 1 time",
        ),
        (
            "reps: 5 .. 8\nphases: [{hold: '', for: 1 s}]",
            "ladder-without-steps",
            "'reps' climbs from set to set, and there is 1 set",
        ),
        (
            "lasting: 1 min\nphases: [{hold: '', for: 5 s .. 8 s}]",
            "ladder-and-lasting",
            "'lasting' counts repetitions of one length",
        ),
        (
            "sets: 2\nphases: [{hold: '', for: [5 s, 8 s], cues: [{at: 6 s, say: Nu}]}]",
            "cue-after-phase",
            "6 s is not inside a phase of 5 s",
        ),
    ],
)
def test_what_has_no_sets_or_repetitions_to_differ_over_is_told(body: str, code: str, message: str) -> None:
    assert told(body) == [(code, message)]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("reps: [3, 2]", "reps: [4, 2]", "reps 3, 2 -> 4, 2"),
        ("for: [5 s, 8 s]", "for: [5 s, 9 s]", "hold 5 s, 8 s -> 5 s, 9 s"),
        ("for: [5 s, 8 s]", "for: 5 s .. 8 s over sets", "hold 5 s, 8 s -> 5 s .. 8 s over sets"),
        ("for: [5 s, 8 s]", "for: 5 s", "hold 5 s, 8 s -> 5 s"),
    ],
)
def test_a_changed_list_or_ladder_is_told_whole(before: str, after: str, says: str) -> None:
    text = exercise("reps: [3, 2]\nphases: [{hold: '', for: [5 s, 8 s]}]")
    assert [str(change) for change in changes(understood(text), understood(text.replace(before, after)))] == [
        f"Øvelse: {says}"
    ]


@pytest.mark.parametrize("times", [2, 3, 4, 7, 100])
@pytest.mark.parametrize(("start", "end"), [(5000, 10_000), (10_000, 5000), (500, 750), (1, 1000), (3000, 3000)])
def test_a_climb_begins_and_ends_as_written_and_never_turns_back(start: int, end: int, times: int) -> None:
    row = [climbed(Ms(start), Ms(end), step, times - 1) for step in range(times)]
    assert (row[0], row[-1]) == (start, end)
    assert row == sorted(row, reverse=start > end)
    if times * 100 < abs(end - start):
        steps = [abs(after - before) for before, after in pairwise(row)]
        assert max(steps) - min(steps) <= 100
