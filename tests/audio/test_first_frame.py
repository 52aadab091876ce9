import pytest

from knib.audio.clip import silence
from knib.audio.codec import encode_mp3
from knib.audio.first_frame import read_first_frame, tag_length
from knib.audio.frames import walk
from knib.errors import SoundError


@pytest.mark.parametrize("samples", [48, 575, 576, 577, 24_000])
def test_what_was_written_is_read(samples: int) -> None:
    mp3 = encode_mp3([silence(samples)])
    first = read_first_frame(mp3)
    assert (first.samples, first.size, first.frames) == (samples, len(mp3), len(list(walk(mp3))) - 1)
    assert first.header == next(walk(mp3)).header


def test_a_frame_of_sound_says_nothing() -> None:
    mp3 = encode_mp3([silence(24_000)])
    with pytest.raises(SoundError, match="does not say how long the sound is"):
        read_first_frame(mp3[192:])


def test_a_first_frame_without_all_its_fields_says_nothing() -> None:
    mp3 = bytearray(encode_mp3([silence(24_000)]))
    mp3[20] = 0b0111  # no quality
    with pytest.raises(SoundError, match="does not say"):
        read_first_frame(bytes(mp3))


@pytest.mark.parametrize("size", [0, 3, 4, 30, 150])
def test_a_first_frame_that_was_cut_off_is_refused(size: int) -> None:
    with pytest.raises(SoundError):
        read_first_frame(encode_mp3([silence(24_000)])[:size])


def test_a_tag_is_as_long_as_its_header_and_what_it_says_in_sevens_of_bits() -> None:
    assert tag_length(b"ID3\3\0\0" + bytes([0, 0, 1, 2])) == 10 + 128 + 2
    assert tag_length(b"ID3\3\0\0" + bytes([0x80, 0x80, 0x81, 0x82])) == 10 + 128 + 2  # the highest bit means nothing
    assert tag_length(b"ID3\3\0\0\0\0\1") == tag_length(b"\xff\xf3") == tag_length(b"") == 0
