from pathlib import Path

import pytest
from typer.testing import CliRunner

from knib.cli.app import app

KNIB = CliRunner()

UNEVEN = "routine: Æble\nexercises:\n- name: A # navn\n  phases:\n  - {work: Knib., for: 5s}\n"
EVEN = "routine: Æble\nexercises:\n  - name: A # navn\n    phases:\n      - {work: Knib., for: 5 s}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "r.yaml"
    path.write_text(UNEVEN, encoding="utf-8")
    return path


def test_a_file_is_laid_out_in_its_place_and_named(file: Path) -> None:
    result = KNIB.invoke(app, ["fmt", str(file)])
    assert (result.exit_code, result.stdout) == (0, f"{file}\n")
    assert result.stderr == "1 file laid out, 0 as they should be.\n"
    assert file.read_text(encoding="utf-8") == EVEN
    assert KNIB.invoke(app, ["fmt", str(file)]).stderr == "0 files laid out, 1 as it should be.\n"


def test_check_writes_nothing_and_its_exit_code_says_whether_there_is_something_to_do(file: Path) -> None:
    result = KNIB.invoke(app, ["fmt", "--check", str(file)])
    assert (result.exit_code, result.stdout) == (3, f"{file}\n")
    assert file.read_text(encoding="utf-8") == UNEVEN
    file.write_text(EVEN, encoding="utf-8")
    assert KNIB.invoke(app, ["fmt", "--check", str(file)]).exit_code == 0


def test_diff_prints_what_would_change_and_writes_nothing(file: Path) -> None:
    result = KNIB.invoke(app, ["fmt", "--diff", str(file)])
    assert result.exit_code == 0
    assert "\n-- name: A # navn\n" in result.stdout
    assert "\n+  - name: A # navn\n" in result.stdout
    assert file.read_text(encoding="utf-8") == UNEVEN


def test_standard_input_is_laid_out_to_standard_output() -> None:
    result = KNIB.invoke(app, ["fmt", "-"], input=UNEVEN)
    assert (result.exit_code, result.stdout, result.stderr) == (0, EVEN, "")
    assert KNIB.invoke(app, ["fmt", "-", "--check"], input=UNEVEN).exit_code == 3


def test_a_file_that_is_no_yaml_is_told_and_left_and_the_others_are_laid_out(file: Path) -> None:
    ill = file.with_name("ill.yaml")
    ill.write_text("routine: [", encoding="utf-8")
    result = KNIB.invoke(app, ["fmt", str(ill), str(file)])
    assert result.exit_code == 8
    assert f"{ill}:1:" in result.stderr
    assert ill.read_text(encoding="utf-8") == "routine: ["
    assert file.read_text(encoding="utf-8") == EVEN


def test_a_ready_routine_is_not_laid_out_where_it_lies() -> None:
    result = KNIB.invoke(app, ["fmt", "hosteknib"])
    assert result.exit_code == 2
    assert "knib new --from hosteknib" in result.stderr


def test_standard_input_stands_alone(file: Path) -> None:
    assert KNIB.invoke(app, ["fmt", "-", str(file)]).exit_code == 2


def test_a_link_stays_a_link_and_a_file_keeps_who_may_read_it(file: Path, tmp_path: Path) -> None:
    file.chmod(0o600)
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    assert KNIB.invoke(app, ["fmt", str(link)]).exit_code == 0
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") == EVEN
    assert file.stat().st_mode & 0o777 == 0o600
