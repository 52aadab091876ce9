"""Every illness a routine can have: a file named after it, and beside it the words its author is to read.

A line of `<illness>.expect` is `line field code: message; suggestion`, with `-` for the file as a whole; a problem of a
file that is included (from the folder `included`) begins with its name. A line `--set name=value` stands for that
option of the command line. A file whose name begins with `programme-` is a programme.
"""

import ast
import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

import knib
from knib.errors import Problem, SpecError, UsageError
from knib.plan.fit import timed
from knib.plan.timeline import Timeline
from knib.spec import library
from knib.spec.limits import MAX_BYTES
from knib.spec.programme import Programme
from knib.spec.programme_reader import read_programme
from knib.spec.programme_sessions import MAX_ROUTINES
from knib.spec.reader import read
from routines import measured

BROKEN = Path(__file__).parent.parent / "broken"
INCLUDED = BROKEN / "included"
SOURCE = Path(knib.__file__).parent
EXPECTED = sorted(BROKEN.glob("*.expect"))

TOLD_BY = {"tell", "refusal", "_problem", "problem_at", "Problem", "Origin"}
"""What tells a problem: each is called with the problem's code."""

CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")


def fetch(name: str) -> bytes:
    """Give a file of `broken/included`, or a ready routine."""
    if name in library.ids():
        return library.load(name)
    if not (INCLUDED / name).is_file():
        raise UsageError(f"There is no file '{name}'.", cure="put it in the same folder")
    return (INCLUDED / name).read_bytes()


def problems_of(data: bytes, name: str, settings: dict[str, str] | None = None) -> tuple[Problem, ...]:
    with pytest.raises(SpecError) as caught:
        understood(data, name, settings)
    return caught.value.problems


def understood(data: bytes, name: str, settings: dict[str, str] | None) -> Programme | Timeline:
    if name.startswith("programme-"):
        return read_programme(data, name, fetch)
    return timed(read(data, name, settings, fetch), measured)


def illness(expected: Path) -> Path:
    return next(path for path in expected.parent.glob(f"{expected.stem}.*") if path != expected)


def settings_in(lines: list[str]) -> dict[str, str]:
    return dict(line.removeprefix("--set ").split("=") for line in lines if line.startswith("--set "))


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_each_illness_is_told_with_its_line_its_field_and_its_cure(expected: Path) -> None:
    lines = expected.read_text(encoding="utf-8").splitlines()
    file = illness(expected)
    found = problems_of(file.read_bytes(), file.name, settings_in(lines))
    assert [told(problem, file.name) for problem in found] == [line for line in lines if not line.startswith("--set ")]


def told(problem: Problem, name: str) -> str:
    file = "" if problem.origin.file == name else f"{problem.origin.file}:"
    cure = f"; {problem.suggestion}" if problem.suggestion else ""
    return f"{file}{problem.origin.line} {problem.origin.field or '-'} {problem.code}: {problem.message}{cure}"


def test_every_broken_file_has_its_words_and_all_words_have_their_file() -> None:
    names = [path.stem for path in BROKEN.iterdir() if path.is_file() and path.suffix != ".expect"]
    assert sorted(names) == sorted(path.stem for path in EXPECTED)


def codes_in(tree: ast.Module) -> Iterator[str]:
    """Give the codes of all problems that a module can tell."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in TOLD_BY:
            values = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "code")]
            words = [value.value for value in values if isinstance(value, ast.Constant)]
            yield from (word for word in words if isinstance(word, str) and CODE.fullmatch(word))


def test_every_code_in_the_source_has_a_file_that_is_ill_with_it() -> None:
    modules = [*SOURCE.glob("spec/*.py"), *SOURCE.glob("plan/*.py")]
    codes = {code for module in modules for code in codes_in(ast.parse(module.read_text(encoding="utf-8")))}
    lines = [line for path in EXPECTED for line in path.read_text(encoding="utf-8").splitlines()]
    covered = {line.split(": ")[0].split()[-1] for line in lines if not line.startswith("--set ")}
    assert len(codes) > 40
    only_warned_of = {"never-let-go"}
    assert codes == covered | {"file-too-large", "include-too-large", "too-many-routines"} | only_warned_of


def test_a_programme_of_more_routines_than_there_can_be_looks_into_no_more() -> None:
    sessions = "".join(f"  - {{weeks: {week}, sessions: rutine-{week}}}\n" for week in range(1, MAX_ROUTINES + 2))
    found = problems_of(f"programme: P\nstages:\n{sessions}".encode(), "programme-many.yaml")
    assert [problem.code for problem in found] == [*["routine-missing"] * MAX_ROUTINES, "too-many-routines"]


def test_a_file_of_over_a_million_bytes_is_told_its_size_and_not_read() -> None:
    (problem,) = problems_of(b"#" * (MAX_BYTES + 1), "stor.yaml")
    assert problem.code == "file-too-large"
    assert str(problem) == "stor.yaml:1:1: the file has 1,000,001 bytes; a routine has at most 1,000,000"


def test_many_illnesses_are_told_all_at_once_in_the_order_of_their_lines() -> None:
    found = problems_of((BROKEN / "many-at-once.yaml").read_bytes(), "many-at-once.yaml")
    assert [problem.origin.line for problem in found] == [1, 4, 5, 7, 8, 10, 11, 13]


@pytest.mark.parametrize("name", ["nested-bomb", "alias-bomb", "alias-chain", "too-many-in-all", "nested-too-deep"])
def test_a_bomb_is_refused_before_anything_is_unrolled(name: str) -> None:
    data = (BROKEN / f"{name}.yaml").read_bytes()
    problems_of(data, name)
    tracemalloc.start()
    problems_of(data, name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000
