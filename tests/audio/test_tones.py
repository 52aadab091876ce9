import subprocess
import sys

import numpy as np
import pytest

from knib.audio.clip import RATE, Clip
from knib.audio.hearing import SOFTEST
from knib.audio.level import AIM, TARGET
from knib.audio.loudness import loudness, true_peak
from knib.audio.outline import outline
from knib.audio.tones import SIGNALS, UNDER_THE_VOICE, tone_clip
from knib.plan.cue import TONE_LENGTHS
from knib.spec.choices import ToneSet
from knib.spec.model import Tone
from meters import by_ebur128

HEARD = [(tones, tone) for tones in SIGNALS for tone in Tone]
BORDERS = [(tones, tone) for tones, tone in HEARD if tone in {Tone.START, Tone.STOP, Tone.HALF}]


def samples(tone: Tone, tones: ToneSet = ToneSet.BELL) -> np.ndarray:
    return np.frombuffer(tone_clip(tone, tones).pcm, "<i2").astype("float64")


def power(sound: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the frequencies, 1 Hz apart, and each one's share of the sound."""
    spectrum = np.abs(np.fft.rfft(sound, RATE)) ** 2
    return np.arange(len(spectrum)), spectrum / spectrum.sum()


def pitch(sound: np.ndarray) -> int:
    return int(np.argmax(power(sound)[1]))


def strength(sound: np.ndarray) -> np.ndarray:
    """Give the highest sample of each 3 ms: more than one wave of the lowest note."""
    return np.asarray(np.abs(sound[: len(sound) // 72 * 72]).reshape(-1, 72).max(axis=1))


@pytest.mark.parametrize("tones", ToneSet)
@pytest.mark.parametrize("tone", Tone)
def test_a_tone_is_exactly_as_long_as_the_timeline_believes(tone: Tone, tones: ToneSet) -> None:
    assert tone_clip(tone, tones).samples == TONE_LENGTHS[tone] * 24
    assert tone_clip(tone, tones).rate == RATE


@pytest.mark.parametrize(("tones", "tone"), HEARD)
def test_a_tone_begins_and_ends_in_silence(tones: ToneSet, tone: Tone) -> None:
    sound = np.abs(samples(tone, tones))
    assert sound[0] == 0
    assert sound[-1] < 33  # what `trim` takes for silence
    assert sound[:24].max() < 400  # -38 dB in the first ms
    assert sound[-5 * 24 :].max() < 330  # -40 dB in the last 5 ms


@pytest.mark.parametrize(("tones", "tone"), HEARD)
def test_a_tone_keeps_to_what_old_ears_and_small_loudspeakers_give(tones: ToneSet, tone: Tone) -> None:
    frequencies, share = power(samples(tone, tones))
    assert share[frequencies < 300].sum() < 1e-5
    assert share[frequencies > 3000].sum() < 1e-5
    assert 440 <= pitch(samples(tone, tones)) <= 660


@pytest.mark.parametrize(("tones", "tone"), HEARD)
def test_a_tone_is_no_pure_sine(tones: ToneSet, tone: Tone) -> None:
    frequencies, share = power(samples(tone, tones))
    assert share[frequencies > 850].sum() > (0.1 if tones is ToneSet.BELL and tone is not Tone.WAKE else 0.04)


@pytest.mark.parametrize(("tones", "low", "high"), [(ToneSet.BELL, 480, 640), (ToneSet.SOFT, 440, 550)])
def test_start_rises_and_stop_falls(tones: ToneSet, low: int, high: int) -> None:
    first, second = slice(0, 120 * 24), slice(250 * 24, None)
    start, stop = samples(Tone.START, tones), samples(Tone.STOP, tones)
    assert (pitch(start[first]), pitch(start[second])) == (low, high)
    assert (pitch(stop[first]), pitch(stop[second])) == (high, low)


@pytest.mark.parametrize(("tones", "wanted"), [(ToneSet.BELL, 560), (ToneSet.SOFT, 490)])
def test_half_stays_on_one_note(tones: ToneSet, wanted: int) -> None:
    sound = samples(Tone.HALF, tones)
    assert pitch(sound[: len(sound) // 2]) == pitch(sound[len(sound) // 2 :]) == wanted


@pytest.mark.parametrize("tone", [Tone.START, Tone.STOP, Tone.HALF])
def test_a_bell_is_struck_within_10_to_20_ms_and_dies_away_within_300_to_500(tone: Tone) -> None:
    assert all(10 <= note.attack <= 20 for note in SIGNALS[ToneSet.BELL][tone].notes)
    assert 10 <= strength(samples(tone))[:40].argmax() * 3 <= 21
    assert 300 <= TONE_LENGTHS[tone] <= 500


@pytest.mark.parametrize(("tones", "low"), [(ToneSet.BELL, 480), (ToneSet.SOFT, 440)])
def test_the_mark_of_a_silence_is_low_soft_and_twice(tones: ToneSet, low: int) -> None:
    gap, half = samples(Tone.GAP, tones), samples(Tone.HALF, tones)
    first, second = gap[: len(gap) // 2], gap[len(gap) // 2 :]
    assert pitch(first) == pitch(second) == low
    assert pitch(half) >= low + 50
    between = np.abs(gap[165 * 24 : 180 * 24]).max()
    assert between < min(np.abs(first).max(), np.abs(second).max()) / 5
    assert loudness(tone_clip(Tone.GAP, tones)) < loudness(tone_clip(Tone.HALF, tones)) - 4


def test_soft_is_lower_rounder_quieter_and_less_sudden_than_bell() -> None:
    for tone in (Tone.START, Tone.STOP, Tone.HALF, Tone.TICK):
        bell, soft = samples(tone), samples(tone, ToneSet.SOFT)
        frequencies, share = power(soft)
        assert pitch(soft) < pitch(bell)
        assert share[frequencies > 850].sum() < power(bell)[1][frequencies > 850].sum() / 2
        assert loudness(tone_clip(tone, ToneSet.SOFT)) < loudness(tone_clip(tone))
        assert strength(soft)[:40].argmax() > strength(bell)[:40].argmax()


@pytest.mark.parametrize(("tones", "tone"), HEARD)
def test_a_tone_is_as_far_under_the_voice_as_its_table_says(tones: ToneSet, tone: Tone) -> None:
    wanted = TARGET - UNDER_THE_VOICE[tones][tone]
    assert loudness(tone_clip(tone, tones)) == pytest.approx(wanted, abs=0.05)
    assert by_ebur128(tone_clip(tone, tones), pause=400).loudness == pytest.approx(wanted, abs=0.1)


@pytest.mark.parametrize(("tones", "tone"), BORDERS)
def test_a_tone_is_3_to_6_under_a_levelled_voice(tones: ToneSet, tone: Tone) -> None:
    assert 3 < AIM - loudness(tone_clip(tone, tones)) < 6


@pytest.mark.parametrize("tones", SIGNALS)
def test_a_tick_is_8_to_10_under_a_levelled_voice_and_a_wake_tone_lower_still(tones: ToneSet) -> None:
    assert 8 < AIM - loudness(tone_clip(Tone.TICK, tones)) < 10
    assert 11 < AIM - loudness(tone_clip(Tone.WAKE, tones)) < 14


def test_a_wake_tone_swells_and_fades_and_lasts_long_enough_to_be_noticed_by_a_loudspeaker() -> None:
    levels = strength(samples(Tone.WAKE))
    assert 60 <= levels.argmax() * 3 <= 120
    assert np.count_nonzero(levels > levels.max() / 4) * 3 > 200  # within 12 dB of its height for 200 ms


@pytest.mark.parametrize(("tones", "tone"), HEARD)
def test_a_tone_keeps_away_from_full_scale(tones: ToneSet, tone: Tone) -> None:
    assert true_peak(tone_clip(tone, tones)) < -6


@pytest.mark.parametrize("tone", Tone)
def test_the_set_none_is_silent(tone: Tone) -> None:
    assert not any(tone_clip(tone, ToneSet.NONE).pcm)


def test_a_tone_is_drawn_once_and_always_alike() -> None:
    assert tone_clip(Tone.START) is tone_clip(Tone.START)
    drawn: Clip = tone_clip.__wrapped__(Tone.START)
    assert drawn == tone_clip(Tone.START)


def test_drawing_does_not_import_arrays() -> None:
    draw = "import sys; from knib.audio.tones import tone_clip; from knib.spec.model import Tone; tone_clip(Tone.STOP)"
    probe = f"{draw}; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0


@pytest.mark.parametrize(("tones", "tone"), HEARD)
def test_a_tone_can_be_found_again_by_its_outline(tones: ToneSet, tone: Tone) -> None:
    points = np.frombuffer(outline(tone_clip(tone, tones)), np.int8) + 0.5
    assert np.abs(points).max() > 5 * SOFTEST
