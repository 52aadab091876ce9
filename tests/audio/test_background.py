import io
import tracemalloc
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
import soundfile

from knib.audio.background import CROSSFADE, FADE, PEAK, with_background
from knib.audio.clip import RATE, Clip, silence
from knib.audio.codec import encode_mp3
from knib.audio.level import TARGET, levelled
from knib.audio.loudness import loudest, loudness, lufs, powers, samples_of, sliding
from knib.audio.stitch import pieces
from knib.errors import Origin, SoundError
from knib.plan.cue import Cue, Sounding
from knib.plan.timeline import Placed, Role, Timeline
from knib.spec.model import Tone
from knib.units import Ms
from meters import by_ebur128
from ready import as_spoken, session


def hum(seconds: float, pitch: float = 500, level: float = 0.3) -> Clip:
    """Give a sine: as loud in each ms as in any other."""
    wave = level * np.sin(2 * np.pi * pitch * np.arange(round(seconds * RATE)) / RATE)
    return Clip(np.rint(wave * 32_767).astype("<i2").tobytes())


def rain(seconds: float, seed: int = 5) -> Clip:
    noise = np.random.default_rng(seed).uniform(-0.3, 0.3, round(seconds * RATE))
    return Clip(np.rint(noise * 32_767).astype("<i2").tobytes())


def plan(seconds: int, *sounds: tuple[int, int, Sounding]) -> Timeline:
    """Give a session of so many seconds with sounds from one ms to another."""
    placed = tuple(
        Placed(start=Ms(start), end=Ms(end), sound=sound, role=Role.CUE, origin=Origin(file="knae.yaml"))
        for start, end, sound in sounds
    )
    return Timeline(title="Knæ", length=Ms(seconds * 1000), spans=(), placed=placed, chapters=())


def still(timeline: Timeline, cut: int = RATE) -> Iterator[bytes]:
    """Give a session in which nobody speaks, in pieces of so many samples."""
    left = timeline.length * 24
    while left:
        yield silence(min(cut, left))
        left -= min(cut, left)


def laid(timeline: Timeline, background: Clip) -> Clip:
    """Give the background of a session, alone."""
    return Clip(b"".join(with_background(still(timeline), timeline, background)))


def levels(clip: Clip) -> np.ndarray:
    """Give the loudness of each ms, in LUFS: what lies in the 10 ms around it."""
    power = np.convolve(powers(clip), np.ones(10) / 10, "same")
    return np.asarray(lufs(1) + 10 * np.log10(np.maximum(power, 1e-12)))


WORD = Cue("Knib")


def test_where_nobody_speaks_it_is_14_lu_under_the_voice() -> None:
    assert loudness(Clip(laid(plan(60), rain(20)).pcm[5 * 48_000 : -5 * 48_000])) == pytest.approx(TARGET - 14, abs=0.1)


@pytest.mark.parametrize("level", [0.9, 0.1, 0.004])
def test_how_loud_the_file_is_does_not_matter(level: float) -> None:
    assert levels(laid(plan(20), hum(20, level=level)))[10_000] == pytest.approx(TARGET - 14, abs=0.1)


def test_it_goes_down_8_db_before_a_word_and_comes_up_after_it() -> None:
    heard = levels(laid(plan(20, (8000, 9000, WORD)), hum(30)))
    assert heard[7790] == pytest.approx(-30, abs=0.1)
    assert heard[8005:8995] == pytest.approx(-38, abs=0.1)
    assert heard[9610] == pytest.approx(-30, abs=0.1)


def test_it_moves_with_soft_edges() -> None:
    heard = levels(laid(plan(20, (8000, 9000, WORD)), hum(30)))
    assert (np.diff(heard[7790:8010]) < 0.01).all()
    assert (np.diff(heard[8990:9610]) > -0.01).all()
    assert np.abs(np.diff(heard[5000:15_000])).max() < 0.1  # dB a ms
    assert heard[7900] == pytest.approx(-34, abs=0.3)  # half way after half the time
    assert heard[9300] == pytest.approx(-34, abs=0.3)
    assert heard[7850] == pytest.approx(-31.25, abs=0.3)  # a quarter of the time: 3/16 - 1/32 = 5/32 of the way
    assert heard[9450] == pytest.approx(-31.25, abs=0.3)


def test_between_words_that_are_close_it_stays_down_and_between_others_it_comes_up() -> None:
    heard = levels(laid(plan(20, (6000, 7000, WORD), (8499, 9000, WORD), (10_500, 11_000, WORD)), hum(30)))
    assert heard[6005:8995].max() < -37.9
    assert heard[9700:10_200].min() > -30.1


@pytest.mark.parametrize(("tone", "down"), [(Tone.START, True), (Tone.HALF, True), (Tone.TICK, False)])
def test_it_makes_way_for_tones_but_not_for_ticks(tone: Tone, *, down: bool) -> None:
    heard = levels(laid(plan(20, (8000, 8420, tone)), hum(30)))
    assert heard[8200] == pytest.approx(-38 if down else -30, abs=0.1)


def test_under_a_word_even_its_loudest_part_is_20_lu_lower() -> None:
    words = [(start, start + 1000, WORD) for start in range(4000, 54_000, 2000)]
    music = Clip(hum(20, level=0.12).pcm + hum(5, level=0.3).pcm + hum(20, level=0.12).pcm)
    alone = laid(plan(60, *words), music)
    assert loudest(powers(alone)) < TARGET - 20 + 0.05
    assert loudest(powers(laid(plan(60), music))) == pytest.approx(-28, abs=0.1)


def test_its_peaks_are_kept_low() -> None:
    wave = samples_of(rain(20)) / 30
    wave[::12_000] = 0.9  # drops
    after = samples_of(laid(plan(20), Clip(np.rint(wave * 32_767).astype("<i2").tobytes())))
    assert np.abs(after).max() == pytest.approx(10 ** (PEAK / 20), rel=0.01)


def test_it_fades_in_and_out_with_the_session() -> None:
    heard = levels(laid(plan(20), hum(30)))
    assert heard[20] < -60
    assert heard[-20] < -60
    assert [heard[FADE // 2], heard[-FADE // 2]] == pytest.approx([-36, -36], abs=0.3)
    assert heard[FADE + 10 : -FADE - 10] == pytest.approx(-30, abs=0.1)
    assert (np.diff(heard[50:FADE]) > -0.01).all()


def test_a_session_shorter_than_its_fades_has_both() -> None:
    heard = levels(laid(plan(4), hum(30)))
    assert heard.argmax() == pytest.approx(2000, abs=50)
    assert heard[20] < -50
    assert heard[-20] < -50


def test_the_first_time_it_plays_from_its_own_beginning() -> None:
    music = rain(30)
    before, after = samples_of(music)[3 * RATE : 20 * RATE], samples_of(laid(plan(40), music))[3 * RATE : 20 * RATE]
    assert np.corrcoef(before, after)[0, 1] > 0.999


def test_it_begins_again_as_often_as_the_session_needs() -> None:
    after = samples_of(laid(plan(40), rain(7)))
    lap = (7000 - CROSSFADE) * 24
    first = after[10 * RATE : 10 * RATE + lap]
    assert np.array_equal(first, after[10 * RATE + lap : 10 * RATE + 2 * lap])
    assert np.array_equal(first, after[10 * RATE + 3 * lap : 10 * RATE + 4 * lap])


def test_where_it_begins_again_it_is_neither_softer_nor_louder() -> None:
    power = sliding(powers(laid(plan(60), rain(7)))[4000:-4000], 250)
    assert 10 * np.log10(power.max() / power.min()) < 1.5


def test_where_it_begins_again_nothing_clicks() -> None:
    # 311.7 Hz is 2181.9 waves in 7 s: end and beginning do not fit.
    after = samples_of(laid(plan(60), hum(7, pitch=311.7)))
    steepest = np.abs(np.diff(samples_of(hum(7, pitch=311.7)))).max() / 0.3
    assert np.abs(np.diff(after)).max() < 1.01 * steepest * np.abs(after).max()
    plain = np.tile(samples_of(hum(7, pitch=311.7)), 3)
    assert np.abs(np.diff(plain)).max() > 1.05 * steepest * np.abs(plain).max()  # without a cross-fade


@pytest.mark.parametrize("samples", [1, 2, 100, 4801])
def test_a_very_short_file_is_looped_too(samples: int) -> None:
    after = laid(plan(8), Clip(hum(1, pitch=2000).pcm[2 * 4 : 2 * 4 + 2 * samples]))
    assert after.samples == 8 * RATE


def test_silence_at_the_edges_of_the_file_is_left_out() -> None:
    music = rain(7)
    padded = Clip(silence(30_000) + music.pcm + silence(50_000))
    assert levels(laid(plan(60), padded))[4000:56_000].min() > -35


@pytest.mark.parametrize("cut", [1009, 24_000, 90_000])
def test_the_same_samples_come_out_however_they_are_cut(cut: int) -> None:
    timeline = plan(9, (4000, 5000, WORD))
    whole = b"".join(with_background([silence(9 * RATE)], timeline, rain(4)))
    assert b"".join(with_background(still(timeline, cut), timeline, rain(4))) == whole


def test_every_piece_keeps_its_length() -> None:
    given = [silence(5), silence(24_000), b"", silence(191_995)]
    assert [len(piece) for piece in with_background(given, plan(9), rain(4))] == [10, 48_000, 0, 383_990]


def test_the_voice_stays_what_it_was() -> None:
    timeline = plan(9, (4000, 5000, WORD))
    voice = silence(4 * RATE) + hum(1, pitch=700).pcm + silence(4 * RATE)
    both = np.frombuffer(b"".join(with_background([voice], timeline, rain(4))), "<i2").astype(int)
    alone = np.frombuffer(laid(timeline, rain(4)).pcm, "<i2").astype(int)
    assert np.array_equal(both - alone, np.frombuffer(voice, "<i2"))


def test_what_passes_full_scale_stops_there() -> None:
    loud = np.full(9 * RATE, 32_767, "<i2").tobytes()
    assert np.frombuffer(b"".join(with_background([loud], plan(9), rain(4))), "<i2").min() > 30_000


@pytest.mark.parametrize(
    ("background", "why"),
    [
        (Clip(b""), "the background is silent"),
        (Clip(silence(RATE)), "the background is silent"),
        (Clip(rain(1).pcm, 48_000), "the background has 48000 samples a second, not 24000"),
    ],
)
def test_a_background_that_cannot_be_used_is_refused_before_the_first_piece(background: Clip, why: str) -> None:
    with pytest.raises(SoundError, match=why) as refused:
        with_background(iter(()), plan(9), background)
    assert refused.value.cure


def test_memory_does_not_grow_with_the_session() -> None:
    def peak(seconds: int) -> int:
        tracemalloc.reset_peak()
        for _ in with_background(still(plan(seconds)), plan(seconds), music):
            pass
        return tracemalloc.get_traced_memory()[1]

    music = rain(5)
    tracemalloc.start()
    try:
        first, long = peak(20), peak(400)
    finally:
        tracemalloc.stop()
    assert long < 1.1 * first


def test_a_finished_session_with_a_background_keeps_its_voice_even_and_its_peaks_low() -> None:
    recorded = session("hosteknib")
    clips = {
        sound: levelled(clip) if isinstance(sound, Cue) else clip for sound, clip in as_spoken("hosteknib").items()
    }
    mixed = with_background(pieces(recorded.timeline, clips), recorded.timeline, rain(11))
    sound = Clip(soundfile.read(io.BytesIO(encode_mp3(mixed)), dtype="int16")[0].tobytes())
    heard = [
        loudness(Clip(sound.pcm[placed.start * 48 : placed.end * 48]))
        for placed in recorded.timeline.placed
        if isinstance(placed.sound, Cue)
    ]
    assert max(heard) - min(heard) < 1
    assert TARGET - 1 < min(heard) <= max(heard) < TARGET + 1
    assert by_ebur128(sound).peak < -1
    ends = [(first.end, second.start) for first, second in pairwise(recorded.timeline.placed)]
    rest = max(ends, key=lambda pause: pause[1] - pause[0])
    assert loudness(Clip(sound.pcm[(rest[0] + 1000) * 48 : (rest[1] - 500) * 48])) == pytest.approx(-30, abs=1)


def test_of_a_long_file_only_what_the_session_plays_is_kept() -> None:
    long, heard = rain(600), 10 + 2  # the session's seconds, and a crossfade
    tracemalloc.start()
    try:
        for _ in with_background(still(plan(10)), plan(10), long):
            pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # Its edges are looked for in a copy of the file; without the cut there are six more.
    assert peak < 2.1 * len(long.pcm) + 40 * heard * RATE


def test_a_file_that_a_session_plays_whole_takes_no_more_than_a_few_copies() -> None:
    music = rain(120)
    tracemalloc.start()
    try:
        next(iter(with_background(still(plan(120)), plan(120), music)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * len(music.pcm)


def test_what_a_session_never_comes_to_does_not_make_it_softer() -> None:
    drums = Clip(rain(20).pcm + hum(5, level=0.99).pcm)
    assert laid(plan(10), drums) == laid(plan(10), rain(20))
