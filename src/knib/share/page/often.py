"""How often and how long, in the page's own language."""

from collections.abc import Iterator

from knib.share.page.choices import Language
from knib.share.page.words import DAYS
from knib.share.schedule import Schedule
from knib.spec.how_often import HowOften
from knib.units import listed


def written_often(schedule: Schedule, language: Language) -> str:
    """Return how often and how long: `3 gange om dagen i 8 uger`, `3 times a day for 8 weeks`; empty when unsaid."""
    return schedule.in_danish if language is Language.DANISH else _in_english(schedule)


def _in_english(schedule: Schedule) -> str:
    how = schedule.how
    parts = ["as needed"] if how.as_needed else [*_times(how), *_days(how)]
    if schedule.rest_days and not how.as_needed:
        parts.append(f"not on {_named(schedule.rest_days)}")
    weeks = f"for {how.weeks} {'week' if how.weeks.high == 1 else 'weeks'}" if how.weeks else ""
    return " ".join(filter(None, (", ".join(parts), weeks)))


def _times(how: HowOften) -> Iterator[str]:
    if how.times_a_day:
        yield "once a day" if how.times_a_day.high == 1 else f"{how.times_a_day} times a day"
    if how.every_hours:
        yield "every hour" if how.every_hours == 1 else f"every {how.every_hours} hours"


def _days(how: HowOften) -> Iterator[str]:
    if how.weekdays:
        yield f"every {_named(how.weekdays)}"
    elif how.days_a_week:
        yield f"{how.days_a_week} {'day' if how.days_a_week.high == 1 else 'days'} a week"
    elif how.every_days:
        yield {1: "every day", 2: "every other day"}.get(how.every_days, f"every {how.every_days} days")


def _named(days: frozenset[int]) -> str:
    return listed([DAYS[Language.ENGLISH][day] for day in sorted(days)], "and")
