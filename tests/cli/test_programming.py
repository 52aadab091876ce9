import json
import re
from pathlib import Path
from typing import Any

import mutagen
import pytest
from typer.testing import CliRunner

from knib.cli.app import app

KNIB = CliRunner()

ROUTINE = """\
routine: Små knib
about: Korte knib. To gange om dagen.
parameters: {hold: {default: 2 s, min: 2 s, max: 9 s}, word: Slip.}
exercises:
  - name: Knib
    phases:
      - {work: Knib., for: "{hold}"}
      - {rest: "{word}", for: 2 s, keep: true}
"""

PROGRAMME = """\
programme: Bodils program
times: 3
stages:
  - {weeks: 1, sessions: knib.yaml, goal: Du kan mærke et knib.}
  - {weeks: 2-4, sessions: {routine: knib.yaml, set: {hold: 3 s .. 5 s}}}
  - {weeks: 5-6, sessions: [knib.yaml, {routine: knib.yaml, set: {hold: 5 s}}], rest_days: søndag}
"""

FILES = ["uge-01.mp3", "uge-02.mp3", "uge-03.mp3", "uge-04.mp3", "uge-05-til-06-a.mp3", "uge-05-til-06-b.mp3"]
BESIDE = ["program.html", "program.m3u8", "program.svg"]
TOO_LONG = "Slip helt og fuldstændigt, og tag dig rigtig god tid til at mærke det."


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    (tmp_path / "knib.yaml").write_text(ROUTINE, encoding="utf-8")
    path = tmp_path / "Bodils uger.yaml"
    path.write_text(PROGRAMME, encoding="utf-8")
    return path


def ill(programme: Path) -> None:
    """Make the programme's third week impossible: its word does not fit into its rest."""
    text = PROGRAMME.replace(
        "- {weeks: 2-4,",
        f'- {{weeks: 2, sessions: {{routine: knib.yaml, set: {{word: "{TOO_LONG}"}}}}}}\n  - {{weeks: 3-4,',
    )
    programme.write_text(text, encoding="utf-8")


def output(*arguments: str | Path, code: int = 0) -> str:
    result = KNIB.invoke(app, [*map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.stdout


def made(*arguments: str | Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(output("programme", "--json", *arguments))
    return data


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".traening.json")


def test_every_week_has_its_file_and_a_playlist_and_an_overview_lie_beside_them(
    programme: Path, tmp_path: Path
) -> None:
    shown = output("programme", programme, "-o", tmp_path / "out")
    assert names(tmp_path / "out") == sorted(FILES + BESIDE)
    assert all(name in shown for name in FILES + BESIDE)
    assert "Bodils program: 6 weeks" in shown


def test_a_distinct_session_is_made_once_and_its_files_are_the_same(programme: Path, tmp_path: Path) -> None:
    output("programme", programme, "-o", tmp_path)
    first, fourth = (tmp_path / "uge-01.mp3").read_bytes(), (tmp_path / "uge-04.mp3").read_bytes()
    assert (tmp_path / "uge-05-til-06-a.mp3").read_bytes() == first
    assert (tmp_path / "uge-05-til-06-b.mp3").read_bytes() == fourth
    assert first != fourth


def test_a_session_is_the_one_that_render_makes(programme: Path, tmp_path: Path) -> None:
    output("programme", programme, "-o", tmp_path)
    alone = json.loads(output("render", "--json", tmp_path / "knib.yaml", "-o", tmp_path / "alone"))
    assert Path(alone[0]["file"]).read_bytes() == (tmp_path / "uge-01.mp3").read_bytes()


def test_what_was_made_is_told_week_by_week(programme: Path, tmp_path: Path) -> None:
    told = made(programme, "-o", tmp_path)
    assert [week["sessions"][0]["settings"].get("hold") for week in told["weeks"]] == [
        *(None, "3 s", "4 s", "5 s"),
        *(None, None),
    ]
    third, sixth = told["weeks"][2], told["weeks"][5]
    assert third["week_ms"] == third["session_ms"] * 3 * 7
    assert sixth["week_ms"] == sum(session["duration_ms"] for session in sixth["sessions"]) * 3 * 6
    for week in told["weeks"]:
        for session in week["sessions"]:
            length = mutagen.File(tmp_path / f"{session['name']}.{told['format']}").info.length
            assert round(length * 1000) - session["duration_ms"] in range(-1, 25)


def test_the_playlist_tells_each_length_in_whole_seconds(programme: Path, tmp_path: Path) -> None:
    told = made(programme, "-o", tmp_path)
    lines = (tmp_path / "program.m3u8").read_text(encoding="utf-8").splitlines()
    assert lines[3::2] == FILES
    seconds = [int(re.findall(r"#EXTINF:(\d+),", line)[0]) for line in lines[2::2]]
    first = told["weeks"][0]["sessions"][0]["duration_ms"]
    assert seconds[0] == (first + 500) // 1000


def test_files_tell_nothing_of_the_programme_unless_asked(programme: Path, tmp_path: Path) -> None:
    output("programme", programme, "-o", tmp_path / "quiet", "-q")
    for file in (tmp_path / "quiet").glob("*.m*"):
        data = file.read_bytes()
        assert b"Bodil" not in data
        assert "Små knib".encode() not in data
    assert str(mutagen.File(tmp_path / "quiet" / "uge-02.mp3")["TIT2"]) == "Træning 2, 8 s"
    output("programme", programme, "-o", tmp_path / "open", "-q", "--no-discreet")
    assert str(mutagen.File(tmp_path / "open" / "uge-02.mp3")["TIT2"]) == "Små knib"


def test_one_session_that_cannot_be_made_stops_no_other_and_there_is_no_overview(
    programme: Path, tmp_path: Path
) -> None:
    ill(programme)
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    (out / "program.html").write_text("the old one")
    result = KNIB.invoke(app, ["programme", str(programme), "-o", str(out)])
    assert result.exit_code == 8
    assert names(out) == ["notes.txt", "program.html", "uge-01.mp3", "uge-03.mp3", "uge-04.mp3", *FILES[4:]]
    assert (out / "program.html").read_text() == "the old one"
    assert f"asked for in {programme}:5, word: {TOO_LONG}" in result.stderr
    assert "The overview was not written, because 1 of the sessions could not be made." in result.stderr


def test_a_program_is_told_which_files_are_there_when_not_all_are(programme: Path, tmp_path: Path) -> None:
    ill(programme)
    told = json.loads(output("programme", programme, "-o", tmp_path / "out", "--json", code=8))
    assert told["made"] == ["uge-01.mp3", *FILES[4:5], "uge-03.mp3", "uge-04.mp3", *FILES[5:]]


def test_what_is_wrong_with_every_session_is_told_once(programme: Path, tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["programme", str(programme), "-o", str(tmp_path / "out"), "--voice", "espaek"])
    assert result.exit_code == 2
    assert result.stderr.count("did you mean 'espeak'?") == 1
    assert "because 4 of the sessions could not be made" in result.stderr


def test_a_session_that_was_there_before_stays_when_it_cannot_be_made_anew(programme: Path, tmp_path: Path) -> None:
    output("programme", programme, "-o", tmp_path / "out")
    before = (tmp_path / "out" / "uge-02.mp3").read_bytes()
    ill(programme)
    output("programme", programme, "-o", tmp_path / "out", code=8)
    assert (tmp_path / "out" / "uge-02.mp3").read_bytes() == before


def test_every_format_is_a_word_away(programme: Path, tmp_path: Path) -> None:
    told = made(programme, "-o", tmp_path / "out", "--format", "wav")
    assert told["format"] == "wav"
    assert names(tmp_path / "out") == sorted([name.replace("mp3", "wav") for name in FILES] + BESIDE)
    assert 'href="uge-01.wav"' in (tmp_path / "out" / "program.html").read_text(encoding="utf-8")


def test_without_a_folder_a_programme_gets_one_of_its_own(
    programme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    output("programme", programme.name, "-q")
    assert names(tmp_path / "output" / "bodils-uger") == sorted(FILES + BESIDE)


def test_a_name_that_leads_through_the_overviews_place_is_told_and_none_of_it_is_written(
    programme: Path, tmp_path: Path
) -> None:
    (tmp_path / "out" / "program.m3u8").mkdir(parents=True)
    result = KNIB.invoke(app, ["programme", str(programme), "-o", str(tmp_path / "out")])
    assert result.exit_code == 7
    assert "it is a folder" in result.output
    assert names(tmp_path / "out") == sorted([*FILES, "program.m3u8"])


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["findes-ikke.yaml"], 2, "There is no file and no ready programme 'findes-ikke.yaml'"),
        (["artiklen-plan"], 2, "did you mean 'artiklens-plan'?"),
        (["hosteknib"], 2, "'knib render hosteknib' makes a session of it"),
        (["artiklens-plan", "--voice", "espaek"], 2, "did you mean 'espeak'?"),
        ([], 2, "No routine was given."),
    ],
)
def test_a_wrong_call_is_told_in_words(arguments: list[str], code: int, words: str, tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["programme", *arguments, "-o", str(tmp_path / "out")])
    assert result.exit_code == code
    assert words in result.output
    assert not (tmp_path / "out").exists()


def test_what_is_wrong_in_the_file_is_told_and_nothing_is_made(programme: Path, tmp_path: Path) -> None:
    programme.write_text(PROGRAMME.replace("3 s .. 5 s", "3 s .. 12 s"), encoding="utf-8")
    result = KNIB.invoke(app, ["programme", str(programme), "-o", str(tmp_path / "out")])
    assert result.exit_code == 3
    assert f"{programme}:5:61 stages[1].sessions.set.hold: 12 s is outside its limits, 2 s to 9 s" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_session_of_a_given_length_tells_its_rests_as_they_became(tmp_path: Path) -> None:
    (tmp_path / "knib.yaml").write_text(
        "routine: Knib\nfit: 40 s\nexercises:\n  - name: Knib\n    reps: 6\n"
        "    phases: [{work: Knib., for: 3 s}, {rest: Slip., for: 3 s}]\n",
        encoding="utf-8",
    )
    path = tmp_path / "uger.yaml"
    path.write_text("programme: Uger\nstages: [{weeks: 1, sessions: knib.yaml}]\n", encoding="utf-8")
    session = made(path, "-o", tmp_path / "out")["weeks"][0]["sessions"][0]
    # Six squeezes take 18 s, and what lies round them some 4 s: five rests share the other 18 s of 40 s.
    assert session["doses"] == [{"exercise": "Knib", "dose": "6 knib · hold 3 sekunder, slip ca. 3,5 sekunder"}]
