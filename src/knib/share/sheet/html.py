"""A sheet as one HTML page: it asks nobody for anything, runs nothing, and prints as it is seen."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Final

from knib.plan.timeline import Timeline
from knib.share.qr import qr_svg
from knib.share.schedule import Diary
from knib.share.sheet.model import AGREED, APPROVED, PROGRAMME, Drill, Sheet, Stage, diary_title, heading, signature
from knib.share.sheet.picture import WIDE, bars, borders, hours, legend

HIGH: Final = 110
"""Height of the picture's bars, of its width of 1000."""

DAYS: Final = ("Mandag", "Tirsdag", "Onsdag", "Torsdag", "Fredag", "Lørdag", "Søndag")


def as_html(*several: Sheet) -> str:
    """Write sheets as one page. Every text is escaped, and the page's own policy forbids all that is not in it.

    Raises:
        ShareError: the link is none, or segno is not there.
    """
    title = several[0].shown_title if len(several) == 1 else PROGRAMME
    bodies = (line for sheet in several for line in _body(sheet, "article" if several[1:] else "main"))
    return "\n".join([*_head(several[0], title), "<body>", *bodies, "</body>", "</html>", ""])


def _head(sheet: Sheet, title: str) -> Iterator[str]:
    style = files(__name__.rpartition(".")[0]).joinpath("sheet.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    pictures = " img-src data:;" if sheet.facts.logo else ""
    policy = f"default-src 'none';{pictures} style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{style}</style>\n</head>"


def _body(sheet: Sheet, tag: str) -> Iterator[str]:
    clinic, made = map(escape, heading(sheet))
    yield f"<header>{_logo(sheet)}<p>{clinic}</p><p>{made}</p></header>\n<{tag}>"
    yield '<section class="lead">\n<div>'
    yield f'<h1>{escape(sheet.title)}</h1>\n<p class="often">{escape(sheet.how_often)}</p>'
    yield from (f"<p>{escape(text)}</p>" for text in (sheet.about, sheet.for_whom) if text)
    yield "</div>"
    if sheet.facts.link:
        link = escape(sheet.facts.link, quote=True)
        yield f'<figure class="code"><a href="{link}">{qr_svg(sheet.facts.link).strip()}</a>'
        yield "<figcaption>Hør træningen her</figcaption></figure>"
    yield "</section>"
    if sheet.timeline:
        yield from _picture(sheet.timeline)
    yield from _stages(sheet.stages)
    yield from _each(sheet.exercises)
    yield '<div class="beside">'
    for title, lines in sheet.beside:
        yield from listed(title, lines)
    yield "</div>"
    yield from _diary(sheet.diary)
    yield f"</{tag}>\n<footer>\n<p>{AGREED}</p>"
    yield f'<p class="small">{APPROVED} {escape(signature(sheet))}.</p>'
    if sheet.source:
        yield f'<p class="small">Kilde: {escape(sheet.source)}</p>'
    yield "</footer>"


def _logo(sheet: Sheet) -> str:
    logo = sheet.facts.logo
    return f'<img alt="" src="data:{logo.mime};base64,{b64encode(logo.data).decode()}">' if logo else ""


def _picture(timeline: Timeline) -> Iterator[str]:
    """Draw the session. It is decoration to a screen reader: the doses say the same in words."""
    low = HIGH + 22
    yield f'<figure aria-hidden="true"><svg class="picture" viewBox="0 0 {WIDE} {low + 20}">'
    yield f'<rect class="band" y="22" width="{WIDE}" height="{HIGH}"/>'
    for bar in bars(timeline):
        tall = HIGH * bar.height // 100
        yield f'<rect x="{bar.left}" y="{low - tall}" width="{bar.width}" height="{tall}" fill="{bar.colour}"/>'
    marks = borders(timeline)
    for mark, end in zip(marks, [*(mark.left for mark in marks[1:]), WIDE], strict=True):
        yield f'<path d="M{mark.left} 4V{low}"/>'
        if len(mark.word) * 9 < end - mark.left:
            yield f'<text x="{mark.left + 6}" y="16">{escape(mark.word)}</text>'
    for mark in hours(timeline):
        anchor = {0: "start", WIDE: "end"}.get(mark.left, "middle")
        yield f'<text x="{mark.left}" y="{low + 17}" text-anchor="{anchor}">{mark.word}</text>'
    yield '</svg>\n<figcaption class="legend">'
    for bar, name in legend(timeline):
        tall = 16 * bar.height // 100
        swatch = f'<rect class="band" width="16" height="16"/><rect y="{16 - tall}" width="16" height="{tall}"'
        yield f'<span><svg viewBox="0 0 16 16">{swatch} fill="{bar.colour}"/></svg> {name}</span>'
    yield "</figcaption></figure>"


def _stages(stages: Iterable[Stage]) -> Iterator[str]:
    """Write a programme's weeks: which, and what is done in them."""
    if not stages:
        return
    yield '<dl class="stages">'
    for stage in stages:
        yield f"<dt>{escape(stage.weeks)}</dt>\n<dd>"
        yield from (f"<p>{escape(dose)}</p>" for dose in stage.doses)
        if stage.goal:
            yield f'<p class="goal">Mål: {escape(stage.goal)}</p>'
        yield "</dd>"
    yield "</dl>"


def _each(drills: Iterable[Drill]) -> Iterator[str]:
    for drill in drills:
        yield '<section class="exercise">'
        if drill.rounds:
            yield f'<p class="rounds">{escape(drill.rounds)}</p>'
        yield f"<h2>{escape(drill.name)}</h2>"
        yield from (f'<p class="dose">{escape(text)}</p>' for text in drill.doses)
        yield from (f"<p>{escape(line)}</p>" for line in drill.lines)
        yield "</section>"


def listed(title: str, lines: tuple[str, ...]) -> Iterator[str]:
    """Write lines as a list under a heading; nothing where there are none."""
    if lines:
        yield f"<section>\n<h2>{title}</h2>\n<ul>"
        yield from (f"<li>{escape(line)}</li>" for line in lines)
        yield "</ul>\n</section>"


def _diary(diary: Diary) -> Iterator[str]:
    title = escape(diary_title(diary))
    yield f"<table>\n<caption>{title} <span>Sæt et kryds for hver gang, du har trænet.</span></caption>"
    yield "<tr><td></td>"
    days = [DAYS[day] for day in diary.weekdays]
    yield "".join(f'<th scope="col"><abbr title="{day}">{day[:2]}</abbr></th>' for day in days) + "</tr>"
    for number, week in enumerate(diary.weeks, 1):
        boxes = ('<span class="box"></span>' * times for times in week)
        yield f'<tr><th scope="row">Uge {number}</th>' + "".join(f"<td>{each}</td>" for each in boxes) + "</tr>"
    yield "</table>"
