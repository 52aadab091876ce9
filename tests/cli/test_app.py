import subprocess
import sys

import pytest
from typer import Abort, Exit
from typer.testing import CliRunner

from knib import __version__
from knib.cli.app import app
from knib.cli.door import door, exit_code
from knib.errors import SpecError, UsageError, VoiceError, WriteError

KNIB = CliRunner()
COMMANDS = ["render", "plan", "check", "say", "list", "show", "new", "voices", "schema", "doctor", "play"]
HEAVY = {"numpy", "soxr", "pydub", "lameenc", "mutagen", "yaml", "espeakng_loader", "platformdirs"}


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
