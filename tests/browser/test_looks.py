"""How the page looks and reads: for everyone, at every width, in the dark, at rest, on paper."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from browser.window import Window
from share.page.leaves import TEXT, leaf, silent, spoken
from share.page.programmes import weeks

AA: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

AXE: Final = """
const [rules, done] = arguments;
axe.run(document, {runOnly: {type: "tag", values: rules}}).then((found) => done(
  found.violations.flatMap((one) => one.nodes.map((node) => one.id + ": " + node.html + " " + node.failureSummary))
));
"""

HOSTILE: Final = """\
routine: "</script><script>pwned=1</script><img src=x onerror=pwned=1>"
about: "\\"'><svg onload=pwned=1> &lt;b&gt; 🏳️‍🌈"
safety: ["<style>*{{display:none}}</style>"]
source: "javascript:pwned=1"
intro: [{say: "</ol><script>pwned=1</script> a"}]
exercises:
  - name: "שלום <b>عليكم</b> {{x}} ${{pwned=1}} \\u2028"
    say: "<!-- <script>"
    phases:
      - {work: "<img src=x onerror=pwned=1> Donaudampfschifffahrtsgesellschaft", for: 30 s}
      - {rest: "مرحبا “&amp;” 🙂", for: 4 s, keep: true}
"""


@pytest.fixture(scope="module")
def session(shelf: Path) -> Path:
    path = shelf / "looks.html"
    path.write_text(leaf(spoken(), name="Åse", clinic="Klinik & Co", telephone="+45 12 34 56 78"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def programme(shelf: Path) -> Path:
    path = shelf / "programme.html"
    sessions = [replace(silent(TEXT.replace("Knib & <ro>", f"Nr. {number}")), number=number) for number in (1, 2, 3)]
    path.write_text(leaf(*sessions, weeks=weeks(), title="Seks uger"), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["session", "programme"])
@pytest.mark.parametrize("looks", [{}, {"dark": True}, {"calm": True}], ids=["light", "dark", "reduced motion"])
def test_axe_finds_nothing(
    window: Window, axe: str, kind: str, looks: dict[str, bool], request: pytest.FixtureRequest
) -> None:
    window.looks(**looks)
    window.open(request.getfixturevalue(kind))
    window.run("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    window.run("document.querySelector('#today button').click()")
    if kind == "session":
        window.seek(4)
        window.until("document.getAnimations().every((one) => one.playState !== 'running')")
    window.run(axe)
    assert window.chrome.execute_async_script(AXE, AA) == []


@pytest.mark.parametrize("kind", ["session", "programme"])
def test_at_320_px_nothing_scrolls_sideways(window: Window, kind: str, request: pytest.FixtureRequest) -> None:
    window.size(320, 640)
    window.open(request.getfixturevalue(kind))
    window.run("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    assert window.run("return document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("kind", ["session", "programme"])
def test_start_is_seen_before_anything_is_scrolled(window: Window, kind: str, request: pytest.FixtureRequest) -> None:
    window.open(request.getfixturevalue(kind))
    for width, height in ((390, 844), (390, 664), (320, 480), (1280, 720)):
        window.size(width, height)
        box = window.run("return document.getElementById('play').getBoundingClientRect()")
        assert (box["width"], box["height"]) == (96, 96)
        assert 0 <= box["top"] <= height - 96
        middle = [box["x"] + 48, box["y"] + 48]
        assert window.run("return document.elementFromPoint(...arguments[0]).closest('button').id", middle) == "play"


@pytest.mark.parametrize(("width", "height"), [(390, 664), (844, 390)], ids=["upright", "on its side"])
def test_on_a_small_screen_the_session_gets_all_of_it_when_it_starts(
    window: Window, programme: Path, width: int, height: int
) -> None:
    window.size(width, height)
    window.open(programme)
    window.click("#play")
    window.until(
        "['stage', 'line'].every((id) => document.getElementById(id).getBoundingClientRect().bottom <= innerHeight)"
    )
    boxes = window.run(
        "return ['stage', 'count', 'play', 'line'].map((id) => document.getElementById(id).getBoundingClientRect())"
    )
    stage, count, play, line = boxes
    assert stage["top"] >= 0
    assert count["bottom"] <= play["top"]
    assert play["bottom"] <= line["top"]


def test_what_can_be_touched_is_large_enough(window: Window, session: Path) -> None:
    window.size(320, 640)
    window.open(session)
    window.run("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    sizes = window.run(
        "return [...document.querySelectorAll('button, a, summary, input[type=range], label')]"
        ".filter((one) => one.checkVisibility()).map((one) => [one.id, one.getBoundingClientRect()])"
        ".map(([id, box]) => [id, Math.min(box.width, box.height)])"
    )
    assert len(sizes) == 28
    assert min(size for _, size in sizes) >= 56
    assert dict(sizes)["play"] == 96


def test_the_word_is_legible_at_arms_length(window: Window, session: Path) -> None:
    window.size(320, 640)
    window.open(session)
    window.seek(4)
    assert window.run("return parseFloat(getComputedStyle(document.getElementById('word')).fontSize)") >= 32


def test_strange_texts_are_shown_as_texts(window: Window, shelf: Path) -> None:
    page = shelf / "hostile.html"
    hostile = spoken(HOSTILE)
    name = "</h1><script>pwned=1</script>“'\"> עברית 🙂"
    page.write_text(leaf(hostile, name=name, clinic=name, title=name, discreet=False), encoding="utf-8")
    window.size(320, 640)
    window.open(page)
    assert window.run("return typeof pwned") == "undefined"
    assert window.element("h1").text == window.chrome.title == name
    assert window.elements("img, h1 script, section script") == []
    span = hostile.timeline.spans[0]
    window.seek(span.start / 1000 + 1)
    assert window.text("word") == span.label
    assert hostile.routine.exercises[0].name in window.run("return document.querySelector('.drill h3').textContent")
    assert hostile.routine.safety[0] in window.run("return document.querySelector('.beside').textContent")
    assert window.run("return document.documentElement.scrollWidth") == 320


def test_on_paper_there_are_the_words_and_not_the_player(window: Window, session: Path) -> None:
    window.looks(printed=True)
    window.open(session)
    window.run("dispatchEvent(new Event('beforeprint'))")
    assert not window.element("#player").is_displayed()
    assert window.element(".spoken li").is_displayed()
    assert window.element(".drill").is_displayed()
