from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knib.audio import relay
from knib.audio.clip import silence
from knib.audio.codec import Encoding, encode_mp3
from knib.audio.relay import Runner, encode_in_legs
from knib.audio.seams import faults
from listening import DECODERS, RATE, Decoder, by_mpg123, pcm

LEG = 250 * 576
"""Samples of a leg in these tests, 6 s."""

BITRATES = [32, 64, 128]


@pytest.fixture(autouse=True)
def _short_legs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "LEG", 250)


@cache
def music() -> bytes:
    """Give 40 s of struck strings over soft noise: seven legs, the last of them shorter."""
    chance = np.random.default_rng(7)
    wave = chance.normal(0, 60, 40 * RATE + RATE)
    for start in range(0, 40 * RATE, 9000):
        time = np.arange(RATE) / RATE
        for pitch in chance.choice([220, 262, 294, 330, 392, 440, 523, 587], 2, replace=False):
            wave[start : start + RATE] += 4000 * np.exp(-4 * time) * np.sin(2 * np.pi * pitch * time)
    return pcm(np.clip(wave[: 40 * RATE], -32_000, 32_000))


@cache
def in_one_go(bitrate: int) -> bytes:
    return encode_mp3([music()], bitrate)


@cache
def in_legs(bitrate: int) -> bytes:
    return encode_in_legs([music()], bitrate)


@cache
def two_legs() -> bytes:
    return encode_in_legs([music()[:600_000]])


def seconds(sound: bytes, taken: list[int] | None = None) -> Iterator[bytes]:
    for at in range(0, len(sound), 2 * RATE):
        if taken is not None:
            taken.append(at)
        yield sound[at : at + 2 * RATE]


@pytest.mark.parametrize("decode", DECODERS)
@pytest.mark.parametrize("bitrate", BITRATES)
def test_what_is_heard_is_what_one_encoder_would_have_made_to_the_last_bit(bitrate: int, decode: Decoder) -> None:
    assert np.array_equal(decode(in_legs(bitrate)), decode(in_one_go(bitrate)))


@pytest.mark.parametrize("bitrate", BITRATES)
def test_every_frame_finds_its_bits_where_they_should_be(bitrate: int) -> None:
    assert faults(in_legs(bitrate), 40 * RATE) == []


@pytest.mark.parametrize("bitrate", BITRATES)
def test_each_leg_has_its_own_encoder(bitrate: int, monkeypatch: pytest.MonkeyPatch) -> None:
    found = list[int | None]()
    handover = relay.handover

    def noted(*given: object) -> int | None:
        found.append(handover(*given))  # type: ignore[arg-type]
        return found[-1]

    monkeypatch.setattr(relay, "handover", noted)
    encode_in_legs([music()], bitrate)
    assert len(found) == 6
    assert None not in found


def test_an_encoder_that_takes_over_at_once_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "said", lambda *_: None)
    monkeypatch.setattr(relay, "ALIKE", 1)
    early = encode_in_legs([music()])
    assert faults(early, 40 * RATE) == []  # nothing is missing: that alone would not do
    differs = np.abs(by_mpg123(early) - by_mpg123(in_one_go(64)))
    for border in range(LEG, 40 * RATE, LEG):
        assert differs[border - 2400 : border + 2400].max() > 0.01


def test_an_encoder_that_takes_over_where_more_is_borrowed_than_was_left_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def where_it_borrows_more(runner: Runner, fresh: Encoding, leg: bytes, _: int) -> int:
        runner.encoding.feed(leg)
        pairs = zip(fresh.frames[4::192], runner.encoding.frames[250 * 192 + 4 :: 192], strict=False)
        return next(number for number, (borrowed, left) in enumerate(pairs) if borrowed > left)

    monkeypatch.setattr(relay, "handover", where_it_borrows_more)
    found = faults(encode_in_legs([music()[: 2 * 10 * RATE]]), 10 * RATE)
    assert any("more than the frames before it left over" in fault for fault in found)


def test_where_two_never_agree_the_first_runs_on_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "ALIKE", 251)
    assert encode_in_legs([music()]) == in_one_go(64)


def test_where_two_agree_in_the_leg_after_next_the_one_between_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    handover, borders = relay.handover, list[int]()

    def refused_twice(runner: Runner, fresh: Encoding, leg: bytes, bitrate: int) -> int | None:
        borders.append(runner.border)
        if len(borders) > 2:
            return handover(runner, fresh, leg, bitrate)
        runner.encoding.feed(leg)
        return None

    monkeypatch.setattr(relay, "handover", refused_twice)
    assert np.array_equal(by_mpg123(encode_in_legs([music()])), by_mpg123(in_one_go(64)))
    assert borders == [250, 500, 750, 250, 250, 250]


@pytest.mark.parametrize("samples", [1, 576, LEG - 1, LEG])
def test_what_fits_into_one_leg_is_encoded_in_one_go(samples: int) -> None:
    sound = music()[: 2 * samples]
    assert encode_in_legs(seconds(sound)) == encode_mp3([sound])


@pytest.mark.parametrize("decode", DECODERS)
@pytest.mark.parametrize("samples", [LEG + 1, 2 * LEG - 1, 2 * LEG, 2 * LEG + 577])
def test_it_is_as_long_as_the_sound(samples: int, decode: Decoder) -> None:
    mp3 = encode_in_legs([music()[: 2 * samples]])
    assert len(decode(mp3)) == samples
    assert faults(mp3, samples) == []


@settings(max_examples=4)
@given(st.lists(st.integers(0, 300_000), max_size=8))
def test_the_same_samples_give_the_same_bytes_however_they_are_cut(cuts: list[int]) -> None:
    borders = [0, *sorted(cuts), 300_000]
    cut = [music()[2 * first : 2 * last] for first, last in pairwise(borders)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(relay, "LEG", 250)
        assert encode_in_legs(cut) == two_legs()


@pytest.mark.parametrize("cores", [1, 3, None])
def test_any_number_of_cores_gives_the_same_bytes(cores: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert encode_in_legs([music()]) == in_legs(64)


def test_music_that_falls_silent_and_comes_back_has_no_faults() -> None:
    sound = music()[:500_000] + silence(400_000) + music()[500_000:900_000]
    mp3 = encode_in_legs([sound])
    assert faults(mp3, len(sound) // 2) == []
    assert np.array_equal(by_mpg123(mp3), by_mpg123(encode_mp3([sound])))


def test_only_the_legs_that_are_being_run_are_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    handover, taken, ahead = relay.handover, list[int](), list[int]()

    def noted(runner: Runner, fresh: Encoding, leg: bytes, bitrate: int) -> int | None:
        ahead.append(len(taken))
        return handover(runner, fresh, leg, bitrate)

    monkeypatch.setattr(relay, "handover", noted)
    encode_in_legs(seconds(music(), taken))
    # Seconds taken when the second leg is handed over, and so on: one leg more is running, and 6 s are a leg.
    assert ahead[:4] == [18, 24, 30, 36]
