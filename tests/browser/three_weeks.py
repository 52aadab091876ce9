"""A programme of three weeks on a page, and what its patient sees of the player."""

from collections.abc import Callable, Sequence
from datetime import date

from browser.window import Window
from knib.share.page.model import PageSession, PageWeek
from knib.spec.how_often import Range
from share.page.leaves import TEXT, spoken

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


Opened = Callable[[str], Window]
"""Opens a page at a moment, `2026-12-01T08:00`."""


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


def looked_at(window: Window, event: str) -> None:
    target = "document" if event == "visibilitychange" else "window"
    window.run(f"{target}.dispatchEvent(new Event('{event}'))")
