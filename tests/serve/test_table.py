from pathlib import Path

import pytest

from knib.errors import UsageError
from knib.serve.table import TYPES, table


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "index.html").write_text("<p>", encoding="utf-8")
    return tmp_path / "inside"


def test_what_a_shared_folder_holds_is_handed_out(folder: Path) -> None:
    for ending in TYPES:
        (folder / f"ark{ending}").write_bytes(b"")
    assert set(table(folder).files) == {"index.html", *(f"ark{ending}" for ending in TYPES)}


def test_what_is_hidden_within_or_of_another_kind_is_not(folder: Path) -> None:
    (folder / "journal.docx").write_bytes(b"")
    (folder / ".hemmelig.txt").write_bytes(b"")
    (folder / "mappe.mp3").mkdir()
    found = table(folder)
    assert set(found.files) == {"index.html"}
    assert found.left_out == ("journal.docx", "mappe.mp3")


def test_a_link_is_followed_within_the_folder_and_never_out_of_it(folder: Path) -> None:
    (folder.parent / "journal.txt").write_bytes(b"")
    (folder / "ud.txt").symlink_to(folder.parent / "journal.txt")
    (folder / "ind.html").symlink_to("index.html")
    (folder / "rundt.txt").symlink_to("rundt.txt")
    found = table(folder)
    assert set(found.files) == {"index.html", "ind.html"}
    assert found.left_out == ("rundt.txt", "ud.txt")


def test_the_folder_may_itself_be_a_link(folder: Path) -> None:
    (folder.parent / "til-patient").symlink_to(folder)
    assert set(table(folder.parent / "til-patient").files) == {"index.html"}


@pytest.mark.parametrize("name", ["nowhere", "index.html", "a\0b", "x" * 5000])
def test_what_is_no_folder_is_told(folder: Path, name: str) -> None:
    with pytest.raises(UsageError, match="There is no folder"):
        table(folder / name)


def test_a_folder_without_a_page_is_told_with_its_cure(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no index\.html") as told:
        table(tmp_path)
    assert "beside the sessions" in told.value.cure
