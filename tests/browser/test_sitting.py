"""Several sessions each time: all are asked for, one after the other, and a mark is full when all are done."""

from dataclasses import replace
from pathlib import Path

import pytest

from browser.three_weeks import (
    HOLDS,
    SESSIONS,
    Opened,
    end,
    holds,
    kept,
    looked_at,
    marks,
    said,
)
from browser.window import Window
from knib.share.schedule import Choices
from share.page.leaves import TEXT, leaf, silent, spoken


def test_of_two_sessions_the_second_is_named_when_the_first_ends_and_the_mark_is_full_after_both(
    opened: Opened,
) -> None:
    window = opened("2026-12-15T08:00")
    assert window.text("all") == "Gør begge hver gang, den ene efter den anden."
    assert (said(window), holds(window)) == ("Uge 3: Hold 5", 5)
    assert "Gør begge hver gang" in window.elements("#weeks > ol > li")[2].text
    end(window)
    assert window.element("#onward").text == "Næste: Hold 6"
    window.click("#tick")
    assert window.text("ticked") == "1 af 2 er gjort. Mærket bliver fuldt, når resten er gjort."
    assert marks(window) == ["mixed", "false"]
    assert window.element("#today button").accessible_name == "I dag, gang 1: 1 af 2"
    window.click("#onward")
    window.until("!document.getElementById('sound').paused && document.getElementById('sound').currentTime > 0")
    assert (said(window), holds(window)) == ("Uge 3: Hold 6", 6)
    end(window)
    assert not window.element("#onward").is_displayed()
    window.click("#tick")
    assert (marks(window), window.text("ticked")) == (["true", "false"], "Mærket står i dagbogen.")
    assert kept(window) == {"2026-12-15": [True]}


def test_one_tick_after_both_makes_a_full_mark(opened: Opened) -> None:
    window = opened("2026-12-15T08:00")
    end(window)
    window.click("#onward")
    window.until("!document.getElementById('sound').paused")
    assert holds(window) == 6
    end(window)
    window.click("#tick")
    assert marks(window) == ["true", "false"]


def test_the_second_belongs_to_the_day_on_which_the_first_was_started(opened: Opened) -> None:
    window = opened("2026-12-15T23:58")
    window.click("#play")
    window.until("document.getElementById('sound').currentTime > 0")
    window.set_clock("2026-12-16T00:02")
    end(window)
    window.click("#onward")
    window.until("document.getElementById('sound').currentTime > 0 && !document.getElementById('sound').paused")
    assert holds(window) == 6
    end(window)
    window.click("#tick")
    assert kept(window) == {"2026-12-15": [True]}


def test_whichever_is_done_first_the_other_comes_next(opened: Opened) -> None:
    window = opened("2026-12-15T08:00")
    window.click("#choice a[href='#s3']")
    assert (said(window), holds(window)) == ("Uge 3: Hold 6", 6)
    end(window)
    assert window.element("#onward").text == "Næste: Hold 5"


def test_a_half_mark_is_kept_and_the_session_that_lacks_is_ready_until_the_day_is_over(opened: Opened) -> None:
    window = opened("2026-12-15T08:00")
    end(window)
    window.click("#tick")
    window.chrome.refresh()
    assert (marks(window), said(window), holds(window)) == (["mixed", "false"], "Uge 3: Hold 6", 6)
    window.set_clock("2026-12-16T08:00")
    looked_at(window, "visibilitychange")
    assert (marks(window), said(window), holds(window)) == (["false", "false"], "Uge 3: Hold 5", 5)


def test_each_touch_of_a_mark_is_one_session(opened: Opened) -> None:
    window = opened("2026-12-15T08:00")
    seen = []
    for _ in range(3):
        window.click("#today button")
        seen.append((marks(window)[0], window.element("#today button").text))
    assert seen == [("mixed", "1/2"), ("true", ""), ("false", "")]
    assert kept(window) == {}


def test_a_day_before_has_the_marks_of_its_own_week(opened: Opened) -> None:
    window = opened("2026-12-16T08:00")  # the second day of a week with two times a day; the weeks before have three
    rows = window.elements("#earlier .day")
    assert [len(row.find_elements("css selector", "button")) for row in rows] == [2, 3, 3, 3, 3, 3]


def test_several_routines_without_weeks_are_all_done_each_time(window: Window, shelf: Path) -> None:
    path = shelf / "bundle.html"
    path.write_text(leaf(*SESSIONS[:3], choices=Choices(count=1)), encoding="utf-8")
    window.open(path)
    assert window.text("all") == "Gør alle 3 hver gang, en efter en."
    done = []
    for hold in HOLDS[:3]:
        assert (said(window), holds(window)) == (f"Hold {hold}", hold)
        end(window)
        window.click("#tick")
        done.append((marks(window), window.element("#today button").text))
        if window.element("#onward").is_displayed():
            window.click("#onward")
            window.until("!document.getElementById('sound').paused")
    assert done == [(["mixed"], "1/3"), (["mixed"], "2/3"), (["true"], "")]


def test_sessions_that_are_not_done_equally_often_have_rows_of_their_own_and_are_asked_for_as_often_as_they_are_due(
    window: Window, shelf: Path
) -> None:
    often = ("{times_a_day: 2}", "{times_a_day: 1}", "{every_days: 2}")
    different = [
        spoken(TEXT.replace("about: Kort og let. To gange om dagen.", f"how_often: {each}"), number=number)
        for number, each in enumerate(often, 1)
    ]
    titled = [
        replace(each, routine=replace(each.routine, title=title)) for each, title in zip(different, "ABC", strict=True)
    ]
    path = shelf / "different.html"
    path.write_text(leaf(*titled), encoding="utf-8")
    window.open(path)
    assert window.text("all") == "Gør dem så tit, som der står."
    rows = [row.accessible_name for row in window.elements("#today .day")]
    assert rows == ["I dag · A", "I dag · B", "I dag · C"]
    assert marks(window) == ["false", "false", "false", "false"]  # two for A
    end(window)
    window.click("#tick")
    assert window.element("#onward").text == "Næste: B"  # which today lacks
    window.click("#onward")
    window.until("!document.getElementById('sound').paused")
    end(window)
    window.click("#tick")
    assert not window.element("#onward").is_displayed()  # not C, which is not done every day
    assert marks(window) == ["true", "false", "true", "false"]
    window.chrome.refresh()
    assert said(window) == "A"
    end(window)
    assert not window.element("#onward").is_displayed()  # B is done today
    window.click("#tick")
    assert marks(window) == ["true", "true", "true", "false"]


def test_three_sessions_are_asked_for_again_at_noon_in_the_same_tab(opened: Opened) -> None:
    window = opened("2026-12-15T08:00")
    named = []
    for _ in range(2):
        window.click("#choice a[href='#s2']")
        end(window)
        named.append(window.element("#onward").text)
        window.click("#onward")
        window.until("!document.getElementById('sound').paused")
        end(window)
        window.click("#tick")
        named.append(window.element("#onward").text)
    assert named == ["Næste: Hold 6", "", "Næste: Hold 6", ""]
    assert marks(window) == ["true", "true"]


def test_a_single_session_has_no_next_and_a_whole_mark(window: Window, shelf: Path) -> None:
    path = shelf / "single.html"
    path.write_text(leaf(SESSIONS[0], choices=Choices(count=2)), encoding="utf-8")
    window.open(path)
    assert said(window) == ""
    end(window)
    assert not window.element("#onward").is_displayed()
    window.click("#tick")
    assert marks(window) == ["true", "false"]


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 664), (390, 844), (844, 390), (1280, 720)])
def test_what_comes_next_is_seen_when_a_session_ends(opened: Opened, width: int, height: int) -> None:
    window = opened("2026-12-15T08:00")
    window.size(width, height)
    end(window)
    window.until(
        "((box) => box.top >= 0 && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)"
        "?.closest('#onward'))(document.getElementById('onward').getBoundingClientRect())"
    )


@pytest.mark.parametrize("width", [320, 390])
def test_how_often_each_is_done_has_room_beside_or_below_its_title(window: Window, shelf: Path, width: int) -> None:
    often = ("{times_a_day: 3}", "{as_needed: true}")
    text = TEXT.replace("Knib & <ro>", "Når trangen kommer")
    sessions = [
        silent(text.replace("about: Kort og let. To gange om dagen.", f"how_often: {each}"), number=number)
        for number, each in enumerate(often, 1)
    ]
    path = shelf / "cards.html"
    path.write_text(leaf(*sessions), encoding="utf-8")
    window.size(width, 700)
    window.open(path)
    assert window.run("return document.documentElement.scrollWidth") == width
    tops = "return [...document.querySelectorAll('#choice a > span')].map((one) => one.getClientRects()[0].height)"
    assert max(window.run(tops)) < 40  # one line each
