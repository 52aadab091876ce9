"""A programme's page: today's session first, by the calendar or by the week that was chosen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from browser.window import Window
from share.page.leaves import TEXT, leaf, spoken
from share.page.programmes import weeks

SESSIONS = [spoken(TEXT.replace("Knib & <ro>", title), number=at + 1) for at, title in enumerate("ABC")]

Opened = Callable[[date | None], Window]


@pytest.fixture
def programme(window: Window, tmp_path: Path) -> Opened:
    def opened(first: date | None) -> Window:
        page = tmp_path / "index.html"
        page.write_text(leaf(*SESSIONS, weeks=weeks(first), title="Seks uger"), encoding="utf-8")
        window.open(page)
        return window

    return opened


def days_ago(days: int) -> date:
    return datetime.now().astimezone().date() - timedelta(days=days)


def ready(window: Window) -> str | None:
    """Give the title of the session that the start button starts, as it is told how to do it."""
    return window.element(".session:not([hidden]) h2 span").get_attribute("textContent")


def chosen(window: Window) -> list[str]:
    """Give the titles that can be chosen this week, a star before the one that is; none where there is no choice."""
    shown = [link for link in window.elements("#choice a") if link.is_displayed()]
    return ["*" * bool(link.get_attribute("aria-current")) + link.text.split("\n")[0] for link in shown]


def test_the_calendar_says_which_week_it_is(programme: Opened) -> None:
    window = programme(days_ago(17))
    assert window.text("week") == "Uge 3 af 6"
    assert window.text("goal") == "Mål 3."
    assert (ready(window), chosen(window)) == ("B", [])
    assert not window.element("#choose").is_displayed()
    assert len(window.elements("#today button")) == 2
    window.click("#play")
    window.until("document.getElementById('sound').currentTime > 0")


def test_of_several_sessions_the_first_one_is_ready_and_another_can_be_chosen(programme: Opened) -> None:
    window = programme(days_ago(31))
    assert chosen(window) == ["*C", "A"]
    assert ready(window) == "C"
    window.click("#choice a[href='#s0']")
    assert chosen(window) == ["C", "*A"]
    assert ready(window) == "A"
    assert window.run("return navigator.mediaSession.metadata.title") == "Træning 1, 39 s"


@pytest.mark.parametrize(
    ("first", "week", "note"),
    [(-20, "Uge 1 af 6", "Programmet begynder "), (60, "Uge 6 af 6", "Ugerne er gået. Aftal med din behandler")],
)
def test_before_and_after_the_programme_it_says_so(programme: Opened, first: int, week: str, note: str) -> None:
    window = programme(days_ago(first))
    assert window.text("week") == week
    assert window.text("note").startswith(note)


def test_a_day_of_rest_is_called_one(window: Window, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    resting = [replace(week, rest_days=frozenset(range(7))) for week in weeks(days_ago(10))]
    page.write_text(leaf(*SESSIONS, weeks=resting), encoding="utf-8")
    window.open(page)
    assert window.text("note").startswith("I dag er en hviledag.")


def test_without_a_date_the_week_is_chosen_once_and_remembered(programme: Opened) -> None:
    window = programme(None)
    assert (window.text("week"), ready(window), chosen(window)) == ("Uge 1 af 6", "A", [])
    window.element("#choose").send_keys("Uge 3")
    assert (window.text("week"), ready(window)) == ("Uge 3 af 6", "B")
    window = programme(None)
    assert (window.text("week"), ready(window)) == ("Uge 3 af 6", "B")


def test_every_week_stands_below_with_its_sessions(programme: Opened) -> None:
    window = programme(None)
    assert [week.text for week in window.elements("#weeks h3")] == [f"Uge {number}" for number in range(1, 7)]
    window.elements("#weeks a")[-1].click()
    assert ready(window) == "A"
    assert window.run("return document.activeElement.id") == "play"
