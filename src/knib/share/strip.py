"""A session as a coloured strip: the phases along the time, as columns or as an SVG picture."""

from html import escape
from itertools import groupby
from typing import Final

from knib.plan.timeline import Timeline
from knib.spec.model import Kind
from knib.units import HOUR, MINUTE, SECOND, Ms, clock

COLOURS: Final = {
    Kind.WORK: "#b3541e",
    Kind.HOLD: "#d08a2e",
    Kind.RELEASE: "#3f8f7f",
    Kind.RELAX: "#6aa9c9",
    Kind.REST: "#c9d6df",
    Kind.MOVE: "#7a5ba6",
    Kind.INHALE: "#4f86c6",
    Kind.EXHALE: "#8fb8e0",
}
"""One colour for each kind of phase, alike on screen, in print and for most who see colours differently."""

SPEECH: Final = "#f3f1ec"
"""What is said outside the phases, and silence."""

DANISH: Final = {
    Kind.WORK: "arbejde",
    Kind.HOLD: "hold",
    Kind.RELEASE: "slip",
    Kind.RELAX: "afspænding",
    Kind.REST: "hvile",
    Kind.MOVE: "bevægelse",
    Kind.INHALE: "indånding",
    Kind.EXHALE: "udånding",
}

WIDTH, HEIGHT, MARGIN = 1000, 150, 20
BAR_TOP, BAR_HEIGHT = 34, 56
MARKS: Final = (5 * SECOND, 15 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR)


def columns(timeline: Timeline, count: int) -> list[Kind | None]:
    """Give the kind of phase in the middle of each of `count` equal parts of the session; None is speech or silence."""
    found: list[Kind | None] = []
    spans = iter(timeline.spans)
    span = next(spans, None)
    for index in range(count):
        middle = (2 * index + 1) * timeline.length // (2 * count)
        while span is not None and span.end <= middle:
            span = next(spans, None)
        found.append(span.kind if span is not None and span.start <= middle else None)
    return found


def svg(timeline: Timeline) -> str:
    """Draw the strip as a standalone SVG picture with chapters, a time axis and a legend."""
    title = escape(f"{timeline.title}, {clock(timeline.length)}")
    shape = f'viewBox="-{MARGIN} 0 {WIDTH + 2 * MARGIN} {HEIGHT}" role="img" lang="da"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {shape} font-family="system-ui, sans-serif" font-size="13">',
            f"<title>{title}</title>",
            f'<rect x="-{MARGIN}" width="{WIDTH + 2 * MARGIN}" height="{HEIGHT}" fill="#ffffff"/>',
            f'<rect y="{BAR_TOP}" width="{WIDTH}" height="{BAR_HEIGHT}" fill="{SPEECH}"/>',
            *_bars(timeline),
            *_chapters(timeline),
            *_axis(timeline),
            *_legend(timeline),
            "</svg>",
            "",
        ]
    )


def _x(moment: Ms, timeline: Timeline) -> str:
    """Give a moment's place on the picture, with one decimal."""
    tenths = moment * WIDTH * 10 // timeline.length
    return f"{tenths // 10}.{tenths % 10}"


def _bars(timeline: Timeline) -> list[str]:
    """Draw runs of equal columns as one bar each, so that a picture stays small however long the session is."""
    bars, left = [], 0
    for kind, run in groupby(columns(timeline, WIDTH * 2)):
        width = len(list(run))
        if kind is not None:
            place = f'x="{left / 2:g}" y="{BAR_TOP}" width="{width / 2:g}" height="{BAR_HEIGHT}"'
            bars.append(f'<rect {place} fill="{COLOURS[kind]}"/>')
        left += width
    return bars


def _chapters(timeline: Timeline) -> list[str]:
    """Name each chapter above its beginning, cut to the room it has."""
    drawn = []
    for chapter in timeline.chapters:
        x = _x(chapter.start, timeline)
        room = (chapter.end - chapter.start) * WIDTH // timeline.length // 8
        name = chapter.title if len(chapter.title) <= room else chapter.title[: max(0, room - 1)] + "…"
        drawn.append(f'<path d="M{x} {BAR_TOP - 6}V{BAR_TOP + BAR_HEIGHT}" stroke="#333333" stroke-width="1"/>')
        if room > 2:
            drawn.append(f'<text x="{x}" dx="4" y="{BAR_TOP - 10}" fill="#222222">{escape(name)}</text>')
    return drawn


def _axis(timeline: Timeline) -> list[str]:
    step = next((mark for mark in MARKS if timeline.length <= mark * 12), MARKS[-1])
    moments = range(0, timeline.length - step // 2, step)
    y = BAR_TOP + BAR_HEIGHT + 16
    return [
        f'<text x="{_x(Ms(moment), timeline)}" y="{y}" text-anchor="middle" fill="#555555">{clock(Ms(moment))}</text>'
        for moment in moments
    ]


def _legend(timeline: Timeline) -> list[str]:
    kinds = [kind for kind in Kind if any(span.kind is kind for span in timeline.spans)]
    y = HEIGHT - 14
    return [
        f'<rect x="{index * 110}" y="{y - 11}" width="12" height="12" fill="{COLOURS[kind]}"/>'
        f'<text x="{index * 110 + 17}" y="{y}" fill="#222222">{DANISH[kind]}</text>'
        for index, kind in enumerate(kinds)
    ]
