"""What the documentation shows works, and what it must say stands there."""

import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from knib.cli.app import app
from knib.plan.place import place
from knib.plan.script import write
from knib.spec import library
from knib.spec.choices import Variant
from knib.spec.dose.reader import read as read_dose
from knib.spec.dose.said import said
from knib.spec.programme_reader import read_programme
from knib.spec.reader import read
from knib.spec.variants import variant
from knib.units import Ms
from knib.voice import lexicon
from knib.voice.danish import Numbers, normalise

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]

_EXAMPLE = re.compile(r"^```ya?ml\n((?:# \S+\.yaml\n)?routine:.*?)^```$", re.MULTILINE | re.DOTALL)
_PROGRAMME = re.compile(r"^```ya?ml\n(programme:.*?)^```$", re.MULTILINE | re.DOTALL)
_NEIGHBOUR = re.compile(r"^```ya?ml\n# (\S+\.yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def examples() -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Give every whole routine in the documentation, with where it stands and the files that its page names."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for found in _EXAMPLE.finditer(text):
            where = f"{page.relative_to(ROOT)}:{text.count(chr(10), 0, found.start()) + 2}"
            yield where, found[1], dict(_NEIGHBOUR.findall(text))


def programmes() -> Iterator[tuple[str, str]]:
    """Give every whole programme in the documentation, with where it stands."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for found in _PROGRAMME.finditer(text):
            yield f"{page.relative_to(ROOT)}:{text.count(chr(10), 0, found.start()) + 2}", found[1]


@pytest.mark.parametrize(("where", "text"), [pytest.param(*it, id=it[0]) for it in programmes()])
def test_a_programme_is_read_and_each_of_its_sessions_placed(where: str, text: str) -> None:
    for session in read_programme(text.encode(), where).distinct():
        script = write(read(library.load(session.routine), session.routine, session.settings))
        assert place(script, {cue: Ms(75 * len(cue.text)) for cue in script.cues}).spans


def test_the_documentation_has_examples() -> None:
    assert len(list(examples())) >= 8
    assert len(list(programmes())) >= 2


@pytest.mark.parametrize(("where", "text", "beside"), [pytest.param(*it, id=it[0]) for it in examples()])
@pytest.mark.parametrize("wanted", Variant)
def test_an_example_is_read_and_placed_without_a_problem(
    where: str, text: str, beside: Mapping[str, str], wanted: Variant
) -> None:
    def fetch(name: str) -> bytes:
        return beside[name].encode() if name in beside else library.load(name)

    script = write(variant(read(text.encode(), where, None, fetch), wanted))
    assert place(script, {cue: Ms(75 * len(cue.text)) for cue in script.cues}).spans


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = _LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("README.md", "A gynobs physiotherapist must approve doses and Danish wording before clinical use."),
        (
            "tutorial/first-routine.md",
            "A gynobs physiotherapist must approve doses and Danish wording",
        ),
        ("da/foerste-rutine.md", "En gynobs-fysioterapeut skal godkende doser og dansk ordlyd"),
    ],
)
def test_the_page_says_that_a_physiotherapist_must_approve(page: str, says: str) -> None:
    assert says in (DOCS / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", sorted((DOCS / "decisions").glob("*.md")), ids=lambda page: page.stem)
def test_a_decision_takes_20_lines_or_fewer(page: Path) -> None:
    assert len(page.read_text(encoding="utf-8").splitlines()) <= 20


LEXICONS = [
    pytest.param(block, id=f"{page.name}-{number}")
    for page in (DOCS / "reference" / "lexicon.md", DOCS / "how-to" / "pronunciation.md")
    for number, block in enumerate(re.findall(r"```lexicon\n(.*?)```", page.read_text("utf-8"), re.DOTALL))
]


@pytest.mark.parametrize("block", LEXICONS)
def test_a_lexicon_shown_can_be_read(block: str) -> None:
    assert lexicon.read(block.encode(), "shown").layers[0]


def test_the_examples_of_reading_aloud_are_true() -> None:
    page = (DOCS / "reference" / "lexicon.md").read_text("utf-8")
    rows = re.findall(
        r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$", page.partition("## Before the lexicon")[2], re.MULTILINE
    )
    assert len(rows) == 8
    for written, digits, spelled in rows:
        assert (normalise(written), normalise(written, Numbers.WORDS)) == (digits, spelled)


_DOSE = re.compile(r"^\| `([^`]+)` \| ([^|`]+) \|$", re.MULTILINE)


IN_WORDS = pytest.mark.parametrize("name", ["how-to/dose-in-words.md", "da/dosis-i-ord.md"])


@IN_WORDS
def test_each_dose_in_words_is_understood_as_the_page_says(name: str) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    shown = dict(_DOSE.findall(page))
    assert len(shown) >= 12
    assert {text: said(read_dose(text)) for text in shown} == shown


@IN_WORDS
def test_a_dose_is_said_back_and_asked_about_as_the_page_shows(name: str) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    shown = re.findall(r'^\$ knib \w+ --dose "(.*)"\n((?:.+\n)+?)```', page, re.MULTILINE)
    assert len(shown) == 2
    for dose, output in shown:
        assert CliRunner().invoke(app, ["plan", "--dose", dose]).stderr.startswith(output)


def test_every_page_can_be_found_from_the_first_one() -> None:
    first = (DOCS / "README.md").read_text(encoding="utf-8")
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md") if path.parent.name != "decisions"}
    assert pages - {"README.md"} == {link for link in _LINK.findall(first) if link.endswith(".md")} - {
        "../CONTRIBUTING.md"
    }


@pytest.mark.parametrize("name", ["how-to/ladder.md", "da/trappe.md"])
def test_a_step_of_the_ladder_differs_from_the_one_before_as_the_page_shows(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    (routine,) = (found[1] for found in _EXAMPLE.finditer(page))
    (tmp_path / "trin.yaml").write_text(routine, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ((command, output),) = re.findall(r"^\$ knib (diff .*)\n((?:.+\n)+?)```", page, re.MULTILINE)
    assert CliRunner().invoke(app, shlex.split(command)).stdout == output


@pytest.mark.parametrize("name", ["tutorial/first-routine.md", "da/foerste-rutine.md"])
def test_the_tutorial_can_be_walked(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(app, ["new", "mine-knib.yaml"], input="\n" * 8).exit_code == 0
    first, whole = (found[1] for found in _EXAMPLE.finditer(page))
    shown = re.findall(r"^\$ knib check mine-knib.yaml\n((?:.+\n)+?)```", page, re.MULTILINE)
    for text, output in zip((first, first.replace("for: 6 s", "for: 6", 1)), shown, strict=True):
        Path("mine-knib.yaml").write_text(text, encoding="utf-8")
        result = CliRunner().invoke(app, ["check", "mine-knib.yaml"])
        assert result.stdout + result.stderr == output
    Path("mine-knib.yaml").write_text(whole, encoding="utf-8")
    for command in re.findall(r"^\$ knib ((?:plan|render) .*)$", page, re.MULTILINE):
        assert CliRunner().invoke(app, shlex.split(command)).exit_code == 0
    assert len(list(Path("output").glob("*.mp3"))) == 2


@pytest.mark.parametrize("page", sorted((DOCS / "da").glob("*.md")), ids=lambda page: page.stem)
def test_a_page_for_therapists_has_no_routine_that_its_english_page_has_not(page: Path) -> None:
    english = {
        found[1]
        for folder in ("how-to", "tutorial")
        for path in (DOCS / folder).glob("*.md")
        for found in _EXAMPLE.finditer(path.read_text(encoding="utf-8"))
    }
    assert {found[1] for found in _EXAMPLE.finditer(page.read_text(encoding="utf-8"))} <= english
