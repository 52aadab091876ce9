"""The pacing that listeners rely on, in every ready routine; and that none collides however it is set."""

from functools import cache
from itertools import pairwise, product

import pytest

from knib.plan.place import place
from knib.plan.script import write
from knib.plan.timeline import Role
from knib.spec import library
from knib.spec.choices import Variant
from knib.spec.model import Count, Counting, Tone
from knib.spec.variants import variant
from knib.studio import pace_of
from knib.units import Ms
from knib.voice.engines.espeak import Espeak
from timed import WORKING, beats, heard_in, routine, timeline

GROWING = ("hold", "rest")
"""The parameters that a programme changes together."""

GROWS = (
    "blid-start",
    "otte-knib",
    "seks-sekunder",
    "to-minutter",
    "lange-og-hurtige",
    "udholdenhed",
    "gravid",
    "efter-foedsel",
    "overgangsalder",
    "overvaegt",
    "aeldre-siddende",
    "nedsynkning",
    "tarm",
    "maend",
    "efter-prostata",
    "lette-knib",
)
"""Those with a squeeze that a person grows into."""

VOICE = Espeak()

each = pytest.mark.parametrize("name", library.ids())


@each
def test_a_countdown_is_3_long_at_most_and_only_in_phases_of_6_s_or_more(name: str) -> None:
    counting = [beat for beat in beats(name) if beat.count]
    assert all(beat.count == Count(way=Counting.LAST, last=3) and beat.length >= 6000 for beat in counting)
    for placed in timeline(name).placed:
        if placed.role is Role.COUNT:
            (span,) = [span for span in timeline(name).spans if span.start <= placed.start < span.end]
            assert span.end - span.start >= 6000
            assert span.end - placed.start <= 3000


@each
def test_ticks_are_for_phases_of_3_to_6_s(name: str) -> None:
    ticks = [placed for placed in timeline(name).placed if placed.sound is Tone.TICK]
    for tick in ticks:
        (span,) = [span for span in timeline(name).spans if span.start <= tick.start < span.end]
        assert 3000 <= span.end - span.start <= 6000


@each
def test_a_hold_of_8_s_has_one_line_in_its_first_half_and_is_quiet_then(name: str) -> None:
    for span in timeline(name).spans:
        length = span.end - span.start
        if span.kind in WORKING and length >= 8000:
            lines = [at for at, role in heard_in(name, span) if role in {Role.CUE, Role.REMINDER, Role.SAY}]
            told = [at for at in lines if at < 2500 and name == "gang-intervaller"]  # which time it is (rule 6)
            assert len(lines) - len(told) == 1
            assert lines[-1] <= length // 2


@each
def test_no_gap_is_longer_than_20_s(name: str) -> None:
    """Listeners would think that playback has stopped."""
    placed = timeline(name).placed
    gaps = [after.start - before.end for before, after in pairwise(placed)]
    assert max(gaps) <= 20_000


@each
def test_a_rest_of_20_s_tells_its_length_its_half_and_its_end(name: str) -> None:
    spans = timeline(name).spans
    for span, following in pairwise(spans):
        length = span.end - span.start
        if str(span.kind) == "rest" and length >= 20_000:
            texts = [
                getattr(it.sound, "text", "♪") for it in timeline(name).placed if span.start <= it.start < span.end
            ]
            assert any("sekund" in text or "minut" in text for text in texts)
            assert any(text in {"♪", "Halvvejs."} for text in texts)
            assert "Gør klar." in texts or following.kind not in WORKING


@each
def test_an_announcement_ends_300_ms_before_its_exercise(name: str) -> None:
    spans, placed = timeline(name).spans, timeline(name).placed
    for exercise in routine(name).exercises:
        border = next(span.start for span in spans if span.exercise == exercise.name)
        ended = max(it.end for it in placed if it.role is Role.SAY and it.start < border)
        assert border - ended >= 300


@each
def test_a_command_after_4_s_of_silence_has_a_tone_before_it(name: str) -> None:
    """Bluetooth speakers and hearing aids swallow the first syllable after silence."""
    abrupt = [
        after
        for before, after in pairwise(timeline(name).placed)
        if after.role is Role.COMMAND and after.start - before.end > 4000
    ]
    assert abrupt == []


def ends(name: str) -> list[dict[str, str]]:
    """Give the settings at each end of the limits: `hold` and `rest` in each combination, all others at once."""
    found = routine(name).parameters
    others = [key for key in found if key not in GROWING]
    pairs = product(*([(key, found[key].low), (key, found[key].high)] for key in GROWING if key in found))
    far = [{key: getattr(found[key], end) for key in others} for end in ("low", "high")]
    return [dict(pair) | rest for pair in pairs for rest in ({}, *far)]


@cache
def spoken(text: str, pace: int) -> Ms:
    """Give how long the embedded voice takes for a cue, in ms."""
    return VOICE.speak(VOICE.text_for(text), pace).length


@each
def test_every_line_fits_at_each_end_of_the_limits_in_every_variant(name: str) -> None:
    for settings in ends(name):
        for each_variant in Variant:
            wanted = variant(routine(name, *settings.items()), each_variant)
            written = write(wanted)
            assert place(written, {cue: spoken(cue.text, pace_of(wanted)) for cue in written.cues}).spans


@pytest.mark.parametrize("hold", ["3 s", "5 s", "6 s", "8 s", "10 s"])
@pytest.mark.parametrize("name", GROWS)
def test_a_squeeze_can_grow_from_3_to_10_s(name: str, hold: str) -> None:
    """Ticks begin at 3 s, a countdown at 6 s, a supporting line at 8 s."""
    assert timeline(name, ("hold", hold)).spans
