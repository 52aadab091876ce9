import re
import socket
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from knib.cli.app import app
from knib.serve.server import Server

KNIB = CliRunner()


@pytest.fixture(autouse=True)
def no_visitors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop a server as soon as it would begin; `tests/serve` asks real ones."""

    def run(_server: Server, sock: socket.socket) -> None:
        sock.close()

    monkeypatch.setattr(Server, "run", run)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.html").touch()
    (tmp_path / "journal.docx").touch()
    return tmp_path


def test_a_link_for_this_machine_alone_is_printed(folder: Path) -> None:
    result = KNIB.invoke(app, ["serve", str(folder), "--minutes", "1"])
    assert result.exit_code == 0, result.output
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[0-9a-f]{32}/\n", result.stdout)
    for told in ("Not handed out: journal.docx", "on this machine alone", "after 1 minute;", "the link is dead"):
        assert told in result.stderr


def test_for_telephones_a_code_is_drawn_and_every_link_is_another(folder: Path) -> None:
    first, second = (KNIB.invoke(app, ["serve", str(folder), "--address", "127.0.0.1"]) for _ in range(2))
    assert "█" in first.stdout
    assert "on the same network" in first.stderr
    assert first.stdout.splitlines()[-1].rsplit("/", 2)[1] != second.stdout.splitlines()[-1].rsplit("/", 2)[1]


@pytest.mark.parametrize(
    ("module", "given"), [("starlette", []), ("uvicorn", []), ("segno", ["--address", "127.0.0.1"])]
)
def test_a_missing_part_is_told_before_anything_is_opened(
    module: str, given: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    result = KNIB.invoke(app, ["serve", str(folder), *given])
    assert result.exit_code == 6
    assert f"{module} must be installed" in result.stderr
    assert 'Try: pip install "starlette' in result.stderr


@pytest.mark.parametrize(
    ("given", "says"),
    [([], "no index.html"), (["--address", "8.8.8.8"], "the whole internet"), (["--address", "x"], "no address")],
)
def test_what_cannot_be_served_is_told(given: list[str], says: str, tmp_path: Path) -> None:
    if given:
        (tmp_path / "index.html").touch()
    result = KNIB.invoke(app, ["serve", str(tmp_path), *given])
    assert result.exit_code == 2
    assert says in result.stderr
