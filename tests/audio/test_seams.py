import mmap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.audio.clip import Clip
from knib.audio.codec import encode_mp3
from knib.audio.crc import crc16
from knib.audio.seams import FIELDS, MOST, faults
from knib.audio.splice import splice
from knib.audio.stitch import stitch
from knib.audio.store import Memory
from knib.plan.cue import Cue, Sounding
from listening import hiss, pcm, sweep, timeline

KNIB, SLIP = Cue("Knib"), Cue("Slip")
CLIPS: dict[Sounding, Clip] = {KNIB: Clip(pcm(hiss(437, 1))), SLIP: Clip(pcm(sweep(437)))}

SESSION = timeline(6000, [(1008, KNIB), (2016, SLIP), (4032, KNIB)])
"""On whole frames: 42, 84 and 168. Each cue is heard in 21 frames, and four more are its lead."""

SAMPLES = 144_000
GOOD = b"".join(splice(SESSION, CLIPS, Memory()))

MUSIC, FRAME = 192, 192

TAG = bytes.fromhex(
    "49 44 33 03 00 00"  # "ID3", version 2.3, no flags
    "00 00 02 01"  # 257 bytes follow: seven bits of each byte
) + bytes(257)


def frame(number: int) -> slice:
    """Where a frame of music lies."""
    return slice(MUSIC + number * FRAME, MUSIC + (number + 1) * FRAME)


def mended(mp3: bytes) -> bytes:
    """Make both CRCs of the first frame right again, so that they cannot be what tells."""
    head = mp3[:165] + crc16(mp3[MUSIC:]).to_bytes(2)
    return head + crc16(head).to_bytes(2) + mp3[169:]


def changed(mp3: bytes, at: int, new: bytes) -> bytes:
    return mp3[:at] + new + mp3[at + len(new) :]


@pytest.mark.parametrize("bed", [False, True])
@pytest.mark.parametrize("bitrate", [32, 64, 128])
@pytest.mark.parametrize("tag", [b"", TAG])
def test_a_spliced_file_has_no_faults(bitrate: int, tag: bytes, *, bed: bool) -> None:
    assert faults(tag + b"".join(splice(SESSION, CLIPS, Memory(), bitrate=bitrate, bed=bed)), SAMPLES) == []


@pytest.mark.parametrize("bitrate", [32, 64, 128])
def test_a_file_that_was_encoded_whole_has_no_faults(bitrate: int) -> None:
    assert faults(encode_mp3([stitch(SESSION, CLIPS).pcm], bitrate), SAMPLES) == []


def test_a_file_can_be_looked_at_without_reading_it_into_memory(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(TAG + GOOD)
    with (tmp_path / "a.mp3").open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert faults(mapped, SAMPLES) == []
        assert faults(mapped, SAMPLES + 1) != []


def test_another_length_is_found_by_its_padding() -> None:
    (fault,) = faults(GOOD, SAMPLES + 1)
    assert fault == "the first frame's delay and padding is 24 02 40, not 24 02 3f"  # 576, and 252 x 576 - 144576


def test_a_whole_frame_more_is_counted() -> None:
    assert faults(GOOD, SAMPLES + 576) == ["144576 samples are 253 frames, but there are 252"]


CUTS: dict[str, Callable[[bytes], bytes]] = {
    "the last frame is missing": lambda mp3: mp3[:-FRAME],
    "a frame of silence is missing": lambda mp3: mp3[: frame(10).start] + mp3[frame(11).start :],
    "the first frame of a stretch is missing": lambda mp3: mp3[: frame(38).start] + mp3[frame(39).start :],
    "the last frame of a stretch is missing": lambda mp3: mp3[: frame(62).start] + mp3[frame(63).start :],
    "a frame is there twice": lambda mp3: mp3[: frame(50).stop] + mp3[frame(50).start :],
    "the end is cut off": lambda mp3: mp3[:-1],
    "a byte is missing": lambda mp3: mp3[:9000] + mp3[9001:],
    "a byte is there too much": lambda mp3: mp3[:9000] + b"\0" + mp3[9000:],
    "a tag follows": lambda mp3: mp3 + b"TAG" + bytes(125),
    "there is no first frame": lambda mp3: mp3[MUSIC:],
    "there is nothing else": lambda mp3: mp3[:MUSIC],
    "there is nothing": lambda _mp3: b"",
    "the tag is cut off": lambda mp3: TAG[:200] + mp3,
    "stretches are swapped": lambda mp3: (
        mp3[: frame(38).start]
        + mp3[frame(80).start : frame(105).start]
        + mp3[frame(63).start : frame(80).start]
        + mp3[frame(38).start : frame(63).start]
        + mp3[frame(105).start :]
    ),
    "a frame has another bit rate": lambda mp3: changed(mp3, frame(10).start, bytes.fromhex("ff f3 94 c4")),
    "a frame is stereo": lambda mp3: changed(mp3, frame(50).start, bytes.fromhex("ff f3 84 04")),
    "a frame has a CRC": lambda mp3: changed(mp3, frame(50).start, bytes.fromhex("ff f2 84 c4")),
}


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS)
def test_what_is_cut_dropped_or_swapped_is_found(cut: Callable[[bytes], bytes]) -> None:
    assert faults(cut(GOOD), SAMPLES)


def silenced(number: int) -> Callable[[bytes], bytes]:
    """Put a silent frame in the place of another, which leaves the length as it was."""
    return lambda mp3: changed(mp3, frame(number).start, mp3[frame(0)])


STRUCTURE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a lead that is gone": (
        # The cue's first frame lies in the room of the frames before it, of which nothing else tells.
        lambda mp3: mp3[: frame(42).start] + mp3[frame(45)] + mp3[frame(43).start :],
        "borrows",
    ),
    "a stretch without its beginning": (
        lambda mp3: mp3[:MUSIC] + mp3[frame(44).start : frame(63).start] + mp3[frame(19).start :],
        "more than the frames before it left over",
    ),
    "a stretch without its beginning, in silence": (
        lambda mp3: mp3[: frame(9).start] + mp3[frame(44).start : frame(63).start] + mp3[frame(28).start :],
        "of them from silence",
    ),
    "data beyond its room": (
        lambda mp3: changed(mp3, frame(20).start + 4, bytes.fromhex("00 7f f8 00")),  # 4095 bits, of 1432
        "frame 20 holds 333 bytes more than it has room for",
    ),
    "a loan from before the first frame": (
        lambda mp3: changed(mp3, frame(0).start + 4, bytes.fromhex("01 00 00 00")),
        "frame 0 borrows 1 bytes, 1 more than the frames before it left over",
    ),
    "values without bits": (
        lambda mp3: changed(mp3, frame(20).start + 4, bytes.fromhex("00 00 00 04")),  # big_values 1
        "frame 20 has side information that cannot be: 00 00 00 04 00 00 00 00 00",
    ),
    "more values than lines": (
        lambda mp3: changed(mp3, frame(20).start + 4, bytes.fromhex("00 01 04 84")),  # 32 bits, big_values 289
        "frame 20 has side information that cannot be: 00 01 04 84 00 00 00 00 00",
    ),
}


@pytest.mark.parametrize(("damage", "said"), STRUCTURE.values(), ids=STRUCTURE)
def test_what_the_reservoir_cannot_hold_is_found_though_the_crcs_are_right(
    damage: Callable[[bytes], bytes], said: str
) -> None:
    found = faults(mended(damage(GOOD)), SAMPLES)
    assert found
    assert said in found[0]
    assert "CRC" not in "".join(found)


def test_a_stretch_whose_last_frame_is_silenced_is_found_by_its_crc() -> None:
    (fault,) = faults(silenced(62)(GOOD), SAMPLES)
    assert fault.startswith("the first frame's CRC of the music")


@pytest.mark.parametrize(("name", "place"), FIELDS.items(), ids=FIELDS)
def test_each_field_of_the_first_frame_is_checked(name: str, place: tuple[int, int]) -> None:
    last = place[1] - 1
    broken = changed(GOOD, last, bytes([GOOD[last] ^ 1]))
    assert [fault for fault in faults(broken, SAMPLES) if f"first frame's {name} is" in fault]


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_no_byte_can_change_unseen(at: int, by: int) -> None:
    if 169 <= at < MUSIC:  # what fills the first frame up says nothing
        return
    assert faults(changed(GOOD, at, bytes([GOOD[at] ^ by])), SAMPLES)


@given(st.binary(max_size=600))
def test_any_bytes_are_found_wanting(data: bytes) -> None:
    assert faults(data, SAMPLES)
    assert faults(GOOD[:MUSIC] + data, SAMPLES)


def test_of_a_file_full_of_faults_only_the_first_are_told() -> None:
    loan = bytes.fromhex("ff f3 84 c4 ff 7f f8 00")  # 255 bytes borrowed, 4095 bits taken
    broken = GOOD[:MUSIC] + (loan + bytes(184)) * 252
    assert len(faults(broken, SAMPLES)) == MOST


def test_frames_of_another_kind_are_not_ours() -> None:
    other = bytes.fromhex("ff fb 94 c4")  # MPEG-1, 128 kbit/s, 48 kHz, mono
    (fault,) = faults((other + bytes(380)) * 3, SAMPLES)
    assert fault.startswith("the frames are not MPEG-2 at 24 kHz, mono")
