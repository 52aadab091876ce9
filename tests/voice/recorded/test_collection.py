import json
from pathlib import Path

import pytest

from knib.audio.clip import Clip
from knib.errors import VoiceError
from knib.voice.recorded.collection import names, opened

SOUND, OTHER = Clip(b"\1\2" * 2400), Clip(b"\3\4" * 2400)


def keep(voices: Path, clips: dict[str, Clip], name: str = "lone") -> None:
    for path, data in opened(voices, name).with_lines(clips, "2026-01-31"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_a_voice_that_is_not_there_has_no_lines(tmp_path: Path) -> None:
    assert opened(tmp_path, "lone").entries == {}
    assert names(tmp_path) == ()


def test_lines_are_kept_one_file_each_with_an_index_that_people_can_read(tmp_path: Path) -> None:
    keep(tmp_path, {"Løft op og ind.": SOUND})
    index = json.loads((tmp_path / "recorded" / "lone" / "voice.json").read_text(encoding="utf-8"))
    assert index["lines"]["Løft op og ind."]["file"].startswith("loeft-op-og-ind-")
    assert index["lines"]["Løft op og ind."]["recorded"] == "2026-01-31"
    assert names(tmp_path) == ("lone",)


def test_the_index_is_written_last(tmp_path: Path) -> None:
    written = [path.name for path, _ in opened(tmp_path, "lone").with_lines({"a": SOUND, "b": OTHER}, "2026-01-31")]
    assert written[-1] == "voice.json"
    assert len(written) == 3


def test_a_line_that_is_read_again_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    keep(tmp_path, {"Slip.": SOUND, "Knib.": SOUND})
    keep(tmp_path, {"Slip.": OTHER})
    voice = opened(tmp_path, "lone")
    assert set(voice.entries) == {"Slip.", "Knib."}
    path = voice.path("Slip.")
    assert path
    assert path.read_bytes().endswith(OTHER.pcm)
    assert len(list(path.parent.iterdir())) == 3


def test_lines_that_are_spelled_alike_have_files_of_their_own(tmp_path: Path) -> None:
    keep(tmp_path, {"Slip.": SOUND, "Slip!": OTHER, "…": SOUND, "?": SOUND})
    voice = opened(tmp_path, "lone")
    assert len({entry.file for entry in voice.entries.values()}) == 4


def test_a_line_whose_file_is_gone_is_not_known(tmp_path: Path) -> None:
    keep(tmp_path, {"Slip.": SOUND})
    path = opened(tmp_path, "lone").path("Slip.")
    assert path
    path.unlink()
    assert opened(tmp_path, "lone").path("Slip.") is None


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", "a\\b", "-x", "c:", "x" * 41, "lone "])
def test_a_name_that_is_no_folder_of_its_own_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(VoiceError, match="no name for a voice"):
        opened(tmp_path, name)


@pytest.mark.parametrize(
    "index",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"version": 2, "lines": {}}',
        b'{"version": 1, "lines": []}',
        b'{"version": 1, "lines": {"Slip.": {}}}',
        b'{"version": 1, "lines": {"Slip.": {"file": "../x.wav", "recorded": "", "sha256": ""}}}',
        b'{"version": 1, "lines": {"Slip.": {"file": "C:x.wav", "recorded": "", "sha256": ""}}}',
        b'{"version": 1, "lines": {"Slip.": "x.wav"}}',
        b"[" * 100_000,
    ],
)
def test_an_index_that_is_broken_is_told_with_its_path(tmp_path: Path, index: bytes) -> None:
    folder = tmp_path / "recorded" / "lone"
    folder.mkdir(parents=True)
    (folder / "voice.json").write_bytes(index)
    with pytest.raises(VoiceError, match=r"voice\.json cannot be read") as caught:
        opened(tmp_path, "lone")
    assert "mend it by hand" in caught.value.cure
