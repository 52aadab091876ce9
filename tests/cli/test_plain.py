"""A plain call is read as Typer reads it, and what is not plain is left to Typer."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from knib.cli.app import app
from knib.cli.plain import plain
from knib.cli.rendering import Wanted

WORDS = [
    "render",
    "blid-start",
    "a b.yaml",
    "",
    "--",
    "-",
    "-o",
    "-oud",
    "--output",
    "--output=ud",
    "ud",
    "-q",
    "--quiet",
]
WORDS += [
    "-qo",
    "--offline",
    "--replace",
    "--no-offline",
    "--voice",
    "espeak,gtts",
    "--set",
    "hold=8 s",
    "--dose",
    "3 x 10",
    "--fit",
]
WORDS += ["15 min", "--json", "--format", "mp3", "--bed", "--help", "--nothing", "æøå", "-5"]


def by_typer(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> Wanted | None:
    """Give what Typer reads; nothing when it refuses, or prints its help."""
    got: list[Wanted] = []

    def keep(wanted: Wanted) -> int:
        got.append(wanted)
        return 0

    monkeypatch.setattr("knib.cli.sessions.rendered", keep)
    command: Any = typer.main.get_command(app)
    try:
        command.main(list(arguments), standalone_mode=False)
    except (Exception, SystemExit):  # noqa: BLE001 -- whatever Typer refuses
        return None
    return got[0] if got else None


@given(st.lists(st.sampled_from(WORDS), max_size=6).map(lambda words: ["render", *words]))
def test_what_is_read_plainly_typer_reads_the_same(arguments: list[str]) -> None:
    read = plain(arguments)
    if read is not None:
        with pytest.MonkeyPatch.context() as patch:
            typed = by_typer(arguments, patch)
        assert typed is not None
        assert read == typed


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("render blid-start", Wanted(routines=("blid-start",))),
        ("render a.yaml b.yaml -q", Wanted(routines=("a.yaml", "b.yaml"), quiet=True)),
        (
            "render a --voice espeak --voice gtts --set hold=8s",
            Wanted(routines=("a",), voice=["espeak", "gtts"], settings=("hold=8s",)),
        ),
    ],
)
def test_a_plain_call_is_read(written: str, read: Wanted) -> None:
    assert plain(written.split()) == read


@pytest.mark.parametrize(
    "written",
    [
        "",
        "list",
        "render --help",
        "render a --bed",
        "render a -o",
        "render a -oud",
        "render a --output=ud",
        "render a -o -q",
    ],
)
def test_what_is_not_plain_is_left_to_typer(written: str) -> None:
    assert plain(written.split()) is None


def test_a_shell_that_asks_for_words_is_left_to_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_KNIB_COMPLETE", "complete_bash")
    assert plain(["render", "a"]) is None


def test_a_pattern_is_left_to_typer_where_no_shell_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert plain(["render", "*.yaml"]) == Wanted(routines=("*.yaml",))
    monkeypatch.setattr("knib.cli.plain._EXPANDED", frozenset("*"))
    assert plain(["render", "*.yaml"]) is None


def test_a_plain_render_does_without_typer(tmp_path: Path) -> None:
    look = "import sys, knib.__main__ as door; sys.argv[1:] = ['render', 'hosteknib', '-q']\n"
    look += "try: door.main()\nexcept SystemExit as left: print(left.code, *{'typer', 'numpy'} & set(sys.modules))"
    environment = {**os.environ, "KNIB_CACHE_DIR": str(tmp_path)}
    for found in ("0 numpy\n", "0\n"):  # spoken, then made again
        run = subprocess.run(
            [sys.executable, "-c", look], capture_output=True, check=True, text=True, cwd=tmp_path, env=environment
        )
        assert (run.stdout, run.stderr) == (found, "")
