import io
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from knib.audio.clip import Clip, silence
from knib.audio.codec import encode_frames, encode_mp3, encoder_identity, write_wav
from knib.audio.crc import crc16
from knib.audio.frames import walk
from knib.audio.stitch import pieces
from knib.errors import SoundError
from knib.plan.cue import Cue, Sounding
from knib.plan.timeline import Timeline
from listening import DECODERS, RATE, Decoder, by_ffmpeg, by_mpg123, hiss, offset, pcm, sweep, timeline

CLIPS: Mapping[Sounding, Clip] = {
    Cue("Knib"): Clip(pcm(hiss(437, 1))),
    Cue("Slip"): Clip(pcm(hiss(611, 2))[:-14]),
    Cue("Hvil"): Clip(pcm(sweep(903))),
}

STARTS = [(1000, "Knib"), (6001, "Slip"), (9013, "Knib"), (9450, "Hvil"), (17_999, "Slip"), (20_007, "Hvil")]
"""Starts that are multiples of nothing, some close together, one touching."""


def session() -> Timeline:
    return timeline(23_011, ((start, Cue(text)) for start, text in STARTS))


@pytest.mark.parametrize("decode", DECODERS)
@pytest.mark.parametrize("samples", [47, 48, 312, 575, 576, 577, 1151, 1152, 1153, 24_000, 72_007])
def test_what_is_decoded_is_as_long_as_what_was_encoded(decode: Decoder, samples: int) -> None:
    sound = 8000 * np.sin(np.arange(samples) / 10)
    assert len(decode(encode_mp3([pcm(sound)]))) == samples


@pytest.mark.parametrize("decode", DECODERS)
def test_every_cue_of_a_decoded_session_is_where_the_timeline_says(decode: Decoder) -> None:
    sound = decode(encode_mp3(pieces(session(), CLIPS)))
    assert len(sound) == 23_011 * 24
    for placed in session().placed:
        wanted = np.frombuffer(CLIPS[placed.sound].pcm, "<i2").astype("float64")
        assert offset(sound, wanted, placed.start * 24) == 0


def test_the_same_measure_finds_a_session_that_is_one_sample_late() -> None:
    late = [silence(1), *pieces(session(), CLIPS)]
    sound = by_mpg123(encode_mp3(late))
    wanted = np.frombuffer(CLIPS[Cue("Hvil")].pcm, "<i2").astype("float64")
    assert offset(sound, wanted, 9450 * 24) == 1


def test_without_its_first_frame_the_same_sound_comes_late() -> None:
    mp3 = encode_mp3(pieces(session(), CLIPS))
    wanted = np.frombuffer(CLIPS[Cue("Knib")].pcm, "<i2").astype("float64")
    assert offset(by_ffmpeg(mp3[192:]), wanted, 1000 * 24 + 1105) == 0  # 576 of the encoder, 529 of the decoder


@pytest.mark.parametrize("decode", DECODERS)
def test_silence_is_silent_and_sound_is_not(decode: Decoder) -> None:
    sound = decode(encode_mp3(pieces(session(), CLIPS)))
    assert np.abs(sound[: 900 * 24]).max() < 1e-4
    assert np.abs(sound[11_500 * 24 : 17_900 * 24]).max() < 1e-4
    assert np.abs(sound[1000 * 24 : 1400 * 24]).max() > 0.2


@pytest.mark.parametrize("decode", DECODERS)
def test_the_decoded_sound_is_the_sound(decode: Decoder) -> None:
    before = np.frombuffer(b"".join(pieces(session(), CLIPS)), "<i2") / 32_768
    error = decode(encode_mp3(pieces(session(), CLIPS))) - before
    assert 10 * np.log10((before**2).sum() / (error**2).sum()) > 15  # dB


def test_every_frame_is_24_ms_at_64_kbit_a_second() -> None:
    mp3 = encode_mp3([silence(240_000)])
    assert {frame.header for frame in walk(mp3)} == {next(walk(mp3)).header}
    assert {frame.data[:4].hex(" ") for frame in walk(mp3)} == {"ff f3 84 c4"}
    assert {len(frame.data) for frame in walk(mp3)} == {192}


def test_the_first_frame_tells_the_truth_about_the_rest() -> None:
    mp3 = encode_mp3(pieces(session(), CLIPS))
    info, music = mp3[:192], mp3[192:]
    frames = len(list(walk(music)))
    assert info[13:17] == b"Info"
    assert int.from_bytes(info[21:25]) == frames
    assert int.from_bytes(info[25:29]) == len(mp3)
    delay, padding = divmod(int.from_bytes(info[154:157]), 1 << 12)
    assert delay == 576
    assert delay + 23_011 * 24 + padding == frames * 576
    assert int.from_bytes(info[161:165]) == len(mp3)
    assert int.from_bytes(info[165:167]) == crc16(music)
    assert int.from_bytes(info[167:169]) == crc16(info[:167])


def test_the_first_frame_of_music_borrows_from_none_before_it() -> None:
    mp3 = encode_mp3([pcm(hiss(500, 3))])
    first = list(walk(mp3))[1]
    assert first.data[4] == 0  # main_data_begin: the first 8 bits of the side information (13818-3, 2.4.1.7)


@settings(max_examples=25)
@given(st.lists(st.integers(0, 3000), max_size=8))
def test_the_same_samples_give_the_same_bytes_however_they_are_cut(cuts: list[int]) -> None:
    whole = pcm(hiss(125, 4))
    borders = [0, *sorted(cuts), 3000]
    cut = [whole[2 * first : 2 * last] for first, last in pairwise(borders)]
    assert encode_mp3(cut) == encode_mp3([whole])


@pytest.mark.parametrize("error", [SoundError("the voice broke"), RuntimeError("a bug elsewhere")])
def test_an_error_of_whoever_makes_the_pieces_passes_untouched(error: Exception) -> None:
    def breaking() -> Iterator[bytes]:
        yield silence(24)
        raise error

    with pytest.raises(type(error)) as caught:
        encode_mp3(breaking())
    assert caught.value is error


@pytest.mark.parametrize("nothing", [[], [b""]])
def test_no_sound_is_refused(nothing: list[bytes]) -> None:
    with pytest.raises(SoundError, match="there is no sound to encode"):
        encode_mp3(nothing)


def test_half_a_sample_is_refused() -> None:
    with pytest.raises(SoundError, match="cannot be encoded as MP3"):
        encode_mp3([b"\0\0\0"])


@pytest.mark.parametrize(("bitrate", "head"), [(32, "ff f3 44 c4"), (64, "ff f3 84 c4"), (128, "ff f3 c4 c4")])
def test_every_frame_has_the_bit_rate_that_was_asked_for(bitrate: int, head: str) -> None:
    mp3 = encode_mp3([pcm(hiss(500, 3))], bitrate)
    frames = list(walk(mp3))[1:]
    assert {frame.data[:4].hex(" ") for frame in frames} == {head}
    assert {len(frame.data) for frame in frames} == {bitrate * 3}  # 24 ms
    assert len(by_mpg123(mp3)) == 12_000


def test_frames_for_splicing_are_those_of_a_file_without_its_first() -> None:
    frames, mp3 = encode_frames([pcm(hiss(500, 3))]), encode_mp3([pcm(hiss(500, 3))])
    assert frames.startswith(mp3[192:])
    assert len(frames) - len(mp3[192:]) in (0, 192)


def test_the_encoder_is_known_by_its_very_bytes() -> None:
    name, digest, *quality = encoder_identity().split()
    assert (name, len(bytes.fromhex(digest)), quality) == ("lameenc", 32, ["quality", "3"])


def test_lame_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    encode_mp3([silence(24_000)])
    assert capfd.readouterr() == ("", "")


def test_a_wav_file_holds_the_very_samples() -> None:
    clip = CLIPS[Cue("Hvil")]
    sound, rate = soundfile.read(io.BytesIO(write_wav(clip)), dtype="int16")
    assert (sound.tobytes(), rate) == (clip.pcm, RATE)


def test_a_wav_file_is_written_byte_by_byte_as_riff_has_it() -> None:
    assert write_wav(Clip(bytes.fromhex("01 00 ff 7f"))) == bytes.fromhex(
        "52 49 46 46"  # "RIFF"
        "28 00 00 00"  # 40 bytes follow
        "57 41 56 45"  # "WAVE"
        "66 6d 74 20 10 00 00 00"  # "fmt ", 16 bytes
        "01 00 01 00"  # PCM, mono
        "c0 5d 00 00 80 bb 00 00"  # 24000 samples a second, 48000 bytes a second
        "02 00 10 00"  # 2 bytes a sample, 16 bits
        "64 61 74 61 04 00 00 00"  # "data", 4 bytes
        "01 00 ff 7f"
    )
