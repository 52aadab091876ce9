import math
import subprocess
import sys
from array import array

import numpy as np
import pytest

from knib.audio.clip import RATE, Clip
from knib.audio.resample import resample


def sine(frequency: float, rate: int, samples: int, peak: int = 16000) -> Clip:
    return Clip(
        array("h", (round(peak * math.sin(2 * math.pi * frequency * n / rate)) for n in range(samples))).tobytes(), rate
    )


def test_a_second_stays_a_second() -> None:
    assert resample(sine(440, 22_050, 22_050)).samples == 24_000


def test_a_clip_at_the_rate_already_is_left_alone() -> None:
    clip = sine(440, RATE, 2400)
    assert resample(clip) == clip


def test_no_samples_give_no_samples_at_the_new_rate() -> None:
    assert resample(Clip(b"", 22_050)) == Clip(b"", RATE)


def test_silence_stays_exact_silence() -> None:
    assert not any(resample(Clip(bytes(4410), 22_050)).pcm)


@pytest.mark.parametrize("frequency", [100, 1000, 5000, 9000])
def test_a_tone_keeps_its_pitch_and_gains_nothing_else(frequency: int) -> None:
    after = np.frombuffer(resample(sine(frequency, 22_050, 22_050)).pcm, "<i2").astype(float)[2400:-2400]
    wanted = np.frombuffer(sine(frequency, RATE, RATE).pcm, "<i2").astype(float)[2400:-2400]
    assert np.abs(after - wanted).max() <= 4  # of 16 000: 72 dB under the tone


def test_what_passes_full_scale_is_stopped_there_and_does_not_wrap() -> None:
    square = Clip(array("h", ([32767] * 25 + [-32768] * 25) * 40).tobytes(), 22_050)
    wave = np.frombuffer(resample(square).pcm, "<i2").astype(int)
    assert (wave.max(), wave.min()) == (32767, -32768)
    assert np.count_nonzero(np.diff(np.sign(wave))) == 79  # 80 half periods have 79 edges; wrapping would add some


def test_the_same_clip_always_gives_the_same_samples() -> None:
    clip = sine(333, 22_050, 5000)
    assert len({resample(clip).pcm for _ in range(5)}) == 1


def test_importing_it_does_not_import_arrays() -> None:
    probe = "import sys, knib.audio.resample; sys.exit('numpy' in sys.modules or 'soxr' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0


def test_a_resampler_that_is_kept_is_gone_before_its_library() -> None:
    """Its binding tells whoever reads standard error of each one that is left when Python ends."""
    use = "import gc; from knib.audio.resample import resample; from knib.audio.clip import Clip;"
    use += "resample(Clip(bytes(9000), 22_050)); gc.freeze()"  # as the command leaves
    assert subprocess.run([sys.executable, "-c", use], capture_output=True, check=True, text=True).stderr == ""
