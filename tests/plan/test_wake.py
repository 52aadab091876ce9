"""A word after more than 4 s of silence is preceded by a soft tone that ends before it."""

from hypothesis import given, settings

from knib.errors import SpecError
from knib.plan.cue import Cue
from knib.plan.place import place
from knib.plan.script import write
from knib.plan.timeline import Timeline
from knib.spec.model import Tone
from routines import exercise, heard, lengths, texts, understood


def planned(text: str) -> Timeline:
    script = write(understood(text))
    return place(script, lengths(script))


def pair(length: str, head: str = "") -> str:
    return exercise(f"phases: [{{work: Knib, for: {length}}}, {{relax: Slip, for: 2 s}}]", head=head)


def test_a_word_after_a_long_silence_is_woken_600_ms_before() -> None:
    # Knib ends at 1.2 s, Slip comes at 6 s: 4.8 s of silence.
    assert heard(planned(pair("5 s"))) == [(1000, "Knib"), (5400, "wake"), (6000, "Slip")]


def test_after_four_seconds_of_silence_or_less_nothing_wakes() -> None:
    # Knib ends at 1.2 s, Slip comes at 5.2 s: just 4 s.
    assert heard(planned(pair("4200 ms"))) == [(1000, "Knib"), (5200, "Slip")]
    assert heard(planned(pair("4201 ms")))[1] == (4601, "wake")


def test_a_tone_just_before_the_word_is_enough() -> None:
    text = exercise("phases: [{move: Knib, for: 9 s}, {relax: Slip, for: 2 s, tone: stop}]")
    assert heard(planned(text)) == [(1000, "Knib"), (9500, "stop"), (10_000, "Slip")]


def test_it_can_be_switched_off_and_neither_bed_nor_tones_none_need_it() -> None:
    for sound in ("{wake: off}", "{bed: true}", "{tones: none}"):
        assert "wake" not in [name for _, name in heard(planned(pair("9 s", f"sound: {sound}\n")))]


def test_tones_none_leaves_out_every_tone_and_keeps_every_word() -> None:
    body = "phases: [{move: Knib, for: 9 s, tone: [start, half, tick]}, {relax: Slip, for: 2 s}]"
    assert heard(planned(exercise(body, head="sound: {tones: none}\n"))) == [(1000, "Knib"), (10_000, "Slip")]


@settings(max_examples=60)
@given(texts)
def test_no_word_but_the_first_follows_more_than_4_s_of_silence_and_nothing_overlaps(text: str) -> None:
    routine = understood(text)
    script = write(routine)
    try:
        timeline = place(script, lengths(script))
    except SpecError:
        return
    for before, after in zip(timeline.placed, timeline.placed[1:], strict=False):
        assert before.end <= after.start
        if isinstance(after.sound, Cue) and routine.sound.wakes:
            assert after.start - before.end <= 4000
        if before.sound is Tone.WAKE:
            assert after.start - before.end == 300
