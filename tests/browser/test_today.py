"""What the player holds is what the page says, in every way in and in a tab that stays open for weeks."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from browser.test_looks import AA, AXE
from browser.window import Window
from knib.share.page.model import PageSession, PageWeek
from knib.share.schedule import Choices
from knib.spec.how_often import Range
from share.page.leaves import TEXT, leaf, spoken

HOLDS = (3, 4, 5, 6)
SESSIONS: Sequence[PageSession] = [
    spoken(TEXT.replace("Knib & <ro>", f"Hold {hold}").replace("for: 3 s", f"for: {hold} s", 1), number=at + 1)
    for at, hold in enumerate(HOLDS)
]
"""Four sessions, each with four holds of 3, 4, 5 and 6 s: no two are equally long."""

FIRST = date(2026, 12, 1)
WEEKS = [
    PageWeek(number=1, sessions=(0,), first=date(2026, 12, 1), times=Range(3, 3), goal="Hold i 4 sekunder."),
    PageWeek(number=2, sessions=(1,), first=date(2026, 12, 8), times=Range(3, 3), goal="Hold i 4 sekunder."),
    PageWeek(number=3, sessions=(2, 3), first=date(2026, 12, 15), times=Range(2, 2), rest_days=frozenset({6})),
]
"""Three weeks from Tuesday 1 December 2026; the third has two sessions, and Sundays off."""

Opened = Callable[..., Window]


@pytest.fixture(scope="module")
def page(shelf: Path) -> Path:
    path = shelf / "three-weeks.html"
    path.write_text(leaf(*SESSIONS, weeks=WEEKS, title="Tre uger"), encoding="utf-8")
    return path


@pytest.fixture
def opened(window: Window, page: Path) -> Opened:
    """Open the page at a moment."""

    def go(moment: str) -> Window:
        window.clock(moment)
        window.open(page)
        return window

    return go


def holds(window: Window) -> int:
    """Return the seconds of a hold in the player's sound, by how long the sound is and by nothing that is written."""
    window.until("document.getElementById('sound').readyState > 0")
    length = round(float(window.run("return document.getElementById('sound').duration")) * 1000)
    (hold,) = [hold for hold, each in zip(HOLDS, SESSIONS, strict=True) if each.timeline.length == length]
    return hold


def said(window: Window) -> str:
    """Give what stands over the disc, in one line."""
    lines = [line.text for line in window.elements("#held > *") if line.is_displayed() and line.text]
    return " | ".join(lines)


def held_in_list(window: Window) -> list[str]:
    """Give the weeks of which the list says that the player holds a session."""
    rows = window.elements("#weeks > ol > li")
    return [row.text.split("\n")[0] for row in rows if "i afspilleren" in row.text]


def end(window: Window) -> None:
    """Hear what is held to its end."""
    window.until("document.getElementById('sound').readyState > 0")
    window.seek(window.run("return document.getElementById('sound').duration") - 0.25)
    if window.run("return document.getElementById('sound').paused"):
        window.click("#play")
    window.until("!document.getElementById('finished').hidden || document.getElementById('sound').ended")


def visit(window: Window, session: int) -> None:
    window.click(f"#weeks a[href='#s{session}']")


def marks(window: Window) -> list[str | None]:
    return [mark.get_attribute("aria-pressed") for mark in window.elements("#today button")]


def kept(window: Window) -> dict[str, list[object]]:
    stored = window.run("return Object.values(localStorage).map(JSON.parse)")
    return dict(stored[0]["days"]) if stored else {}


# ---- What is held, and from where ----


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
def test_an_address_that_names_a_session_chooses_none(window: Window, page: Path, hash_: str) -> None:
    window.clock("2026-12-01T08:00")
    window.open("about:blank")  # or the page of the test before would only be scrolled
    window.open(page.as_uri() + hash_)
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


# ---- A tab that stays open ----


def looked_at(window: Window, event: str) -> None:
    target = "document" if event == "visibilitychange" else "window"
    window.run(f"{target}.dispatchEvent(new Event('{event}'))")


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


def test_a_lock_screen_starts_todays_session_though_nobody_saw_the_page(window: Window, page: Path) -> None:
    window.clock("2026-12-07T20:00")
    window.run_first("window.keys = {}; navigator.mediaSession.setActionHandler = (name, does) => (keys[name] = does);")
    window.open(page)
    window.set_clock("2026-12-08T08:00")
    window.run("keys.play()")
    window.until("document.getElementById('sound').currentTime > 0")
    assert (said(window), holds(window)) == ("Uge 2: Hold 4", 4)


# ---- Several sessions each time ----


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
