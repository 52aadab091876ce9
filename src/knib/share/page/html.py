"""A page as one HTML file that asks nobody for anything."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Final
from urllib.parse import quote

from knib.export.captions import one_line, words
from knib.export.naming import file_name
from knib.share.page.data import as_json, neutral
from knib.share.page.groups import Group, groups_of
from knib.share.page.model import PageFacts, PageSession, check, media_type
from knib.share.page.often import written_often
from knib.share.page.programme import aim, together, weeks, when
from knib.share.page.words import WORDS, Words, written_date
from knib.share.schedule import said_by, settled
from knib.share.sheet.model import Drill, Facts, Sheet, sheet_of, timeless
from knib.units import SECOND, Ms, clock, short_length
from knib.values import dataclass

ICON: Final = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E"
    "%3Ccircle cx='4' cy='4' r='4' fill='%231d6154'/%3E%3C/svg%3E"
)
"""A disc on the tab. Without an icon of its own, a browser asks the server for one."""

SCRIPTS: Final = (
    *("script/1-seen.js", "script/2-sound.js", "script/3-diary.js"),
    *("script/4-sitting.js", "script/5-today.js", "script/6-begin.js"),
)
"""The page's one script, in the order in which its parts are put together."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plan:
    """What the parts of a page are written from. `told` is each session as its sheet tells it."""

    facts: PageFacts
    sessions: Sequence[PageSession]
    told: Sequence[Sheet]
    words: Words

    @property
    def alone(self) -> bool:
        return len(self.sessions) == 1

    @property
    def title(self) -> str:
        """The heading: a programme's title, the only routine's, or no more than that something is trained."""
        return self.facts.title or (self.told[0].title if self.alone else self.words.training)


def page(facts: PageFacts, sessions: Sequence[PageSession]) -> str:
    """Write a page. The same values always give the same bytes; every text is escaped, and nothing else may run.

    Raises:
        ShareError: what `model.check` refuses.
    """
    check(facts, sessions)
    plain = Facts(date=facts.date, mark="", choices=facts.choices)
    told = [sheet_of(session.routine, session.timeline, plain) for session in sessions]
    plan = _Plan(facts=facts, sessions=sessions, told=told, words=WORDS[facts.language])
    return "\n".join([*_head(plan), *_body(plan), "</html>", ""])


def tab_title(facts: PageFacts, sessions: Sequence[PageSession]) -> str:
    """Give what stands on the tab and in the history of a browser; discreetly, it tells nothing."""
    words, alone = WORDS[facts.language], len(sessions) == 1
    if facts.discreet:
        return neutral(sessions[0], words, alone=True) if alone else words.training
    return one_line(facts.title or (sessions[0].routine.title if alone else words.training))


def _head(plan: _Plan) -> Iterator[str]:
    style = _part("page.css")
    yield f'<!doctype html>\n<html lang="{plan.facts.language}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_policy(plan.sessions)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">'
    yield f'<link rel="icon" href="{ICON}">'
    yield f"<title>{escape(tab_title(plan.facts, plan.sessions))}</title>"
    yield f"<style>{style}</style>\n</head>"


def _policy(sessions: Sequence[PageSession]) -> str:
    """Allow the page its own style, script and sound, and nothing of anybody else's.

    A file beside it is 'self' from a server; not every browser says so of a page that is opened from a disk, and there
    `file:` allows it. Neither lets a page reach another machine.
    """
    sound = (
        "blob: data:" if all(isinstance(session.sound, bytes) for session in sessions) else "blob: data: 'self' file:"
    )
    return (
        f"default-src 'none'; media-src {sound}; img-src data:; script-src '{_digest(_script())}'; "
        f"style-src '{_digest(_part('page.css'))}'; base-uri 'none'; form-action 'none'"
    )


def _part(name: str) -> str:
    return files(__name__.rpartition(".")[0]).joinpath(name).read_text(encoding="utf-8")


def _script() -> str:
    return "\n".join(map(_part, SCRIPTS))


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _body(plan: _Plan) -> Iterator[str]:
    words = plan.words
    yield "<body>"
    yield from _letterhead(plan.facts, words)
    yield f'<main>\n<div class="heading">\n<h1 lang="da" dir="auto">{escape(one_line(plan.title))}</h1>'
    yield from _lead(plan)
    yield "</div>"
    yield from _today(plan)
    yield _filled("player.html", words)
    yield '<div class="beside">'
    yield from aim(plan.facts, words)
    for place in range(len(plan.sessions)):
        yield from _session(plan, place)
    yield from _warnings(plan)
    yield _filled("diary.html", words)
    yield from weeks(plan.facts, plan.sessions, words)
    yield "</div>\n</main>"
    yield from _foot(plan)
    yield f'<script id="data" type="application/json">{as_json(plan.facts, plan.sessions)}</script>'
    yield f"<script>{_script()}</script>\n</body>"


def _filled(name: str, words: Words) -> str:
    """Give a part of the page that is the same for every routine, in the page's own language."""
    return _part(name).format(words=words).strip()


def _letterhead(facts: PageFacts, words: Words) -> Iterator[str]:
    """Write who the page is from; the number can be called from a telephone."""
    if not (facts.logo or facts.clinic or facts.telephone):
        return
    yield "<header>"
    if facts.logo:
        picture = f"data:{media_type(facts.logo)};base64,{b64encode(facts.logo).decode()}"
        yield f'<img src="{picture}" alt="">'
    if facts.clinic:
        yield f'<p dir="auto">{escape(facts.clinic)}</p>'
    if facts.telephone:
        number = "".join(sign for sign in facts.telephone if sign in "+0123456789")
        text = escape(words.call.format(facts.telephone))
        yield f'<p><a href="tel:{number}">{text}</a></p>' if number else f"<p>{text}</p>"
    yield "</header>"


def _lead(plan: _Plan) -> Iterator[str]:
    facts, words = plan.facts, plan.words
    whom = [words.whom.format(f"<bdi>{escape(facts.name)}</bdi>")] if facts.name else []
    yield f'<p class="made">{" · ".join([*whom, written_date(facts.date, facts.language)])}</p>'
    if plan.alone and not facts.weeks:
        yield f'<p class="often">{_often(plan.sessions[0], facts, words)}</p>'
    if facts.about and not facts.weeks:
        yield f'<p lang="da" dir="auto">{escape(facts.about)}</p>'


def _often(session: PageSession, facts: PageFacts, words: Words) -> str:
    lasts = words.lasts.format(short_length(session.timeline.length))
    said = written_often(settled(said_by(session.routine), facts.choices), facts.language)
    often = ", ".join(filter(None, (said, lasts)))
    return f"{often[0].upper()}{often[1:]}"


def _today(plan: _Plan) -> Iterator[str]:
    """Give the room for the week that it is, and the sessions to choose from. Without scripts they lead to each one."""
    words = plan.words
    if plan.facts.weeks:
        yield '<section id="now" hidden>'
        yield f'<p id="pick" hidden><label>{words.choose_week} <select id="choose"></select></label></p>'
        yield '<h2 id="week"></h2>\n<p id="note"></p>\n</section>'
    if not plan.alone:
        groups = groups_of(plan.facts, plan.sessions)
        yield f'<nav id="choice" aria-label="{words.sessions}">\n<p id="all">{_together(groups, words)}</p>'
        for place, session in enumerate(plan.sessions):
            lasts = short_length(session.timeline.length)
            if len(groups) > 1:
                lasts = _often(session, plan.facts, words)
            title = escape(one_line(session.routine.title))
            yield f'<a href="#s{place}">{_titled(title, plan, place)} <span>{lasts}</span></a>'
        yield "</nav>"


def _together(groups: Sequence[Group], words: Words) -> str:
    """Return whether all sessions are done each time; a programme's own weeks say it, with the script."""
    if len(groups) > 1:
        return words.unalike
    return together(len(groups[0].sessions), words) if groups else ""


def _titled(title: str, plan: _Plan, place: int) -> str:
    """Give a session's title, and in a programme its weeks: a squeeze that grows has one title in all of them."""
    weeks_of_it = when(plan.facts, place, plan.words)
    told = f' <span class="when">{weeks_of_it}</span>' if weeks_of_it else ""
    return f'<span lang="da" dir="auto">{title}</span>{told}'


def _session(plan: _Plan, place: int) -> Iterator[str]:
    """Write a session: its sound for browsers that run no scripts, how it is done, and all that is said."""
    session, told, words = plan.sessions[place], plan.told[place], plan.words
    heading = words.how if plan.alone else _titled(escape(told.title), plan, place)
    yield f'<section class="session" id="s{place}">\n<h2>{heading}</h2>'
    if not plan.alone and not plan.facts.weeks:
        yield f'<p class="often">{_often(session, plan.facts, words)}</p>'
    yield from _plain(session, words)
    yield '<div lang="da">'
    about = timeless(told.about) if plan.facts.weeks else told.about
    yield from (f'<p dir="auto">{escape(text)}</p>' for text in (about, told.for_whom) if text)
    for drill in told.exercises:
        yield from _drill(drill)
    yield f'</div>\n<details class="spoken">\n<summary>{words.spoken}</summary>\n<ol lang="da">'
    yield from _transcript(session)
    yield "</ol>\n</details>"
    if told.source:
        yield f'<p class="small" lang="da" dir="auto">{escape(words.source.format(told.source))}</p>'
    yield "</section>"


def _plain(session: PageSession, words: Words) -> Iterator[str]:
    """Give the sound with the browser's own player, which needs no scripts. Where they run, they take it from here."""
    name = file_name(f"{session.number:02} {words.training}", session.timeline.length)
    if isinstance(session.sound, bytes):
        source = f"data:audio/mpeg;base64,{b64encode(session.sound).decode()}"
    else:
        source = f"./{quote(session.sound)}"
    yield f'<div class="plain">\n<p>{words.plain}</p>'
    yield f'<audio controls preload="none" data-name="{name}" src="{source}"></audio>\n</div>'


def _transcript(session: PageSession) -> Iterator[str]:
    """Write what is said, each line with the second in which it begins."""
    for line in words(session.timeline):
        heard = clock(Ms(line.start // SECOND * SECOND))
        yield f'<li><time>{heard}</time> <span dir="auto">{escape(line.text)}</span></li>'


def _drill(drill: Drill) -> Iterator[str]:
    yield '<div class="drill">'
    if drill.rounds:
        yield f'<p class="rounds" dir="auto">{escape(drill.rounds)}</p>'
    yield f'<h3 dir="auto">{escape(drill.name)}</h3>'
    yield from (f'<p class="dose" dir="auto">{escape(text)}</p>' for text in drill.doses)
    yield from (f'<p dir="auto">{escape(line)}</p>' for line in drill.lines)
    yield "</div>"


def _warnings(plan: _Plan) -> Iterator[str]:
    """Write when to stop and when to ask first: of the programme, and of every session on the page, each line once."""
    facts, routines = plan.facts, [session.routine for session in plan.sessions]
    safety = [*facts.safety, *(line for routine in routines for line in routine.safety)]
    ask_first = [*facts.ask_first, *(line for routine in routines for line in routine.ask_first)]
    yield from _list(plan.words.safety, safety)
    yield from _list(plan.words.ask_first, ask_first)


def _list(title: str, lines: Iterable[str]) -> Iterator[str]:
    told = tuple(dict.fromkeys(lines))
    if told:
        yield f'<section>\n<h2>{title}</h2>\n<ul lang="da">'
        yield from (f'<li dir="auto">{escape(line)}</li>' for line in told)
        yield "</ul>\n</section>"


def _foot(plan: _Plan) -> Iterator[str]:
    words = plan.words
    yield f'<footer>\n<p>{words.agreed}</p>\n<p class="small">{words.approved}</p>\n</footer>'
