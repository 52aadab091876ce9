import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.voice.espeak import stage
from knib.voice.shelf import HEADER, Shelf
from knib.voice.stocktaking import Amount, by_voice, clear, in_all, look_through, sweep, trim

DAY = 86_400


def key(number: int) -> str:
    return f"{number:064x}"


def put(shelf: Shelf, number: int, size: int = 100, label: str = "", days: float = 0) -> Path:
    """Put so many bytes, with the header, on the shelf, last used so many days ago."""
    shelf.put(key(number), bytes(size - HEADER.size - len(label)), label)
    path = shelf.folder / key(number)[:2] / key(number)
    then = time.time() - days * DAY
    os.utime(path, (then, then))
    return path


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "shelf")


def test_a_shelf_that_is_not_there_is_empty(shelf: Shelf) -> None:
    assert in_all(shelf) == Amount()
    assert by_voice(shelf) == {}
    assert look_through(shelf) == (Amount(), Amount())
    assert trim(shelf, 0) == clear(shelf) == Amount()
    assert sweep(shelf) == 0


def test_entries_are_counted_by_voice_the_largest_first(shelf: Shelf) -> None:
    put(shelf, 1, 100, "espeak")
    put(shelf, 2, 200, "espeak")
    put(shelf, 3, 1000, "piper:da")
    put(shelf, 4, 150)
    old = put(shelf, 5, 90)
    old.write_bytes(old.read_bytes().replace(b"KNIB\x02", b"KNIB\x01"))
    assert list(by_voice(shelf).items()) == [
        ("piper:da", Amount(1, 1000)),
        ("espeak", Amount(2, 300)),
        ("encoded sound", Amount(1, 150)),
        ("older entries", Amount(1, 90)),
    ]
    assert in_all(shelf) == Amount(5, 1540)


def test_what_was_used_longest_ago_goes_first(shelf: Shelf) -> None:
    paths = [put(shelf, number, 100, days=number) for number in range(1, 6)]
    assert trim(shelf, 250) == Amount(3, 300)
    assert [path.exists() for path in paths] == [True, True, False, False, False]


def test_what_fits_is_left_alone(shelf: Shelf) -> None:
    put(shelf, 1, 100)
    assert trim(shelf, 100) == Amount()
    assert in_all(shelf) == Amount(1, 100)


def test_what_is_fetched_again_is_young_again(shelf: Shelf) -> None:
    put(shelf, 1, 100, days=30)
    put(shelf, 2, 100, days=3)
    assert shelf.get(key(1))
    trim(shelf, 100)
    assert (shelf.get(key(1)) is None, shelf.get(key(2)) is None) == (False, True)


@given(sizes=st.lists(st.integers(60, 400), max_size=8), most=st.integers(0, 2000))
def test_after_trimming_it_is_never_larger_and_no_more_went_than_had_to(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], most: int
) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    for number, size in enumerate(sizes):
        put(shelf, number, size, days=number)
    removed = trim(shelf, most)
    left = in_all(shelf)
    assert left.size <= most
    assert removed + left == Amount(len(sizes), sum(sizes))
    assert not removed.entries or left.size + sizes[left.entries] > most


def test_damaged_entries_are_found_and_thrown_out(shelf: Shelf) -> None:
    put(shelf, 1)
    damaged = put(shelf, 2)
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"x")
    assert look_through(shelf) == (Amount(2, 200), Amount(1, 100))
    assert not damaged.exists()
    assert look_through(shelf) == (Amount(1, 100), Amount())


def test_clearing_takes_also_the_line_that_was_listened_to(shelf: Shelf) -> None:
    put(shelf, 1)
    shelf.listened.write_bytes(b"spoken")
    (shelf.folder / "note.txt").write_text("the user's own")
    assert clear(shelf) == Amount(1, 100)
    assert [path.name for path in shelf.folder.rglob("*") if path.is_file()] == ["note.txt"]


def test_old_drafts_are_swept_away_and_fresh_ones_left_to_their_writers(shelf: Shelf) -> None:
    folder = put(shelf, 1).parent
    for name, days in ((".old.draft", 1.5), (".fresh.draft", 0.5)):
        (folder / name).write_bytes(b"")
        then = time.time() - days * DAY
        os.utime(folder / name, (then, then))
    assert sweep(shelf) == 1
    assert sorted(path.name for path in folder.iterdir()) == [".fresh.draft", key(1)]


def test_stages_of_killed_processes_are_swept_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in ("knib-dead", "knib-alive"):
        (tmp_path / name / "espeak-ng-data").mkdir(parents=True)
    (tmp_path / "knib-else").mkdir()
    os.utime(tmp_path / "knib-dead" / "espeak-ng-data", (0, 0))
    assert stage.sweep(time.time() - DAY) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["knib-alive", "knib-else"]


WORKER = """
import os, sys
from pathlib import Path
from knib.voice.shelf import Shelf
from knib.voice.stocktaking import clear, look_through, sweep, trim

def work(shelf, me, disturber):
    for turn in range(12):
        for number in (turn, 100 + me):
            shelf.put(f"{number:064x}", b"%d " % number * 2000, "espeak")
        for number in range(12):
            got = shelf.get(f"{number:064x}")
            assert got is None or got == b"%d " % number * 2000, number
        if me % 10 == disturber:
            (trim(shelf, 40_000), look_through(shelf), sweep(shelf), turn == 5 and clear(shelf))

shelf, disturber, many = Shelf(Path(sys.argv[1])), int(sys.argv[2]), list(map(int, sys.argv[3:]))
gate, children = os.pipe(), []
for me in many if len(many) > 1 else ():
    if not (child := os.fork()):
        os.close(gate[1])
        os.read(gate[0], 1)  # until everybody is there
        work(shelf, me, disturber)
        os._exit(0)
    children.append(child)
os.close(gate[1])
if len(many) == 1:
    work(shelf, many[0], disturber)
sys.exit(sum(os.waitpid(child, 0)[1] != 0 for child in children))
"""


def at_once(folder: Path, processes: int, disturber: int) -> None:
    """Run so many processes on one shelf, let go at the same moment: forked, for fifty interpreters take seconds."""
    many = [str(me) for me in range(processes)]
    groups = [many] if hasattr(os, "fork") else [[me] for me in many]
    started = [
        subprocess.Popen([sys.executable, "-c", WORKER, str(folder), str(disturber), *group]) for group in groups
    ]
    assert [process.wait() for process in started] == [0] * len(groups)


def test_fifty_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    at_once(tmp_path, 50, disturber=-1)
    for number in [*range(12), *range(100, 150)]:
        assert Shelf(tmp_path).get(f"{number:064x}") == b"%d " % number * 2000
    assert in_all(Shelf(tmp_path)).entries == 62
    assert list(tmp_path.rglob("*.draft")) == []


def test_nobody_gets_wrong_bytes_while_others_trim_look_through_and_clear(tmp_path: Path) -> None:
    at_once(tmp_path, 30, disturber=3)
    assert look_through(Shelf(tmp_path))[1] == Amount()
    assert list(tmp_path.rglob("*.draft")) == []
