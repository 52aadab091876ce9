import math
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest

from knib.audio.clip import RATE, Clip, silence
from knib.audio.loudness import gated, loudest, loudness, peaks, powers, true_peak
from knib.audio.resample import resample
from meters import by_ebur128
from ready import spoken


def tone(*parts: tuple[float, float], rate: int = RATE, pitch: int = 1000) -> Clip:
    """Give a sine in parts, each of a level in dB of full scale and so many seconds long."""
    levels = np.concatenate([np.full(round(seconds * rate), 10 ** (level / 20)) for level, seconds in parts])
    wave = 32_768 * levels * np.sin(2 * np.pi * pitch * np.arange(len(levels)) / rate)
    return Clip(np.rint(wave).astype("<i2").tobytes(), rate)


def louder(clip: Clip, decibels: float) -> Clip:
    wave = np.frombuffer(clip.pcm, "<i2") * 10 ** (decibels / 20)
    return Clip(np.rint(wave).astype("<i2").tobytes(), clip.rate)


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ([(-23, 20)], -23),
        ([(-33, 20)], -33),
        ([(-36, 10), (-23, 60), (-36, 10)], -23),
        ([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23),
        ([(-26, 20), (-20, 20.1), (-26, 20)], -23),
    ],
)
def test_the_signals_of_ebu_tech_3341_read_as_it_demands(parts: list[tuple[float, float]], wanted: float) -> None:
    # Table 1, cases 1 to 5. The signals are the same left and right, which is what dual mono means.
    assert loudness(tone(*parts)) == pytest.approx(wanted, abs=0.1)


@pytest.mark.parametrize(
    ("period", "phase", "amplitude", "wanted"),
    [(4, 0, 0.5, -6), (4, 45, 0.5, -6), (6, 60, 0.5, -6), (8, 67.5, 0.5, -6), (4, 45, 1.0, 0)],
)
def test_the_peaks_of_ebu_tech_3341_read_as_it_demands(
    period: int, phase: float, amplitude: float, wanted: float
) -> None:
    # Table 1, cases 15 to 18, and 19 at full scale. At 45 degrees the samples themselves stay 3 dB lower.
    at = np.arange(RATE)
    wave = amplitude * 32_767 * np.sin(2 * np.pi * at / period + np.radians(phase)) * np.hanning(RATE) ** 0.1
    assert wanted - 0.4 < true_peak(Clip(np.rint(wave).astype("<i2").tobytes())) < wanted + 0.2


CUES = ("2", "Slip.", "Knib.", "Gør klar.", "Slip helt.", "Knib 10 gange.", "Tal så med din fysioterapeut.")
"""277 to 2417 ms, shorter than a block and longer."""


@pytest.mark.parametrize("text", CUES)
def test_a_cue_reads_as_it_does_with_ffmpeg(text: str) -> None:
    clip = spoken("lange-og-hurtige")[text]
    read = by_ebur128(clip, pause=400)
    assert loudness(clip) == pytest.approx(read.loudness, abs=0.05)
    assert true_peak(clip) == pytest.approx(read.peak, abs=0.1)


@pytest.mark.parametrize("text", CUES)
def test_at_48_khz_where_the_standard_gives_its_filters_a_cue_reads_the_same_to_a_hundredth(text: str) -> None:
    clip = resample(spoken("lange-og-hurtige")[text], 48_000)
    assert loudness(clip) == pytest.approx(by_ebur128(clip, pause=400).loudness, abs=0.01)


def test_the_same_measure_notices_a_tenth_of_a_unit() -> None:
    clip = spoken("lange-og-hurtige")["Slip."]
    assert loudness(louder(clip, 0.1)) == pytest.approx(loudness(clip) + 0.1, abs=0.005)
    assert loudness(louder(clip, 0.1)) != pytest.approx(by_ebur128(clip, pause=400).loudness, abs=0.05)


def test_bass_counts_less_and_treble_more() -> None:
    middle = loudness(tone((-20, 2)))
    assert loudness(tone((-20, 2), pitch=40)) < middle - 5
    assert middle + 2.5 < loudness(tone((-20, 2), pitch=5000)) < middle + 4


def test_a_pause_inside_does_not_count() -> None:
    one = spoken("lange-og-hurtige")["Knib 10 gange."].pcm
    whole = Clip(one + bytes(-len(one) % 4800) + silence(3 * RATE) + one)
    assert loudness(whole) == pytest.approx(loudness(Clip(one)), abs=0.01)
    assert loudest(powers(whole), 6000) < loudness(whole) - 2  # without the gate it would


def test_what_lies_below_the_absolute_gate_does_not_count_however_long_it_is() -> None:
    assert loudness(tone((-66, 2), (-75, 30))) == pytest.approx(-66, abs=0.5)


def test_a_sound_half_as_long_as_a_block_reads_softer_for_it() -> None:
    # Five blocks hold some of 200 ms: a quarter of one, a half of three, a quarter of one. In the mean 0.4: -4 dB.
    assert loudness(tone((-20, 0.2))) == pytest.approx(-24, abs=0.1)


@pytest.mark.parametrize("clip", [Clip(b""), Clip(silence(RATE)), Clip(silence(5))])
def test_silence_has_no_loudness_and_no_peak(clip: Clip) -> None:
    assert loudness(clip) == -math.inf
    assert true_peak(clip) == -math.inf


@pytest.mark.parametrize("samples", [0, 1, 23, 24, 25, 23_999, 24_000, 24_001, 60_000])
def test_there_is_a_power_and_a_peak_for_every_millisecond(samples: int) -> None:
    clip = Clip(tone((-20, 3)).pcm[: 2 * samples])
    assert len(powers(clip)) == len(peaks(clip)) == clip.length


def test_long_sound_is_measured_in_chunks_and_they_do_not_show() -> None:
    clip = tone((-20, 3.3))
    inside = slice(100, 3200)
    assert np.ptp(powers(clip)[inside]) < 1e-3 * powers(clip)[1000]
    assert np.ptp(peaks(clip)[inside]) < 1e-3
    later = gated(np.concatenate([np.zeros(700), powers(clip)]))  # the same with the chunks' borders elsewhere
    assert gated(powers(Clip(silence(700 * 24) + clip.pcm))) == pytest.approx(later, abs=1e-4)


def test_a_peak_stands_in_its_own_millisecond() -> None:
    wave = np.zeros(2400, "<i2")
    wave[1000] = 16_384  # in ms 41
    heights = peaks(Clip(wave.tobytes()))
    assert int(heights.argmax()) == 41
    assert heights[41] == pytest.approx(0.5, abs=0.01)


def test_the_loudest_stretch_is_found() -> None:
    clip = tone((-40, 3), (-20, 3), (-40, 3))
    assert loudest(powers(clip)) == pytest.approx(-20, abs=0.1)
    levels = [loudest(powers(clip), window) for window in (1000, 3000, 6000, 9000, 20_000)]
    assert all(first >= second - 0.02 for first, second in pairwise(levels))


def test_importing_it_does_not_import_arrays() -> None:
    probe = "import sys, knib.audio.level, knib.audio.background; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
