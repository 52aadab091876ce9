"""What the player holds is what the page says, in every way in."""

from dataclasses import replace
from pathlib import Path

import pytest

from browser.test_looks import AA, AXE
from browser.three_weeks import (
    HOLDS,
    SESSIONS,
    WEEKS,
    Opened,
    end,
    held_in_list,
    holds,
    marks,
    said,
    visit,
)
from browser.window import Window
from share.page.leaves import leaf


def test_what_the_player_holds_stands_over_the_disc(opened: Opened) -> None:
    window = opened("2026-12-09T08:00")
    assert (said(window), holds(window), held_in_list(window)) == ("Uge 2: Hold 4", 4, ["Uge 2 8.–14. december"])
    assert "Denne uge" in window.elements("#weeks > ol > li")[1].text
    assert window.run("return document.querySelector('#dose').textContent.includes('hold 4 sekunder')")


def test_another_week_is_called_one_and_a_button_leads_back(opened: Opened) -> None:
    window = opened("2026-12-01T08:00")
    visit(window, 2)
    assert (said(window), holds(window)) == ("Uge 3: Hold 5 | Du er i uge 1. | Tilbage til i dag", 5)
    assert held_in_list(window) == ["Uge 3 15.–21. december"]
    assert window.text("week") == "Uge 1 af 3"
    window.click("#home")
    assert (said(window), holds(window), held_in_list(window)) == ("Uge 1: Hold 3", 3, ["Uge 1 1.–7. december"])
    assert window.run("return document.activeElement.id") == "play"


@pytest.mark.parametrize("week", [0, 1, 2])
@pytest.mark.parametrize("session", [0, 1, 2, 3])
def test_from_every_week_to_every_session_what_is_said_is_held(opened: Opened, week: int, session: int) -> None:
    window = opened(f"{WEEKS[week].first}T08:00")
    visit(window, session)
    theirs = next(each.number for each in WEEKS if session in each.sessions)
    assert holds(window) == HOLDS[session]
    assert said(window).startswith(f"Uge {theirs}: Hold {HOLDS[session]}")
    assert ("Du er i uge" in said(window)) == (theirs != week + 1)


@pytest.mark.parametrize("hash_", ["#s2", "#s99", "#weeks", "#s"])
def test_an_address_that_names_a_session_chooses_none(window: Window, three_weeks: Path, hash_: str) -> None:
    window.clock("2026-12-01T08:00")
    window.open("about:blank")  # or the page of the test before would only be scrolled
    window.open(three_weeks.as_uri() + hash_)
    assert (said(window), holds(window)) == ("Uge 1: Hold 3", 3)
    window.run("location.hash = '#s3'")
    assert (said(window), holds(window)) == ("Uge 1: Hold 3", 3)


def test_a_page_that_is_loaded_again_in_a_visit_is_back_at_today(opened: Opened) -> None:
    window = opened("2026-12-01T08:00")
    visit(window, 3)
    window.chrome.refresh()
    assert (said(window), holds(window)) == ("Uge 1: Hold 3", 3)


def test_the_back_button_never_parts_what_is_said_from_what_is_held(opened: Opened) -> None:
    window = opened("2026-12-01T08:00")
    visit(window, 1)
    window.open("about:blank")
    window.chrome.back()
    assert {"Uge 1: Hold 3": 3, "Uge 2: Hold 4 | Du er i uge 1. | Tilbage til i dag": 4}[said(window)] == holds(window)


def test_a_session_that_ends_in_a_visit_is_not_ticked_as_todays(opened: Opened) -> None:
    window = opened("2026-12-01T08:00")
    visit(window, 1)
    end(window)
    assert not window.element("#tick").is_displayed()
    assert said(window) == "Uge 2: Hold 4 | Du er i uge 1. | Tilbage til i dag"


def test_a_session_that_is_left_while_it_plays_does_not_leave_a_pause_button(opened: Opened) -> None:
    window = opened("2026-12-01T08:00")
    window.click("#play")
    window.until("document.getElementById('sound').currentTime > 0")
    visit(window, 1)
    assert (window.element("#play").accessible_name, window.text("word")) == ("Start", "Klar")
    assert window.run("return document.getElementById('sound').paused")
    assert window.run("return navigator.mediaSession.playbackState") == "paused"


def test_without_dates_the_week_that_is_chosen_is_the_one_that_is_held(window: Window, shelf: Path) -> None:
    path = shelf / "undated.html"
    path.write_text(leaf(*SESSIONS, weeks=[replace(week, first=None) for week in WEEKS]), encoding="utf-8")
    window.open(path)
    visit(window, 1)
    assert said(window) == "Uge 2: Hold 4 | Du er i uge 1. | Tilbage til i dag"
    window.element("#choose").send_keys("Uge 2")
    assert (said(window), holds(window)) == ("Uge 2: Hold 4", 4)
    window.run("localStorage[Object.keys(localStorage)[0]] = JSON.stringify({days: null, week: -7})")
    window.open(path)
    assert (said(window), holds(window)) == ("Uge 1: Hold 3", 3)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_a_visit_and_at_half_a_mark(opened: Opened, axe: str, *, dark: bool) -> None:
    window = opened("2026-12-15T08:00")
    window.looks(dark=dark)
    end(window)
    window.run("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    window.run(axe)
    assert window.chrome.execute_async_script(AXE, AA) == []
    window.click("#tick")
    visit(window, 0)
    assert said(window).endswith("Tilbage til i dag")
    assert marks(window)[0] == "mixed"
    assert window.chrome.execute_async_script(AXE, AA) == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_scrolls_sideways_in_a_visit_or_at_the_end(opened: Opened, width: int) -> None:
    window = opened("2026-12-15T08:00")
    window.size(width, 700)
    end(window)
    assert window.run("return document.documentElement.scrollWidth <= innerWidth")
    visit(window, 0)
    assert window.run("return document.documentElement.scrollWidth <= innerWidth")
    sizes = window.run(
        "return ['home', 'tick', 'onward'].map((id) => document.getElementById(id).getBoundingClientRect().height)"
        ".filter(Boolean)"
    )
    assert min(sizes) >= 56
