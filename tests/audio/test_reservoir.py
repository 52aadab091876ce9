import pytest

from knib.audio.clip import silence
from knib.audio.codec import encode_frames
from knib.audio.filling import header_for
from knib.audio.islands import FRAME
from knib.audio.reservoir import Grain, grains, laid_out, main_data_begin, main_data_bytes
from knib.errors import SoundError
from listening import by_mpg123, hiss, pcm

OURS = header_for(64)

FRAME_BYTES = bytes.fromhex(
    "ff f3 84 c4"  # MPEG-2 Layer III, 64 kbit/s, 24 kHz, mono
    "03"  # main_data_begin: 3 bytes
    "00 50 00"  # private 0, part2_3_length 000000001010 = 10 bits, big_values 0, and 2 bits of global_gain
    "00 00 00 00 00"  # the rest of 72 bits
).ljust(192, b"\xaa")


def grain(size: int, fill: int = 1) -> Grain:
    """Give a frame of so many bytes of main data, its side information told apart by its last byte."""
    return Grain((size * 8 << 11).to_bytes(4) + bytes(4) + bytes([fill]), bytes([fill]) * size)


def test_a_frame_tells_where_its_data_begin_and_how_long_they_are() -> None:
    assert main_data_begin(FRAME_BYTES) == 3
    assert main_data_bytes(FRAME_BYTES) == 2  # 10 bits


def test_a_frame_is_laid_out_as_early_as_the_ones_before_it_allow() -> None:
    frames = laid_out([grain(100), grain(200), grain(10)], OURS)
    # 179 bytes of room each: 100, then 79 + 121, then 10 in the 58 that are left over
    assert [main_data_begin(frames[at : at + 192]) for at in (0, 192, 384)] == [0, 79, 58]
    assert grains(frames, OURS)[2].main == bytes([1]) * 10


def test_a_frame_never_borrows_more_than_255_bytes() -> None:
    frames = laid_out([grain(0), grain(0), grain(0), grain(300)], OURS)
    assert main_data_begin(frames[3 * 192 :]) == 255


def test_frames_that_stand_by_themselves_borrow_nothing() -> None:
    frames = laid_out([grain(100, 1), grain(179, 2), grain(10, 3)], OURS, reach=0)
    assert [main_data_begin(frames[at : at + 192]) for at in (0, 192, 384)] == [0, 0, 0]
    assert frames[192 + 13 : 384] == b"\2" * 179


def test_what_has_no_room_is_refused() -> None:
    with pytest.raises(SoundError, match="MP3 frame 1 needs 1 bytes more than 64 kbit/s give"):
        laid_out([grain(100), grain(259)], OURS)  # 79 + 179 = 258
    with pytest.raises(SoundError, match="frame 0"):
        laid_out([grain(180)], OURS, reach=0)


@pytest.mark.parametrize(("coded", "wanted"), [(64, 64), (64, 96), (48, 64), (128, 160)])
def test_frames_laid_out_anew_sound_as_they_did(coded: int, wanted: int) -> None:
    before = encode_frames([silence(5 * FRAME), pcm(hiss(500, 3)), silence(5 * FRAME)], coded)
    after = laid_out(grains(before, header_for(coded)), header_for(wanted))
    assert after != before or coded == wanted
    assert (by_mpg123(after) == by_mpg123(before)).all()
