"""The diary: kept in the browser, cleared with one button, and sent nowhere."""

from pathlib import Path

import pytest

from browser.window import Window
from knib.share.schedule import Choices
from share.page.leaves import leaf, silent, spoken

TODAY = "#today button"


@pytest.fixture(scope="module")
def file(shelf: Path) -> Path:
    path = shelf / "diary.html"
    path.write_text(leaf(silent(), choices=Choices(count=3)), encoding="utf-8")
    return path


@pytest.fixture
def diary(window: Window, file: Path) -> Window:
    window.open(file)
    return window


def marks(window: Window) -> list[str | None]:
    return [mark.get_attribute("aria-pressed") for mark in window.elements(TODAY)]


def test_a_mark_is_there_when_the_page_is_opened_again(diary: Window, file: Path) -> None:
    diary.elements(TODAY)[1].click()
    diary.open(file)
    assert marks(diary) == ["false", "true", "false"]
    diary.elements(TODAY)[1].click()
    diary.open(file)
    assert marks(diary) == ["false", "false", "false"]
    assert diary.run("return localStorage.length") == 0


def test_the_days_before_can_be_marked_too(diary: Window, file: Path) -> None:
    diary.click("#diary summary")
    assert len(diary.elements("#earlier .day")) == 6
    diary.click("#earlier button")
    diary.open(file)
    assert diary.element("#earlier button").get_attribute("aria-pressed") == "true"


def test_one_button_clears_it_and_one_takes_that_back(diary: Window, file: Path) -> None:
    diary.click(TODAY)
    diary.click("#clear")
    assert marks(diary) == ["false", "false", "false"]
    assert diary.run("return localStorage.length") == 0
    diary.click("#undo")
    assert marks(diary) == ["true", "false", "false"]
    diary.open(file)
    assert marks(diary) == ["true", "false", "false"]


def test_what_is_kept_tells_nothing_of_who_trains_what(diary: Window) -> None:
    diary.click(TODAY)
    (name,) = diary.run("return Object.keys(localStorage)")
    assert name.startswith("knib-")
    kept = diary.run("return JSON.parse(localStorage[arguments[0]])", name)
    assert list(kept) == ["days", "week"]
    assert list(kept["days"].values()) == [[True]]


def test_another_persons_page_has_another_diary(diary: Window, shelf: Path) -> None:
    diary.click(TODAY)
    other = shelf / "bo.html"
    other.write_text(leaf(silent(), choices=Choices(count=3), name="Bo"), encoding="utf-8")
    diary.open(other)
    assert marks(diary) == ["false", "false", "false"]


def test_a_diary_that_cannot_be_read_is_begun_anew(diary: Window, file: Path) -> None:
    diary.click(TODAY)
    for broken in ("{", '{"days": 7, "week": "y"}', "null"):
        diary.run("localStorage[Object.keys(localStorage)[0]] = arguments[0]", broken)
        diary.open(file)
        assert marks(diary) == ["false", "false", "false"]
        diary.click(TODAY)
        assert marks(diary) == ["true", "false", "false"]


def test_where_there_is_no_room_to_keep_it_it_lives_until_the_page_is_closed_and_says_so(
    window: Window, file: Path
) -> None:
    window.run_first("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };")
    window.open(file)
    assert window.text("stays") == "Dagbogen bliver på din telefon. Den sendes ingen steder."
    window.click(TODAY)
    assert marks(window) == ["true", "false", "false"]
    assert window.text("stays") == "Dagbogen kan ikke gemmes her. Den huskes, til du lukker siden."


def test_nothing_is_ever_fetched_or_sent(window: Window, shelf: Path) -> None:
    page = shelf / "alone.html"
    page.write_text(leaf(spoken()), encoding="utf-8")
    window.open(page)
    window.click(TODAY)
    window.click("#play")
    window.until("document.getElementById('sound').currentTime > 0")
    names = window.run("return performance.getEntriesByType('resource').map((one) => one.name)")
    assert [name for name in names if not name.startswith("blob:")] == []
    assert window.run("return document.cookie") == ""
    for attempt in ("fetch('https://example.dk/')", "navigator.sendBeacon('https://example.dk/')"):
        window.run(f"try {{ Promise.resolve({attempt}).catch(() => 0) }} catch {{}}")
    window.until("window.refused.length === 2")
    assert len([one for one in window.complaints() if one == "refused: connect-src https://example.dk/"]) == 2
    window.run("refused.length = 0")
