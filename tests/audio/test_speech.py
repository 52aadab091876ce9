import pytest

from fakes import FakeEngine
from knib.audio.clip import RATE, Clip, silence
from knib.audio.codec import write_wav
from knib.audio.form import Format
from knib.audio.formats import encode
from knib.audio.resample import resample
from knib.audio.speech import speech
from knib.errors import SoundError

HOLD = FakeEngine().speak("Hold.", 100)  # 250 ms
QUIET = silence(RATE // 10)


def test_what_was_spoken_comes_without_the_silence_around_it() -> None:
    clip = speech(write_wav(Clip(QUIET + HOLD.pcm + QUIET)))
    assert clip.rate == RATE
    assert clip.length - HOLD.length in {0, 1, 2, 3, 4}  # 2 ms are left at each edge


@pytest.mark.parametrize("rate", [8000, 22_050, 44_100, 48_000])
def test_any_rate_becomes_24_khz(rate: int) -> None:
    clip = speech(write_wav(resample(HOLD, rate)))
    assert clip.rate == RATE
    assert abs(clip.length - HOLD.length) <= 2


@pytest.mark.parametrize("form", list(Format))
def test_any_common_format_is_read(form: Format) -> None:
    assert abs(speech(encode([QUIET, HOLD.pcm, QUIET], form)).length - HOLD.length) <= 20


def test_silence_is_no_samples() -> None:
    assert speech(write_wav(Clip(QUIET))).samples == 0


def test_what_is_no_sound_is_an_error() -> None:
    with pytest.raises(SoundError):
        speech(b"no sound at all")
