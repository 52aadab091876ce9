"""What a page is made of: values only. `html.page` writes it, and this module refuses what cannot stand on it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from knib.errors import ShareError
from knib.plan.timeline import Timeline
from knib.share.page.choices import Language
from knib.share.schedule import NONE, Choices
from knib.share.schedule import check as check_choices
from knib.spec.how_often import MOST_TIMES, Range
from knib.spec.model import Routine
from knib.values import dataclass

PNG: Final = b"\x89PNG\r\n\x1a\n"
"""PNG (W3C, third edition), 5.2: how a file begins."""

JPEG: Final = b"\xff\xd8\xff"
"""JPEG (ITU-T T.81), B.1.1.3: the mark SOI, and the first byte of the next one."""

LARGEST_LOGO: Final = 500_000
"""Bytes. A clinic's logo is 20 kB; a photograph from a telephone would be as large as the sound."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PageSession:
    """A session that can be heard on the page.

    `sound` is the MP3 itself, to be carried in the page, or the name of an MP3 file beside it (`01-traening-6min.mp3`,
    or in a folder below it, with `/`). `number` is the session's place among those of its page or programme, from 1.
    """

    routine: Routine
    timeline: Timeline
    sound: bytes | str
    number: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class PageWeek:
    """A week of a programme.

    `first` is its first day, None where the programme has no start date. `sessions` are places (from 0) in the page's
    list of sessions, in the order in which they are done. The most `times` a day become the marks of a day in the
    diary. `by_day` are the places of what is done on each day of the week, Monday first, and none on a day of rest;
    empty means all of them each day. `arranged` says the same in words, where days differ.
    `rest_days` are days without training, Monday 0 to Sunday 6. `goal` is the therapist's own sentence, or empty.
    """

    number: int
    sessions: tuple[int, ...]
    first: date | None = None
    times: Range = Range(3, 3)
    rest_days: frozenset[int] = frozenset()
    goal: str = ""
    by_day: tuple[tuple[int, ...], ...] = ()
    arranged: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PageFacts:
    """What a routine does not know: when, for whom and by whom its page is made.

    `name`, `clinic` and `telephone` may be empty; a name stands on the page and nowhere else. `logo` is the clinic's,
    as PNG or JPEG, or empty. `discreet` keeps titles out of what others may see: the tab, and the lock screen. The
    therapist's `choices` go before what the routine says.

    `weeks` make it the page of a programme, today's session first; without them all sessions stand side by side.
    `title`, `about`, `safety` and `ask_first` are a programme's own. A page without a title has its only routine's, and
    what the routines say of safety stands on it in any case.
    """

    date: date
    language: Language = Language.DANISH
    name: str = ""
    clinic: str = ""
    telephone: str = ""
    logo: bytes = b""
    discreet: bool = True
    choices: Choices = NONE
    weeks: Sequence[PageWeek] = ()
    title: str = ""
    about: str = ""
    safety: Sequence[str] = ()
    ask_first: Sequence[str] = ()


def check(facts: PageFacts, sessions: Sequence[PageSession]) -> None:
    """Refuse what cannot stand on a page.

    Raises:
        ShareError: there is no session or no sound, a week names a session that is not there, the diary would have no
            room, or the logo is neither PNG nor JPEG, or too large.
    """
    if not sessions:
        raise ShareError("a page needs a session", cure="give it at least one")
    for session in sessions:
        if not session.sound:
            raise ShareError(f"session {session.number} has no sound", cure="give its MP3, or the name of the file")
    for week in facts.weeks:
        _check_week(week, len(sessions))
    check_choices(facts.choices)
    if facts.logo:
        media_type(facts.logo)


def media_type(logo: bytes) -> str:
    """Give a logo's media type by its first bytes.

    Raises:
        ShareError: it is neither PNG nor JPEG, or too large.
    """
    if len(logo) > LARGEST_LOGO:
        raise ShareError(
            f"the logo has {len(logo) // 1000} kB", cure=f"make it smaller, at most {LARGEST_LOGO // 1000} kB"
        )
    for beginning, name in ((PNG, "image/png"), (JPEG, "image/jpeg")):
        if logo.startswith(beginning):
            return name
    raise ShareError("the logo is neither PNG nor JPEG", cure="save it as PNG")


def _check_week(week: PageWeek, count: int) -> None:
    for place in week.sessions:
        if not 0 <= place < count:
            raise ShareError(
                f"week {week.number} names session {place}, and there are {count}", cure="count them from 0"
            )
    if not week.sessions:
        raise ShareError(f"week {week.number} has no session", cure="give it at least one")
    if not 1 <= week.times.low <= week.times.high <= MOST_TIMES:
        raise ShareError(f"the diary cannot have {week.times} marks a day", cure=f"choose 1 to {MOST_TIMES}")
