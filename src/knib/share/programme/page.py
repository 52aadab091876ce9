"""A programme's overview as one HTML page beside its sounds: it asks nobody for anything, and runs nothing."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Final

from knib.share.page.choices import Language
from knib.share.page.words import written_days
from knib.share.programme.overview import Lesson, Overview, Row
from knib.share.programme.picture import STYLE, svg
from knib.share.sheet.html import listed
from knib.share.sheet.model import AGREED, addressed
from knib.units import short_length

APPROVED: Final = "En gynobs-fysioterapeut skal godkende doser og ordlyd, før programmet bruges i behandling."
"""The clinic's condition, as on every sheet."""

NEUTRAL: Final = "Træning"
"""What a discreet page is called on tabs and in lists of files."""

HEADINGS: Final = ("Uge", "Øvelse og dosis", "Hver dag", "I alt")


def as_html(seen: Overview, ending: str, *, discreet: bool = True) -> str:
    """Write an overview as a page. Every text is escaped, and the page's own policy forbids all that is not in it.

    Args:
        seen: What is to be told.
        ending: That of the sounds, without its dot: `mp3`. They lie in the same folder.
        discreet: Keep the title out of what others may see on a screen: the document's own title.
    """
    title = NEUTRAL if discreet else seen.programme.title
    return "\n".join([*_head(title), *_body(seen, ending), "</html>", ""])


def _head(title: str) -> Iterator[str]:
    style = files(__name__.rpartition(".")[0]).joinpath("page.css").read_text(encoding="utf-8")
    allowed = " ".join(f"'sha256-{_digest(each)}'" for each in (style, STYLE))
    policy = f"default-src 'none'; style-src {allowed}; base-uri 'none'; form-action 'none'"
    yield '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{style}</style>\n</head>"


def _digest(style: str) -> str:
    return b64encode(sha256(style.encode()).digest()).decode()


def _body(seen: Overview, ending: str) -> Iterator[str]:
    programme = seen.programme
    yield f"<body>\n<main>\n<h1>{escape(programme.title)}</h1>"
    yield from (f"<p>{escape(text)}</p>" for text in (programme.about, addressed(programme.for_whom)) if text)
    yield f'<figure aria-hidden="true">{svg(seen).strip()}</figure>'  # the table says the same in words
    # The roles are the elements' own; they are written because a narrow screen shows the cells below each other.
    yield '<table role="table">\n<caption>Uge for uge</caption>\n<thead role="rowgroup"><tr role="row">'
    yield "".join(f'<th role="columnheader" scope="col">{heading}</th>' for heading in HEADINGS) + "</tr></thead>"
    yield '<tbody role="rowgroup">'
    for row in seen.rows:
        yield from _row(row, seen.dates(row), ending)
    yield '</tbody>\n</table>\n<div class="beside">'
    yield from listed("Pas på dig selv", programme.safety)
    yield from listed("Tal med din behandler først ved", programme.ask_first)
    yield f'</div>\n</main>\n<footer>\n<p>{AGREED}</p>\n<p class="small">{APPROVED}</p>'
    if programme.source:
        yield f'<p class="small">Kilde: {escape(programme.source)}</p>'
    yield "</footer>\n</body>"


def _row(row: Row, dates: tuple[date, date] | None, ending: str) -> Iterator[str]:
    yield f'<tr role="row">\n<th role="rowheader" scope="row"><strong>Uge {row.weeks}</strong>'
    if dates:
        yield f"<p>{escape(written_days(*dates, Language.DANISH))}</p>"
    if row.reached:
        yield f'<p class="goal">{escape(row.reached)}</p>'
    yield '</th>\n<td role="cell">'
    for slot, lesson in zip(row.slots, row.lessons, strict=True):
        link = f'<a class="hear" href="{slot.stem}.{ending}">{escape(lesson.title)}</a>'
        yield f"<p>{link}, ca. {short_length(lesson.length)}</p>"
        yield from _doses(lesson)
    often = f"{row.often}, ca. {row.lasts} hver gang"
    if row.arranged:
        yield f"<p>{escape(row.arranged[0].upper() + row.arranged[1:])}</p>"
    yield f'</td>\n<td role="cell">{escape(often)}</td>'
    yield f'<td role="cell" class="count">{short_length(row.each_week)} om ugen</td>\n</tr>'


def _doses(lesson: Lesson) -> Iterator[str]:
    yield "<ul>"
    yield from (f"<li>{escape(drill.name)}: {escape(drill.dose)}</li>" for drill in lesson.drills)
    yield "</ul>"
