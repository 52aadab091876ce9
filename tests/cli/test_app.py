import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer import Abort, Exit
from typer.testing import CliRunner

from knib import __version__
from knib.__main__ import main
from knib.cli.app import app
from knib.cli.door import door, exit_code
from knib.errors import SpecError, UsageError, VoiceError, WriteError

KNIB = CliRunner()
COMMANDS = [
    "render",
    "plan",
    "check",
    "say",
    "list",
    "show",
    "new",
    "voices",
    "schema",
    "doctor",
    "play",
    "sheet",
    "calendar",
    "qr",
    "share",
    "feed",
    "serve",
    "diff",
    "fmt",
    "watch",
]
HEAVY = {"numpy", "soxr", "pydub", "lameenc", "mutagen", "yaml", "espeakng_loader", "platformdirs", "gtts", "requests"}


def test_the_version_is_printed() -> None:
    assert KNIB.invoke(app, ["--version"]).stdout == f"knib {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = KNIB.invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert f"Example: knib {command}" in result.stdout


def test_help_names_every_command_and_loads_nothing_heavy() -> None:
    look = (
        "import sys; from knib.cli.app import app; from typer.testing import CliRunner;"
        "text = CliRunner().invoke(app, ['--help']).stdout; print(text); print(sorted(sys.modules), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", look], capture_output=True, check=True, encoding="utf-8")
    assert all(command in run.stdout for command in COMMANDS)
    assert [name for name in HEAVY if f"'{name}'" in run.stderr] == []


def test_python_m_knib_is_the_same_command() -> None:
    run = subprocess.run([sys.executable, "-m", "knib", "--version"], capture_output=True, check=True, encoding="utf-8")
    assert run.stdout == f"knib {__version__}\n"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("x"), 2),
        (SpecError(()), 3),
        (VoiceError("x"), 4),
        (WriteError("x"), 7),
        (KeyboardInterrupt(), 130),
        (Abort(), 130),
    ],
)
def test_each_error_leaves_by_its_own_exit_code(error: BaseException, code: int) -> None:
    @door
    def command() -> None:
        raise error

    with pytest.raises(Exit) as left:
        command()
    assert left.value.exit_code == code


def test_a_bug_keeps_its_traceback() -> None:
    @door
    def command() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        command()


def test_many_jobs_end_with_0_with_their_own_code_or_with_8() -> None:
    assert exit_code([], of=3) == 0
    assert exit_code([VoiceError("x"), VoiceError("y")], of=2) == 4
    assert exit_code([VoiceError("x")], of=2) == 8
    assert exit_code([VoiceError("x"), SpecError(())], of=2) == 8


def test_a_reader_that_goes_away_is_no_bug() -> None:
    command = [sys.executable, "-m", "knib", "schema"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as knib:
        assert knib.stdout
        assert knib.stderr
        knib.stdout.close()
        assert "Traceback" not in knib.stderr.read()
    assert knib.returncode != 1


class Full(io.StringIO):
    """A stream to a full disk."""

    def flush(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def fileno(self) -> int:
        return os.open(os.devnull, os.O_WRONLY)


def test_an_output_that_cannot_be_written_is_told_with_code_7(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", Full())
    monkeypatch.setattr(sys, "argv", ["knib", "schema"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 7
    assert "could not be written (No space left on device)" in capsys.readouterr().err


def test_an_interruption_before_anything_is_loaded_is_told_by_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("knib.__main__._run", interrupted)
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 130


def test_a_closed_standard_output_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "argv", ["knib", "schema"])
    with pytest.raises(SystemExit) as left:
        main()
    sys.stdout.close()
    assert left.value.code == 0


def test_standing_in_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f"import os, sys; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r}); sys.argv = ['knib', 'render', 'x'];"
    run = subprocess.run(
        [sys.executable, "-c", f"{script} from knib.__main__ import main; main()"],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 2
    assert "The folder you stand in is gone" in run.stderr


@pytest.mark.parametrize(("set_before", "then"), [("", "1"), ("4", "4")])
def test_numpy_is_asked_for_one_thread_unless_somebody_has_asked_for_more(
    set_before: str, then: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "OPENBLAS_NUM_THREADS"
    monkeypatch.setenv(name, "to be as it was")
    monkeypatch.setenv(name, set_before) if set_before else monkeypatch.delenv(name)
    monkeypatch.setattr(sys, "argv", ["knib", "schema"])
    with pytest.raises(SystemExit):
        main()
    assert os.environ[name] == then
