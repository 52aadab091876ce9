import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from knib.errors import WriteError
from knib.voice.shelf import Shelf, default_folder, label_of

KEY = "ab" + "0" * 62

# KNIB, version 2, no label, two zeros, a length of 3, the SHA-256 of "lyd", and "lyd"
ENTRY = b"KNIB\x02\0\0\0" + (3).to_bytes(8, "big") + sha256(b"lyd").digest() + b"lyd"


def files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_what_was_put_comes_back(tmp_path: Path) -> None:
    Shelf(tmp_path).put(KEY, b"lyd")
    assert Shelf(tmp_path).get(KEY) == b"lyd"


def test_an_entry_lies_under_its_first_two_digits_with_its_checksum_before_it(tmp_path: Path) -> None:
    Shelf(tmp_path).put(KEY, b"lyd")
    assert files(tmp_path) == [os.path.join("ab", KEY)]  # noqa: PTH118
    assert (tmp_path / "ab" / KEY).read_bytes() == ENTRY


def test_a_label_stands_between_the_header_and_the_payload(tmp_path: Path) -> None:
    Shelf(tmp_path).put(KEY, b"lyd", "espeak")
    # KNIB, version 2, a label of 6 bytes, two zeros, a length of 3, the SHA-256 of "espeaklyd", and "espeaklyd"
    entry = b"KNIB\x02\x06\0\0" + (3).to_bytes(8, "big") + sha256(b"espeaklyd").digest() + b"espeaklyd"
    assert (tmp_path / "ab" / KEY).read_bytes() == entry
    assert Shelf(tmp_path).get(KEY) == b"lyd"


def test_an_entry_of_the_first_layout_is_still_read(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / KEY).write_bytes(ENTRY[:4] + b"\x01" + ENTRY[5:])
    assert Shelf(tmp_path).get(KEY) == b"lyd"


def test_a_long_label_is_cut_between_two_letters(tmp_path: Path) -> None:
    Shelf(tmp_path).put(KEY, b"lyd", "ø" * 40)
    assert label_of((tmp_path / "ab" / KEY).read_bytes()) == "ø" * 30
    assert Shelf(tmp_path).get(KEY) == b"lyd"


@pytest.mark.parametrize(("days", "marked"), [(0.5, False), (2, True), (-2, True)])
def test_fetching_marks_an_entry_as_used_once_a_day(tmp_path: Path, days: float, *, marked: bool) -> None:
    Shelf(tmp_path).put(KEY, b"lyd")
    then = time.time() - days * 86_400
    os.utime(tmp_path / "ab" / KEY, (then, then))
    Shelf(tmp_path).get(KEY)
    assert (abs((tmp_path / "ab" / KEY).stat().st_mtime - time.time()) < 3600) is marked


def test_what_was_never_put_is_missing(tmp_path: Path) -> None:
    assert Shelf(tmp_path / "nowhere").get(KEY) is None


def test_asking_makes_no_folder(tmp_path: Path) -> None:
    Shelf(tmp_path / "nowhere").get(KEY)
    assert not (tmp_path / "nowhere").exists()


def test_putting_again_replaces(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put(KEY, b"old")
    shelf.put(KEY, b"new")
    assert shelf.get(KEY) == b"new"


def test_an_empty_payload_is_a_payload(tmp_path: Path) -> None:
    Shelf(tmp_path).put(KEY, b"")
    assert Shelf(tmp_path).get(KEY) == b""


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(b"", id="empty file"),
        pytest.param(ENTRY[:20], id="half a header"),
        pytest.param(ENTRY[:-1], id="cut short"),
        pytest.param(ENTRY + b"!", id="too long"),
        pytest.param(ENTRY[:-1] + b"x", id="one byte changed"),
        pytest.param(ENTRY[:20] + b"\xff" + ENTRY[21:], id="checksum changed"),
        pytest.param(b"KNIP" + ENTRY[4:], id="not ours"),
        pytest.param(ENTRY[:4] + b"\x03" + ENTRY[5:], id="another version"),
        pytest.param(bytes(len(ENTRY)), id="all zeros, as after a power cut"),
    ],
)
def test_a_damaged_entry_counts_as_missing_and_is_removed(tmp_path: Path, entry: bytes) -> None:
    shelf = Shelf(tmp_path)
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / KEY).write_bytes(entry)
    assert shelf.get(KEY) is None
    assert files(tmp_path) == []
    shelf.put(KEY, b"lyd")
    assert shelf.get(KEY) == b"lyd"


def test_a_folder_in_an_entrys_place_counts_as_missing(tmp_path: Path) -> None:
    (tmp_path / "ab" / KEY).mkdir(parents=True)
    assert Shelf(tmp_path).get(KEY) is None


@pytest.mark.parametrize("key", ["", "AB" * 32, "../" + "a" * 61, "ab" * 31, "Anna Jensen"])
def test_a_key_is_a_hash_and_never_a_name_or_a_path(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="a key is a SHA-256 in hex"):
        Shelf(tmp_path).get(key)


def test_a_folder_that_cannot_be_written_to_is_said_with_its_cure(tmp_path: Path) -> None:
    (tmp_path / "shelf").write_text("a file, where the folder should be", encoding="utf-8")
    with pytest.raises(WriteError, match="the shelf cannot keep this") as caught:
        Shelf(tmp_path / "shelf").put(KEY, b"lyd")
    assert "KNIB_CACHE_DIR" in caught.value.cure


def test_a_full_disk_leaves_the_old_entry_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path)
    shelf.put(KEY, b"old")

    def full(_file: int, _data: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(WriteError, match="No space left on device"):
        shelf.put(KEY, b"new")
    assert shelf.get(KEY) == b"old"
    assert files(tmp_path) == [os.path.join("ab", KEY)]  # noqa: PTH118


def test_an_entry_that_cannot_be_replaced_but_is_the_same_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path)
    shelf.put(KEY, b"lyd")

    def held(_draft: str, _place: str) -> None:
        raise PermissionError(13, "Access is denied")  # what Windows says of a file that somebody reads

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(WriteError, match="Access is denied"):
        shelf.put(KEY, b"another")
    shelf.put(KEY, b"lyd")
    assert files(tmp_path) == [os.path.join("ab", KEY)]  # noqa: PTH118


def test_many_threads_at_once_never_see_half_an_entry(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)

    def use(n: int) -> bool:
        shelf.put(KEY, bytes([n % 4]) * 50_000)
        got = shelf.get(KEY)
        return got is not None and len(set(got)) == 1 and len(got) == 50_000

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(use, range(200)))
    assert files(tmp_path) == [os.path.join("ab", KEY)]  # noqa: PTH118


def test_many_processes_at_once_never_see_half_an_entry(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom knib.voice.shelf import Shelf\nshelf = Shelf(Path(sys.argv[1]))\n"
        f"for n in range(100):\n    shelf.put('{KEY}', b'lyd' * 20000)\n"
        f"    assert shelf.get('{KEY}') == b'lyd' * 20000\n"
    )
    started = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path)]) for _ in range(3)]
    assert [process.wait() for process in started] == [0, 0, 0]
    assert files(tmp_path) == [os.path.join("ab", KEY)]  # noqa: PTH118


def test_the_environment_says_where_the_shelf_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNIB_CACHE_DIR", str(tmp_path))
    assert default_folder() == tmp_path


def test_else_it_lies_where_the_system_keeps_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KNIB_CACHE_DIR", raising=False)
    assert "knib" in default_folder().parts
