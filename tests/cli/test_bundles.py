"""One patient's bundle is never mixed with another's, and a new dose replaces the old bundle whole."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner, Result

from knib.cli.app import app
from knib.export.containers import read_back
from knib.export.imprint import opened
from knib.export.manifest import NAME
from knib.serve.table import table
from two_patients import write_both, written

KNIB = CliRunner()


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_both()


def share(*arguments: str) -> Result:
    return KNIB.invoke(app, ["share", *arguments])


def contents(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def squeezes(data: bytes) -> int:
    return sum(phase["kind"] == "work" for phase in opened(read_back(data).plan)["plan"]["phases"])


def sessions(folder: str) -> dict[str, int]:
    return {name: squeezes(data) for name, data in sorted(contents(folder).items()) if name.endswith(".mp3")}


@pytest.mark.parametrize("place", [[], ["-o", "til"]])
@pytest.mark.parametrize(("one", "other"), [(["--for", "Anna"], ["--for", "Bo"]), ([], []), (["--for", "Anna"], [])])
def test_a_bundle_is_never_mixed_into_another_patients(place: list[str], one: list[str], other: list[str]) -> None:
    assert share("p1.yaml", *one, *place).exit_code == 0
    folder = "til" if place else "output/traening"
    before = contents(folder)
    refused = share("p2.yaml", *other, *place)
    assert refused.exit_code == 7
    assert "holds a bundle that was made for somebody else" in refused.stderr
    assert "-o DIR" in refused.stderr
    assert contents(folder) == before


def test_a_new_dose_replaces_the_bundle_whole_and_touches_nothing_else() -> None:
    share("p1.yaml", "--for", "Anna", "-o", "til")
    Path("til/notat.txt").write_text("mine", encoding="utf-8")
    Path("til/99-min-egen.mp3").write_bytes(b"music")
    assert list(sessions_but(b"music")) == ["01-traening-13s.mp3"]
    written("p1", 5)
    again = share("p1.yaml", "--for", " anna ", "-o", "til")
    assert again.exit_code == 0, again.output
    assert sessions_but(b"music") == {"01-traening-21s.mp3": 5}
    assert "Removed: til/01-traening-13s.mp3" in again.stderr
    assert not Path("til/01-traening-13s.vtt").exists()
    assert Path("til/notat.txt").read_text(encoding="utf-8") == "mine"
    with ZipFile("til/traening.zip") as archive:
        assert {Path(name).name for name in archive.namelist()} == contents("til").keys() - {
            NAME,
            "traening.zip",
            "notat.txt",
            "99-min-egen.mp3",
        }


def sessions_but(other: bytes) -> dict[str, int]:
    return {
        name: squeezes(data)
        for name, data in sorted(contents("til").items())
        if name.endswith(".mp3") and data != other
    }


@pytest.mark.parametrize(
    ("first", "then", "squeezed"),
    [
        (["--dose", "5 knib 2/2", "--for", "Anna"], ["--dose", "6 knib 2/2", "--for", "Anna"], [6]),
        (["p1.yaml"], ["p1.yaml", "--set", "reps=6"], [6]),
        (["p1.yaml"], ["p1.yaml", "p2.yaml"], [3, 4]),
        (["p1.yaml", "p2.yaml"], ["p2.yaml"], [4]),
        (["p1.yaml", "--for", "Anna"], ["p2.yaml", "--for", "Anna"], [4]),
    ],
)
def test_the_same_patient_may_have_another_dose(first: list[str], then: list[str], squeezed: list[int]) -> None:
    assert share(*first, "-o", "til").exit_code == 0
    result = share(*then, "-o", "til")
    assert result.exit_code == 0, result.output
    assert list(sessions("til").values()) == squeezed


def test_another_dose_in_words_for_nobody_may_be_another_patients() -> None:
    share("--dose", "5 knib 2/2", "-o", "til")
    assert share("--dose", "6 knib 2/2", "-o", "til").exit_code == 7
    assert list(sessions("til").values()) == [5]


def test_what_is_asked_for_replaces_another_bundle_whole() -> None:
    share("p1.yaml", "--for", "Anna", "-o", "til")
    result = share("p2.yaml", "--for", "Bo", "-o", "til", "--replace")
    assert result.exit_code == 0
    assert sessions("til") == {"01-traening-17s.mp3": 4}
    assert "Anna" not in Path("til/index.html").read_text(encoding="utf-8")


def test_the_same_bundle_once_more_is_left_as_it_is() -> None:
    share("p1.yaml", "--for", "Anna", "--date", "2026-12-01", "-o", "til")
    before = {path: path.stat().st_mtime_ns for path in Path("til").iterdir()}
    assert share("p1.yaml", "--for", "Anna", "--date", "2026-12-01", "-o", "til").exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in Path("til").iterdir()} == before


def test_a_file_that_was_changed_or_is_somebody_elses_is_kept() -> None:
    Path("til").mkdir()
    Path("til/laes-mig.txt").write_text("mine", encoding="utf-8")
    refused = share("p1.yaml", "-o", "til")
    assert refused.exit_code == 7
    assert "laes-mig.txt is there already, and is none of this bundle" in refused.stderr
    assert contents("til") == {"laes-mig.txt": b"mine"}
    Path("til/laes-mig.txt").unlink()
    share("p1.yaml", "-o", "til")
    Path("til/laes-mig.txt").write_text("changed", encoding="utf-8")
    written("p1", 5)
    assert "was changed since Knib wrote it" in share("p1.yaml", "-o", "til").stderr
    assert list(sessions("til").values()) == [3]


def test_a_session_that_a_player_tagged_is_still_the_bundles_and_goes_with_it() -> None:
    share("p1.yaml", "-o", "til")
    file = Path("til/01-traening-13s.mp3")
    tagged = file.read_bytes() + b"TAG" + bytes(125)  # ID3v1, as old players add it
    file.write_bytes(tagged)
    written("p1", 5)
    assert share("p1.yaml", "-o", "til").exit_code == 0
    assert sessions("til") == {"01-traening-21s.mp3": 5}


def test_a_list_that_cannot_be_read_keeps_the_folder_as_it_is() -> None:
    share("p1.yaml", "-o", "til")
    Path("til", NAME).write_text("{", encoding="utf-8")
    assert share("p1.yaml", "-o", "til").exit_code == 7
    assert share("p1.yaml", "-o", "til", "--replace").exit_code == 0


def test_no_name_stands_in_the_list_and_it_is_not_handed_out() -> None:
    share("p1.yaml", "--for", "Anna Holm", "-o", "til")
    listed = Path("til", NAME).read_text(encoding="utf-8").lower()
    assert not [word for word in ("anna", "holm", "p1", "knib") if word in listed]
    handed = table(Path("til"))
    assert NAME not in handed.files
    assert NAME not in handed.left_out
    with ZipFile("til/traening.zip") as archive:
        assert not [name for name in archive.namelist() if name.endswith(NAME)]


def test_a_feed_is_not_replaced_by_another_listeners() -> None:
    base = ["--base-url", "https://example.dk/lyd"]
    assert KNIB.invoke(app, ["feed", "podcast", "p1.yaml", *base]).exit_code == 0
    (place,) = Path("podcast").iterdir()
    before = contents(str(place))
    refused = KNIB.invoke(app, ["feed", "podcast", "p2.yaml", *base])
    assert refused.exit_code == 7
    assert contents(str(place)) == before
    more = KNIB.invoke(app, ["feed", "podcast", "p1.yaml", "p2.yaml", *base])
    assert more.exit_code == 0, more.output
    assert list(sessions(str(place)).values()) == [3, 4]


PROGRAMME = """\
programme: To uger
times: 3
stages:
  - {{weeks: 1, sessions: {first}}}
  - {{weeks: 2, sessions: {then}}}
"""


def programme(first: str, then: str, name: str = "to-uger.yaml", *options: str) -> Result:
    Path(name).write_text(PROGRAMME.format(first=first, then=then), encoding="utf-8")
    return KNIB.invoke(app, ["programme", name, "-o", "uger", *options])


def test_a_programme_that_grew_shorter_leaves_nothing_of_the_old_one() -> None:
    assert programme("p1.yaml", "p2.yaml").exit_code == 0
    assert sessions("uger") == {"uge-01.mp3": 3, "uge-02.mp3": 4}
    result = programme("p2.yaml", "p2.yaml")
    assert result.exit_code == 0, result.output
    assert sessions("uger") == {"uge-01-til-02.mp3": 4}
    assert "Removed: uger/uge-02.mp3" in result.stderr


def test_a_programme_with_another_dose_takes_the_place_of_its_own_files() -> None:
    programme("p1.yaml", "p2.yaml")
    written("p1", 5)
    assert programme("p1.yaml", "p2.yaml").exit_code == 0
    assert sessions("uger") == {"uge-01.mp3": 5, "uge-02.mp3": 4}


def test_a_programme_is_never_mixed_into_another_one() -> None:
    programme("p1.yaml", "p2.yaml")
    before = contents("uger")
    refused = programme("p2.yaml", "p1.yaml", "andet.yaml")
    assert refused.exit_code == 7
    assert contents("uger") == before
    assert programme("p2.yaml", "p1.yaml", "andet.yaml", "--replace").exit_code == 0
    assert sessions("uger") == {"uge-01.mp3": 4, "uge-02.mp3": 3}


def test_a_programme_that_was_fitted_has_a_folder_of_its_own() -> None:
    Path("to-uger.yaml").write_text(PROGRAMME.format(first="p1.yaml", then="p2.yaml"), encoding="utf-8")
    for fitted in ([], ["--set", "reps=5"], ["--set", "reps=6"]):
        assert KNIB.invoke(app, ["programme", "to-uger.yaml", *fitted]).exit_code == 0
    folders = sorted(path.name for path in Path("output").iterdir())
    assert len(folders) == 3
    assert all(name.startswith("to-uger") for name in folders)


def test_a_dose_that_says_how_often_and_for_how_long_becomes_a_programme_that_does() -> None:
    given = ["programme", "--dose", "5 knib 2/2, 3 gange dagligt i 8 uger", "-o", "uger", "--json"]
    told = json.loads(KNIB.invoke(app, given).stdout)
    assert [week["times_a_day"] for week in told["weeks"]] == [3] * 8


def test_a_dose_in_words_becomes_a_programme_of_its_weeks() -> None:
    result = KNIB.invoke(app, ["programme", "--dose", "5 knib 2/2", "--weeks", "6", "-o", "uger"])
    assert result.exit_code == 0, result.output
    assert sessions("uger") == {"uge-01-til-06.mp3": 5}
    assert "6 weeks" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--dose", "5 knib 2/2"], "does not say for how many weeks"),
        (["--dose", "5 knib 2/2", "--dose", "6 knib 2/2", "--weeks", "6"], "2 doses were given"),
        (["artiklens-plan", "--dose", "5 knib 2/2", "--weeks", "6"], "Both a routine (artiklens-plan) and a dose"),
        (["--dose", "5 knib 2/2", "--weeks", "6", "--set", "hold=8 s"], "a dose in words has no parameters"),
        ([], "No routine was given."),
        (["--dose", "5 knib 2/2, 3 gange om ugen i 8 uger"], "the dose says otherwise"),
        (["--dose", "5 knib 2/2, hver anden dag", "--weeks", "6"], "the dose says otherwise"),
    ],
)
def test_a_programme_of_a_dose_that_cannot_be_is_refused(arguments: list[str], words: str) -> None:
    result = KNIB.invoke(app, ["programme", *arguments, "-o", "uger"])
    assert result.exit_code == 2, result.output
    assert words in result.stderr
    assert not Path("uger").exists()


def test_a_session_of_somebody_else_in_a_programmes_folder_is_kept() -> None:
    Path("uger").mkdir()
    Path("uger/uge-01.mp3").write_bytes(b"music")
    assert programme("p1.yaml", "p2.yaml").exit_code == 8
    assert Path("uger/uge-01.mp3").read_bytes() == b"music"


@pytest.mark.parametrize("option", [["--set", "reps=5"], ["--variant", "short"], ["--voice", "espeak"], ["--no-bed"]])
def test_what_cannot_change_a_finished_session_is_refused(option: list[str]) -> None:
    assert KNIB.invoke(app, ["render", "p1.yaml", "-o", "a.mp3"]).exit_code == 0
    result = share("a.mp3", *option, "-o", "til")
    assert result.exit_code == 2
    assert f"{option[0]} cannot change a finished session: a.mp3." in result.stderr
    assert not Path("til").exists()


def test_a_bundle_is_put_into_no_file() -> None:
    result = share("p1.yaml", "-o", "anna.zip")
    assert result.exit_code == 2
    assert "Several files are written, and 'anna.zip' is the name of one." in result.stderr
