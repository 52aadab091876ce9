"""What a programme makes of a parcel: when its weeks are, on the page and in the calendar."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from knib.share.calendar import Plan, Stage
from knib.share.page.model import PageWeek
from knib.share.parcel.model import USUAL, ParcelFacts
from knib.spec.how_often import DAYS_A_WEEK
from knib.spec.programme import Assignment, Programme, Week
from knib.units import Ms


def page_weeks(programme: Programme, facts: ParcelFacts) -> Iterator[PageWeek]:
    """Give the weeks as the page shows them; what was chosen for this person goes before what the programme says."""
    places = {session: place for place, session in enumerate(programme.distinct())}
    for week in programme.weeks:
        yield PageWeek(
            number=week.number,
            sessions=tuple(places[session] for session in week.sessions),
            first=_first_day(week, facts),
            times=len(facts.times) or week.times,
            rest_days=facts.rest_days or week.rest_days,
            goal=week.goal,
        )


def plans(programme: Programme, facts: ParcelFacts, lengths: Mapping[Assignment, Ms]) -> Iterator[Plan]:
    """Give the calendar's plans, one for each run of weeks that are alike; `lengths` are its sessions', in ms."""
    for period in programme.periods():
        week = period.week
        length = Ms(sum(lengths[session] for session in week.sessions))
        days = (period.last - period.first + 1) * DAYS_A_WEEK
        yield Plan(
            start=_first_day(week, facts),
            times=facts.times or USUAL[week.times],
            stages=(Stage(length=length, days=days),),
            rest_days=facts.rest_days or week.rest_days,
            made=facts.made,
        )


def _first_day(week: Week, facts: ParcelFacts) -> date:
    return facts.start + timedelta(days=(week.number - 1) * DAYS_A_WEEK)
