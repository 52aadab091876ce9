"""The weeks of a programme on its page, all of them, for browsers that run scripts and for those that do not."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from html import escape
from typing import Final

from knib.export.captions import one_line
from knib.share.page.choices import Language
from knib.share.page.model import PageFacts, PageSession, PageWeek
from knib.share.page.words import DAYS, Words, times_a_day, written_days
from knib.share.programme.overview import goals_reached, lesson_of
from knib.share.sheet.programme import dose_lines
from knib.units import listed

LAST: Final[Mapping[Language, str]] = {Language.DANISH: "og", Language.ENGLISH: "and"}


def weeks(facts: PageFacts, sessions: Sequence[PageSession], words: Words) -> Iterator[str]:
    """Write every week: when, how often, the dose of each of its sessions, and the goal that it reaches."""
    if not facts.weeks:
        return
    yield f'<section id="weeks">\n<h2>{words.weeks}</h2>'
    if facts.about:
        yield f'<p lang="da" dir="auto">{escape(facts.about)}</p>'
    yield "<ol>"
    for week, goal in zip(facts.weeks, goals(facts), strict=True):
        yield f"<li>\n<h3>{_heading(week, facts.language, words)}</h3>"
        yield f"<p>{' · '.join(_often(week, facts.language, words))}</p>"
        if len(week.sessions) > 1 and not week.arranged:
            yield f"<p>{together(len(week.sessions), words)}</p>"
        for place in week.sessions:
            title = escape(one_line(sessions[place].routine.title))
            yield f'<div class="part">\n<a href="#s{place}" lang="da" dir="auto">{title}</a>'
            yield from _doses(sessions[place])
            yield "</div>"
        if goal:
            yield f'<p class="goal"><span>{words.goal}:</span> <span lang="da" dir="auto">{escape(goal)}</span></p>'
        yield "</li>"
    yield "</ol>\n</section>"


def together(count: int, words: Words) -> str:
    """Return that all of several sessions are done each time; empty where there is one."""
    if count < 2:
        return ""
    return words.both if count == 2 else words.all.format(count)


def goals(facts: PageFacts) -> tuple[str, ...]:
    """Return what each week reaches: the goal in the last of the weeks that have it, empty in those before."""
    return goals_reached([week.goal for week in facts.weeks])


def _doses(session: PageSession) -> Iterator[str]:
    """Write the dose of each exercise of a session, in the words of its sheet."""
    for line in dose_lines(lesson_of(session.routine, session.timeline.length, session.timeline)):
        yield f'<p class="dose" lang="da" dir="auto">{escape(line)}</p>'


def aim(facts: PageFacts, words: Words) -> Iterator[str]:
    """Give the room for what this week is for. It lies below the player, so that nothing stands before the start."""
    if any(week.goal for week in facts.weeks):
        yield f'<section id="aim" hidden>\n<h2>{words.goal}</h2>\n<p id="goal" lang="da" dir="auto"></p>\n</section>'


def when(facts: PageFacts, place: int, words: Words) -> str:
    """Say in which weeks a session is done: `Uge 1–4 og 6`. Nothing without weeks."""
    runs: list[list[int]] = []
    for number in (week.number for week in facts.weeks if place in week.sessions):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = ["–".join(dict.fromkeys((str(run[0]), str(run[-1])))) for run in runs]
    return words.week.format(listed(told, LAST[facts.language])) if told else ""


def _heading(week: PageWeek, language: Language, words: Words) -> str:
    number = words.week.format(week.number)
    if week.first is None:
        return number
    return f"{number} <span>{written_days(week.first, week.first + timedelta(days=6), language)}</span>"


def _often(week: PageWeek, language: Language, words: Words) -> Iterator[str]:
    yield times_a_day(str(week.times), words)
    if week.rest_days:
        days = listed([DAYS[language][day] for day in sorted(week.rest_days)], LAST[language])
        yield words.rest.format(days)
    if week.arranged:
        yield escape(week.arranged)
