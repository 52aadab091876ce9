"""Where the built-in library is missing: the system's program, else a cure. And the folder staged for both."""

import struct
import subprocess
import sys
from array import array
from pathlib import Path

import espeakng_loader
import pytest

from knib.errors import VoiceError
from knib.voice import engine as engines
from knib.voice.engines.espeak import CURE, Espeak, built_in
from knib.voice.espeak import library, program, settings, stage

# Without the library


class Stand:
    """A speaker that gives what it is told to."""

    detail = "a stand-in"

    def __init__(self, pcm: bytes) -> None:
        self.pcm = pcm

    def speak(self, _text: str, _words_a_minute: int) -> bytes:
        return self.pcm

    def phonemes(self, text: str) -> str:
        return f" {text}_!_ \n"


def test_the_first_speaker_found_is_used() -> None:
    espeak = Espeak([lambda: None, lambda: Stand(array("h", [500] * 22_050).tobytes()), lambda: Stand(b"")])
    assert espeak.speak("Hold.", 100).length == 1000
    assert espeak.status().detail == "a stand-in"


def test_a_speaker_that_gives_silence_is_an_error() -> None:
    with pytest.raises(VoiceError, match=r"'Hold\.' gave no sound"):
        Espeak([lambda: Stand(bytes(44_100))]).speak("Hold.", 100)


def test_with_no_speaker_at_all_the_cure_is_said() -> None:
    espeak = Espeak([lambda: None])
    assert espeak.status() == engines.Status(ready=False, detail="no eSpeak NG on this machine", cure=CURE)
    with pytest.raises(VoiceError, match="there is no eSpeak NG") as caught:
        espeak.speak("Hold.", 100)
    assert "pip install espeakng-loader" in caught.value.cure
    with pytest.raises(VoiceError):
        espeak.identity()


def test_a_missing_wheel_is_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    assert built_in() is None


def test_a_library_of_another_machine_is_no_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "libespeak-ng.so").write_bytes(b"MZ, not for here")
    monkeypatch.setattr(espeakng_loader, "get_library_path", lambda: str(tmp_path / "libespeak-ng.so"))
    assert built_in() is None


def test_a_library_without_its_data_is_an_error_with_a_cure(tmp_path: Path) -> None:
    other = tmp_path / Path(espeakng_loader.get_library_path()).name
    other.write_bytes(Path(espeakng_loader.get_library_path()).read_bytes())
    with pytest.raises(VoiceError, match="its data cannot be made ready") as caught:
        library.Library(other, tmp_path / "nothing").speak("Hold.", 135)
    assert caught.value.cure


# The system's program

ONE_SECOND = array("h", [500, -500] * 11_025).tobytes()


def wav(pcm: bytes = ONE_SECOND, rate: int = 22_050, size: int = 0x7FFFF000, extra: bytes = b"") -> bytes:
    """A WAV as a program streams it, whose sizes are wrong because it could not know them."""
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, rate, rate * 2, 2, 16)
    return b"RIFF\x24\xf0\xff\x7fWAVE" + form + extra + b"data" + struct.pack("<I", size) + pcm


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    """A program that answers as `espeak-ng` does, and writes down what it was told."""
    (tmp_path / "sound.wav").write_bytes(wav())
    script = tmp_path / "espeak-ng.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nhere = Path(__file__).parent\n"
        "if '--version' in sys.argv:\n"
        f"    print('eSpeak NG text-to-speech: 1.51  Data at:', {espeakng_loader.get_data_path()!r})\n"
        "    sys.exit()\n"
        "text = sys.stdin.buffer.read()\n"
        "if b'break' in text:\n"
        "    sys.exit('it broke')\n"
        "stage = Path(sys.argv[1].removeprefix('--path='))\n"
        "assert (stage / 'espeak-ng-data' / 'voices' / 'knib').is_file()\n"
        "(here / 'told').write_bytes(' '.join(sys.argv[2:]).encode() + b' | ' + text)\n"
        "sys.stdout.buffer.write((here / 'sound.wav').read_bytes())\n",
        encoding="utf-8",
    )
    return [sys.executable, str(script)]


def test_the_program_speaks_where_the_library_cannot(command: list[str], tmp_path: Path) -> None:
    espeak = Espeak([lambda: None, lambda: program.recognise(command)])
    assert espeak.status().detail == "eSpeak NG 1.51, the system's program"
    assert espeak.speak(espeak.text_for("Knib og løft."), 100).length == 1000
    told = (tmp_path / "told").read_text(encoding="utf-8")
    assert told == "--stdin --stdout -v knib -b 1 -s 135 -a 100 -p 50 -g 1 -z | [[kn'i:b]] og løft."


def test_the_program_tells_phonemes_and_makes_no_sound(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "sound.wav").write_bytes(b" kn'i:b_ V_ l'?Wft_\n sl'?ep_\n")
    espeak = Espeak([lambda: program.recognise(command)])
    assert espeak.phonemes("Knib og løft. Slip.") == "kn'i:b V l'?Wft | sl'?ep"
    assert (tmp_path / "told").read_text(encoding="utf-8").endswith("-q -x | Knib og løft. Slip.")


def test_with_no_speaker_at_all_there_are_no_phonemes() -> None:
    with pytest.raises(VoiceError, match="there is no eSpeak NG"):
        Espeak([lambda: None]).phonemes("Hold.")


def test_the_program_and_the_library_are_told_apart(command: list[str]) -> None:
    espeak = Espeak()
    other = Espeak([lambda: program.recognise(command)])
    assert other.identity()["engine"] != espeak.identity()["engine"]
    assert {**other.identity(), "engine": ""} == {**espeak.identity(), "engine": ""}


def test_a_program_that_fails_is_an_error_with_its_words(command: list[str]) -> None:
    with pytest.raises(VoiceError, match="the program failed: it broke") as caught:
        Espeak([lambda: program.recognise(command)]).speak("break", 100)
    assert caught.value.cure


def test_a_program_that_is_something_else_is_not_used() -> None:
    assert program.recognise([sys.executable]) is None
    assert program.recognise(["no-such-program-at-all"]) is None
    assert program.find("no-such-program-at-all") is None


@pytest.mark.parametrize("size", [0x7FFFF000, 0xFFFFFFFF, 44_100])
def test_a_streamed_wav_is_as_long_as_what_came(size: int) -> None:
    assert program.pcm_of_wav(wav(size=size)) == ONE_SECOND


def test_other_chunks_of_a_wav_are_passed_over() -> None:
    assert program.pcm_of_wav(wav(extra=b"LIST\x03\0\0\0abc\0")) == ONE_SECOND


def test_half_a_sample_at_the_end_of_a_wav_is_dropped() -> None:
    assert program.pcm_of_wav(wav(ONE_SECOND + b"\1")) == ONE_SECOND


@pytest.mark.parametrize(
    "data", [b"", b"RIFF", b"an error, in words", wav(rate=44_100), wav()[:30], wav().replace(b"data", b"atad")]
)
def test_what_is_no_sound_of_ours_is_an_error(data: bytes) -> None:
    with pytest.raises(VoiceError, match="it gave"):
        program.pcm_of_wav(data)


# The stage


def test_the_stage_holds_the_six_files_and_our_voice() -> None:
    folder = stage.set_up(Path(espeakng_loader.get_data_path())) / "espeak-ng-data"
    assert sorted(p.name for p in folder.iterdir()) == sorted([*settings.DATA_FILES, "voices"])
    assert (folder / "voices" / "knib").read_text(encoding="ascii") == settings.VOICE
    assert len(stage.path_bytes(folder)) < 160


def test_the_stage_is_gone_when_its_process_is() -> None:
    script = (
        "from pathlib import Path\nimport espeakng_loader\nfrom knib.voice.espeak import stage\n"
        "print(stage.set_up(Path(espeakng_loader.get_data_path())))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert not Path(done.stdout.decode().strip()).exists()


def test_a_folder_for_temporary_files_that_is_too_deep_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("x" * 100)
    deep.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    folder = stage.set_up(Path(espeakng_loader.get_data_path()))
    assert (deep in folder.parents) == (not Path("/tmp").is_dir())  # noqa: S108


def test_a_stage_that_cannot_be_built_is_an_error_with_a_cure(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="its data cannot be made ready") as caught:
        stage.set_up(tmp_path)
    assert "TMPDIR" in caught.value.cure
