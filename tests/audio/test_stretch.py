import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.audio.clip import Clip
from knib.audio.stretch import stretch
from knib.voice.engines.espeak import Espeak

PACES = (70, 89, 92, 102, 115, 128)


def sine(hertz: int, samples: int = 24_000, rate: int = 24_000) -> Clip:
    return Clip((8000 * np.sin(2 * np.pi * hertz * np.arange(samples) / rate)).astype("<i2").tobytes(), rate)


def heard(clip: Clip) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.frombuffer(clip.pcm, "<i2").astype(np.float64)


def middle(clip: Clip) -> Clip:
    """A clip without the 42 ms at either edge, where a tone that begins at once has a corner of its own."""
    return Clip(clip.pcm[2000:-2000])


def loudness(clip: Clip) -> float:
    return float(20 * np.log10(np.sqrt((heard(clip) ** 2).mean())))


def sharpest(clip: Clip) -> float:
    """The sharpest corner of a sound: what a click makes larger."""
    return float(np.abs(np.diff(heard(clip), 2)).max())


def pitch(clip: Clip) -> float:
    """The strongest frequency, in Hz."""
    sound = heard(clip) * np.hanning(clip.samples)
    return float(np.abs(np.fft.rfft(sound, 4 * len(sound))).argmax()) * clip.rate / (4 * len(sound))


@pytest.fixture(scope="module")
def speech() -> Clip:
    espeak = Espeak()
    return espeak.speak(espeak.text_for("Læg dig på ryggen med bøjede knæ. Knib, og slip helt."), 100)


@pytest.mark.parametrize("percent", PACES)
def test_speech_gets_just_as_long_as_asked_and_stays_as_loud(speech: Clip, percent: int) -> None:
    clip = stretch(speech, percent)
    assert clip.samples == round(speech.samples * 100 / percent)
    assert loudness(clip) == pytest.approx(loudness(speech), abs=0.2)


@pytest.mark.parametrize("percent", PACES)
def test_nothing_clicks(speech: Clip, percent: int) -> None:
    assert sharpest(stretch(speech, percent)) <= sharpest(speech) * 1.1
    assert sharpest(middle(stretch(sine(200), percent))) <= sharpest(sine(200)) + 3


@pytest.mark.parametrize("percent", PACES)
@pytest.mark.parametrize("hertz", [80, 200, 440, 3000])
def test_the_pitch_stays(hertz: int, percent: int) -> None:
    clip = middle(stretch(sine(hertz), percent))
    assert pitch(clip) == pytest.approx(hertz, rel=0.01)
    assert loudness(clip) == pytest.approx(loudness(sine(hertz)), abs=0.3)


def test_at_its_own_pace_a_clip_stays_itself(speech: Clip) -> None:
    assert stretch(speech, 100) is speech
    assert stretch(Clip(b""), 89) == Clip(b"")


def test_the_same_clip_is_always_stretched_alike(speech: Clip) -> None:
    assert stretch(speech, 89) == stretch(speech, 89)


def test_silence_stays_silence() -> None:
    assert stretch(Clip(bytes(48_000)), 89) == Clip(bytes(2 * 26_966))


def test_a_pause_in_speech_is_stretched_and_stays_silent() -> None:
    sound = heard(stretch(Clip(sine(200).pcm + bytes(48_000) + sine(200).pcm), 80))
    assert not sound[31_500:58_500].any()  # a second and a quarter, but for what a window is long


@pytest.mark.parametrize("percent", [49, 201, 0, -5])
def test_a_pace_that_would_be_heard_is_refused(percent: int) -> None:
    with pytest.raises(ValueError, match="from 50 to 200 per cent"):
        stretch(sine(200), percent)


@given(st.binary(max_size=6000).map(lambda pcm: pcm[: len(pcm) // 2 * 2]), st.integers(50, 200))
def test_any_sound_gets_its_length(pcm: bytes, percent: int) -> None:
    samples = len(pcm) // 2
    assert stretch(Clip(pcm), percent).samples == (2 * samples * 100 + percent) // (2 * percent)
