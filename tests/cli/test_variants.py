"""`--variant` of render, plan and check."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from knib.cli import orders
from knib.cli.app import app

KNIB = CliRunner()

ROUTINE = """\
routine: Korte knib
intro: [{say: Velkommen.}]
exercises:
  - name: Knib
    phases: [{work: Knib., for: 2 s}, {rest: Slip., for: 2 s, keep: true}]
"""
QUICK = ROUTINE.replace("work: Knib., for: 2 s", "work: '', for: 300 ms")


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    """Give a small routine."""
    path = tmp_path / "r.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    return path


def test_each_variant_becomes_a_file_of_its_own(routine: Path, tmp_path: Path) -> None:
    names = []
    for name in ("full", "short", "tones"):
        result = KNIB.invoke(app, ["render", str(routine), "--variant", name, "-o", str(tmp_path), "--json"])
        assert result.exit_code == 0, result.output
        names.append(Path(json.loads(result.stdout)[0]["file"]).name.rpartition("-")[0])
    assert names == ["r", "r-kort", "r-toner"]


def test_the_plan_of_tones_has_no_words_in_its_phases(routine: Path) -> None:
    plan = json.loads(KNIB.invoke(app, ["plan", str(routine), "--variant", "tones", "--json"]).stdout)
    assert [cue["text"] for cue in plan["cues"]] == ["Velkommen.", "start", "stop"]
    assert [phase["label"] for phase in plan["phases"]] == ["Knib.", "Slip."]


def test_check_looks_at_all_variants_when_asked_and_tells_a_problem_once(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(QUICK, encoding="utf-8")
    assert KNIB.invoke(app, ["check", str(path)]).exit_code == 0
    for name in ("tones", "all"):
        result = KNIB.invoke(app, ["check", str(path), "--variant", name])
        assert result.exit_code == 3
        assert result.stdout.count("start tone takes 0.42 s") == 1


def test_tones_without_tones_is_refused_before_anything_is_made(routine: Path, tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["render", str(routine), "--variant", "tones", "--tones", "none", "-o", str(tmp_path)])
    assert result.exit_code == 2
    assert "nothing is left" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["r.yaml"]


def test_a_change_in_an_included_file_is_heard_in_the_next_session(tmp_path: Path) -> None:
    path, part = tmp_path / "r.yaml", tmp_path / "hej.yaml"
    path.write_text(ROUTINE.replace("{say: Velkommen.}", "{include: hej.yaml}"), encoding="utf-8")
    lengths = []
    for pause in (1, 9):
        part.write_text(f"intro: [{{say: Hej.}}, {{pause: {pause} s}}]", encoding="utf-8")
        for _ in range(2):
            result = KNIB.invoke(app, ["render", str(path), "-o", str(tmp_path), "--json"])
            lengths.append(json.loads(result.stdout)[0]["duration_ms"])
    assert (lengths[1] - lengths[0], lengths[2] - lengths[1], lengths[3] - lengths[2]) == (0, 8000, 0)


def test_what_includes_ready_parts_alone_is_cast_from_its_mould(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are Knib's own and change with it."""
    path = tmp_path / "r.yaml"
    path.write_text(ROUTINE.replace("{say: Velkommen.}", "{include: faelles-knib}"), encoding="utf-8")
    first = KNIB.invoke(app, ["render", str(path), "-o", str(tmp_path), "--json"])
    monkeypatch.setattr(orders, "_made", list)  # what is made from now on is no session
    again = KNIB.invoke(app, ["render", str(path), "-o", str(tmp_path), "--json"])
    assert again.exit_code == 0, again.output
    assert json.loads(again.stdout)[0]["duration_ms"] == json.loads(first.stdout)[0]["duration_ms"]


def test_a_variant_is_not_cast_from_the_mould_of_another(routine: Path, tmp_path: Path) -> None:
    titles = []
    for name in ("full", "tones", "full", "tones"):
        result = KNIB.invoke(app, ["render", str(routine), "--variant", name, "-o", str(tmp_path), "--json"])
        titles.append(json.loads(result.stdout)[0]["title"])
    assert titles == ["Korte knib", "Korte knib (toner)"] * 2
