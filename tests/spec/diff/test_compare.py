"""What changed is told in clinical words, all of it and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knib.spec import library
from knib.spec.diff.compare import changes
from knib.spec.reader import read
from routines import exercise, texts, understood

PLAIN = exercise("reps: 8\nphases: [{work: Knib., for: 5 s}, {rest: Slip., for: 5 s}]")


def told(before: str, after: str) -> list[str]:
    return [str(change) for change in changes(understood(before), understood(after))]


def told_of(before: str, after: str) -> list[str]:
    """Say what changed between two versions of one exercise."""
    return told(exercise(before), exercise(after))


@settings(max_examples=30)
@given(st.sampled_from([PLAIN]) | texts, texts)
def test_something_is_told_exactly_when_two_routines_differ(before: str, after: str) -> None:
    one, other = understood(before), understood(after)
    assert bool(changes(one, other)) == (one != other)
    assert changes(one, one) == ()


@settings(max_examples=10)
@given(texts, texts)
def test_the_way_back_tells_the_same_the_other_way_round(before: str, after: str) -> None:
    there, back = (
        changes(*pair) for pair in ((understood(before), understood(after)), (understood(after), understood(before)))
    )
    assert {(c.what, c.before) for c in there if c.what == "reps"} == {
        (c.what, c.after) for c in back if c.what == "reps"
    }
    assert {c.exercise for c in there if c.what == "added:"} == {c.exercise for c in back if c.what == "removed:"}


@pytest.mark.parametrize("name", library.ids())
def test_a_ready_routine_is_the_same_as_itself(name: str) -> None:
    assert changes(*(read(library.load(name), file, None, library.load) for file in ("a", "b"))) == ()


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        ("reps: 8", "reps: 10", "reps 8 -> 10"),
        ("reps: 8", "reps: 8\nsets: 3", "sets 1 -> 3"),
        ("for: 5 s}, {rest", "for: 8 s}, {rest", "hold 5 s -> 8 s"),
        ("rest: Slip., for: 5 s", "rest: Slip., for: 1:30", "rest 5 s -> 1 min 30 s"),
        ("rest: Slip.", "rest: Slip helt.", 'rest says "Slip." -> "Slip helt."'),
        ("work: Knib.,", "work: Knib., tone: start,", "hold tones start (new)"),
        ("work: Knib.,", "work: Knib., count: last 3,", "hold counts last 3 (new)"),
        ("work: Knib.,", "work: Knib., count: none,", "hold counts none (new)"),
        ("work: Knib.,", "work: Knib., effort: let,", "hold effort let (new)"),
        ("rest: Slip.,", "rest: Slip., keep: true,", "rest never yields yes (new)"),
        ("work: Knib.,", "work: Knib., cues: [{at: 2 s, say: Ånd.}],", 'hold also says "Ånd." 2 s in (new)'),
        ("work: Knib.,", "work: Knib., cues: [{at: -2 s, say: Nu.}],", 'hold also says "Nu." 2 s before (new)'),
        (
            "work: Knib.,",
            "work: Knib., cues: [{at: 2 s, say: Stop., safety: true}],",
            'hold also says "Stop." 2 s in (safety) (new)',
        ),
        ("reps: 8", "reps: 8\nposition: siddende", "position siddende (new)"),
        ("reps: 8", "reps: 8\nreminders: [Ånd roligt.]", 'reminders "Ånd roligt." (new)'),
        ("reps: 8", "reps: 8\nsay: Læg dig.", 'says "Læg dig." (new)'),
    ],
)
def test_one_change_is_one_line(written: str, instead: str, says: str) -> None:
    assert told(PLAIN, PLAIN.replace(written, instead.replace("\n", "\n    "))) == [f"Øvelse: {says}"]


def test_repetitions_that_became_a_time_are_told_as_both() -> None:
    phases = "phases: [{work: Knib., for: 5 s}]"
    assert told_of(f"reps: 8\n{phases}", f"lasting: 2 min\n{phases}") == [
        "Øvelse: reps 8 (gone)",
        "Øvelse: lasting 2 min (new)",
    ]


def test_sides_are_told() -> None:
    phases = "phases: [{work: 'Løft {side} ben.', for: 5 s}]"
    both = f"sides: [højre, venstre]\n{phases}"
    assert told_of(both, f"{both}\nalternate: true") == [
        "Øvelse: sides change after the repetitions -> after each repetition"
    ]
    assert told_of(both, both.replace("højre, venstre", "venstre, højre"))[0] == (
        "Øvelse: sides højre, venstre -> venstre, højre"
    )


def test_phases_of_a_kind_are_told_apart_by_their_number() -> None:
    two = "phases: [{work: Et., for: 2 s}, {work: To., for: 2 s}]"
    assert told_of(two, two.replace("To., for: 2 s", "To., for: 3 s")) == ["Øvelse: second hold 2 s -> 3 s"]


def test_a_repetition_of_other_phases_is_told_as_a_row_with_the_lengths() -> None:
    after = "reps: 8\nphases: [{work: Knib., for: 5 s}, {relax: Ro., for: 2 s}, {rest: Slip., for: 4 s}]"
    assert told(PLAIN, exercise(after)) == [
        "Øvelse: one repetition: hold 5 s, rest 5 s -> hold 5 s, relax 2 s, rest 4 s",
        'Øvelse: relax says "Ro." (new)',
    ]


def test_a_squeeze_that_became_a_hold_is_told_by_what_is_written() -> None:
    assert told_of("phases: [{work: Knib., for: 5 s}]", "phases: [{hold: Knib., for: 5 s}]") == [
        "Øvelse: one repetition: work 5 s -> hold 5 s"
    ]


def test_a_group_is_told_with_how_often_it_is_done() -> None:
    once = "phases: [{repeat: 2, phases: [{work: Knib., for: 1 s}, {release: Slip., for: 1 s}]}]"
    assert told_of(once, once.replace("repeat: 2", "repeat: 5")) == [
        "Øvelse: one repetition: 2 x (hold 1 s, release 1 s) -> 5 x (hold 1 s, release 1 s)"
    ]


def named(*names: str) -> str:
    body = "phases: [{work: Knib., for: 5 s}]"
    return "routine: R\nexercises:\n" + "".join(f"  - {{name: {n}, reps: {len(n)}, {body}}}\n" for n in names)


def test_exercises_that_came_and_went_are_told_with_their_dose() -> None:
    assert told(named("A", "BB"), named("A", "CCC")) == [
        "CCC: added: 3 reps, hold 5 s",
        "BB: removed: 2 reps, hold 5 s",
    ]


def test_an_exercise_that_only_has_another_name_is_the_same_one() -> None:
    assert told(named("AA", "B"), named("BB", "B")) == ["AA: name AA -> BB"]


def test_another_order_is_told_once_and_nothing_else() -> None:
    assert told(named("A", "BB", "CCC"), named("CCC", "A", "BB")) == ["order A, BB, CCC -> CCC, A, BB"]


def test_two_exercises_of_one_name_are_compared_in_their_order() -> None:
    assert told(named("A", "A"), named("A", "A", "A")) == ["A: added: 1 rep, hold 5 s"]


def test_a_parameter_is_told_with_what_it_changes() -> None:
    head = "parameters: {{hold: {{default: {}, min: 5 s}}}}\n"
    before, after = (
        exercise("phases: [{work: Knib., for: '{hold}'}]", head=head.format(hold)) for hold in ("5 s", "8 s")
    )
    assert told(before, after) == [
        "Øvelse: hold 5 s -> 8 s",
        "parameter hold 5 s -> 8 s",
    ]


def test_the_steps_around_the_exercises_are_told_one_by_one() -> None:
    before = exercise("phases: [{work: Knib., for: 5 s}]", head="intro: [{say: Hej.}, {say: Læg dig.}, {pause: 2 s}]\n")
    after = before.replace("Læg dig.", "Sæt dig.").replace("{pause: 2 s}", "{pause: 2 s}, {say: Klar., keep: true}")
    assert told(before, after) == [
        'introduction "Læg dig." -> "Sæt dig."',
        'introduction "Klar." (in the short variant, too) (new)',
    ]


def test_the_limits_and_the_label_of_a_parameter_are_told_by_themselves() -> None:
    head = "parameters: {{hold: {{default: 5 s, max: {}, label: {}}}}}\n"
    before, after = (
        exercise("phases: [{work: Knib., for: '{hold}'}]", head=head.format(*values))
        for values in (("10 s", "Hold"), ("12 s", "Knib"))
    )
    assert told(before, after) == ["limits of hold at most 10 s -> at most 12 s", 'label of hold "Hold" -> "Knib"']
