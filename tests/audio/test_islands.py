from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.audio.clip import Clip, silence
from knib.audio.codec import encode_frames
from knib.audio.islands import FRAME, Island, Part, frames_heard, islands
from knib.audio.reservoir import main_data_bytes
from knib.plan.cue import Cue, Sounding
from knib.spec.model import Tone
from listening import hiss, pcm, timeline

KNIB, SLIP = Cue("Knib"), Cue("Slip")

CLIPS: dict[Sounding, Clip] = {KNIB: Clip(silence(2400)), SLIP: Clip(silence(2401)), Tone.TICK: Clip(silence(1440))}
"""100 ms, 100 ms and a sample, 60 ms."""


def test_sounds_far_apart_are_an_island_each() -> None:
    found = list(islands(timeline(9000, [(1000, KNIB), (2001, SLIP)]), CLIPS))
    assert found == [
        Island(start=24_000, samples=2400, parts=(Part(0, KNIB),)),
        Island(start=48_024, samples=2401, parts=(Part(0, SLIP),)),
    ]


def test_sounds_that_touch_are_one_island() -> None:
    found = list(islands(timeline(9000, [(1000, KNIB), (1100, Tone.TICK), (1200, SLIP)]), CLIPS))
    parts = (Part(0, KNIB), Part(2400, Tone.TICK), Part(4800, SLIP))
    assert found == [Island(start=24_000, samples=4800 + 2401, parts=parts)]


def test_a_session_without_sounds_has_no_islands() -> None:
    assert list(islands(timeline(9000, []), CLIPS)) == []


def test_an_island_knows_the_frames_it_is_heard_in() -> None:
    (island,) = islands(timeline(9000, [(1001, KNIB)]), CLIPS)
    assert (island.frame, island.phase) == (41, 408)  # 24024 = 41 x 576 + 408
    assert island.after == (24_024 + 2400 - 1) // 576 + 3


@pytest.mark.parametrize(("gap", "most", "least"), [(70, 2, 1), (72, 2, 2), (48, 2, 1), (47, 1, 1)])
def test_from_72_ms_on_sounds_are_always_parted_and_under_48_never(gap: int, most: int, least: int) -> None:
    counts = {
        len(list(islands(timeline(9000, [(start, KNIB), (start + 100 + gap, KNIB)]), CLIPS))) for start in range(24)
    }
    assert (max(counts), min(counts)) == (most, least)


sounds = st.lists(st.tuples(st.integers(0, 400), st.sampled_from(list(CLIPS))), max_size=12)


@given(sounds, st.integers(0, 12))
def test_no_two_islands_are_heard_in_one_frame(drawn: list[tuple[int, Sounding]], apart: int) -> None:
    clock, placed = 0, []
    for gap, sound in drawn:
        placed.append((clock + gap, sound))
        clock += gap + CLIPS[sound].length
    found = list(islands(timeline(clock + 500, placed), CLIPS, apart))
    assert [(island.start + part.offset, part.sound) for island in found for part in island.parts] == [
        (start * 24, sound) for start, sound in placed
    ]
    for island, following in pairwise(found):
        assert following.frame >= island.after + apart
    for island in found:  # and no sounds share an island that could be parted
        for part, following_part in pairwise(island.parts):
            end = island.start + part.offset + CLIPS[part.sound].samples
            assert (island.start + following_part.offset) // FRAME < (end - 1) // FRAME + 3 + apart


@pytest.mark.parametrize("phase", [0, 1, 24, 263, 264, 480, 552, 575])
@pytest.mark.parametrize("samples", [192, 575, 576, 577, 1152, 5000])
@pytest.mark.parametrize("bitrate", [32, 64, 128])
def test_a_sound_is_heard_in_no_other_frames(phase: int, samples: int, bitrate: int) -> None:
    sound = pcm(2 * hiss(300, 7))[: 2 * samples]
    encoded = encode_frames([silence(4 * FRAME + phase), sound, silence(6 * FRAME)], bitrate)
    length = 3 * bitrate
    taken = [main_data_bytes(encoded[at : at + length]) for at in range(0, len(encoded), length)]
    heard = np.flatnonzero(taken)
    assert heard[0] >= 4
    assert heard[-1] < 4 + frames_heard(phase, samples)
