import errno
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.errors import WriteError
from knib.export import outbox
from knib.export.naming import LONGEST_NAME, distinct, file_name
from knib.export.outbox import Buffer, post, post_together
from knib.units import Ms

SIX_MINUTES = Ms(365_000)

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_file_is_written_as_a_whole(tmp_path: Path) -> None:
    post(b"sound", tmp_path / "knae.mp3")
    assert (tmp_path / "knae.mp3").read_bytes() == b"sound"
    assert names(tmp_path) == ["knae.mp3"]


def test_a_file_in_buffers_is_written_one_after_another(tmp_path: Path) -> None:
    silence = memoryview(bytes(4))
    buffers: list[Buffer] = [b"ID3", silence[:2], bytearray(b"sound"), silence]
    post(iter(buffers), tmp_path / "knae.mp3")
    assert (tmp_path / "knae.mp3").read_bytes() == b"ID3\0\0sound\0\0\0\0"


def test_thousands_of_buffers_and_one_of_megabytes_are_written_one_after_another(tmp_path: Path) -> None:
    whole = bytes(range(256)) * 10_000
    post([b"abc"] * 2500 + [whole, b"", b"the end"], tmp_path / "knae.mp3")
    assert (tmp_path / "knae.mp3").read_bytes() == b"abc" * 2500 + whole + b"the end"


def test_no_buffers_are_an_empty_file(tmp_path: Path) -> None:
    post([], tmp_path / "knae.mp3")
    assert (tmp_path / "knae.mp3").read_bytes() == b""


def test_what_the_system_took_a_part_of_is_written_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "writev", lambda file, buffers: write(file, b"".join(buffers)[:4]), raising=False)
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:3]))
    post([b"ID3", b"sound", b"sound"], tmp_path / "knae.mp3")
    assert (tmp_path / "knae.mp3").read_bytes() == b"ID3soundsound"


def test_a_system_that_gathers_no_buffers_and_takes_no_advice_writes_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "writev", raising=False)
    monkeypatch.delattr(os, "posix_fadvise", raising=False)
    post([b"ID3", b"sound"], tmp_path / "knae.mp3")
    assert (tmp_path / "knae.mp3").read_bytes() == b"ID3sound"


def test_a_disk_that_refuses_advice_gets_the_file_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: int) -> None:
        raise OSError(errno.EINVAL, "no such advice")

    monkeypatch.setattr(os, "posix_fadvise", refused, raising=False)
    monkeypatch.setattr(os, "POSIX_FADV_DONTNEED", 4, raising=False)
    post(b"sound", tmp_path / "knae.mp3")
    assert (tmp_path / "knae.mp3").read_bytes() == b"sound"


@pytest.mark.skipif(sys.platform != "linux", reason="Linux's own call")
def test_a_large_file_for_which_room_was_asked_is_as_long_as_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "_LARGE", 1000)
    for data in (b"x" * 1000, b"y" * 12_345, b"z"):
        post(data, tmp_path / "knae.mp3")
        assert (tmp_path / "knae.mp3").read_bytes() == data


@pytest.mark.skipif(sys.platform != "linux", reason="Linux's own call")
def test_a_file_that_no_disk_has_room_for_is_refused_before_it_is_written(tmp_path: Path) -> None:
    class Vast(bytes):
        def __len__(self) -> int:
            return 1 << 60

    with pytest.raises(WriteError, match=r"larger than this disk allows|the disk is full"):
        post([Vast()], tmp_path / "knae.mp3")
    assert names(tmp_path) == []


def test_an_error_of_whoever_makes_the_buffers_leaves_nothing(tmp_path: Path) -> None:
    def breaking() -> Iterator[bytes]:
        yield b"ID3"
        raise RuntimeError("a bug elsewhere")

    with pytest.raises(RuntimeError, match="a bug elsewhere"):
        post(breaking(), tmp_path / "knae.mp3")
    assert names(tmp_path) == []


@pytest.mark.parametrize("ending", ["m4b", "opus", "flac", "vtt"])
def test_a_name_ends_as_its_format_does(ending: str) -> None:
    assert file_name("Knæ", SIX_MINUTES, ending) == f"knae-6min.{ending}"
    assert len(file_name("x" * 100, SIX_MINUTES, ending)) == LONGEST_NAME


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    post(b"sound", tmp_path / "uge 1" / "mandag" / "knae.mp3")
    assert (tmp_path / "uge 1" / "mandag" / "knae.mp3").read_bytes() == b"sound"


def test_the_file_that_was_there_is_replaced_and_others_are_not(tmp_path: Path) -> None:
    (tmp_path / "knae.mp3").write_bytes(b"old, and much longer")
    (tmp_path / "hofte.mp3").write_bytes(b"other")
    post(b"new", tmp_path / "knae.mp3")
    assert (tmp_path / "knae.mp3").read_bytes() == b"new"
    assert (tmp_path / "hofte.mp3").read_bytes() == b"other"


@pytest.mark.parametrize(
    "buffers", [[b"ID3", b"sound"], [memoryview(b"ID3 sound")[:3], bytearray(b"sound")], [b"ID", b"3s" + b"ound"]]
)
def test_a_file_that_holds_the_very_bytes_is_left_alone(tmp_path: Path, buffers: list[Buffer]) -> None:
    file = tmp_path / "knae.mp3"
    post(b"ID3sound", file)
    os.utime(file, ns=(7, 7))
    post(buffers, file)
    assert file.stat().st_mtime_ns == 7
    assert names(tmp_path) == ["knae.mp3"]


@pytest.mark.parametrize("there", [b"", b"ID3sounD", b"iD3sound", b"ID3soun", b"ID3sounds"])
def test_one_byte_more_less_or_other_is_written_anew(tmp_path: Path, there: bytes) -> None:
    file = tmp_path / "knae.mp3"
    file.write_bytes(there)
    os.utime(file, ns=(7, 7))
    post([b"ID3", b"sound"], file)
    assert file.read_bytes() == b"ID3sound"
    assert file.stat().st_mtime_ns != 7


def test_megabytes_are_compared_to_their_last_byte(tmp_path: Path) -> None:
    file, start = tmp_path / "knae.mp3", bytes(2_500_000)
    file.write_bytes(start + b"a")
    os.utime(file, ns=(7, 7))
    post([memoryview(start + b"a")], file)
    assert file.stat().st_mtime_ns == 7
    post([memoryview(start + b"b")], file)
    assert file.read_bytes() == start + b"b"


def test_buffers_that_come_once_are_written_without_a_look(tmp_path: Path) -> None:
    file = tmp_path / "knae.mp3"
    post(b"ID3sound", file)
    post(iter([b"ID3", b"sound"]), file)
    assert file.read_bytes() == b"ID3sound"


def test_of_many_files_only_what_is_new_is_written(tmp_path: Path) -> None:
    post(b"same", tmp_path / "a")
    os.utime(tmp_path / "a", ns=(7, 7))
    post_together({tmp_path / "a": b"same", tmp_path / "b": b"new"})
    assert (tmp_path / "a").stat().st_mtime_ns == 7
    assert names(tmp_path) == ["a", "b"]


def test_an_empty_file_can_be_written(tmp_path: Path) -> None:
    post(b"", tmp_path / "tom.txt")
    assert (tmp_path / "tom.txt").read_bytes() == b""


def test_others_may_read_the_file_as_the_umask_says(tmp_path: Path) -> None:
    (tmp_path / "ordinary").touch()
    post(b"sound", tmp_path / "knae.mp3")
    assert (tmp_path / "knae.mp3").stat().st_mode == (tmp_path / "ordinary").stat().st_mode


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("old", [b"old", None])
def test_a_full_disk_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, old: bytes | None
) -> None:
    target = tmp_path / "knae.mp3"
    if old:
        target.write_bytes(old)
    before = names(tmp_path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path if step == "replace" else os, step, full)
    with pytest.raises(WriteError) as caught:
        post(b"new", target)
    assert str(caught.value) == f"{target} could not be written: the disk is full"
    assert caught.value.cure == "Make room on the disk, or choose another one."
    assert isinstance(caught.value.__cause__, OSError)
    assert names(tmp_path) == before
    assert not old or target.read_bytes() == old


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_ctrl_c_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    target = tmp_path / "knae.mp3"
    target.write_bytes(b"old")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path if step == "replace" else os, step, interrupted)
    with pytest.raises(KeyboardInterrupt):
        post(b"new", target)
    assert names(tmp_path) == ["knae.mp3"]
    assert target.read_bytes() == b"old"


def test_what_went_wrong_first_is_told_even_if_clearing_up_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "forbidden")

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(Path, "unlink", forbidden)
    with pytest.raises(WriteError, match="the disk is full"):
        post(b"new", tmp_path / "knae.mp3")


KILLED = """
import os, sys, time
from pathlib import Path
from knib.export.outbox import post

def stuck(_):
    print("written", flush=True)
    time.sleep(60)

os.fsync = stuck
post(b"new" * 100_000, Path(sys.argv[1]))
"""


@pytest.mark.parametrize("old", [b"old", None])
def test_a_killed_process_leaves_the_old_file_or_none(tmp_path: Path, old: bytes | None) -> None:
    target = tmp_path / "knae.mp3"
    if old:
        target.write_bytes(old)
    with subprocess.Popen([sys.executable, "-c", KILLED, str(target)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "written\n"
        writer.kill()
    left = [name for name in names(tmp_path) if name != "knae.mp3"]
    assert len(left) == 1
    assert re.fullmatch(r"\.knib-[0-9a-f]{16}\.part", left[0])
    assert target.exists() == bool(old)
    assert not old or target.read_bytes() == old


def test_what_a_killed_process_left_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / ".knib-0123456789abcdef.part").write_bytes(b"half")
    post(b"sound", tmp_path / "knae.mp3")
    assert names(tmp_path) == [".knib-0123456789abcdef.part", "knae.mp3"]


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "knae.mp3").mkdir()
    with pytest.raises(WriteError, match="it is a folder") as caught:
        post(b"sound", tmp_path / "knae.mp3")
    assert caught.value.cure == "Give the name of a file."
    assert names(tmp_path) == ["knae.mp3"]


def test_the_present_folder_is_no_file() -> None:
    with pytest.raises(WriteError, match="it is a folder"):
        post(b"sound", Path())


def test_a_file_where_the_folder_should_be_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "uge").write_bytes(b"mine")
    with pytest.raises(WriteError, match="a file stands where its folder should be"):
        post(b"sound", tmp_path / "uge" / "knae.mp3")
    assert (tmp_path / "uge").read_bytes() == b"mine"


def test_a_name_that_is_too_long_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(WriteError):
        post(b"sound", tmp_path / ("k" * 300 + ".mp3"))
    assert names(tmp_path) == []


def test_an_unknown_failure_is_told_in_the_systems_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def strange(*_: object) -> None:
        raise OSError(errno.ENXIO, "no such address")

    monkeypatch.setattr(os, "fsync", strange)
    with pytest.raises(WriteError, match="could not be written: no such address") as caught:
        post(b"sound", tmp_path / "knae.mp3")
    assert caught.value.cure


def test_a_device_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    device = tmp_path / "null"
    device.touch()
    monkeypatch.setattr(Path, "is_file", lambda _: False)
    with pytest.raises(WriteError, match="it is a device"):
        post(b"sound", device)
    assert device.read_bytes() == b""


@pytest.mark.parametrize(
    ("title", "length", "name"),
    [
        ("Bækkenbund, dag 1", 365_000, "baekkenbund-dag-1-6min.mp3"),
        ("ÆBLEGRØD på Åen", 60_000, "aeblegroed-paa-aaen-1min.mp3"),
        ("Knæ & hofte – 3×10 (let)", 390_000, "knae-hofte-3-10-let-6min30s.mp3"),
        ("Café Zürich: ½ ñ", 29_500, "cafe-zurich-1-2-n-30s.mp3"),
        ("../../etc/passwd", 60_000, "etc-passwd-1min.mp3"),
        ("C:\\knæ\0.mp3", 60_000, "c-knae-mp3-1min.mp3"),
        ("", 365_000, "traening-6min.mp3"),
        ("???", 365_000, "traening-6min.mp3"),
        ("膝", 365_000, "traening-6min.mp3"),
        ("nul", 365_000, "nul-6min.mp3"),
        ("Kort", 0, "kort-0s.mp3"),
        ("Lang", 43_200_000, "lang-720min.mp3"),
    ],
)
def test_a_file_is_named_after_its_title_and_length(title: str, length: int, name: str) -> None:
    assert file_name(title, Ms(length)) == name


def test_an_aa_from_a_mac_keeps_its_meaning() -> None:
    assert file_name(unicodedata.normalize("NFD", "Gåtur"), SIX_MINUTES) == "gaatur-6min.mp3"


def test_a_long_title_is_cut_at_a_word() -> None:
    # 60 characters less `-6min.mp3` are 51: five words of nine and their hyphens are 49.
    assert file_name("ninechars " * 9, SIX_MINUTES) == "-".join(["ninechars"] * 5) + "-6min.mp3"


def test_a_word_that_just_fits_is_kept() -> None:
    assert file_name("k" * 49 + " o p", SIX_MINUTES) == "k" * 49 + "-o-6min.mp3"


def test_a_long_word_is_cut_itself() -> None:
    assert file_name("k" * 99, SIX_MINUTES) == "k" * 51 + "-6min.mp3"


@given(st.text(), st.integers(0, 43_200_000))
def test_any_title_gives_a_name_that_any_system_takes(title: str, length: int) -> None:
    name = file_name(title, Ms(length))
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-[0-9]+(min|min30s|s)\.mp3", name)
    assert len(name) <= LONGEST_NAME
    assert name.partition(".")[0] not in RESERVED


def test_names_that_collide_are_kept_apart_in_order() -> None:
    assert distinct(["a.mp3", "b.mp3", "a.mp3", "a.mp3"]) == ["a.mp3", "b.mp3", "a-2.mp3", "a-3.mp3"]


@given(st.lists(st.sampled_from(["a.mp3", "a-2.mp3", "a-2-2.mp3", "b"])))
def test_distinct_names_are_distinct(given_names: list[str]) -> None:
    kept = distinct(given_names)
    assert len(set(kept)) == len(kept) == len(given_names)


def test_many_files_are_written_together_and_others_stay(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"old")
    (tmp_path / "z.txt").write_bytes(b"other")
    post_together({tmp_path / "a.mp3": b"new", tmp_path / "b.mp3": [b"two ", b"buffers"]})
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == {
        "a.mp3": b"new",
        "b.mp3": b"two buffers",
        "z.txt": b"other",
    }


def test_many_files_make_their_own_folder(tmp_path: Path) -> None:
    post_together({tmp_path / "til" / "patient" / "a.mp3": b"sound"})
    assert names(tmp_path / "til" / "patient") == ["a.mp3"]


@pytest.mark.parametrize(("links", "failing"), [*((True, n) for n in range(1, 4)), *((False, n) for n in range(1, 6))])
def test_when_one_of_many_cannot_take_its_place_all_is_as_before(
    links: bool,  # noqa: FBT001 -- whether the disk knows a second name of a file
    failing: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "a.mp3").write_bytes(b"old a")
    (tmp_path / "c.mp3").write_bytes(b"old c")
    replaced, moves = Path.replace, iter(range(1, 99))

    def broken(path: Path, target: Path) -> Path:
        if next(moves) == failing:  # three new ones in place; without links two old ones aside as well
            raise OSError(errno.EACCES, "held by a player")
        return replaced(path, target)

    def unknown(_path: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(Path, "replace", broken)
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", unknown)
    with pytest.raises(WriteError, match="may not be written there"):
        post_together({tmp_path / name: b"new" for name in ("a.mp3", "b.mp3", "c.mp3")})
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == {"a.mp3": b"old a", "c.mp3": b"old c"}


def test_a_folder_that_was_made_for_files_that_cannot_be_written_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "til" / "patient"
    with pytest.raises(WriteError, match=r"b\.mp3 could not be written"):
        post_together({folder / "a.mp3": b"a", folder / "b.mp3": Failing()})
    assert names(tmp_path) == []


class Failing:
    """Buffers that break off as a full disk does."""

    def __iter__(self) -> Iterator[bytes]:
        yield b"begin"
        raise OSError(errno.ENOSPC, "full")


def test_ctrl_c_among_many_files_leaves_nothing(tmp_path: Path) -> None:
    def stopped() -> Iterator[bytes]:
        yield b"begin"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        post_together({tmp_path / "til" / "a.mp3": b"a", tmp_path / "til" / "b.mp3": stopped()})
    assert names(tmp_path) == []


def test_among_many_a_folder_in_the_way_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "b.mp3").mkdir()
    with pytest.raises(WriteError, match=r"b\.mp3 could not be written: it is a folder"):
        post_together({tmp_path / "a.mp3": b"a", tmp_path / "b.mp3": b"b"})
    assert names(tmp_path) == ["b.mp3"]


def test_whether_a_file_was_replaced_is_returned(tmp_path: Path) -> None:
    assert [post(data, tmp_path / "a.mp3") for data in (b"one", b"one", b"two")] == [False, False, True]


def test_a_judge_is_asked_only_of_what_would_be_replaced_by_other_bytes(tmp_path: Path) -> None:
    asked: list[Path] = []
    for name in ("same", "other"):
        (tmp_path / name).write_bytes(b"old")
    data = {tmp_path / "same": b"old", tmp_path / "other": b"new", tmp_path / "fresh": b"new"}
    assert post_together(data, asked.append) == [tmp_path / "other"] == asked


def test_what_a_judge_keeps_stays_and_nothing_else_is_written(tmp_path: Path) -> None:
    def keep(path: Path) -> None:
        raise WriteError(f"{path} stays")

    (tmp_path / "b").write_bytes(b"mine")
    with pytest.raises(WriteError, match="stays"):
        post_together({tmp_path / "ny" / "a": b"new", tmp_path / "b": b"new"}, keep)
    assert names(tmp_path) == ["b"]
    assert (tmp_path / "b").read_bytes() == b"mine"


def test_what_shall_be_gone_is_gone_with_the_rest_in_place(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    post_together({tmp_path / "new": b"new"}, gone=[tmp_path / "old", tmp_path / "never there"])
    assert names(tmp_path) == ["new"]


def test_what_shall_be_gone_comes_back_when_something_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "gone").write_bytes(b"gone")
    unlink = Path.unlink

    def stuck(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == "gone":
            raise OSError(errno.EACCES, "held by a player")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", stuck)
    with pytest.raises(WriteError, match="gone could not be written"):
        post_together({tmp_path / "old": b"new"}, gone=[tmp_path / "gone"])
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == {"old": b"old", "gone": b"gone"}


def test_a_link_that_leads_nowhere_gives_way(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").symlink_to(tmp_path / "nowhere")
    assert post(b"new", tmp_path / "a.mp3") is False
    assert (tmp_path / "a.mp3").read_bytes() == b"new"


def test_two_runs_at_once_do_not_both_find_a_place_empty(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def keep(path: Path) -> None:
        raise WriteError(f"{path} stays")

    def attempt(number: int) -> bool:
        try:
            post(f"{number}".encode(), tmp_path / "a.mp3", keep)
        except WriteError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(40))) == 1
