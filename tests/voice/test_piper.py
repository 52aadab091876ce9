"""Piper itself: its loading code, its phonemes and ONNX Runtime, with a voice of one kilobyte."""

import json
import time
from array import array
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import ModuleSpec
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import onnxruntime
import pytest

import tiny_voice
from knib.audio.clip import Clip
from knib.errors import KnibError, VoiceError
from knib.plan.cue import Cue
from knib.voice.booth import Booth
from knib.voice.engine import Engine, Means, load
from knib.voice.engines import piper
from knib.voice.engines.piper import Piper
from knib.voice.shelf import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "shelf")


@pytest.fixture
def tiny(tmp_path: Path) -> Engine:
    return load(f"piper:{tiny_voice.put(tmp_path)}")


def voice(model: Path, shelf: Shelf) -> Piper:
    return Piper(Means(variant=str(model)), shelf)


def say(engine: Engine, text: str, pace: int = 100) -> Clip:
    return engine.speak(engine.text_for(text), pace)


def peak(clip: Clip) -> int:
    return max(map(abs, array("h", clip.pcm)))


def test_a_voice_is_found_by_its_path_or_by_its_name_in_the_folder(tmp_path: Path) -> None:
    path = tiny_voice.put(tmp_path / "piper")
    means = Means(folder=tmp_path)
    by_name, by_path, by_config = (load(f"piper:{it}", means) for it in ("tiny", path, f"{path}.json"))
    assert say(by_name, "Hold.") == say(by_path, "Hold.") == say(by_config, "Hold.")
    assert by_name.status() == by_path.status()
    assert by_name.status().detail == "tiny, Danish, on this machine"


def test_a_path_may_begin_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny_voice.put(tmp_path / "stemmer")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert load("piper:~/stemmer/tiny.onnx").status().ready


def test_a_path_may_hold_danish_letters_and_spaces(tmp_path: Path) -> None:
    assert say(load(f"piper:{tiny_voice.put(tmp_path / 'mine stemmer på æøå', 'bækkenbund')}"), "Hold.").samples


def test_the_length_follows_the_pace_and_the_voices_own_scale(tmp_path: Path, tiny: Engine) -> None:
    lazy = tiny_voice.put(tmp_path, "lazy", inference={"length_scale": 2, "noise_scale": 1, "noise_w": 1})
    even, slow, double = (
        say(tiny, "Knib og løft."),
        say(tiny, "Knib og løft.", 50),
        say(load(f"piper:{lazy}"), "Knib og løft."),
    )
    assert abs(slow.length - 2 * even.length) <= 4
    assert slow == double


def test_every_cue_keeps_the_level_that_the_voice_gives_it(tiny: Engine) -> None:
    # A quarter of full scale is 8192, and a little more where a tone is cut off; as loud as can be, it would be 32767.
    assert all(7000 < peak(say(tiny, text)) < 12_000 for text in ("Op", "Knib og løft.", "Slip helt. Pause."))


def test_a_voice_that_is_too_loud_stops_at_full_scale(tmp_path: Path) -> None:
    path = tiny_voice.put(tmp_path)
    path.write_bytes(tiny_voice.model(loudness=4.0))
    assert peak(say(load(f"piper:{path}"), "Hold.")) <= 32768


def test_two_sentences_are_one_clip(tiny: Engine) -> None:
    both = say(tiny, "Slip helt. Pause.").length
    assert both >= say(tiny, "Slip helt.").length + say(tiny, "Pause.").length


def test_it_reads_what_is_written_short_as_words(tiny: Engine) -> None:
    assert tiny.text_for("3x10, hold i 5 sek.") == "3 gange 10, hold i 5 sekunder."
    assert tiny.text_for("[[kn'i:b]]\0 nu") == "kn'i:b nu"  # and not phonemes


@pytest.mark.parametrize("text", ["", " ", "...", "!", "—"])
def test_a_text_without_words_is_refused(tiny: Engine, text: str) -> None:
    with pytest.raises(VoiceError, match="gave no sound") as caught:
        tiny.speak(text, 100)
    assert caught.value.cure == "write a text with words in it"


def test_a_sound_that_the_voice_has_not_learned_is_told_once_and_left_out(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    phonemes = tiny_voice.phoneme_ids(tiny_voice.PHONEMES.replace("k", "").replace("b", ""))
    path, told = tiny_voice.put(tmp_path, phoneme_id_map=phonemes), list[KnibError]()
    engine = load(f"piper:{path}", Means(warn=told.append))
    assert say(engine, "Knib.").samples
    assert say(engine, "Knib godt.").samples
    assert [str(it) for it in told] == [f"piper:{path}: it has no sound for b k, and leaves it out"]
    assert capfd.readouterr().err == ""


def identity(model: Path, shelf: Shelf) -> dict[str, str]:
    return dict(voice(model, shelf).identity())


def test_another_model_is_another_voice_and_so_is_another_configuration(tmp_path: Path, shelf: Shelf) -> None:
    one, same = tiny_voice.put(tmp_path, "one"), tiny_voice.put(tmp_path, "same")
    louder, slower = (
        tiny_voice.put(tmp_path, "louder"),
        tiny_voice.put(tmp_path, "slower", inference={"length_scale": 2}),
    )
    louder.write_bytes(tiny_voice.model(loudness=0.5))
    assert identity(one, shelf) == identity(same, shelf)
    assert len({tuple(identity(it, shelf).items()) for it in (one, louder, slower)}) == 3


def test_a_model_that_was_replaced_is_noticed(tmp_path: Path, shelf: Shelf) -> None:
    path = tiny_voice.put(tmp_path)
    before = identity(path, shelf)
    path.write_bytes(tiny_voice.model(loudness=0.5) + b"\0")
    assert identity(path, shelf)["model"] != before["model"]


def test_a_model_is_hashed_once(tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tiny_voice.put(tmp_path)
    before = identity(path, shelf)
    monkeypatch.setattr("knib.voice.fingerprint.file_digest", lambda *_: pytest.fail("hashed again"))
    assert identity(path, shelf) == before


def test_a_shelf_that_cannot_keep_the_hash_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "shelf").write_text("a file, where the folder should be", encoding="utf-8")
    path = tiny_voice.put(tmp_path)
    assert identity(path, Shelf(tmp_path / "shelf")) == identity(path, Shelf(tmp_path / "other"))


def test_the_next_session_loads_no_model(tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    path, cues = tiny_voice.put(tmp_path), [Cue("Hold."), Cue("Slip helt.")]
    spoken = Booth(voice(path, shelf), shelf).speak(cues)
    monkeypatch.setattr(onnxruntime, "InferenceSession", lambda *_, **__: pytest.fail("loaded"))
    assert Booth(voice(path, shelf), shelf).speak(cues) == spoken


def test_eight_threads_load_it_once_and_it_computes_in_one(tiny: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[int] = []
    real = onnxruntime.InferenceSession

    def load_slowly(path: str, options: onnxruntime.SessionOptions, **more: object) -> object:
        loaded.append(options.intra_op_num_threads)
        time.sleep(0.02)  # long enough for the others to come
        return real(path, options, **more)

    monkeypatch.setattr(onnxruntime, "InferenceSession", load_slowly)
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: say(tiny, "Hold."), range(8)))) == 1
    assert loaded == [1]


ILL: dict[str, tuple[dict[str, object], str, str]] = {
    "svensk": ({"espeak": {"voice": "sv"}}, "it speaks 'sv' and not Danish", "da_DK-talesyntese-medium"),
    "dalmatian": ({"espeak": {"voice": "dal"}}, "it speaks 'dal' and not Danish", "da_DK-talesyntese-medium"),
    "pinyin": ({"phoneme_type": "pinyin"}, "it is written in 'pinyin' phonemes", "eSpeak NG"),
    "no rate": ({"audio": {}}, "tiny.onnx.json has no audio.sample_rate", "get both files"),
    "rate of 0": ({"audio": {"sample_rate": 0}}, "its sample rate is 0", "get both files"),
    "no phonemes": ({"phoneme_id_map": None}, "has no phoneme_id_map", "get both files"),
    "no espeak": ({"espeak": "da"}, "has no espeak.voice", "get both files"),
}


@pytest.mark.parametrize("illness", ILL)
def test_what_is_no_danish_voice_is_refused_before_it_is_loaded(tmp_path: Path, illness: str) -> None:
    changed, words, cure = ILL[illness]
    path = tiny_voice.put(tmp_path, "tiny", **changed)
    engine = load(f"piper:{path}")
    assert words in engine.status().detail
    assert cure in engine.status().cure
    for ask in (engine.identity, lambda: say(engine, "Hold.")):
        with pytest.raises(VoiceError) as caught:
            ask()
        assert words in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\xff", "[" * 100_000])
def test_a_configuration_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tiny_voice.put(tmp_path)
    path.with_name("tiny.onnx.json").write_text(text, encoding="latin-1")
    status = load(f"piper:{path}").status()
    assert not status.ready
    assert "tiny.onnx.json" in status.detail
    assert status.cure == f"get both files of the voice again, tiny.onnx and tiny.onnx.json, into {tmp_path}"


@pytest.mark.parametrize("lost", ["tiny.onnx", "tiny.onnx.json"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, lost: str) -> None:
    path = tiny_voice.put(tmp_path)
    (tmp_path / lost).unlink()
    engine = load(f"piper:{path}")
    assert engine.status().detail == f"there is no file {tmp_path / lost}"
    with pytest.raises(VoiceError, match="there is no file"):
        say(engine, "Hold.")


MODELS = {
    "words": b"this is no model",
    "empty": b"",
    "cut short": tiny_voice.model()[:-100],
    "no inputs of ours": tiny_voice.model().replace(b"scales", b"stales"),
}


@pytest.mark.parametrize("illness", MODELS)
def test_a_model_that_is_none_is_said_to_be_so(tmp_path: Path, illness: str) -> None:
    path = tiny_voice.put(tmp_path)
    path.write_bytes(MODELS[illness])
    with pytest.raises(VoiceError, match=r"it (cannot be loaded|failed): ") as caught:
        say(load(f"piper:{path}"), "Hold.")
    assert caught.value.cure.startswith("get both files of the voice again")
    assert "\n" not in str(caught.value)


def test_a_number_that_is_none_in_the_configuration_is_said(tmp_path: Path) -> None:
    path = tiny_voice.put(tmp_path, inference={"length_scale": "quick"})
    with pytest.raises(VoiceError, match="it failed"):
        say(load(f"piper:{path}"), "Hold.")


def test_without_a_name_the_voices_of_the_folder_are_told(tmp_path: Path) -> None:
    empty = load("piper", Means(folder=tmp_path)).status()
    assert empty.detail == "there is no voice yet"
    assert str(tmp_path / "piper") in empty.cure
    tiny_voice.put(tmp_path / "piper", "maja")
    tiny_voice.put(tmp_path / "piper", "bo")
    assert load("piper", Means(folder=tmp_path)).status().cure == "choose one: --voice piper:bo or piper:maja"


def test_without_piper_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piper, "find_spec", lambda _name: None)
    engine = load(f"piper:{tiny_voice.put(tmp_path)}")
    assert engine.status().detail == "it is not installed"
    assert engine.status().cure == "pip install 'knib[piper]'"
    with pytest.raises(VoiceError, match="piper: it is not installed"):
        engine.identity()


def test_pipers_version_is_read_without_asking_for_all_packages(tmp_path: Path, shelf: Shelf) -> None:
    assert identity(tiny_voice.put(tmp_path), shelf)["piper"] == version("piper-tts")


def test_an_unpacked_piper_without_metadata_has_a_version_all_the_same(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(piper, "find_spec", lambda name: ModuleSpec(name, None))
    assert identity(tiny_voice.put(tmp_path), shelf)["piper"] == version("piper-tts")


def test_the_tiny_voice_is_a_voice_as_pipers_own_are() -> None:
    assert len(tiny_voice.model()) < 1000
    assert json.loads(json.dumps(tiny_voice.config())) == tiny_voice.config()


def test_a_piper_that_tells_no_version_anywhere_speaks_all_the_same(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(piper, "find_spec", lambda name: ModuleSpec(name, None))
    monkeypatch.setattr("importlib.metadata.version", unknown)
    assert identity(tiny_voice.put(tmp_path), shelf)["piper"] == "unknown"


def test_a_model_that_cannot_be_read_is_said_to_be_so(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(piper, "fingerprint", held)
    with pytest.raises(VoiceError, match=r"its files cannot be read: .*Permission denied"):
        identity(tiny_voice.put(tmp_path), shelf)
