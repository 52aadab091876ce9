from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knib.audio.bed import CODED, LOOP, Bed, with_bed
from knib.audio.clip import Clip
from knib.audio.crc import crc16
from knib.audio.islands import islands
from knib.audio.noise import LEVEL, pink_noise
from knib.audio.reservoir import main_data_begin, main_data_bytes
from knib.audio.seams import faults
from knib.audio.splice import splice
from knib.audio.store import Memory
from knib.plan.cue import Cue, Sounding
from knib.plan.timeline import Timeline
from listening import DECODERS, Decoder, by_mpg123, hiss, level, offsets, pcm, sweep, timeline

KEPT = Memory()

KNIB, HVIL = Cue("Knib"), Cue("Hvil")
CLIPS: dict[Sounding, Clip] = {KNIB: Clip(pcm(hiss(437, 1))), HVIL: Clip(pcm(sweep(903)))}

QUIET = 1024 / 32_768
SKIPPED = 100
"""A player that skips silence: samples under 1024 of 32768 (-30.1 dB) for 100 ms are cut out.

So do players built on Android's ExoPlayer (`SilenceSkippingAudioProcessor`: level 1024, 150 ms in older versions and
100 ms in newer ones). It is the single sample that counts, not the mean: a noise of -36 dB passes -30 dB by its peaks.
"""


def lost(sound: np.ndarray) -> int:
    """Give how many ms such a player would cut out."""
    loud = np.flatnonzero(np.abs(sound) >= QUIET)
    gaps = np.diff(np.concatenate([[-1], loud, [len(sound)]])) - 1
    return int(gaps[gaps >= SKIPPED * 24].sum() // 24)


def in_bed(session: Timeline, clips: dict[Sounding, Clip], bitrate: int = 64) -> np.ndarray:
    return by_mpg123(b"".join(splice(session, clips, KEPT, bitrate=bitrate, bed=True)))


RESTS = timeline(60_000, [(start, KNIB) for start in range(1000, 58_000, 5777)])


@pytest.mark.parametrize("bitrate", CODED)
def test_with_the_bed_no_rest_is_lost(bitrate: int) -> None:
    assert lost(in_bed(RESTS, CLIPS, bitrate)) == 0


def test_without_the_bed_every_rest_would_be() -> None:
    sound = by_mpg123(b"".join(splice(RESTS, CLIPS, KEPT)))
    assert lost(sound) > 50_000


def test_four_db_less_would_lose_some() -> None:
    sound = in_bed(timeline(60_000, []), {})
    assert lost(sound) == 0
    assert lost(sound * 10 ** (-4 / 20)) > 1000


@pytest.mark.parametrize("bitrate", CODED)
def test_the_bed_is_as_loud_as_it_should_be(bitrate: int) -> None:
    assert level(in_bed(timeline(20_000, []), {}, bitrate)) == pytest.approx(LEVEL, abs=0.6)


def test_pink_noise_has_the_same_power_in_every_octave() -> None:
    noise = np.frombuffer(pink_noise(LOOP * 576), "<i2") / 32_768
    assert level(noise) == pytest.approx(LEVEL, abs=0.01)
    power = np.abs(np.fft.rfft(noise)) ** 2
    pitch = np.fft.rfftfreq(len(noise), 1 / 24_000)
    octaves = [power[(pitch >= low) & (pitch < 2 * low)].sum() for low in (125, 250, 500, 1000)]
    assert max(octaves) / min(octaves) < 10**0.1  # 1 dB
    assert power[pitch > 8000].sum() / power.sum() < 0.01


def test_pink_noise_repeats_without_a_seam() -> None:
    noise = np.frombuffer(pink_noise(LOOP * 576), "<i2").astype(int)
    jumps = np.abs(np.diff(np.concatenate([noise, noise])))
    assert jumps[len(noise) - 1] <= np.percentile(jumps, 99.9)


@pytest.mark.parametrize("bitrate", CODED)
def test_every_frame_of_the_bed_stands_by_itself(bitrate: int) -> None:
    (piece,) = Bed(bitrate, KEPT).run(0, LOOP)
    frames = [bytes(piece.data[at : at + 3 * bitrate]) for at in range(0, len(piece.data), 3 * bitrate)]
    assert {main_data_begin(frame) for frame in frames} == {0}
    assert 0 < min(map(main_data_bytes, frames)) < max(map(main_data_bytes, frames)) <= 3 * bitrate - 13


@settings(max_examples=40)
@given(first=st.integers(0, 3 * LOOP), count=st.integers(0, 2 * LOOP))
def test_any_run_of_the_bed_has_the_crc_it_says(first: int, count: int) -> None:
    pieces = list(Bed(64, KEPT).run(first, count))
    assert sum(len(piece.data) for piece in pieces) == count * 192
    assert all(piece.crc == crc16(piece.data) for piece in pieces)


def test_the_bed_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Memory()
    first = b"".join(splice(RESTS, CLIPS, store, bed=True))
    monkeypatch.setattr("knib.audio.bed.encode_frames", None)
    monkeypatch.setattr("knib.audio.bed.pink_noise", None)
    assert b"".join(splice(RESTS, CLIPS, store, bed=True)) == first


def test_the_same_session_gives_the_same_bytes() -> None:
    assert b"".join(splice(RESTS, CLIPS, Memory(), bed=True)) == b"".join(splice(RESTS, CLIPS, Memory(), bed=True))


@st.composite
def sessions(draw: st.DrawFn) -> Timeline:
    clock, sounds = 0, []
    for gap, cue in draw(st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(list(CLIPS))), max_size=8)):
        start = clock + (gap if gap > 600 else gap // 3)
        sounds.append((start, cue))
        clock = start + CLIPS[cue].length
    return timeline(clock + draw(st.integers(50, 1000)), sounds)


@pytest.mark.parametrize("bitrate", CODED)
@settings(max_examples=15)
@given(session=sessions())
def test_in_the_bed_every_cue_is_where_it_should_be(session: Timeline, bitrate: int) -> None:
    mp3 = b"".join(splice(session, CLIPS, KEPT, bitrate=bitrate, bed=True))
    assert faults(mp3, session.length * 24) == []
    for decode in DECODERS:
        sound = decode(mp3)
        assert len(sound) == session.length * 24
        assert offsets(sound, session, CLIPS) <= {0}
        assert lost(sound) == 0


def test_sound_that_is_not_spliced_lies_in_the_same_noise() -> None:
    silence = b"".join(with_bed([bytes(48)] * 100))
    assert silence == pink_noise(LOOP * 576)[:4800]
    assert level(np.frombuffer(b"".join(with_bed([bytes(2 * 24_000 * 20)])), "<i2") / 32_768) == pytest.approx(
        LEVEL, abs=0.3
    )


@given(st.lists(st.integers(1, 30_000), min_size=1, max_size=6))
def test_the_bed_under_pcm_goes_on_from_piece_to_piece(sizes: list[int]) -> None:
    sound = pcm(hiss(1250 * len(sizes), 3))[: 2 * sum(sizes)]
    pieces, at = [], 0
    for size in sizes:
        pieces.append(sound[2 * at : 2 * (at + size)])
        at += size
    mixed = np.frombuffer(b"".join(with_bed(pieces)), "<i2").astype(int)
    noise = np.frombuffer(pink_noise(LOOP * 576), "<i2")[: len(mixed)]
    assert (mixed == np.frombuffer(sound, "<i2").astype(int) + noise).all()


# Seams: cues that say nothing leave the bed alone, with all of its seams.

SILENT: dict[Sounding, Clip] = {
    Cue(str(number)): Clip(bytes(2 * samples))
    for number, samples in enumerate(np.random.default_rng(5).integers(192, 24_000, 20).tolist())
}


@cache
def silent_session() -> Timeline:
    clock, sounds = 1000, []
    for number, gap in enumerate(np.random.default_rng(6).integers(500, 3000, 150).tolist()):
        cue = list(SILENT)[number % 20]
        sounds.append((clock, cue))
        clock += SILENT[cue].length + gap
    return timeline(clock, sounds)


@cache
def seams(bitrate: int) -> list[int]:
    """Give the sample of the decoded sound at which each seam's frame begins to be heard."""
    lead = Bed(bitrate, KEPT).lead
    found = list(islands(silent_session(), SILENT, lead))
    assert len(found) > 140
    return [number * 576 - 1105 for island in found for number in (island.frame - lead, island.after)]


def near_seams(sound: np.ndarray, bitrate: int) -> np.ndarray:
    near = np.zeros(len(sound), bool)
    for seam in seams(bitrate):
        near[max(0, seam - 240) : seam + 576 + 480 + 240] = True  # the overlap, and the reach of the filters
    return near


@pytest.mark.parametrize("decode", DECODERS)
@pytest.mark.parametrize("bitrate", CODED)
def test_no_seam_clicks(bitrate: int, decode: Decoder) -> None:
    sound = decode(b"".join(splice(silent_session(), SILENT, KEPT, bitrate=bitrate, bed=True)))
    near, jumps = near_seams(sound, bitrate)[1:], np.asarray(np.abs(np.diff(sound)))
    assert jumps[near].max() < 1.3 * jumps[~near].max()
    for share in (50, 99, 99.9):
        assert np.percentile(jumps[near], share) == pytest.approx(np.percentile(jumps[~near], share), rel=0.1)


@pytest.mark.parametrize("bitrate", CODED)
def test_no_seam_is_louder_or_softer(bitrate: int) -> None:
    sound = in_bed(silent_session(), SILENT, bitrate)
    near = near_seams(sound, bitrate)
    assert level(sound[near]) == pytest.approx(level(sound[~near]), abs=0.3)
    windows = sound[: len(sound) // 576 * 576].reshape(-1, 576)
    loudness = np.asarray(10 * np.log10((windows**2).mean(axis=1)))[2:-3]
    at_seam = np.asarray(near[: len(sound) // 576 * 576].reshape(-1, 576).any(axis=1))[2:-3]
    for worst in (min, max):
        assert worst(loudness[at_seam]) == pytest.approx(worst(loudness[~at_seam]), abs=1)


@pytest.mark.parametrize("bitrate", CODED)
def test_the_mean_loudness_does_not_move_through_a_seam(bitrate: int) -> None:
    sound = in_bed(silent_session(), SILENT, bitrate)
    # Where islands end, the loop is entered somewhere else each time: chance evens out.
    ends = [seam for seam in seams(bitrate)[1::2] if seam + 1728 < len(sound)]
    course = np.mean([sound[seam - 1152 : seam + 1728].reshape(-1, 288) ** 2 for seam in ends], axis=(0, 2))
    assert 10 * np.log10(course.max() / course.min()) < 1.5


def test_the_same_measures_find_a_bed_that_pauses_for_one_frame() -> None:
    sound = in_bed(silent_session(), SILENT).copy()
    for seam in seams(64):
        sound[seam : seam + 576] = 0
    near = near_seams(sound, 64)
    assert level(sound[near]) < level(sound[~near]) - 1
    assert np.abs(np.diff(sound))[near[1:]].max() > 0
