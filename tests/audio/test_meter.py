import math

import numpy as np
import pytest

from knib.audio.clip import Clip, silence
from knib.audio.loudness import loudness
from knib.audio.meter import Meter, Reading


def tone(decibels: float, seconds: float = 3, hertz: float = 997) -> bytes:
    """Give a sine whose peak lies so many dB under full scale."""
    wave = 10 ** (decibels / 20) * 32_767 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * 24_000)) / 24_000)
    return bytes(np.round(wave).astype("<i2").tobytes())


def read(*pieces: bytes) -> Reading:
    meter = Meter()
    for piece in pieces:
        meter.take(piece)
    return meter.reading()


def test_a_tone_of_minus_23_db_measures_minus_23_as_two_channels() -> None:
    # EBU Tech 3341, case 1: a stereo sine of 1 kHz with peaks of -23 dB of full scale measures -23 LUFS.
    assert read(tone(-23)).loudness == pytest.approx(-23, abs=0.1)


def test_silence_around_a_sound_does_not_count() -> None:
    quiet = read(silence(240_000), tone(-20, 10), silence(240_000))
    assert quiet.loudness == pytest.approx(-20, abs=0.2)


def test_a_peak_between_the_samples_is_seen() -> None:
    # A sine of a quarter of the rate, its samples at 45 degrees: they reach 3 dB less than the wave.
    wave = 16_384 * np.sin(np.pi / 2 * np.arange(48_000) + np.pi / 4)
    assert read(np.round(wave).astype("<i2").tobytes()).peak == pytest.approx(-6.02, abs=0.7)


def test_it_agrees_with_the_loudness_that_clips_are_levelled_by() -> None:
    sound = np.random.default_rng(1).normal(0, 3000, 72_000).astype("<i2").tobytes()
    assert read(silence(9600), sound, silence(9600)).loudness == pytest.approx(loudness(Clip(sound)), abs=0.1)


def test_it_is_no_matter_how_the_sound_is_cut() -> None:
    sound = tone(-18)
    cut = [sound[at : at + 1152] for at in range(0, len(sound), 1152)]
    assert read(*cut) == read(sound)


@pytest.mark.parametrize("pieces", [(), (b"",), (silence(48_000),)])
def test_silence_has_neither_loudness_nor_peak(pieces: tuple[bytes, ...]) -> None:
    assert read(*pieces) == Reading(loudness=-math.inf, peak=-math.inf)
