import numpy as np
import pytest

from knib.audio.clip import RATE, Clip
from knib.audio.tones import tone_clip
from knib.plan.cue import TONE_LENGTHS
from knib.spec.model import Tone


def samples(tone: Tone) -> np.ndarray:
    return np.frombuffer(tone_clip(tone).pcm, "<i2").astype("float64")


def power(sound: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the frequencies, 1 Hz apart, and each one's share of the sound."""
    spectrum = np.abs(np.fft.rfft(sound, RATE)) ** 2
    return np.arange(len(spectrum)), spectrum / spectrum.sum()


def pitch(sound: np.ndarray) -> int:
    return int(np.argmax(power(sound)[1]))


def loudest(sound: np.ndarray, window: int) -> float:
    """Give the power of the loudest `window` ms, in dB under full scale, with 1 s of silence on both sides."""
    padded = np.concatenate([np.zeros(RATE), sound / 32_768, np.zeros(RATE)])
    return float(10 * np.log10(np.convolve(padded**2, np.ones(window * 24) / (window * 24)).max()))


@pytest.mark.parametrize("tone", Tone)
def test_a_tone_is_exactly_as_long_as_the_timeline_believes(tone: Tone) -> None:
    assert tone_clip(tone).samples == TONE_LENGTHS[tone] * 24
    assert tone_clip(tone).rate == RATE


@pytest.mark.parametrize("tone", Tone)
def test_a_tone_begins_and_ends_in_silence(tone: Tone) -> None:
    sound = np.abs(samples(tone))
    assert sound[0] == 0
    assert sound[-1] == 0
    assert sound[:24].max() < 330  # -40 dB in the first ms
    assert sound[-5 * 24 :].max() < 330  # and in the last 5 ms


@pytest.mark.parametrize("tone", Tone)
def test_a_tone_keeps_to_what_old_ears_and_small_loudspeakers_give(tone: Tone) -> None:
    frequencies, share = power(samples(tone))
    assert share[frequencies < 300].sum() < 1e-5
    assert share[frequencies > 3000].sum() < 1e-5
    assert 440 <= pitch(samples(tone)) <= 660


@pytest.mark.parametrize("tone", Tone)
def test_a_tone_is_no_pure_sine(tone: Tone) -> None:
    frequencies, share = power(samples(tone))
    assert share[frequencies > 850].sum() > 0.1


def test_start_rises_and_stop_falls() -> None:
    first, second = slice(0, 120 * 24), slice(250 * 24, None)
    assert (pitch(samples(Tone.START)[first]), pitch(samples(Tone.START)[second])) == (480, 640)
    assert (pitch(samples(Tone.STOP)[first]), pitch(samples(Tone.STOP)[second])) == (640, 480)


def test_half_stays_on_one_note() -> None:
    sound = samples(Tone.HALF)
    assert pitch(sound[: len(sound) // 2]) == pitch(sound[len(sound) // 2 :]) == 560


@pytest.mark.parametrize("tone", [Tone.START, Tone.STOP, Tone.HALF])
def test_a_tone_is_4_to_6_under_the_voice(tone: Tone) -> None:
    # At these pitches K-weighting is flat within 0.7 dB, and LUFS are -0.7 dB + 3 dB for reading mono as dual mono.
    loudness = loudest(samples(tone), 400) - 0.691 + 3.01
    assert -16 - 6.5 < loudness < -16 - 3.5


def test_a_tick_is_quieter_than_a_tone() -> None:
    assert 4 < loudest(samples(Tone.START), 100) - loudest(samples(Tone.TICK), 100) < 5


def test_a_tone_is_drawn_once_and_always_alike() -> None:
    assert tone_clip(Tone.START) is tone_clip(Tone.START)
    drawn: Clip = tone_clip.__wrapped__(Tone.START)
    assert drawn == tone_clip(Tone.START)
