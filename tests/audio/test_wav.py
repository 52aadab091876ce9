"""WAV of every kind that a server or a telephone writes."""

import struct
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.audio.clip import Clip
from knib.audio.codec import write_wav
from knib.audio.wav import is_wav, read_wav
from knib.errors import SoundError

FOUR = [0, 16384, -16384, -32768]  # silence, half and half the other way, all the way


def chunk(name: bytes, body: bytes, size: int | None = None) -> bytes:
    return name + struct.pack("<I", len(body) if size is None else size) + body + b"\0" * (len(body) % 2)


def form(code: int, channels: int, bits: int, rate: int = 24_000) -> bytes:
    frame = channels * bits // 8
    return struct.pack("<HHIIHH", code, channels, rate, rate * frame, frame, bits)


def wav(
    sound: bytes, head: bytes | None = None, size: int | None = None, before: bytes = b"", after: bytes = b""
) -> bytes:
    body = b"WAVE" + before + chunk(b"fmt ", head or form(1, 1, 16)) + chunk(b"data", sound, size) + after
    return chunk(b"RIFF", body, size)


def ours(*samples: int) -> bytes:
    return struct.pack(f"<{len(samples)}h", *samples)


EXTENSIBLE = (
    form(0xFFFE, 1, 24) + struct.pack("<HHI", 22, 24, 4) + b"\x01\0" + bytes.fromhex("000000001000800000aa00389b71")
)

KINDS = {
    "8 bits, without a sign": (form(1, 1, 8), bytes([128, 192, 64, 0])),
    "16 bits": (form(1, 1, 16), ours(*FOUR)),
    "24 bits": (form(1, 1, 24), bytes.fromhex("000000 000040 0000c0 000080")),
    "32 bits": (form(1, 1, 32), struct.pack("<4i", 0, 2**30, -(2**30), -(2**31))),
    "floats of 32 bits": (form(3, 1, 32), struct.pack("<4f", 0, 0.5, -0.5, -1)),
    "floats of 64 bits": (form(3, 1, 64), struct.pack("<4d", 0, 0.5, -0.5, -1)),
    "two channels alike": (form(1, 2, 16), ours(*(s for s in FOUR for _ in "lr"))),
    "two channels, mixed": (form(1, 2, 16), ours(1000, -1000, 32767, 1, -32768, 0, -32768, -32768)),
    "24 bits, extensible": (EXTENSIBLE, bytes.fromhex("000000 000040 0000c0 000080")),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_sample_is_read(kind: str) -> None:
    head, sound = KINDS[kind]
    assert list(array("h", read_wav(wav(sound, head)).pcm)) == FOUR


@pytest.mark.parametrize("rate", [8000, 22_050, 24_000, 44_100, 48_000, 192_000])
def test_the_rate_is_the_files_own(rate: int) -> None:
    assert read_wav(wav(ours(1, 2), form(1, 1, 16, rate))) == Clip(ours(1, 2), rate)


@pytest.mark.parametrize("size", [0, 2_000_000_000, 0x7FFFF000, 0x7FFFFFFF, 0xFFFFFFFF])
def test_a_length_that_nobody_could_know_is_as_much_as_came(size: int) -> None:
    assert read_wav(wav(ours(*FOUR), size=size)).pcm == ours(*FOUR)


def test_a_file_that_is_cut_off_is_an_error() -> None:
    with pytest.raises(SoundError, match="the WAV file is cut off: 6 of 8 bytes came"):
        read_wav(wav(ours(*FOUR))[:-2])


def test_other_chunks_are_passed_over_and_an_odd_one_is_padded() -> None:
    other = chunk(b"LIST", b"INFOabc") + chunk(b"bext", bytes(602))
    assert read_wav(wav(ours(*FOUR), before=other, after=other)).pcm == ours(*FOUR)


def test_several_files_in_a_row_are_one_sound() -> None:
    assert read_wav(wav(ours(1, 2)) + wav(ours(3))).pcm == ours(1, 2, 3)


def test_half_a_frame_at_the_end_is_dropped() -> None:
    assert read_wav(wav(ours(5, 7, 9), form(1, 2, 16), size=0)).pcm == ours(6)


def test_floats_past_full_scale_stop_there_and_what_is_no_number_is_silence() -> None:
    floats = struct.pack("<4f", 3, -3, float("nan"), 1)
    assert list(array("h", read_wav(wav(floats, form(3, 1, 32))).pcm)) == [32767, -32768, 0, 32767]


def test_what_we_write_we_read() -> None:
    assert read_wav(write_wav(Clip(ours(*FOUR)))) == Clip(ours(*FOUR))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no WAV file"),
        (b"ID3\x04", "no WAV file"),
        (b"RIFF\0\0\0\0AVI ", "no WAV file"),
        (b"RIFF\0\0\0\0WAVE", "no sound"),
        (wav(b""), "no sound"),
        (wav(ours(1), form(1, 1, 16)[:8]), "damaged"),
        (wav(ours(1), form(2, 1, 16)), "format 2, 1 channels of 16 bits"),
        (wav(ours(1), form(1, 0, 16)), "unknown kind"),
        (wav(ours(1), form(1, 1, 16, 0)), "unknown kind"),
        (wav(ours(1), form(1, 1, 16)).replace(b"fmt ", b"fmx "), "no sound"),
    ],
)
def test_what_holds_no_sound_is_an_error(data: bytes, words: str) -> None:
    with pytest.raises(SoundError, match=words):
        read_wav(data)


@given(st.binary(max_size=60).map(lambda tail: b"RIFF\0\0\0\0WAVE" + tail) | st.binary(max_size=80))
def test_any_bytes_are_sound_or_an_error(data: bytes) -> None:
    try:
        assert read_wav(data).rate > 0
        assert is_wav(data)
    except SoundError:
        pass


@given(st.binary(min_size=1, max_size=200), st.sampled_from([k[0] for k in KINDS.values()]))
def test_any_samples_of_any_kind_are_read_to_the_last_whole_one(sound: bytes, head: bytes) -> None:
    frame = struct.unpack_from("<H", head, 12)[0]
    if len(sound) >= frame:
        assert read_wav(wav(sound, head)).samples == len(sound) // frame
