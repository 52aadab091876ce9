"""Files are saved while they are watched: each pause of the watch is a moment in which the test does something."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from knib.cli import console, watching
from knib.cli.app import app
from knib.cli.console import BROKEN_PIPE_EXIT

ROUTINE = """\
routine: Prøve
exercises:
  - name: Lange knib
    reps: 10
    phases: [{work: Knib., for: 5 s}, {rest: Slip., for: 5 s, keep: true}]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "r.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    return path


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[list[str], list[str]]]:
    """Watch with these arguments; in the pauses do what is given, one after the other, and then press Ctrl-C."""

    def watch(*arguments: str | Path, moments: list[Callable[[], object]]) -> tuple[list[str], list[str]]:
        left = iter(moments)

        def pause() -> None:
            moment = next(left, None)
            if moment is None:
                raise KeyboardInterrupt
            moment()

        monkeypatch.setattr(watching, "pause", pause)
        result = CliRunner().invoke(app, ["watch", *map(str, arguments)])
        assert result.exit_code == 0, result.output
        return result.stdout.splitlines(), result.stderr.splitlines()

    return watch


Watch = Callable[..., tuple[list[str], list[str]]]


def nothing() -> None:
    """Let a moment go by."""


def saved(path: Path, text: str) -> Callable[[], object]:
    """Save it as many editors do: a new file takes the place of the old one."""

    def save() -> None:
        beside = path.with_suffix(".tmp")
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)

    return save


def test_a_save_is_told_in_clinical_words_with_the_new_length(file: Path, watched: Watch) -> None:
    longer = saved(file, ROUTINE.replace("Knib., for: 5 s", "Knib., for: 8 s"))
    told, notes = watched(file, "--no-render", moments=[nothing, longer, nothing, nothing, nothing])
    assert told[0].startswith(f"{file}: 1:")
    assert told[1] == "Lange knib: hold 5 s -> 8 s"
    assert told[2].startswith(f"{file}: +30 s (")
    assert len(told) == 3
    assert notes == ["Watching 1 file; Ctrl-C ends it.", "Watching has ended."]


def test_problems_are_told_as_check_tells_them_and_end_nothing(file: Path, watched: Watch) -> None:
    ill, well = saved(file, ROUTINE.replace("reps", "resp")), saved(file, ROUTINE.replace("10", "12"))
    told, notes = watched(file, "--no-render", moments=[ill, nothing, nothing, well, nothing, nothing])
    assert told[1] == f"{file}:4:5 exercises[0].resp: unknown key 'resp'; did you mean 'reps'?"
    assert told[2] == "Lange knib: reps 10 -> 12"
    assert f"{file}: 1 problem; nothing was made." in notes


def test_a_file_that_is_gone_is_told_and_found_again(file: Path, watched: Watch) -> None:
    back = saved(file, ROUTINE.replace("10", "12"))
    told, notes = watched(file, "--no-render", moments=[file.unlink, nothing, nothing, back, nothing, nothing])
    assert f"Error: There is no file '{file}'." in notes
    assert told[1] == "Lange knib: reps 10 -> 12"


def test_a_file_that_is_still_being_written_is_waited_for(file: Path, watched: Watch) -> None:
    text = ROUTINE.replace("10", "12")
    begun = [lambda n=n: file.write_text(text[:n], encoding="utf-8") for n in (20, 60, len(text))]
    told, notes = watched(file, "--no-render", moments=[*begun, nothing, nothing, nothing])
    assert told[1] == "Lange knib: reps 10 -> 12"
    assert len(notes) == 2


def test_a_save_that_changes_nothing_is_passed_over(file: Path, watched: Watch) -> None:
    told, _ = watched(file, "--no-render", moments=[saved(file, ROUTINE), nothing, nothing, nothing])
    assert len(told) == 1


def test_another_comment_says_that_nothing_else_changed(file: Path, watched: Watch) -> None:
    told, _ = watched(file, "--no-render", moments=[saved(file, ROUTINE + "# slut\n"), nothing, nothing])
    assert told[1].startswith(f"{file}: The same length, 1:")


def test_an_included_file_is_watched_too_also_while_it_is_not_there(tmp_path: Path, watched: Watch) -> None:
    file, part = tmp_path / "r.yaml", tmp_path / "hilsen.yaml"
    file.write_text(ROUTINE + "intro: [{include: hilsen.yaml}]\n", encoding="utf-8")
    first, then = (saved(part, f"intro: [{{say: {word}}}]\n") for word in ("Hej.", "Velkommen."))
    told, _ = watched(file, "--no-render", moments=[first, nothing, nothing, then, nothing, nothing])
    assert told[0].endswith("There is no file 'hilsen.yaml' beside the routine; put it in the same folder")
    assert told[1].startswith(f"{file}: 1:")
    assert told[2] == 'introduction "Hej." -> "Velkommen."'


def test_a_ready_routine_that_is_included_stays_as_it_is(file: Path, watched: Watch) -> None:
    file.write_text(ROUTINE + "intro: [{include: hosteknib}]\n", encoding="utf-8")
    told, _ = watched(file, "--no-render", moments=[nothing, nothing])
    assert len(told) == 1


def test_of_several_files_the_one_that_was_saved_is_told(file: Path, watched: Watch) -> None:
    other = file.with_name("s.yaml")
    other.write_text(ROUTINE, encoding="utf-8")
    longer = saved(other, ROUTINE.replace("10", "12"))
    told, notes = watched(file, other, file, "--no-render", moments=[longer, nothing, nothing])
    assert [line.partition(":")[0] for line in told] == [str(file), str(other), "Lange knib", str(other)]
    assert notes[0] == "Watching 2 files; Ctrl-C ends it."


def test_the_session_is_made_at_once_and_anew_after_a_save(file: Path, watched: Watch) -> None:
    folder = file.with_name("ud")
    much_longer = saved(file, ROUTINE.replace("reps: 10", "reps: 30"))
    told, _ = watched(file, "-o", folder, moments=[much_longer, nothing, nothing])
    assert [line.partition("  ")[0] for line in told if "voice:" in line] == [
        str(folder / "r-1min30s.mp3"),
        str(folder / "r-5min.mp3"),
    ]
    assert {path.name for path in folder.iterdir()} == {"r-1min30s.mp3", "r-5min.mp3"}


def test_a_session_that_cannot_be_written_is_told_and_ends_nothing(file: Path, watched: Watch) -> None:
    longer = saved(file, ROUTINE.replace("10", "12"))
    blocked = file.with_name("ud")
    blocked.touch()  # no folder can have its name
    told, notes = watched(file, "-o", blocked, moments=[longer, nothing, nothing])
    assert sum("could not be written" in line for line in notes) == 2
    assert "Lange knib: reps 10 -> 12" in told


def test_a_ready_routine_is_not_watched() -> None:
    result = CliRunner().invoke(app, ["watch", "hosteknib"])
    assert result.exit_code == 2
    assert "knib new --from hosteknib" in result.stderr


def test_a_programme_is_not_watched_and_its_routines_are_named_instead() -> None:
    result = CliRunner().invoke(app, ["watch", "artiklens-plan"])
    assert result.exit_code == 2
    assert "artiklens-plan is a programme, and 'knib watch' takes routines." in result.stderr
    assert "watch the routines that it names" in result.stderr


def test_settings_and_variant_count_for_what_is_watched(file: Path, watched: Watch) -> None:
    file.write_text("parameters: {n: 3}\n" + ROUTINE.replace("reps: 10", 'reps: "{n}"'), encoding="utf-8")
    fewer = saved(file, file.read_text(encoding="utf-8").replace("Slip.", "Slip helt."))
    told, _ = watched(file, "--no-render", "--set", "n=2", "--variant", "short", moments=[fewer, nothing, nothing])
    assert told[0].startswith(f"{file}: 0:2")
    assert told[1] == 'Lange knib: rest says "Slip." -> "Slip helt."'


@pytest.mark.parametrize(("left", "exit_code"), [(KeyboardInterrupt, 0), (BrokenPipeError, BROKEN_PIPE_EXIT)])
def test_what_ends_a_session_that_is_being_made_ends_the_watch(
    file: Path, monkeypatch: pytest.MonkeyPatch, left: type[BaseException], exit_code: int
) -> None:
    def render(_wanted: object) -> None:
        raise left

    monkeypatch.setattr(watching, "sessions_made", render)
    monkeypatch.setattr(console, "give_up_stdout", lambda: None)  # the runner's is no file
    assert CliRunner().invoke(app, ["watch", str(file)]).exit_code == exit_code
