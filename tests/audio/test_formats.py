import io
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import av
import numpy as np
import pytest
import soundfile

from knib.audio.clip import Clip, silence
from knib.audio.codec import encode_mp3, write_wav
from knib.audio.form import Format
from knib.audio.formats import MP4, decode, decoded, encode
from knib.errors import SoundError
from knib.plan.timeline import Chapter
from knib.units import Ms

LOSSLESS = [Format.FLAC, Format.WAV]
NEEDS_PYAV = [Format.M4A, Format.M4B, Format.OPUS, Format.FLAC]


def sweep(length: int, rate: int = 24_000) -> np.ndarray:
    """Give a tone that rises from 200 to 3000 Hz in `length` ms."""
    time = np.arange(length * rate // 1000) / rate
    return 9000 * np.sin(2 * np.pi * (200 * time + 1400 * time**2 / (length / 1000)))


def pcm(sound: np.ndarray) -> bytes:
    return bytes(np.round(sound).astype("<i2").tobytes())


def offset(heard: Clip, sound: np.ndarray) -> int:
    """Give by how many samples a decoded sound is late."""
    wave = np.frombuffer(heard.pcm, "<i2").astype("float64")
    size = len(wave) + len(sound)
    alike = np.fft.irfft(np.fft.rfft(wave, size) * np.conj(np.fft.rfft(sound, size)), size)
    best = int(np.argmax(alike))
    return best if best < size // 2 else best - size


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("length", [2, 20, 21, 43, 100, 1001, 7013])
def test_what_is_decoded_is_as_long_as_what_was_encoded(form: Format, length: int) -> None:
    heard = decode(encode([pcm(sweep(length))], form))
    assert (heard.samples, heard.rate) == (length * 24, 24_000)


@pytest.mark.parametrize("form", Format)
def test_nothing_is_early_or_late_by_a_sample(form: Format) -> None:
    sound = np.concatenate([np.zeros(1234), sweep(700), np.zeros(4321)])
    sound = np.append(sound, np.zeros(-len(sound) % 24))
    assert offset(decode(encode([pcm(sound)], form)), sound) == 0


@pytest.mark.parametrize("form", Format)
def test_the_decoded_sound_is_the_sound(form: Format) -> None:
    sound = sweep(1000)
    heard = np.frombuffer(decode(encode([pcm(sound)], form)).pcm, "<i2")
    error = heard - sound
    ratio = 10 * np.log10((sound**2).sum() / (error**2).sum())
    assert ratio > (80 if form in LOSSLESS else 15)


@pytest.mark.parametrize("form", LOSSLESS)
def test_what_loses_nothing_gives_back_the_very_samples(form: Format) -> None:
    sound = pcm(sweep(500))
    assert decode(encode([sound], form)).pcm == sound
    assert soundfile.read(io.BytesIO(encode([sound], form)), dtype="int16")[0].tobytes() == sound


@pytest.mark.parametrize("form", Format)
def test_the_same_samples_give_the_same_bytes_however_they_are_cut(form: Format) -> None:
    sound = pcm(sweep(400))
    cut = [sound[:2], b"", sound[2:4000], sound[4000:4002], sound[4002:]]
    assert encode(cut, form) == encode([sound], form)


@pytest.mark.parametrize("form", Format)
def test_no_sound_is_refused(form: Format) -> None:
    for nothing in ([], [b""]):
        with pytest.raises(SoundError, match="there is no sound to encode"):
            encode(nothing, form)


@pytest.mark.parametrize("form", Format)
def test_half_a_sample_is_refused(form: Format) -> None:
    with pytest.raises(SoundError, match="cannot be encoded"):
        encode([silence(100), b"\0\0\0"], form)


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("error", [SoundError("the voice broke"), RuntimeError("a bug elsewhere")])
def test_an_error_of_whoever_makes_the_pieces_passes_untouched(form: Format, error: Exception) -> None:
    def breaking() -> Iterator[bytes]:
        yield silence(24_000)
        raise error

    with pytest.raises(type(error)) as caught:
        encode(breaking(), form)
    assert caught.value is error


@pytest.mark.parametrize("form", sorted(MP4))
def test_an_m4a_carries_its_chapters_as_a_track(form: Format) -> None:
    chapters = [
        Chapter(start=Ms(0), end=Ms(1500), title="Øvelse 1"),
        Chapter(start=Ms(1500), end=Ms(3000), title="Afslutning"),
    ]
    with av.open(io.BytesIO(encode([silence(72_000)], form, chapters)), "r") as file:
        found = [(chap["start"], chap["end"], chap["metadata"]["title"]) for chap in file.chapters()]
        assert file.streams.audio[0].language == "dan"
        assert file.metadata["major_brand"] == f"{form.upper()} "
    assert found == [(0, 1500, "Øvelse 1"), (1500, 3000, "Afslutning")]


@pytest.mark.parametrize("form", NEEDS_PYAV)
def test_without_pyav_the_cure_is_told(form: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = encode([pcm(sweep(100))], form)
    monkeypatch.setitem(sys.modules, "av", None)
    for work in (lambda: encode([silence(24)], form), lambda: decode(whole)):
        with pytest.raises(SoundError, match="PyAV, which is not installed") as caught:
            work()
        assert caught.value.cure == 'pip install "av>=18.1,<19"'


def test_without_pyav_mp3_and_wav_are_written_and_wav_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    sound = pcm(sweep(100))
    assert encode([sound], Format.MP3)
    assert decode(encode([sound], Format.WAV)) == Clip(sound)


@pytest.mark.parametrize("container", ["WAV", "FLAC", "OGG", "AIFF", "MP3"])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100, 48_000])
def test_a_file_of_any_common_kind_is_read_at_24_khz_mono(container: str, channels: int, rate: int) -> None:
    sound = sweep(1000, rate)
    file = io.BytesIO()
    soundfile.write(file, np.tile(sound[:, None] / 32768, channels), rate, format=container)
    heard = decode(file.getvalue())
    assert heard.rate == 24_000
    # What others have encoded with loss may have silence before it or after it.
    within = {"MP3": 2400, "OGG": 300}.get(container, 1)
    assert abs(heard.samples - 24_000) <= within
    assert abs(offset(heard, sweep(1000))) <= within
    level = np.sqrt(np.mean(np.frombuffer(heard.pcm, "<i2").astype("float64")[4800:-4800] ** 2))
    assert level == pytest.approx(9000 / np.sqrt(2), rel=0.05)


@pytest.mark.parametrize(
    ("container", "codec"), [("webm", "libopus"), ("matroska", "pcm_s16le"), ("adts", "aac"), ("mp4", "aac")]
)
def test_what_a_browser_or_telephone_records_is_read(container: str, codec: str) -> None:
    file = io.BytesIO()
    with av.open(file, "w", format=container) as out:
        stream: Any = out.add_stream(codec, rate=48_000, layout="stereo")
        both = np.repeat(np.round(sweep(1000, 48_000)).astype("int16"), 2)[None]
        frame = av.AudioFrame.from_ndarray(both, format="s16", layout="stereo")
        frame.sample_rate = 48_000
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    heard = decode(file.getvalue())
    assert 24_000 <= heard.samples <= 24_000 + 2048
    assert offset(heard, sweep(1000)) in range(1100)  # raw AAC says nothing of what its encoder put before


def test_a_recording_in_wav_of_8_or_24_bits_is_read() -> None:
    for kind in ("PCM_U8", "PCM_24", "FLOAT"):
        file = io.BytesIO()
        soundfile.write(file, sweep(200) / 32768, 24_000, format="WAV", subtype=kind)
        assert decode(file.getvalue()).samples == 4800


def test_what_was_decoded_before_the_damage_is_given() -> None:
    whole = encode([pcm(sweep(4000))], Format.FLAC)
    heard = bytearray()
    with suppress(SoundError):
        for piece in decoded(whole[: len(whole) // 2]):
            heard += piece
    assert 0 < len(heard) < 4000 * 48


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"RIFF",
        b"routine: x",
        b"ID3",
        bytes(10_000),
        b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/x.ts\n",
        b"ffconcat version 1.0\nfile '/etc/passwd'\n",
    ],
)
def test_what_is_no_sound_is_refused_in_words(junk: bytes) -> None:
    with pytest.raises(SoundError, match="cannot be decoded") as caught:
        decode(junk)
    assert "give a sound file" in caught.value.cure


def test_a_picture_is_no_sound() -> None:
    file = io.BytesIO()
    with av.open(file, "w", format="matroska") as out:
        stream = out.add_stream("mjpeg", rate=1, width=16, height=16, pix_fmt="yuvj420p")
        out.mux(stream.encode(av.VideoFrame(16, 16, "yuvj420p")))
        out.mux(stream.encode(None))
    with pytest.raises(SoundError, match="there is no sound in it"):
        decode(file.getvalue())


def test_a_wav_is_the_same_as_that_of_a_clip() -> None:
    sound = pcm(sweep(100))
    assert encode([sound], Format.WAV) == write_wav(Clip(sound))


@pytest.mark.parametrize("form", Format)
def test_nothing_is_printed(form: Format, capfd: pytest.CaptureFixture[str]) -> None:
    decode(encode([silence(24_000)], form))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("form", Format)
def test_sound_is_decoded_in_pieces_of_at_most_a_second(form: Format) -> None:
    pieces = list(decoded(encode([pcm(sweep(3500))], form)))
    assert max(map(len, pieces)) <= 48_000
    assert sum(map(len, pieces)) == 3500 * 48


def test_a_wav_at_another_rate_comes_in_pieces_of_at_most_a_second_too() -> None:
    pieces = list(decoded(write_wav(Clip(silence(3 * 48_000), 48_000))))
    assert [len(piece) for piece in pieces] == [48_000, 48_000, 48_000]


def test_half_a_sample_at_the_end_of_a_wav_is_left_out() -> None:
    whole = encode([silence(30_000)], Format.WAV)
    assert [len(piece) for piece in decoded(whole[:-1])] == [48_000, 11_998]


def test_an_mp3_has_the_bit_rate_that_is_asked_for() -> None:
    sound = pcm(sweep(500))
    assert encode([sound], Format.MP3, (), 96) == encode_mp3([sound], 96)
    assert encode([sound], Format.MP3, bitrate=64) == encode([sound], Format.MP3) == encode_mp3([sound], 64)


@pytest.mark.parametrize("form", NEEDS_PYAV)
def test_the_bit_rate_of_an_mp3_changes_no_other_format(form: Format) -> None:
    assert encode([pcm(sweep(500))], form, (), 96) == encode([pcm(sweep(500))], form)
