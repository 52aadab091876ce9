import json
from pathlib import Path

import mutagen
import pytest
import soundfile
from typer.testing import CliRunner

from knib.cli.app import app

KNIB = CliRunner()

SHORT = """\
routine: Små knib på Ærø
parameters: {hold: 2 s}
exercises:
  - name: Knib
    reps: 3
    phases:
      - {work: Knib., for: "{hold}"}
      - {rest: Slip., for: 3 s}
outro:
  - say: Godt.
"""


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    path = tmp_path / "små-knib.yaml"
    path.write_text(SHORT, encoding="utf-8")
    return path


def rendered(*arguments: str | Path) -> list[dict[str, object]]:
    result = KNIB.invoke(app, ["render", "--json", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    made: list[dict[str, object]] = json.loads(result.stdout)
    return made


def test_a_routine_becomes_an_mp3_as_long_as_its_plan_to_the_sample(routine: Path, tmp_path: Path) -> None:
    (made,) = rendered(routine, "-o", tmp_path / "out")
    sound, rate = soundfile.read(str(made["file"]))
    assert rate == 24_000
    assert len(sound) == int(str(made["duration_ms"])) * 24


def test_a_session_is_made_as_long_as_asked_to_the_sample(routine: Path, tmp_path: Path) -> None:
    (made,) = rendered(routine, "-o", tmp_path / "out", "--fit", "18 s")
    sound, rate = soundfile.read(str(made["file"]))
    assert (len(sound), rate) == (18 * 24_000, 24_000)


def title_of(made: dict[str, object]) -> str:
    return str(mutagen.File(str(made["file"])).tags["TIT2"])


def test_the_file_name_is_ascii_and_the_title_tells_nothing_unless_asked(routine: Path, tmp_path: Path) -> None:
    (made,) = rendered(routine, "-o", tmp_path / "out")
    assert Path(str(made["file"])).name == "smaa-knib-16s.mp3"
    assert title_of(made) == "Træning 1, 16 s"
    (told,) = rendered(routine, "-o", tmp_path / "told", "--no-discreet")
    assert title_of(told) == "Små knib på Ærø"


def test_captions_are_written_beside_the_session_when_asked(routine: Path, tmp_path: Path) -> None:
    rendered(routine, "-o", tmp_path / "out", "--captions")
    (vtt,) = (tmp_path / "out").glob("*.vtt")
    assert vtt.read_text(encoding="utf-8").startswith("WEBVTT")
    assert "[00:01.00]Knib." in next((tmp_path / "out").glob("*.lrc")).read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["m4a", "m4b", "opus", "flac", "wav"])
def test_every_other_format_is_a_word_away(routine: Path, tmp_path: Path, form: str) -> None:
    (made,) = rendered(routine, "-o", tmp_path, "--format", form)
    assert str(made["file"]).endswith(f".{form}")
    assert KNIB.invoke(app, ["verify", str(made["file"])]).exit_code == 0


def test_the_qualities_differ_in_size_alone(routine: Path, tmp_path: Path) -> None:
    sizes = []
    for quality in ("small", "normal", "high"):
        (made,) = rendered(routine, "-o", tmp_path / quality, "--quality", quality)
        sizes.append(Path(str(made["file"])).stat().st_size)
        assert len(soundfile.read(str(made["file"]))[0]) == int(str(made["duration_ms"])) * 24
    assert sizes == sorted(sizes)


def test_the_command_line_goes_before_the_routine_in_tones_and_bed(routine: Path, tmp_path: Path) -> None:
    long = (
        routine.read_text(encoding="utf-8")
        .replace("for: 3 s", "for: 9 s")
        .replace("parameters", "sound: {wake: off}\nparameters")
    )
    routine.write_text(long, encoding="utf-8")
    (off,) = rendered(routine, "-o", tmp_path / "off")
    (on,) = rendered(routine, "-o", tmp_path / "on", "--wake", "tone")
    (bed,) = rendered(routine, "-o", tmp_path / "bed", "--wake", "tone", "--bed")
    assert off["cues"] == bed["cues"] == int(str(on["cues"])) - 2


def test_a_background_that_is_no_sound_is_told(routine: Path, tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["render", str(routine), "-o", str(tmp_path / "out"), "--background", str(routine)])
    assert result.exit_code == 5
    assert not (tmp_path / "out").exists()


def test_a_setting_changes_the_length_by_just_what_it_says(routine: Path, tmp_path: Path) -> None:
    (plain,) = rendered(routine, "-o", tmp_path)
    (longer,) = rendered(routine, "-o", tmp_path, "--set", "hold=4 s")
    assert int(str(longer["duration_ms"])) - int(str(plain["duration_ms"])) == 3 * 2000


def test_the_same_routine_gives_the_same_bytes(routine: Path, tmp_path: Path) -> None:
    (one,) = rendered(routine, "-o", tmp_path / "one")
    (two,) = rendered(routine, "-o", tmp_path / "two")
    assert Path(str(one["file"])).read_bytes() == Path(str(two["file"])).read_bytes()


def test_two_routines_of_one_name_get_two_files(routine: Path, tmp_path: Path) -> None:
    made = rendered(routine, routine, "-o", tmp_path / "out")
    assert len({session["file"] for session in made}) == len(list((tmp_path / "out").iterdir())) == 2


def test_other_files_in_the_folder_are_left_alone(routine: Path, tmp_path: Path) -> None:
    other = tmp_path / "out" / "andet.mp3"
    other.parent.mkdir()
    other.write_text("min egen")
    rendered(routine, "-o", other.parent)
    assert other.read_text() == "min egen"


def test_without_json_one_line_tells_the_file_its_length_and_its_voice(routine: Path, tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["render", str(routine), "-o", str(tmp_path)])
    (line,) = result.stdout.splitlines()
    assert line.startswith(str(tmp_path))
    assert "voice: espeak" in line


def test_quiet_prints_nothing(routine: Path, tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["render", str(routine), "-o", str(tmp_path), "--quiet"])
    assert (result.exit_code, result.output) == (0, "")


def test_a_cue_that_does_not_fit_writes_nothing_and_says_how_to_mend_it(routine: Path, tmp_path: Path) -> None:
    routine.write_text(SHORT.replace("Knib.,", "Knib sammen om endetarmen og løft op og ind.,"), encoding="utf-8")
    result = KNIB.invoke(app, ["render", str(routine), "-o", str(tmp_path / "out")])
    assert result.exit_code == 3
    assert "exercises[0].phases[0].work: 'Knib sammen" in result.stderr
    assert "and has 2 s" in result.stderr
    assert "shorten it" in result.stderr
    assert not (tmp_path / "out").exists()


def test_one_bad_routine_of_many_spoils_none_of_the_others_and_exits_with_8(routine: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("routine: X", encoding="utf-8")
    result = KNIB.invoke(app, ["render", str(bad), str(routine), "-o", str(tmp_path / "out")])
    assert result.exit_code == 8
    assert len(list((tmp_path / "out").iterdir())) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["findes-ikke.yaml"], 2, "There is no file 'findes-ikke.yaml'"),
        (["hostekni"], 2, "did you mean the ready routine 'hosteknib'?"),
        (["hosteknib", "--voice", "espaek"], 2, "did you mean 'espeak'?"),
        (["hosteknib", "--set", "hold"], 2, "--set hold is no setting"),
        (["hosteknib", "--set", "hodl=8 s"], 3, "no parameter 'hodl'"),
        ([], 2, "No routine was given."),
        (["hosteknib", "--fart"], 2, "No such option"),
    ],
)
def test_a_wrong_call_is_told_in_words(arguments: list[str], code: int, words: str, tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["render", *arguments, "-o", str(tmp_path)])
    assert result.exit_code == code
    assert words in " ".join(result.output.split())
    assert "Traceback" not in result.output


def test_a_folder_that_cannot_be_written_in_is_told_with_code_7(routine: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file")
    result = KNIB.invoke(app, ["render", str(routine), "-o", str(blocked)])
    assert result.exit_code == 7
    assert str(blocked) in result.stderr
    assert "Try:" in result.stderr


def test_sessions_go_to_the_folder_output_where_one_stands(
    routine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (made,) = rendered(routine)
    assert Path(str(made["file"])).parent == tmp_path / "output"


def test_inside_the_repository_sessions_go_to_its_own_output_folder(
    routine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = tmp_path / "house"
    (house / "src" / "knib" / "plan").mkdir(parents=True)
    (house / "output").mkdir()
    (house / "output" / "README.md").write_text("sessions")
    monkeypatch.chdir(house / "src" / "knib" / "plan")
    (made,) = rendered(routine)
    assert Path(str(made["file"])).parent == house / "output"


def test_a_rebuild_with_nothing_changed_makes_nothing_and_gives_the_same(
    routine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = rendered(routine, "-o", tmp_path / "one")
    monkeypatch.setattr("knib.studio.record", None)  # whoever makes it anew fails
    (second,) = rendered(routine, "-o", tmp_path / "two")
    assert Path(str(second["file"])).read_bytes() == Path(str(first["file"])).read_bytes()
    assert {**second, "file": ""} == {**first, "file": ""}


def test_a_changed_word_is_heard_in_the_rebuild(routine: Path, tmp_path: Path) -> None:
    (first,) = rendered(routine, "-o", tmp_path / "one")
    routine.write_text(SHORT.replace("Slip.", "Slap af."), encoding="utf-8")
    (second,) = rendered(routine, "-o", tmp_path / "two")
    assert Path(str(second["file"])).read_bytes() != Path(str(first["file"])).read_bytes()


def test_of_many_sessions_each_is_there_and_told_in_order(tmp_path: Path) -> None:
    names = [tmp_path / f"{number}.yaml" for number in range(7)]  # more than are written at once
    for number, name in enumerate(names):
        name.write_text(SHORT.replace("reps: 3", f"reps: {number + 1}"), encoding="utf-8")
    made = rendered(*names, "-o", tmp_path / "out")
    assert [Path(str(done["file"])).name for done in made] == [
        "0-6s.mp3",
        "1-11s.mp3",
        "2-16s.mp3",
        "3-21s.mp3",
        "4-26s.mp3",
        "5-31s.mp3",
        "6-36s.mp3",
    ]
    assert [title_of(done) for done in made] == [f"Træning {number}, {5 * number + 1} s" for number in range(1, 8)]


def test_of_many_sessions_one_that_cannot_be_written_fails_alone(routine: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "smaa-knib-16s.mp3").mkdir(parents=True)
    result = KNIB.invoke(app, ["render", str(routine), "hosteknib", "-o", str(tmp_path / "out")])
    assert result.exit_code == 8
    assert "it is a folder" in result.output
    assert len([path for path in (tmp_path / "out").iterdir() if path.is_file()]) == 1
