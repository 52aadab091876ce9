"""A tab that stays open for weeks is in the week and on the day that it is."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from browser.three_weeks import (
    FIRST,
    SESSIONS,
    WEEKS,
    Opened,
    end,
    holds,
    kept,
    looked_at,
    said,
    visit,
)
from browser.window import Window
from knib.share.page.model import PageWeek
from knib.spec.how_often import Range
from share.page.leaves import leaf


@pytest.mark.parametrize("event", ["visibilitychange", "pageshow", "focus"])
def test_when_the_tab_is_seen_again_it_is_in_the_week_that_it_is(opened: Opened, event: str) -> None:
    window = opened("2026-12-01T08:00")
    window.set_clock("2026-12-10T08:00")
    looked_at(window, event)
    assert (window.text("week"), said(window), holds(window)) == ("Uge 2 af 3", "Uge 2: Hold 4", 4)
    assert window.run("return document.querySelector('#dose').textContent.includes('hold 4 sekunder')")
    assert [row.get_attribute("class") for row in window.elements("#weeks > ol > li")] == ["", "now", ""]


def test_a_tab_that_is_looked_at_over_midnight_moves_by_itself(opened: Opened) -> None:
    window = opened("2026-12-07T23:59:58")
    assert window.text("week") == "Uge 1 af 3"
    window.until("document.getElementById('week').textContent === 'Uge 2 af 3'")
    assert (said(window), holds(window)) == ("Uge 2: Hold 4", 4)


def test_a_visit_does_not_last_until_the_next_day_but_through_the_same(opened: Opened) -> None:
    window = opened("2026-12-01T08:00")
    visit(window, 2)
    looked_at(window, "visibilitychange")
    assert holds(window) == 5
    window.set_clock("2026-12-02T08:00")
    looked_at(window, "visibilitychange")
    assert (said(window), holds(window)) == ("Uge 1: Hold 3", 3)


def test_a_session_that_plays_goes_on_and_the_week_moves_afterwards(opened: Opened) -> None:
    window = opened("2026-12-07T23:58")
    window.click("#play")
    window.until("document.getElementById('sound').currentTime > 0")
    window.set_clock("2026-12-08T00:01")
    looked_at(window, "visibilitychange")
    assert said(window) == "Uge 1: Hold 3 | Du er i uge 2. Siden skifter, når træningen er slut. | Tilbage til i dag"
    assert (window.text("week"), holds(window)) == ("Uge 1 af 3", 3)
    assert not window.run("return document.getElementById('sound').paused")
    end(window)
    window.until("document.getElementById('week').textContent === 'Uge 2 af 3'")
    assert (said(window), holds(window)) == ("Uge 2: Hold 4", 4)
    window.click("#tick")
    assert kept(window) == {"2026-12-07": [True]}  # it was begun the day before


def test_a_session_paused_in_the_middle_stays_until_it_is_left(opened: Opened) -> None:
    window = opened("2026-12-07T23:58")
    window.seek(5)
    window.set_clock("2026-12-08T08:00")
    looked_at(window, "focus")
    assert (window.text("week"), holds(window), window.now) == ("Uge 1 af 3", 3, 5)
    assert "Du er i uge 2. Siden skifter" in said(window)
    window.click("#home")
    assert (window.text("week"), said(window), holds(window)) == ("Uge 2 af 3", "Uge 2: Hold 4", 4)


def test_over_a_midnight_that_changes_nothing_a_session_goes_on_unmentioned(opened: Opened) -> None:
    window = opened("2026-12-02T23:58")
    window.seek(5)
    window.set_clock("2026-12-03T00:01")
    looked_at(window, "visibilitychange")
    assert (said(window), window.now) == ("Uge 1: Hold 3", 5)


def test_a_clock_that_is_set_back_takes_the_week_with_it(opened: Opened) -> None:
    window = opened("2026-12-09T08:00")
    window.set_clock("2026-12-02T08:00")
    looked_at(window, "visibilitychange")
    assert (window.text("week"), said(window), holds(window)) == ("Uge 1 af 3", "Uge 1: Hold 3", 3)


def test_before_its_start_it_says_when_it_begins_and_begins_in_an_open_tab(opened: Opened) -> None:
    window = opened("2026-11-30T23:00")
    assert window.text("note").startswith("Programmet begynder 1. december 2026.")
    assert "Denne uge" not in window.element("#weeks").text
    visit(window, 1)
    assert said(window) == "Uge 2: Hold 4 | Programmet begynder 1. december 2026. | Tilbage til i dag"
    window.set_clock("2026-12-01T00:00:01")
    looked_at(window, "visibilitychange")
    assert (said(window), window.text("note").strip()) == ("Uge 1: Hold 3", "1.–7. december · 3 gange om dagen")


def test_after_its_end_it_says_so_in_an_open_tab(opened: Opened) -> None:
    window = opened("2026-12-21T23:00")
    window.set_clock("2026-12-22T00:01")
    looked_at(window, "visibilitychange")
    assert window.text("note").startswith("Ugerne er gået. Aftal med din behandler")
    visit(window, 0)
    assert said(window) == "Uge 1: Hold 3 | Ugerne er gået. | Tilbage til i dag"


def test_a_day_of_rest_is_called_one_when_it_comes(opened: Opened) -> None:
    window = opened("2026-12-19T23:00")
    assert "hviledag" not in window.text("note")
    window.set_clock("2026-12-20T07:00")
    looked_at(window, "visibilitychange")
    assert window.text("note").startswith("I dag er en hviledag.")


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Europe/Copenhagen", "2027-03-28T23:59", "2027-03-29T00:00"),  # a day of 23 hours
        ("Europe/Copenhagen", "2027-10-31T23:59", "2027-11-01T00:00"),  # a day of 25 hours
        ("America/Santiago", "2027-09-04T23:59", "2027-09-05T01:00"),  # a day that has no midnight
        ("Pacific/Kiritimati", "2027-01-01T23:59", "2027-01-02T00:00"),
        ("Pacific/Niue", "2027-01-01T23:59", "2027-01-02T00:00"),
    ],
)
def test_a_week_begins_at_midnight_where_the_patient_is(
    window: Window, shelf: Path, zone: str, before: str, after: str
) -> None:
    second = date.fromisoformat(after[:10])
    first = date.fromordinal(second.toordinal() - 7)
    dated = [replace(WEEKS[0], first=first), replace(WEEKS[1], first=second)]
    path = shelf / "zone.html"
    path.write_text(leaf(*SESSIONS, weeks=dated), encoding="utf-8")
    window.zone(zone)
    window.clock(before)
    window.open(path)
    assert (window.text("week"), holds(window)) == ("Uge 1 af 2", 3)
    window.set_clock(after)
    looked_at(window, "visibilitychange")
    assert (window.text("week"), holds(window)) == ("Uge 2 af 2", 4)


def test_a_lock_screen_starts_todays_session_though_nobody_saw_the_page(window: Window, three_weeks: Path) -> None:
    window.clock("2026-12-07T20:00")
    window.run_first("window.keys = {}; navigator.mediaSession.setActionHandler = (name, does) => (keys[name] = does);")
    window.open(three_weeks)
    window.set_clock("2026-12-08T08:00")
    window.run("keys.play()")
    window.until("document.getElementById('sound').currentTime > 0")
    assert (said(window), holds(window)) == ("Uge 2: Hold 4", 4)


@pytest.mark.parametrize(("day", "hold"), [("2026-12-03", 4), ("2026-12-07", 3), ("2026-12-05", 3)])
def test_each_day_of_the_week_has_its_own_session_and_a_day_of_rest_the_next(
    window: Window, tmp_path: Path, day: str, hold: int
) -> None:
    days = ((0,), (), (), (1,), (), (), ())  # one on Monday, another on Thursday
    week = PageWeek(number=1, sessions=(0, 1), first=FIRST, by_day=days, rest_days=frozenset({1, 2, 4, 5, 6}))
    file = tmp_path / "days.html"
    file.write_text(leaf(*SESSIONS, weeks=[week], title="Dage"), encoding="utf-8")
    window.clock(f"{day}T10:00")
    window.open(file)
    assert holds(window) == hold


BY_DAY = ((0,), (), (1, 2), (), (2,), (), ())
"""Monday one, Wednesday two, Friday one of them again."""


@pytest.fixture
def by_day(window: Window, tmp_path: Path) -> Opened:
    """Open a page whose week has other sessions each day, from Monday 30 November 2026, at a moment."""
    week = PageWeek(
        number=1,
        sessions=(0, 1, 2),
        first=date(2026, 11, 30),
        times=Range(1, 1),
        by_day=BY_DAY,
        rest_days=frozenset({1, 3, 5, 6}),
        arranged="mandag: Hold 3; onsdag: Hold 4, så Hold 5; fredag: Hold 5",
    )
    file = tmp_path / "by-day.html"
    file.write_text(leaf(*SESSIONS, weeks=[week], title="Dage"), encoding="utf-8")

    def go(moment: str) -> Window:
        window.clock(moment)
        window.open(file)
        return window

    return go


def test_an_open_tab_has_each_days_own_sessions(by_day: Opened) -> None:
    window = by_day("2026-11-30T08:00")
    seen = []
    for day in ("2026-11-30", "2026-12-02", "2026-12-03", "2026-12-04"):
        window.set_clock(f"{day}T08:00")
        looked_at(window, "visibilitychange")
        choice = [link.text.split("\n")[0] for link in window.elements("#choice a") if link.is_displayed()]
        seen.append((holds(window), choice, "hviledag" in window.text("note")))
    assert seen == [(3, [], False), (4, ["Hold 4", "Hold 5"], False), (5, [], True), (5, [], False)]
    assert "onsdag: Hold 4, så Hold 5" in window.text("note")


def test_a_session_of_another_day_of_the_week_is_called_one(by_day: Opened) -> None:
    window = by_day("2026-11-30T08:00")
    visit(window, 1)
    assert said(window) == "Uge 1: Hold 4 | Den hører til en anden dag. | Tilbage til i dag"


def test_a_session_on_its_way_into_a_day_with_others_stays_and_says_so(by_day: Opened) -> None:
    window = by_day("2026-11-30T23:58")
    window.seek(5)
    window.set_clock("2026-12-01T00:01")
    looked_at(window, "visibilitychange")
    moved = "Uge 1: Hold 3 | Det er blevet en ny dag. Siden skifter, når træningen er slut. | Tilbage til i dag"
    assert (said(window), holds(window)) == (moved, 3)
    end(window)
    window.until("!document.getElementById('held').classList.contains('elsewhere')")
    assert (said(window), holds(window)) == ("Uge 1: Hold 4", 4)
    window.click("#tick")
    assert kept(window) == {"2026-11-30": [True]}
