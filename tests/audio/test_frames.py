from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.audio.crc import crc16
from knib.audio.frames import (
    BITRATES,
    RATES,
    Header,
    Version,
    frames_for,
    info_frame,
    read_header,
    walk,
)
from knib.errors import SoundError

OURS = Header(version=Version.MPEG2, bitrate=64, rate=24_000, mono=True)

OUR_HEADER = bytes.fromhex(
    "ff"  # sync, first 8 of 11 bits
    "f3"  # sync 111, MPEG-2 10, Layer III 01, no CRC 1
    "84"  # 64 kbit/s 1000, 24 kHz 01, no padding 0, private 0
    "c4"  # mono 11, mode extension 00, copyright 0, original 1, emphasis 00
)

MPEG1_HEADER = bytes.fromhex(
    "ff"  # sync
    "fa"  # sync 111, MPEG-1 11, Layer III 01, with a CRC 0
    "92"  # 128 kbit/s 1001, 44.1 kHz 00, padded 1, private 0
    "04"  # stereo 00, mode extension 00, copyright 0, original 1, emphasis 00
)

INFO_FRAME = bytes.fromhex(
    "ff f3 84 c4"  # the header of the frames that follow
    "00 00 00 00 00 00 00 00 00"  # side information: a frame of silence to a decoder that knows no better
    "49 6e 66 6f"  # "Info": the bit rate is constant
    "00 00 00 0f"  # flags: frames, bytes, seek table, quality
    "00 00 00 64"  # 100 frames follow
    "00 00 4b c0"  # 19392 bytes: 101 frames of 192
    + "".join(f"{(percent + 1) * 192 * 256 // 19_392:02x}" for percent in range(100))  # 100 frames: one a per cent
    + "00 00 00 39"  # quality 57
    "4c 41 4d 45 33 2e 31 30 30"  # "LAME3.100"
    "01"  # revision 0, constant bit rate 1
    "00 00 00 00 00 00 00 00 00 00"  # lowpass, peak, two replay gains, flags: not told
    "40"  # 64 kbit/s
    "24 02 40"  # delay 576 = 0x240, padding 576 = 0x240
    "00"  # source of 32 kHz or less, mono
    "00 00 00"  # gain, preset
    "00 00 4b c0"  # 19392 bytes of music, with this frame
    "12 34"  # CRC of the frames that follow
)


def test_our_header_is_four_known_bytes() -> None:
    assert OURS.packed() == OUR_HEADER
    assert read_header(OUR_HEADER) == OURS


def test_our_frame_is_24_ms_and_192_bytes() -> None:
    assert OURS.samples * 1000 == 24 * OURS.rate
    assert OURS.length == 64_000 * 24 // 1000 // 8


def test_a_header_of_mpeg_1_reads_as_written() -> None:
    header = read_header(MPEG1_HEADER)
    assert header == Header(version=Version.MPEG1, bitrate=128, rate=44_100, mono=False, padded=True, checked=True)
    assert header.length == 418  # 144 x 128000 / 44100 = 417.96, rounded down, and the padding byte
    assert header.packed() == MPEG1_HEADER


@pytest.mark.parametrize("version", Version)
@pytest.mark.parametrize("padded", [False, True])
def test_every_header_we_can_write_reads_back(version: Version, *, padded: bool) -> None:
    for bitrate in BITRATES[version][1:]:
        for rate in RATES[version]:
            for mono in (False, True):
                header = Header(version=version, bitrate=bitrate, rate=rate, mono=mono, padded=padded)
                assert read_header(header.packed()) == header


@pytest.mark.parametrize(
    "head",
    [
        "",  # nothing
        "ff f3 84",  # three bytes
        "ff d3 84 c4",  # ten bits of sync
        "ff e3 84 c4",  # version 00: MPEG-2.5
        "ff eb 84 c4",  # version 01: reserved
        "ff f5 84 c4",  # Layer II
        "ff f1 84 c4",  # layer 00: AAC looks like this
        "ff f3 04 c4",  # bit rate 0000: free
        "ff f3 f4 c4",  # bit rate 1111: forbidden
        "ff f3 8c c4",  # rate 11: reserved
        "49 44 33 03",  # an ID3 tag
    ],
)
def test_what_is_no_header_is_refused(head: str) -> None:
    with pytest.raises(SoundError, match="no MP3 frame"):
        read_header(bytes.fromhex(head))


def test_walking_goes_from_frame_to_frame() -> None:
    first, second = OUR_HEADER + bytes(188), MPEG1_HEADER + bytes(414)
    frames = list(walk(first + second + first))
    assert [frame.start for frame in frames] == [0, 192, 610]
    assert [frame.data for frame in frames] == [first, second, first]


def test_nothing_has_no_frames() -> None:
    assert list(walk(b"")) == []


def test_a_frame_that_is_cut_off_is_refused() -> None:
    with pytest.raises(SoundError, match="the MP3 frame at byte 192 is cut off: 191 bytes of 192"):
        list(walk(OUR_HEADER + bytes(188) + OUR_HEADER + bytes(187)))


def test_bytes_between_frames_are_refused() -> None:
    with pytest.raises(SoundError, match="no MP3 frame: 00 ff f3 84"):
        list(walk(OUR_HEADER + bytes(188) + b"\0" + OUR_HEADER + bytes(188)))


def test_the_first_frame_is_what_lame_writes() -> None:
    # 100 frames hold 57600 samples: 576 of delay, 56448 of sound, 576 of padding.
    frame = info_frame(OURS, samples=56_448, starts=range(0, 19_200, 192), size=19_200, crc=0x1234)
    assert frame[:167] == INFO_FRAME
    assert frame[167:169] == crc16(INFO_FRAME).to_bytes(2)
    assert frame[169:] == bytes(23)


def test_the_first_frame_takes_a_higher_bit_rate_where_its_tables_would_not_fit() -> None:
    small = Header(version=Version.MPEG2, bitrate=8, rate=24_000, mono=True)
    assert small.length == 24
    frame = info_frame(small, samples=56_448, starts=range(0, 2400, 24), size=2400, crc=0)
    header = read_header(frame[:4])
    assert (header.bitrate, header.length) == (64, len(frame))  # 56 kbit/s would give 168 bytes, one too few
    assert frame[25:29] == (2400 + 192).to_bytes(4)


def test_the_first_frame_of_mpeg_1_mono_fits_in_177_bytes() -> None:
    header = Header(version=Version.MPEG1, bitrate=64, rate=48_000, mono=True)
    frame = info_frame(header, samples=100 * 1152 - 2 * 576, starts=range(0, 19_200, 192), size=19_200, crc=0)
    assert len(frame) == 192
    assert frame[21:25] == b"Info"  # 4 bytes of header, 17 of side information
    assert frame[175:177] == crc16(frame[:175]).to_bytes(2)


def test_the_seek_table_rises_and_ends_before_the_end() -> None:
    table = info_frame(OURS, samples=199_000, starts=range(0, 348 * 192, 192), size=348 * 192, crc=0)[29:129]
    assert all(earlier <= later for earlier, later in pairwise(table))
    assert table[50] == (174 + 1) * 256 // 349  # half of 348 frames, and the first one


def test_another_number_of_frames_than_the_sound_takes_is_refused() -> None:
    # 576 of delay, 529 that the decoder lags: two frames hold 47 samples, not 48.
    assert (frames_for(47, OURS), frames_for(48, OURS)) == (2, 3)
    with pytest.raises(SoundError, match="48 samples are 3 MP3 frames, not 2"):
        info_frame(OURS, samples=48, starts=[0, 192], size=384, crc=0)


@given(st.binary(max_size=1000))
def test_any_bytes_are_frames_or_refused(stream: bytes) -> None:
    try:
        frames = list(walk(stream))
    except SoundError:
        return
    assert b"".join(frame.data for frame in frames) == stream
