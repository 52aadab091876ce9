"""Variants: the same routine with all its words, with few, and with tones in their place."""

import pytest
from hypothesis import given, settings

from knib.errors import SpecError
from knib.plan.acts import Beat
from knib.plan.place import place
from knib.plan.script import write
from knib.plan.timeline import Role, Timeline
from knib.spec import library
from knib.spec.choices import ToneSet, Variant
from knib.spec.model import Pause, Say
from knib.spec.reader import read
from knib.spec.variants import variant
from routines import exercise, heard, lengths, texts, understood

WHOLE = exercise(
    "say: Nu lange knib.\nsets: 2\nreps: 2\nreminders: [Ånd roligt.]\n"
    "phases:\n  - {work: Knib og løft., for: 10 s, count: last 3, cues: [{at: 3 s, say: Træk vejret.}]}\n"
    "  - {rest: Slip helt., for: 10 s}\nbetween_sets: {rest: Pause., for: 10 s}",
    head="intro:\n  - say: Velkommen.\n  - pause: 1 s\n  - {say: Læg dig ned., keep: true}\n  - pause: 5 s\n"
    "  - say: Stop, hvis det gør ondt.\n",
    tail="outro:\n  - say: Godt.\n",
)


def placed(text: str, wanted: Variant) -> Timeline:
    script = write(variant(understood(text), wanted))
    return place(script, lengths(script))


def words(text: str, wanted: Variant) -> list[str]:
    spoken = [said for _, said in heard(placed(text, wanted), *(set(Role) - {Role.TONE}))]
    return list(dict.fromkeys(spoken))


def tones(text: str) -> list[str]:
    return [tone for _, tone in heard(placed(text, Variant.TONES), Role.TONE) if tone != "wake"]


@settings(max_examples=20)
@given(texts)
def test_full_is_the_routine_itself(text: str) -> None:
    routine = understood(text)
    assert variant(routine, Variant.FULL) is routine


@settings(max_examples=20)
@given(texts)
def test_every_variant_of_every_routine_is_placed_or_refused_with_problems(text: str) -> None:
    for wanted in Variant:
        try:
            timeline = placed(text, wanted)
        except SpecError as err:
            assert err.problems  # noqa: PT017 -- both ends are right
        else:
            assert timeline.spans


@settings(max_examples=20)
@given(texts)
def test_no_variant_changes_a_phase_or_its_length(text: str) -> None:
    routine = understood(text)
    rows = [
        [(act.kind, act.length, act.label) for act in write(variant(routine, wanted)).acts if isinstance(act, Beat)]
        for wanted in Variant
    ]
    assert rows[0] == rows[1] == rows[2]


def test_short_leaves_out_the_introduction_what_is_said_before_and_the_reminders() -> None:
    phases = ["Knib og løft.", "Træk vejret.", "3", "2", "1", "Slip helt.", "Pause."]
    assert words(WHOLE, Variant.SHORT) == ["Læg dig ned.", *phases, "Godt."]


def test_a_kept_line_of_the_introduction_keeps_its_pause() -> None:
    intro = variant(understood(WHOLE), Variant.SHORT).intro
    assert [step.length if isinstance(step, Pause) else step.text.text for step in intro] == ["Læg dig ned.", 5000]


def test_where_nothing_is_kept_a_short_session_begins_with_a_moment_to_get_ready() -> None:
    intro = variant(understood(WHOLE.replace(", keep: true", "")), Variant.SHORT).intro
    assert [step.length if isinstance(step, Pause) else step.text.text for step in intro] == ["Gør klar.", 3000]


def test_a_routine_without_an_introduction_gets_none() -> None:
    text = exercise("phases: [{work: Knib, for: 5 s}]")
    assert variant(understood(text), Variant.SHORT).intro == ()


def test_tones_has_no_words_in_the_phases_and_all_others() -> None:
    assert words(WHOLE, Variant.TONES) == [
        "Velkommen.",
        "Læg dig ned.",
        "Stop, hvis det gør ondt.",
        "Nu lange knib.",
        "Pause.",
        "Godt.",
    ]


def test_each_phase_begins_with_the_tone_of_its_kind_also_the_last_rest_that_is_dropped() -> None:
    text = exercise("reps: 2\nphases: [{work: Knib, for: 5 s}, {rest: Slip, for: 5 s}]")
    assert tones(text) == ["start", "stop", "start", "stop"]


def test_a_tone_that_was_written_stands_and_is_not_doubled() -> None:
    text = exercise("phases: [{work: Knib, for: 5 s, tone: [stop, half]}, {relax: Slip, for: 5 s, tone: half}]")
    assert tones(text) == ["stop", "half", "stop", "half"]


def test_no_rule_of_pacing_speaks_in_phases_of_tones_alone() -> None:
    text = exercise(
        "announce: [set, rep]\nsets: 2\nreps: 2\nphases:\n  - {work: Knib., for: 10 s}\n  - {rest: Slip., for: 30 s}",
        head="pacing: {countdown: on}\n",
    )
    assert {"Træk vejret.", "Gør klar.", "2. sæt.", "Sidste gang.", "3"} <= {*words(text, Variant.FULL)}
    assert words(text, Variant.TONES) == []


def test_the_commands_are_still_there_to_be_shown() -> None:
    assert [span.label for span in placed(WHOLE, Variant.TONES).spans][:2] == ["Knib og løft.", "Slip helt."]


def test_phases_of_a_group_lose_their_words_too() -> None:
    text = exercise("phases: [{repeat: 2, phases: [{work: Knib, for: 1 s}, {release: Slip, for: 1 s}]}]")
    assert (words(text, Variant.TONES), tones(text)) == ([], ["start", "stop", "start", "stop"])


def test_a_routine_without_tones_gets_them_where_nothing_else_is_left() -> None:
    text = exercise("phases: [{work: Knib, for: 5 s}]", head="sound: {tones: none}\n")
    assert variant(understood(text), Variant.TONES).sound.tones is ToneSet.BELL
    assert tones(text) == ["start"]


def test_a_phase_too_short_for_its_tone_is_refused() -> None:
    with pytest.raises(SpecError, match=r"the start tone takes 0\.42 s and has 0\.3 s"):
        placed(exercise("phases: [{work: '', for: 300 ms}, {hold: '', for: 1 s}]"), Variant.TONES)


def test_two_variants_have_two_titles() -> None:
    assert [variant(understood(WHOLE), wanted).title for wanted in Variant] == [
        "Prøve",
        "Prøve (kort)",
        "Prøve (toner)",
    ]


def test_a_dropped_rest_with_a_tone_and_no_words_is_heard_in_the_full_routine_too() -> None:
    text = exercise("phases: [{work: Knib, for: 5 s}, {rest: '', for: 5 s, tone: stop}]")
    assert heard(placed(text, Variant.FULL), Role.TONE) == [(6000, "stop")]
    silent = exercise(
        "phases: [{work: Knib, for: 5 s}, {rest: '', for: 5 s, tone: stop}]", head="sound: {tones: none}\n"
    )
    assert heard(placed(silent, Variant.FULL), Role.TONE) == []


def test_a_line_that_is_kept_is_said_once_in_the_full_routine() -> None:
    assert [step.keep for step in understood(WHOLE).intro if isinstance(step, Say)] == [False, True, False]


SAFE = WHOLE.replace("  - say: Stop, hvis det gør ondt.\n", "  - {say: 'Stop, hvis det gør ondt.', safety: true}\n")


@pytest.mark.parametrize("wanted", Variant)
def test_a_line_of_safety_is_heard_in_every_variant(wanted: Variant) -> None:
    assert "Stop, hvis det gør ondt." in words(SAFE, wanted)


@pytest.mark.parametrize("wanted", Variant)
def test_a_cue_of_safety_is_heard_in_every_variant_and_moves_nothing(wanted: Variant) -> None:
    cue = "cues: [{at: 4 s, say: Stop ved smerter., safety: true}, {at: 1 s, say: Godt.}]"
    text = exercise(f"phases: [{{work: Knib., for: 10 s, {cue}}}]")
    timeline = placed(text, wanted)
    assert (timeline.spans[0].start + 4000, "Stop ved smerter.") in heard(timeline)


def test_where_only_safety_stands_a_short_session_still_has_a_moment_to_get_ready() -> None:
    text = exercise("phases: [{work: Knib., for: 5 s}]", head="intro: [{say: Hej.}, {say: Stop., safety: true}]\n")
    steps = variant(understood(text), Variant.SHORT).intro
    assert [step.length if isinstance(step, Pause) else step.text.text for step in steps] == [
        "Stop.",
        "Gør klar.",
        3000,
    ]


@pytest.mark.parametrize("name", library.ids())
@pytest.mark.parametrize("wanted", Variant)
def test_every_ready_routine_says_its_safety_in_every_variant(name: str, wanted: Variant) -> None:
    routine = read(library.load(name), name)
    safety = [step.text.text for step in routine.intro if isinstance(step, Say) and step.safety]
    varied = [step.text.text for step in variant(routine, wanted).intro if isinstance(step, Say)]
    assert safety
    assert [line for line in varied if line in safety] == safety
