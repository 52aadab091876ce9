import numpy as np
import pytest

from knib.audio.clip import RATE, Clip
from knib.audio.likeness import has_voice, unlikeness
from knib.plan.aloud import lines_of
from knib.plan.script import write
from knib.spec import library
from knib.spec.reader import read
from takes import read_aloud, said

LINES = lines_of([write(read(library.load("hosteknib"), "hosteknib"))])


def reader(line: str) -> Clip:
    return Clip(np.rint(read_aloud(line) * 32_768).astype("<i2").tobytes())


def test_the_same_words_are_alike_whoever_says_them() -> None:
    rows = unlikeness([reader(line) for line in LINES], [said(line) for line in LINES])
    for index, row in enumerate(rows):
        assert min(range(len(row)), key=row.__getitem__) == index
        assert row[index] < -0.15


def test_every_line_has_a_voice_in_it_and_noise_has_none() -> None:
    assert all(has_voice(reader(line)) for line in LINES)
    random = np.random.default_rng(1)
    hiss = random.normal(0, 3000, RATE)
    rumble = np.convolve(hiss, np.hanning(40) / 10, "same")
    for noise in (hiss, rumble, hiss[:5000] * np.hanning(5000)):
        assert not has_voice(Clip(noise.astype("<i2").tobytes()))
    assert not has_voice(Clip(bytes(2400)))
    assert not has_voice(Clip(b""))


def test_one_line_is_compared_with_the_others() -> None:
    others = [said(line) for line in LINES[1:]]
    ((same,),) = unlikeness([reader(LINES[0])], [said(LINES[0])], others)
    ((other,),) = unlikeness([reader(LINES[2])], [said(LINES[0])], others)
    assert same < -0.15 < other


def test_the_same_sounds_give_the_same_numbers_and_nothing_gives_nothing() -> None:
    two = [said(line) for line in LINES[:2]]
    assert unlikeness(two, two) == unlikeness(two, two)
    assert unlikeness([], two) == []
    assert unlikeness(two, []) == [[], []]


@pytest.mark.parametrize("length", [1, 24, 2400])
def test_a_sound_of_any_length_is_told(length: int) -> None:
    assert len(unlikeness([Clip(b"\1\2" * length)], [said(line) for line in LINES])[0]) == len(LINES)
