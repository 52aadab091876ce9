import tracemalloc
from collections.abc import Iterator

import numpy as np
import pytest

from knib.audio.clip import Clip, silence
from knib.audio.hearing import REACH, Finding, Heard, Window, around, cut_out, find, level, loudest
from knib.audio.outline import outline
from knib.units import Ms

FULL = 32_768


def hiss(length: int, seed: int) -> np.ndarray:
    """Give a burst of noise below 5 kHz, like an s, that is unlike any other; `length` in ms."""
    noise = np.random.default_rng(seed).normal(0, 1, length * 24 + 200)
    smooth = np.convolve(noise, np.hanning(8), "valid")[: length * 24]
    return np.asarray(smooth * 9000 / np.abs(smooth).max())


def pcm(sound: np.ndarray) -> bytes:
    return bytes(np.round(sound).astype("<i2").tobytes())


SOUND = hiss(600, 1)
OUTLINE = outline(Clip(pcm(SOUND)))
ROOM = REACH * 24


def laid(sound: np.ndarray, at: int = 0, under: float = 0) -> np.ndarray:
    """Give the stretch around a moment, with a sound `at` samples after it and noise under it."""
    wave = np.zeros(len(SOUND) + 2 * ROOM)
    wave[ROOM + at : ROOM + at + len(sound)] = sound
    return (wave + np.random.default_rng(9).normal(0, 1, len(wave)) * under) / FULL


def heard(sound: np.ndarray, at: int = 0, under: float = 0) -> Heard:
    return find(OUTLINE, laid(sound, at, under))


@pytest.mark.parametrize("at", [0, 1, -1, 24, -120, 120, 2880, 5999, -6000])
@pytest.mark.parametrize("under", [0, 300])
def test_a_sound_is_found_at_its_sample(at: int, under: float) -> None:
    found = heard(SOUND, at, under)
    assert found.finding is Finding.THERE
    assert abs(found.shift - at) <= (0 if under == 0 else 1)
    assert found.lacking == ()


@pytest.mark.parametrize("decibels", [-12, -3, 0, 3, 6])
def test_how_much_louder_a_sound_is_than_it_was_recorded(decibels: float) -> None:
    assert heard(SOUND * 10 ** (decibels / 20)).gain == pytest.approx(decibels, abs=0.2)


@pytest.mark.parametrize(("start", "end"), [(0, 200), (240, 400), (400, 600), (120, 600)])
def test_what_is_lacking_is_told_to_the_block(start: int, end: int) -> None:
    cut = SOUND.copy()
    cut[start * 24 : end * 24] = 0
    assert heard(cut).lacking == ((start, end),)


def test_two_holes_are_two() -> None:
    cut = SOUND.copy()
    cut[80 * 24 : 160 * 24] = cut[400 * 24 : 480 * 24] = 0
    assert heard(cut).lacking == ((80, 160), (400, 480))


def test_a_soft_block_is_not_missed() -> None:
    soft = SOUND.copy()
    soft[200 * 24 : 400 * 24] *= 0.05
    silent = soft.copy()
    silent[200 * 24 : 400 * 24] = 0
    assert find(outline(Clip(pcm(soft))), laid(silent)).lacking == ()


LEVELLED = np.concatenate([SOUND[: 280 * 24], SOUND[280 * 24 : 440 * 24] / 5, SOUND[440 * 24 :] / 10])
"""A word whose end was softer by 14 and by 20 dB, which a limiter brought to the level of its beginning: `SOUND`."""


def test_a_soft_end_that_was_made_louder_is_not_taken_for_all_that_is_there() -> None:
    word = outline(Clip(pcm(LEVELLED)))
    assert find(word, laid(SOUND)).lacking == ()
    beheaded = SOUND.copy()
    beheaded[: 280 * 24] = 0
    assert find(word, laid(beheaded)).finding is Finding.OTHER
    cut = SOUND.copy()
    cut[80 * 24 : 160 * 24] = 0
    assert find(word, laid(cut)).lacking == ((80, 160),)


@pytest.mark.parametrize("length", [561, 579, 600])
def test_the_fade_at_the_very_end_is_not_missed(length: int) -> None:
    sound = SOUND[: length * 24]
    faded = sound.copy()
    faded[-5 * 24 :] = 0
    assert find(outline(Clip(pcm(sound))), laid(faded)).lacking == ()
    cut = sound.copy()
    cut[-60 * 24 :] = 0
    ((start, end),) = find(outline(Clip(pcm(sound))), laid(cut)).lacking
    assert (start >= length - 80, end) == (True, length)


def test_silence_is_nothing() -> None:
    assert heard(np.zeros(100)).finding is Finding.MISSING


@pytest.mark.parametrize("under", [30, 300, 2000])
def test_what_goes_on_before_and_after_alike_is_nothing(under: float) -> None:
    assert heard(np.zeros(100), under=under).finding is Finding.MISSING


def test_another_sound_is_something_else() -> None:
    found = heard(hiss(600, 2))
    assert (found.finding, found.lacking) == (Finding.OTHER, ())


def test_what_is_before_and_after_is_not_taken_for_the_sound() -> None:
    wave = laid(np.zeros(1))
    wave[: ROOM - 2400] = np.resize(hiss(300, 3), ROOM - 2400) / FULL
    assert find(OUTLINE, wave).finding is Finding.MISSING


@pytest.mark.parametrize("kept", [120, 200, 320])
def test_what_is_left_of_a_sound_is_known_again(kept: int) -> None:
    found = heard(SOUND[: kept * 24])
    assert found.finding is Finding.THERE
    assert found.lacking == ((kept, 600),)


def test_a_tone_is_not_found_a_wave_too_late() -> None:
    time = np.arange(300 * 24)
    tone = 6000 * np.sin(2 * np.pi * time * 440 / 24_000) * np.hanning(len(time))
    alike = [find(outline(Clip(pcm(tone))), _around(tone, under)).shift for under in (0, 30, 200, 500)]
    assert alike == [0, 0, 0, 0]


def _around(sound: np.ndarray, under: float) -> np.ndarray:
    wave = np.zeros(len(sound) + 2 * ROOM)
    wave[ROOM : ROOM + len(sound)] = sound
    return (wave + np.random.default_rng(4).normal(0, 1, len(wave)) * under) / FULL


@pytest.mark.parametrize("unknown", [b"", bytes(500), bytes([0, 0xFF] * 100), bytes([2, 0xFE] * 100)])
def test_an_outline_of_nothing_is_never_found(unknown: bytes) -> None:
    wave = np.zeros(len(unknown) * 24 + 2 * ROOM)
    assert find(unknown, wave).finding is Finding.MISSING


def test_a_level_is_that_of_a_sine() -> None:
    # A sine of half of full scale: -6.02 dB, and 3.01 dB less as RMS.
    sine = 0.5 * np.sin(np.arange(24_000) * 2 * np.pi / 24)
    assert level(sine) == pytest.approx(-9.03, abs=0.01)
    assert level(np.zeros(10)) == level(np.zeros(0)) == -140


def test_the_loudest_place_is_told_in_whole_steps() -> None:
    wave = np.zeros(24_000)
    wave[12_000:12_240] = 0.1
    loud, place = loudest(wave)
    assert (round(loud, 3), place) == (-20, 500)
    assert loudest(np.zeros(100)) == (-140, 0)


def numbered(samples: int, piece: int) -> Iterator[bytes]:
    whole = np.arange(samples, dtype="<i2").tobytes()
    yield from (whole[at : at + piece * 2] for at in range(0, len(whole), piece * 2))


@pytest.mark.parametrize("piece", [1, 7, 576, 5000])
def test_windows_are_cut_where_they_are_and_may_overlap(piece: int) -> None:
    windows = [Window(-3, 2), Window(0, 10), Window(5, 8), Window(900, 1003), Window(2000, 2004)]
    found = [np.round(wave * FULL).tolist() for wave in cut_out(numbered(1000, piece), windows)]
    assert found[0] == [0, 0, 0, 0, 1]
    assert found[1] == list(range(10))
    assert found[2] == [5, 6, 7]
    assert found[3] == [*range(900, 1000), 0, 0, 0]
    assert found[4] == [0, 0, 0, 0]


def test_only_what_a_window_needs_is_read() -> None:
    read = 0

    def counted() -> Iterator[bytes]:
        nonlocal read
        for piece in numbered(1000, 10):
            read += 1
            yield piece

    list(cut_out(counted(), [Window(0, 25)]))
    assert read == 3


def test_a_sound_is_looked_for_a_quarter_of_a_second_around_its_moment() -> None:
    assert around(Ms(1000), 600) == Window(750 * 24, 1850 * 24)
    assert len(silence(1100 * 24)) == 2 * 1100 * 24


def test_a_window_copies_no_more_than_itself_however_much_was_read() -> None:
    hour = silence(5_000_000)
    windows = cut_out([hour], [Window(0, 24), Window(24, 48)])
    next(windows)
    tracemalloc.start()
    try:
        next(windows)
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()
