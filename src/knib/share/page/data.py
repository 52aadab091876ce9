"""What the page's script works with, as JSON inside the page: facts and texts, never markup."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final

from knib.export.captions import one_line
from knib.plan.cue import Cue
from knib.plan.timeline import Role, Timeline
from knib.share.page.groups import Group, groups_of
from knib.share.page.model import PageFacts, PageSession, PageWeek
from knib.share.page.programme import goals, when
from knib.share.page.steps import POSES, Step, steps
from knib.share.page.words import DAYS, WORDS, Words, times_a_day, written_date, written_days
from knib.share.strip import COLOURS
from knib.spec.model import Kind
from knib.units import short_length

ARTIST: Final = "Fysioterapi"
"""Who a lock screen says is heard; the same as in the file's own tags."""

CALM: Final = "#3f8f7f"
"""Colour of the disc while only speech is heard, or nothing."""

ICONS: Final[Mapping[Kind | None, str]] = {
    None: "M5 10v4M9 7v10M13 4v16M17 8v8M21 11v2",
    Kind.WORK: "M12 20V5M5 12l7-7 7 7",
    Kind.HOLD: "M5 9h14M5 15h14",
    Kind.RELEASE: "M12 4v15M5 12l7 7 7-7",
    Kind.RELAX: "M2 12c3-6 7-6 10 0s7 6 10 0",
    Kind.REST: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z",
    Kind.MOVE: "M3 12h18M7 8l-4 4 4 4M17 8l4 4-4 4",
    Kind.INHALE: "M12 3v7M9 7l3 3 3-3M12 21v-7M9 17l3-3 3 3",
    Kind.EXHALE: "M12 10V3M9 6l3-3 3 3M12 14v7M9 18l3 3 3-3",
}
"""A sign for each kind, as strokes in a square of 24: colour alone tells nothing to who sees colours differently."""

DONE: Final = "M4 12.5l5.5 5.5L20 7"
"""The sign of a session that is over."""

_UNSAFE: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""No text can then end the script element that holds it (HTML, 4.12.1.3), or a line of it."""


def as_json(facts: PageFacts, sessions: Sequence[PageSession]) -> str:
    """Write what the script needs, as JSON that is safe inside a script element."""
    words = WORDS[facts.language]
    whole = {
        "language": facts.language,
        "say": asdict(words),
        "days": DAYS[facts.language],
        "artist": ARTIST,
        "discreet": facts.discreet,
        "key": key(facts, sessions),
        "done": DONE,
        "kinds": {kind or "": _kind(kind) for kind in POSES},
        "sessions": [_session(place, facts, sessions) for place in range(len(sessions))],
        "groups": [_group(group) for group in groups_of(facts, sessions)],
        "weeks": [_week(week, goal, facts) for week, goal in zip(facts.weeks, goals(facts), strict=True)],
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def key(facts: PageFacts, sessions: Sequence[PageSession]) -> str:
    """Give the name under which a page's diary is kept. It tells nothing, and another dose keeps the diary."""
    titles = [session.routine.title for session in sessions]
    told = json.dumps([facts.name, facts.title or titles], ensure_ascii=False)
    return f"knib-{sha256(told.encode()).hexdigest()[:16]}"


def neutral(session: PageSession, words: Words, *, alone: bool) -> str:
    """Give a session's title where others may read it: `Træning, 4 min`."""
    number = "" if alone else f" {session.number}"
    return f"{words.training}{number}, {short_length(session.timeline.length)}"


def _kind(kind: Kind | None) -> dict[str, Any]:
    pose = POSES[kind]
    colour = COLOURS[kind] if kind else CALM
    return {"colour": colour, "icon": ICONS[kind], "size": pose.size, "lift": pose.lift, "within": pose.within}


def _session(place: int, facts: PageFacts, sessions: Sequence[PageSession]) -> dict[str, Any]:
    session, words = sessions[place], WORDS[facts.language]
    timeline = session.timeline
    title = one_line(session.routine.title)
    shown = neutral(session, words, alone=len(sessions) == 1) if facts.discreet else title
    return {
        "title": title,
        "when": when(facts, place, words),
        "shown": shown,
        "length": timeline.length,
        "steps": [_row(step) for step in steps(session.routine, timeline)],
        "lines": _lines(timeline),
        "chapters": [[chapter.start, one_line(chapter.title)] for chapter in timeline.chapters],
    }


def _group(group: Group) -> dict[str, Any]:
    """Give sessions that are done equally often: the marks of a day are the most of what is prescribed."""
    return {"sessions": group.sessions, "times": group.schedule.in_a_day.high, "daily": group.daily}


def _row(step: Step) -> list[str | int]:
    """Give a step in the order in which the script reads it."""
    counts = (step.rep, step.reps, step.set, step.sets)
    return [step.start, step.end, step.kind or "", step.word, step.side, *counts]


def _lines(timeline: Timeline) -> list[list[str | int]]:
    """Give what is spoken but the numbers: start, end, words."""
    return [
        [placed.start, placed.end, one_line(placed.sound.text)]
        for placed in timeline.placed
        if isinstance(placed.sound, Cue) and placed.role is not Role.COUNT
    ]


def _week(week: PageWeek, goal: str, facts: PageFacts) -> dict[str, Any]:
    first = week.first
    last = first + timedelta(days=6) if first else None
    return {
        "number": week.number,
        "first": first.isoformat() if first else "",
        "last": last.isoformat() if last else "",
        "begins": written_date(first, facts.language) if first else "",
        "dates": written_days(first, last, facts.language) if first and last else "",
        "sessions": week.sessions,
        "times": week.times.high,
        "by_day": week.by_day,
        "arranged": week.arranged,
        "often": times_a_day(str(week.times), WORDS[facts.language]),
        "rest": sorted(week.rest_days),
        "goal": goal,
    }
