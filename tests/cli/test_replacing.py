"""What one session's file may take the place of, as its user sees it: names on the disk, contents, exit codes."""

import unicodedata
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from knib.cli.app import app
from knib.cli.inputs import DOSE, Input
from knib.cli.names import Changes, mark, stems
from knib.export.containers import read_back
from knib.export.imprint import opened
from knib.export.verify import verify

KNIB = CliRunner()

ROUTINE = """\
routine: Bækkenbund for Mette
parameters: {{hold: 2 s}}
exercises:
  - {{name: Knib, reps: {reps}, phases: [{{work: {work}, for: "{{hold}}"}}, {{rest: Slip., for: 2 s}}]}}
"""


def written(path: Path, reps: int = 3, work: str = "Knib.") -> str:
    path.parent.mkdir(exist_ok=True)
    path.write_text(ROUTINE.format(reps=reps, work=work), encoding="utf-8")
    return str(path)


def render(*arguments: str | Path) -> Result:
    return KNIB.invoke(app, ["render", *map(str, arguments)])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def squeezes(path: Path) -> int:
    phases = opened(read_back(path.read_bytes()).plan)["plan"]["phases"]
    return sum(phase["kind"] == "work" for phase in phases)


def test_two_doses_in_words_have_two_files_whose_names_tell_nothing(tmp_path: Path) -> None:
    for dose in ("10 knib 5/5", "10 knib 6/6", "10 KNIB  5/5"):
        assert render("--dose", dose, "-o", tmp_path).exit_code == 0
    first, second = names(tmp_path)
    assert first.startswith("traening-")
    assert second.startswith("traening-")
    assert "knib" not in first + second


def test_a_dose_is_named_in_the_file_when_discretion_is_declined(tmp_path: Path) -> None:
    assert render("--dose", "10 knib 5/5", "-o", tmp_path, "--no-discreet").exit_code == 0
    (name,) = names(tmp_path)
    assert name.startswith("10-knib-")


def test_each_changed_parameter_has_a_file_of_its_own(tmp_path: Path) -> None:
    routine = written(tmp_path / "p.yaml")
    for hold in ("2 s", "2500 ms", "3 s", "3s"):
        assert render(routine, "--set", f"hold={hold}", "-o", tmp_path / "ud").exit_code == 0
    assert len(names(tmp_path / "ud")) == 3


def test_a_file_is_called_after_its_source_and_not_after_its_title(tmp_path: Path) -> None:
    routine = written(tmp_path / "Øvelse 7.yaml")
    assert render(routine, "-o", tmp_path / "ud").exit_code == 0
    assert names(tmp_path / "ud") == ["oevelse-7-13s.mp3"]


@pytest.mark.parametrize("turned", [False, True])
def test_files_of_several_sources_are_named_after_them_in_any_order(turned: bool, tmp_path: Path) -> None:  # noqa: FBT001
    sources = [written(tmp_path / f"p{number}.yaml", number) for number in (3, 4, 5)]
    assert render(*(sources[::-1] if turned else sources), "-o", tmp_path / "alle").exit_code == 0
    assert {name: squeezes(tmp_path / "alle" / name) for name in names(tmp_path / "alle")} == {
        "p3-13s.mp3": 3,
        "p4-17s.mp3": 4,
        "p5-21s.mp3": 5,
    }


@pytest.mark.parametrize("turned", [False, True])
def test_two_sources_of_one_name_are_told_apart_by_their_folders(turned: bool, tmp_path: Path) -> None:  # noqa: FBT001
    sources = [written(tmp_path / "anna" / "r.yaml", 3), written(tmp_path / "bo" / "r.yaml", 3, "Løft op.")]
    assert render(*(sources[::-1] if turned else sources), "-o", tmp_path / "ud").exit_code == 0
    assert names(tmp_path / "ud") == ["anna-r-13s.mp3", "bo-r-13s.mp3"]
    first, second = ((tmp_path / "ud" / name).read_bytes() for name in names(tmp_path / "ud"))
    assert first != second


def test_names_that_differ_by_case_or_spelling_are_told_apart_in_any_order(tmp_path: Path) -> None:
    alike = ["Åse.yaml", unicodedata.normalize("NFD", "Åse.yaml"), "åse.yaml", "aase.yml"]
    inputs = [Input(name=str(tmp_path / name)) for name in alike]
    plain = Changes(settings={})
    found = stems(inputs, plain, discreet=True)
    assert len({name.casefold() for name in found}) == 4
    assert stems(inputs[::-1], plain, discreet=True) == found[::-1]


def test_the_mark_of_a_dose_is_the_same_however_it_is_typed() -> None:
    dose = Input(name=DOSE, dose="10 knib  5/5")
    plain = Changes(settings={})
    assert mark(dose, plain) == mark(Input(name=DOSE, dose=" 10 Knib 5/5"), plain)
    assert mark(Input(name="a.yaml"), plain) == ""
    assert mark(Input(name="a.yaml"), Changes(settings={"b": "1", "a": "2 s"})) == mark(
        Input(name="b.yaml"), Changes(settings={"a": "2s", "b": "1"})
    )


def test_another_dose_is_never_replaced_unless_asked_for(tmp_path: Path) -> None:
    ud = tmp_path / "ud"
    routine = written(tmp_path / "p.yaml", 20)
    assert render(routine, "-o", ud).exit_code == 0
    before = (ud / "p-1min30s.mp3").read_bytes()
    written(tmp_path / "p.yaml", 21)
    refused = render(routine, "-o", ud)
    assert refused.exit_code == 7
    assert f"{ud / 'p-1min30s.mp3'} is there already, and holds another dose" in refused.stderr
    assert "--replace" in refused.stderr
    assert (ud / "p-1min30s.mp3").read_bytes() == before
    replaced = render(routine, "-o", ud, "--replace")
    assert replaced.exit_code == 0
    assert f"Replaced: {ud / 'p-1min30s.mp3'}, which held another dose" in replaced.stderr
    assert squeezes(ud / "p-1min30s.mp3") == 21
    assert names(ud) == ["p-1min30s.mp3"]


def test_a_source_of_the_same_name_elsewhere_does_not_replace_the_first(tmp_path: Path) -> None:
    assert render(written(tmp_path / "anna" / "r.yaml"), "-o", tmp_path / "ud").exit_code == 0
    before = (tmp_path / "ud" / "r-13s.mp3").read_bytes()
    other = render(written(tmp_path / "bo" / "r.yaml", work="Løft op."), "-o", tmp_path / "ud")
    assert other.exit_code == 7
    assert "holds other words" in other.stderr
    assert (tmp_path / "ud" / "r-13s.mp3").read_bytes() == before


def test_the_same_dose_made_otherwise_takes_the_place_of_the_first_and_that_is_said(tmp_path: Path) -> None:
    ud = tmp_path / "ud"
    routine = written(tmp_path / "p.yaml")
    assert render(routine, "-o", ud).stderr == ""
    assert render(routine, "-o", ud).stderr == ""  # the same bytes are left alone
    for option in (["--quality", "small"], ["--bed"], ["--no-discreet"]):
        result = render(routine, "-o", ud, *option)
        assert (result.exit_code, result.stderr) == (0, f"Replaced: {ud / 'p-13s.mp3'}\n")
    assert names(ud) == ["p-13s.mp3"]
    assert verify((ud / "p-13s.mp3").read_bytes()).faults == ()


@pytest.mark.parametrize("form", ["mp3", "wav", "flac"])
def test_a_file_that_knib_did_not_make_is_never_replaced_unless_named(form: str, tmp_path: Path) -> None:
    routine = written(tmp_path / "p.yaml")
    file = tmp_path / f"p-13s.{form}"
    file.write_bytes(b"my own music")
    refused = render(routine, "-o", tmp_path, "--format", form)
    assert refused.exit_code == 7
    assert "holds no session that Knib can read" in refused.stderr
    assert file.read_bytes() == b"my own music"
    named = render(routine, "-o", file)
    assert named.exit_code == 0
    assert f"Replaced: {file}, which held no session that Knib can read" in named.stderr
    assert squeezes(file) == 3


def test_captions_of_somebody_else_are_not_replaced(tmp_path: Path) -> None:
    routine = written(tmp_path / "p.yaml")
    (tmp_path / "p-13s.vtt").write_text("WEBVTT\n\nmine", encoding="utf-8")
    refused = render(routine, "-o", tmp_path, "--captions")
    assert refused.exit_code == 7
    assert names(tmp_path) == ["p-13s.vtt", "p.yaml"]
    assert render(routine, "-o", tmp_path, "--captions", "--replace").exit_code == 0
    assert "Slip." in (tmp_path / "p-13s.vtt").read_text(encoding="utf-8")


def test_captions_that_are_left_of_a_replaced_session_are_told_of(tmp_path: Path) -> None:
    ud = tmp_path / "ud"
    routine = written(tmp_path / "p.yaml", 20)
    render(routine, "-o", ud, "--captions")
    written(tmp_path / "p.yaml", 21)
    result = render(routine, "-o", ud, "--replace")
    assert result.stderr.count("tells what was said in the session that was replaced") == 2
