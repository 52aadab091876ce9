"""A programme's days: what is done on each of them, for calendar, diary, page and overview alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from knib.errors import ShareError
from knib.plan.sentences import sentences
from knib.share.calendar import Plan
from knib.share.schedule import Choices, Diary, check, check_end, in_weeks
from knib.spec.how_often import DAYS, DAYS_A_WEEK, USUAL, HowOften
from knib.spec.how_often_about import agrees
from knib.spec.programme import Assignment, Programme, Week
from knib.units import Ms, listed

FEW_RESTS: Final = 2
"""So many days of rest are named; of more, the days of training are."""


@dataclass(frozen=True, kw_only=True)
class Arranging:
    """Words for which of several sessions is done when."""

    each: str
    in_turn: str
    then: str
    last: str
    days: tuple[str, ...]


DANISH: Final = Arranging(
    each="hver gang først {}", in_turn="på skift, én om dagen: {}", then=", så ", last="og", days=DAYS
)
ENGLISH: Final = Arranging(
    each="each time first {}",
    in_turn="in turn, one a day: {}",
    then=", then ",
    last="and",
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)


@dataclass(frozen=True, kw_only=True)
class TrainingDay:
    """A day of a programme, and what is done each time on it, in this order; nothing on a day of rest."""

    day: date
    week: Week
    sessions: tuple[Assignment, ...]


def chosen(programme: Programme, choices: Choices) -> Programme:
    """Return a programme with what a therapist chose for one patient: times a day and days of rest.

    Raises:
        ShareError: a day of rest has sessions of its own, or no day would be left.
    """
    check(choices)
    about, times = programme.about, choices.in_a_day
    if times:
        about = " ".join(line for line in sentences(about) if agrees(line, HowOften(times_a_day=times), "times_a_day"))
    return replace(programme, about=about, weeks=tuple(_chosen(week, choices) for week in programme.weeks))


def _chosen(week: Week, choices: Choices) -> Week:
    both = [DAYS[day] for day in sorted(choices.rest_days) if week.by_day and week.by_day[day]]
    if both:
        cure = "leave out --rest, or write the programme with other days"
        raise ShareError(f"in week {week.number} {listed(both, 'and')} has sessions of its own", cure=cure)
    rest_days = week.rest_days if week.by_day else choices.rest_days or week.rest_days
    return replace(week, times=choices.in_a_day or week.times, rest_days=rest_days)


def course(programme: Programme, start: date) -> Iterator[TrainingDay]:
    """Return every day of a programme that begins on `start`."""
    check_end(start, len(programme.weeks))
    for week in programme.weeks:
        for place in range(DAYS_A_WEEK):
            day = first_day(start, week.number) + timedelta(days=place)
            places = week.on(day.weekday(), start.weekday())
            yield TrainingDay(day=day, week=week, sessions=tuple(week.sessions[place] for place in places))


def first_day(start: date, number: int) -> date:
    """Return the first day of a week, counted from 1."""
    return start + timedelta(days=(number - 1) * DAYS_A_WEEK)


def diary_of(programme: Programme, start: date) -> Diary:
    """Return the boxes of a programme's diary: the most times of each day."""
    boxes = [day.week.times.high if day.sessions else 0 for day in course(programme, start)]
    return Diary(start=start, weeks=in_weeks(boxes))


def alike_every_day(programme: Programme) -> bool:
    """Return whether no day of a week differs from another, so that it does not matter on which one it begins."""
    return not any(week.rest_days or week.in_turn or week.by_day for week in programme.weeks)


def plans_of(
    programme: Programme, start: date, choices: Choices, lengths: Mapping[Assignment, Ms], made: date
) -> Iterator[Plan]:
    """Return the calendar's plans: one for each run of weeks that are alike, and in it for what is done on a day.

    Args:
        programme: The programme with what was chosen.
        start: Its first day.
        choices: The times of day that were chosen, if any.
        lengths: The length of each session, in ms.
        made: The day on which the calendar is made.
    """
    days = list(course(programme, start))
    for period in programme.periods():
        groups: dict[tuple[Assignment, ...], list[date]] = {}
        for each in days:
            if each.sessions and period.first <= each.week.number <= period.last:
                groups.setdefault(each.sessions, []).append(each.day)
        for sessions, dates in groups.items():
            yield Plan(
                days=tuple(dates),
                times=choices.times or USUAL[period.week.times.low],
                length=Ms(sum(lengths[session] for session in sessions)),
                made=made,
            )


def length_of_week(week: Week, lengths: Mapping[Assignment, Ms]) -> Ms:
    """Return how long a week of training takes with the most times a day, in ms; of sessions in turn the mean."""
    each = [lengths[session] for session in week.sessions]
    if week.in_turn:
        return Ms(sum(each) * week.days * week.times.high // len(each))
    return Ms(sum(sum(each[place] for place in week.on(day)) for day in range(DAYS_A_WEEK)) * week.times.high)


def times_of(week: Week, lengths: Mapping[Assignment, Ms]) -> tuple[Ms, Ms]:
    """Return the shortest and the longest time of training in a week, in ms."""
    each = [lengths[session] for session in week.sessions]
    if week.in_turn:
        return min(each), max(each)
    sums = [Ms(sum(each[place] for place in week.on(day))) for day in range(DAYS_A_WEEK) if week.on(day)]
    return min(sums), max(sums)


def often_in_danish(week: Week) -> str:
    """Say how often in a week: `3 gange om dagen, ikke søndag`, `1 gang om dagen, hver mandag og torsdag`."""
    times = f"{week.times} {'gang' if week.times.high == 1 else 'gange'} om dagen"
    if len(week.rest_days) > FEW_RESTS:
        return f"{times}, hver {listed([DAYS[day] for day in range(DAYS_A_WEEK) if day not in week.rest_days])}"
    return f"{times}, ikke {listed([DAYS[day] for day in sorted(week.rest_days)])}" if week.rest_days else times


def arranged(week: Week, titles: Sequence[str], language: Arranging) -> str:
    """Say which of several sessions is done when; nothing where there is one, done on every day of training.

    Args:
        week: The week.
        titles: What each of its sessions is called.
        language: The words for it.
    """
    if week.by_day:
        days: dict[str, list[str]] = {}
        for day, places in enumerate(week.by_day):
            if places:
                done = language.then.join(titles[place] for place in places)
                days.setdefault(done, []).append(language.days[day])
        return "; ".join(f"{listed(names, language.last)}: {done}" for done, names in days.items())
    if len(titles) == 1:
        return ""
    if week.in_turn:
        return language.in_turn.format(listed(titles, language.last))
    return language.each.format(language.then.join(titles))


def often_of(programme: Programme, session: Assignment) -> str:
    """Say in Danish how often a session is done in its weeks; nothing where that is not the same in all of them."""
    said = {_own_often(week, week.sessions.index(session)) for week in programme.weeks if session in week.sessions}
    return said.pop() if len(said) == 1 else ""


def _own_often(week: Week, place: int) -> str:
    if week.in_turn:
        return f"{often_in_danish(week)}, på skift med andre"
    resting = frozenset(day for day in range(DAYS_A_WEEK) if place not in week.on(day))
    return often_in_danish(replace(week, rest_days=resting, by_day=()))
