"""The engine of the how-to, installed as a user would, and spoken with by the command."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from installed import write
from knib.audio.wav import read_wav
from knib.voice.engine import GROUP

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "own-engine.md").read_text(encoding="utf-8")

PROGRAM = f"""#!{sys.executable}
import sys
sys.path[:0] = {sys.path!r}
from fakes import FakeEngine
from knib.audio.codec import write_wav
speed, text = sys.argv[1].removeprefix("--speed="), sys.argv[3]
sys.stdout.buffer.write(write_wav(FakeEngine().speak(text, int(speed))))
"""
"""The program that the how-to's engine runs: it speaks as the fake engine does."""


def block(kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


@pytest.fixture(scope="module")
def installed_example(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Install the example, and give the environment in which it is."""
    folder: Path = tmp_path_factory.mktemp("site")
    offered = tomllib.loads(block("toml"))["project"]["entry-points"][GROUP]
    write(folder, offered, tale_voice=block("python"))
    program = folder / "bin" / "tale"
    program.parent.mkdir()
    program.write_text(PROGRAM, "utf-8")
    program.chmod(0o755)
    path = os.pathsep.join([str(program.parent), os.environ.get("PATH", "")])
    return {**os.environ, "PYTHONPATH": str(folder), "PATH": path}


def knib(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-m", "knib", *arguments], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_it_is_as_short_as_it_is_said_to_be() -> None:
    lines = [line for line in block("python").splitlines() if line and not line.startswith(("import", "from"))]
    assert len(lines) == 15
    assert "15 lines" in PAGE


def test_it_speaks_for_the_command(installed_example: dict[str, str], tmp_path: Path) -> None:
    knib(
        installed_example,
        "say",
        "Knib og løft.",
        "--voice",
        "tale",
        "--pace",
        "normal",
        "-o",
        str(tmp_path / "line.wav"),
    )
    assert read_wav((tmp_path / "line.wav").read_bytes()).length == 650


def test_it_is_listed(installed_example: dict[str, str]) -> None:
    assert "tale\tready\tthe program tale\n" in knib(installed_example, "voices")
