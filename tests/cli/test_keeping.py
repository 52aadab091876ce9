import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from knib.cli.app import app
from knib.cli.keeping import shown, size_of
from knib.errors import UsageError
from knib.voice.shelf import Shelf
from knib.voice.stocktaking import SPARE, Amount

KNIB = CliRunner()


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setenv("KNIB_CACHE_DIR", str(tmp_path))
    shelf = Shelf(tmp_path)
    shelf.put("a" * 64, bytes(946), "espeak")  # 1000 bytes with the header and the label
    shelf.put("b" * 64, bytes(452))  # 500 bytes
    return shelf


def cache(*arguments: str) -> dict[str, object]:
    result = KNIB.invoke(app, ["cache", "--json", *arguments])
    assert result.exit_code == 0, result.output
    told: dict[str, object] = json.loads(result.stdout)
    return told


def test_it_shows_what_each_voice_takes(shelf: Shelf) -> None:
    assert cache() == {
        "folder": str(shelf.folder),
        "entries": 2,
        "bytes": 1500,
        "voices": [
            {"name": "espeak", "entries": 1, "bytes": 1000},
            {"name": "encoded sound", "entries": 1, "bytes": 500},
        ],
    }
    told = KNIB.invoke(app, ["cache"])
    assert told.stdout == "espeak\t1\t1.0 kB\nencoded sound\t1\t500 bytes\nin all\t2\t1.5 kB\n"


def test_it_trims_and_says_how_much_went(shelf: Shelf) -> None:
    told = KNIB.invoke(app, ["cache", "--max-size", "1kB"])
    assert "Thrown out, what was used longest ago: 1 entry" in told.stderr
    assert cache("--max-size", "0")["entries"] == 0
    assert shelf.get("a" * 64) is None


def test_it_finds_damage(shelf: Shelf) -> None:
    path = shelf.folder / "aa" / ("a" * 64)
    path.write_bytes(path.read_bytes()[:-1])
    told = cache("--verify")
    assert told["read"] == {"entries": 2, "bytes": 1499}
    assert told["damaged"] == {"entries": 1, "bytes": 999}
    assert told["entries"] == 1


def test_it_clears_only_when_it_may(shelf: Shelf) -> None:
    refused = KNIB.invoke(app, ["cache", "--clear"], input="n\n")
    assert refused.exit_code == 130
    assert "Throw out 2 entries, 1.5 kB" in refused.stderr
    assert shelf.get("b" * 64)
    assert cache("--clear", "--yes")["cleared"] == {"entries": 2, "bytes": 1500}
    assert shelf.get("b" * 64) is None


def test_the_doctor_suggests_trimming_a_large_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knib.voice.stocktaking.in_all", lambda _shelf: Amount(1, SPARE + 1))
    result = KNIB.invoke(app, ["doctor"])
    assert result.exit_code == 0
    assert "2.0 GB; to make room: knib cache --max-size 1GB" in result.stdout


@pytest.mark.parametrize(
    ("written", "size"),
    [("500MB", 500_000_000), ("2 GB", 2_000_000_000), ("1,5k", 1500), ("0.5g", 500_000_000), ("7", 7)],
)
def test_a_size_is_read(written: str, size: int) -> None:
    assert size_of(written) == size


@pytest.mark.parametrize("written", ["", "MB", "-1MB", "5 TB", "1.2345 GB", "5 M B"])
def test_what_is_no_size_is_refused(written: str) -> None:
    with pytest.raises(UsageError, match="is no size"):
        size_of(written)


def test_a_size_is_written_for_people() -> None:
    assert [shown(size) for size in (0, 999, 1000, 2_500_000, 1_200_000_000)] == [
        "0 bytes",
        "999 bytes",
        "1.0 kB",
        "2.5 MB",
        "1.2 GB",
    ]
