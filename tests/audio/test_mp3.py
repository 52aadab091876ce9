import sys
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.audio.clip import Clip
from knib.audio.codec import encode_frames, encode_mp3
from knib.audio.mp3 import decode_mp3
from knib.errors import SoundError

TONE = (8000 * np.sin(2 * np.pi * 300 * np.arange(12_000) / 24_000)).astype("<i2").tobytes()
FRAMES = encode_frames([TONE])


def alike(clip: Clip, samples: int) -> bool:
    return clip.rate == 24_000 and abs(clip.samples - samples) < 2000


def test_a_stream_of_frames_is_decoded_whole() -> None:
    clip = decode_mp3(FRAMES)
    assert clip.samples == len(FRAMES) // 192 * 576  # 192 bytes and 576 samples a frame at 64 kbit/s and 24 kHz
    assert abs(np.frombuffer(clip.pcm, "<i2")).max() == pytest.approx(8000, rel=0.05)


def test_a_file_that_tells_its_length_has_just_that() -> None:
    assert decode_mp3(encode_mp3([TONE])).samples == 12_000


def test_tags_before_and_after_are_left_out() -> None:
    id3 = b"ID3\x04\x00\x00\x00\x00\x01\x00" + bytes(128)  # ID3v2.4, of 1 x 128 bytes
    assert decode_mp3(id3 + FRAMES + b"TAG" + bytes(125)) == decode_mp3(FRAMES)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "no sound", id="nothing"),
        pytest.param(FRAMES[:192], "no sound", id="one frame"),
        pytest.param(FRAMES[:-1], "is cut off: 191 bytes of 192", id="a byte short"),
        pytest.param(FRAMES[:500], "is cut off", id="half"),
        pytest.param(b"<html>", "begin no MP3 frame", id="a page"),
        pytest.param(FRAMES + b"<html>", "begin no MP3 frame", id="and then a page"),
        pytest.param(b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + FRAMES, "no sound", id="a tag longer than all"),
    ],
)
def test_what_is_not_whole_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(SoundError, match=words):
        decode_mp3(data)


def test_without_soundfile_the_cure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "soundfile", None)
    with pytest.raises(SoundError, match="needs soundfile") as caught:
        decode_mp3(FRAMES)
    assert caught.value.cure == "pip install 'knib[gtts]'"


@given(st.binary(max_size=400))
def test_any_bytes_are_a_clip_or_an_error(data: bytes) -> None:
    with suppress(SoundError):
        assert decode_mp3(data).rate == 24_000
