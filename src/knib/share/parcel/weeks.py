"""When what is handed out is done: on the page, in the calendar and in the letter, all from the same schedules."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from knib.share.calendar import Plan
from knib.share.page.choices import Language
from knib.share.page.model import PageWeek
from knib.share.parcel.model import Handed, ParcelFacts
from knib.share.programme.days import DANISH, ENGLISH, Arranging, arranged, first_day, often_in_danish, plans_of
from knib.share.programme.names import weeks_in_words
from knib.share.schedule import Schedule, said_by, settled
from knib.spec.how_often import DAYS_A_WEEK, HowOften
from knib.spec.programme import Assignment, Programme, Week
from knib.units import Ms, listed


@dataclass(frozen=True, kw_only=True)
class Together:
    """Sessions that are done one after the other, because they are done equally often."""

    schedule: Schedule
    sessions: tuple[Handed, ...]

    @property
    def numbers(self) -> str:
        """Which they are: `1`, `2 og 3`."""
        return listed([str(session.number) for session in self.sessions])


def together(sessions: Sequence[Handed], facts: ParcelFacts) -> tuple[Together, ...]:
    """Put the sessions together that are done equally often; a finished file alone is done as the first routine is.

    Raises:
        ShareError: no day of training would be left.
    """
    own = {session.number: settled(said_by(session.routine), facts.choices) for session in sessions if session.routine}
    alone = next(iter(own.values()), settled(HowOften(), facts.choices))
    groups: dict[Schedule, list[Handed]] = {}
    for session in sessions:
        groups.setdefault(own.get(session.number, alone), []).append(session)
    return tuple(Together(schedule=schedule, sessions=tuple(each)) for schedule, each in groups.items())


def plans(groups: Sequence[Together], facts: ParcelFacts) -> Iterator[Plan]:
    """Return the calendar's plans, one for each group; what is done as needed is in no calendar."""
    for group in groups:
        if times := group.schedule.times_of_day:
            yield Plan(
                days=group.schedule.days(facts.start),
                times=times,
                length=Ms(sum(session.timeline.length for session in group.sessions)),
                made=facts.made,
                title="Træning" if len(groups) == 1 else f"Træning {group.numbers}",
            )


def programme_plans(programme: Programme, facts: ParcelFacts, lengths: Mapping[Assignment, Ms]) -> Iterator[Plan]:
    """Return the calendar's plans of a programme; `lengths` are its sessions', in ms."""
    return plans_of(programme, facts.start, facts.choices, lengths, facts.made)


def page_weeks(programme: Programme, facts: ParcelFacts, titles: Mapping[Assignment, str]) -> Iterator[PageWeek]:
    """Return the weeks of a programme as the page shows them, with what is done on each day of the week."""
    places = {session: place for place, session in enumerate(programme.distinct())}
    words = DANISH if facts.language is Language.DANISH else ENGLISH
    for week in programme.weeks:
        own = [places[session] for session in week.sessions]
        yield PageWeek(
            number=week.number,
            sessions=tuple(own),
            first=first_day(facts.start, week.number),
            times=week.times,
            rest_days=week.rest_days,
            goal=week.goal,
            by_day=tuple(
                tuple(own[place] for place in week.on(day, facts.start.weekday())) for day in range(DAYS_A_WEEK)
            ),
            arranged=_arranged(week, [titles.get(session, "") for session in week.sessions], words),
        )


def _arranged(week: Week, titles: Sequence[str], words: Arranging) -> str:
    """Say which session is done on which day; nothing where all of them are done on every day of training."""
    return arranged(week, titles, words) if week.in_turn or week.by_day else ""


def how_often_lines(groups: Sequence[Together]) -> Iterator[str]:
    """Say how often each session is done, as far as anybody said it."""
    for group in groups:
        if words := group.schedule.in_danish:
            yield f"Træning {group.numbers}: {words}."


def programme_lines(programme: Programme) -> Iterator[str]:
    """Say how often a programme's weeks are trained, weeks that are alike in one line."""
    runs: list[tuple[str, int, int]] = []
    for week in programme.weeks:
        words = often_in_danish(week)
        if runs and runs[-1][0] == words:
            runs[-1] = (words, runs[-1][1], week.number)
        else:
            runs.append((words, week.number, week.number))
    yield from (f"Uge {weeks_in_words(first, last)}: {words}." for words, first, last in runs)
