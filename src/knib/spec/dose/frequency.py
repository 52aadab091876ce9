"""Rows of terms that tell how often, and for how many weeks."""

from typing import Final

from knib.spec.dose.amounts import Amount, Often, exactly
from knib.spec.dose.scan import Term
from knib.spec.dose.worded import Sort
from knib.spec.how_often import Range


def _whole_range(amount: Amount) -> Range | None:
    return Range(int(amount.low), int(amount.high)) if amount.whole and amount.low >= 1 else None


def times_in(parts: list[Term]) -> Term | None:
    """Return how many times a day or a week."""
    number = next((part.value for part in parts if part.code == "n"), None)
    if number is None:
        number = exactly(int(next(part.value for part in parts if part.code == "2")))
    many = _whole_range(number)
    unit = next(part.value for part in parts if part.code == "f")
    if many is None or many.high > 24:
        return None
    bound = next((part.value for part in parts if part.code == "b"), "")
    if unit == "daily":
        return Term("F", 0, 0, (Often("times_a_day", many),), name="often", text=bound)
    if unit == "weekly":
        return Term("F", 0, 0, (Often("days_a_week", many),), name="often", text=bound) if many.high <= 7 else None
    return None


def often_by_word(parts: list[Term]) -> Term | None:
    """Return how often, where one word or phrase tells it."""
    value = parts[0].value
    table = {
        "1": Often("times_a_day", Range(1, 1)),
        "2": Often("times_a_day", Range(2, 2)),
        "3": Often("times_a_day", Range(3, 3)),
        "4": Often("times_a_day", Range(4, 4)),
        "morning": Often("times_a_day", Range(1, 1)),
        "evening": Often("times_a_day", Range(1, 1)),
        "hourly": Often("every_hours", 1),
        "daily": Often("times_a_day", Range(1, 1)),
        "weekly": Often("days_a_week", Range(1, 1)),
        "other": Often("every_days", 2),
        "third": Often("every_days", 3),
        "fourth": Often("every_days", 4),
        "two-hourly": Often("every_hours", 2),
        "three-hourly": Often("every_hours", 3),
        "four-hourly": Often("every_hours", 4),
    }
    field = table.get(value) if isinstance(value, str) else None
    name = {"daily": "often-weak", "morning": "often-at", "evening": "often-at"}.get(str(value), "often")
    return Term("F", 0, 0, (field,), name=name, text=parts[0].text) if field else None


def number_between(_parts: list[Term]) -> Term:
    """`mellem de to serier`: how many there are is told where they are."""
    return Term("a", 0, 0, "", name="joiner", text="de")


def once(parts: list[Term]) -> Term | None:
    """Return `én gang dagligt` as daily."""
    return parts[1] if parts[0].value == "1" and isinstance(parts[1].value, str) else None


def _is_evening(part: Term) -> bool:
    return part.value == "evening" or part.text in {"aften", "aftenen", "evening", "night", "bedtime", "sengetid"}


def daytimes(parts: list[Term]) -> Term | None:
    """Return how many times a day, from the times of the day: `morgen, middag og aften`."""
    if any(part.code == "F" and part.value not in {"morning", "evening"} for part in parts):
        return None
    numbers = [part for part in parts if part.code in "n2"]
    beside = [part for part in parts if part.code not in "av"]
    if len(beside) == len([part for part in beside if _is_evening(part)]):
        return beside[0]  # "hver aften før sengetid": one and the same
    if any((part.value.low if part.code == "n" else int(part.value)) != 1 for part in numbers):
        return None
    count = sum(part.code in "5F" for part in parts)
    return Term("F", 0, 0, (Often("times_a_day", Range(count, count)),), name="often")


def once_at(parts: list[Term]) -> Term:
    """`hver formiddag`, `til frokost`."""
    return Term("F", 0, 0, (Often("times_a_day", Range(1, 1)),), name="often-at", text=parts[-1].text)


def labelled_often(parts: list[Term]) -> Term:
    """Return how often after its label."""
    return next(part for part in parts if part.code == "F")


def days_a_week(parts: list[Term]) -> Term | None:
    """Return how many days a week."""
    many = _whole_range(next(part.value for part in parts if part.code == "n"))
    days = next(part.value for part in parts if part.code == "k")
    weekly = next(part.value for part in parts if part.code == "f")
    if days != "day" or weekly != "weekly" or many is None or many.high > 7:
        return None
    return Term("F", 0, 0, (Often("days_a_week", many),), name="often")


def walks_a_week(parts: list[Term]) -> Term | None:
    """`3 runs per week`: so often, and none of them more."""
    if parts[1].value.sort not in {Sort.WALK, Sort.RUN} or parts[2].value != "weekly":
        return None
    return times_in([parts[0], parts[2]])


def every(parts: list[Term]) -> Term | None:
    """Return every so many hours or days."""
    number = next(part.value for part in parts if part.code == "n")
    if not number.whole or number.is_range:
        return None
    if parts[-1].code == "H":
        return Term("F", 0, 0, (Often("every_hours", int(number.low)),), name="often")
    if parts[-1].value != "day":
        return None
    return Term("F", 0, 0, (Often("every_days", int(number.low)),), name="often")


def weekdays(parts: list[Term]) -> Term | None:
    """Return the days of the week."""
    days: list[int] = []
    for place, part in enumerate(parts):
        if part.code != "w":
            continue
        known = WEEKDAYS.get(part.text.rstrip(" ."))
        if known is None:
            return None
        if place and parts[place - 1].code in "-–a" and days and len(known) == 1:
            days += range(days[-1], known[0])
        days += known
    return Term("F", 0, 0, (Often("weekdays", frozenset(days)),), name="often")


def weekend_off(parts: list[Term]) -> Term | None:
    """`fem dage om ugen, weekend fri`: which days are free says no more."""
    often, free = (part for part in parts if part.code == "F")
    days = often.value[0].field in {"days_a_week", "weekdays"}
    return often if days and free.value[0].value == frozenset({5, 6}) else None


def _weekday_table() -> dict[str, tuple[int, ...]]:
    rows = (
        "mandag mandage man monday mondays mon",
        "tirsdag tirsdage tirs tuesday tuesdays tue tues",
        "onsdag onsdage ons wednesday wednesdays wed",
        "torsdag torsdage tors thursday thursdays thu thur thurs",
        "fredag fredage fre friday fridays fri",
        "lørdag lørdage lør saturday saturdays sat",
        "søndag søndage søn sunday sundays sun",
    )
    table: dict[str, tuple[int, ...]] = {word: (day,) for day, row in enumerate(rows) for word in row.split()}
    for word in ("hverdage", "på hverdage", "weekdays", "on weekdays"):
        table[word] = (0, 1, 2, 3, 4)
    for word in ("weekend", "weekenden", "weekends", "i weekenden"):
        table[word] = (5, 6)
    return table


WEEKDAYS: Final = _weekday_table()


def course(parts: list[Term]) -> Term | None:
    """Return for how many weeks."""
    if any(part.code == "a" and part.text in {"om", "fra", "efter"} for part in parts):
        return None
    number = next(part.value for part in parts if part.code == "n")
    unit = next(part.value for part in parts if part.code == "k")
    many = _whole_range(number)
    if many is None:
        return None
    if unit == "day":
        if many.low % 7 or many.high % 7:
            return None
        weeks = Range(many.low // 7, many.high // 7)
    elif unit == "month":
        weeks = Range(_weeks(many.low), _weeks(many.high))
    else:
        weeks = many
    return Term("K", 0, 0, (Often("weeks", weeks),), name="course") if weeks.high <= 104 else None


def _weeks(months: int) -> int:
    """Return the weeks of so many months: three are twelve, twelve are a year."""
    return months * 52 // 12 if months % 3 else months * 13 // 3 if months >= 6 else months * 4


def stage(parts: list[Term]) -> Term | None:
    """Return a stage of a plan: `Uge 1-2:`."""
    return Term("z", 0, 0, parts[1].value, name="stage") if parts[0].value in {"day", "week", "month"} else None


def later(parts: list[Term]) -> Term | None:
    """Return what comes after some weeks, which is no dose of now."""
    if parts[0].text not in {"om", "efter", "after", "in", "within", "fra", "at", "ved", "til", "to"}:
        return None
    return Term("1", 0, 0, name="appointment")


def clock_times(parts: list[Term]) -> Term:
    """Return times of the clock as times a day; one alone is an appointment."""
    times = [part for part in parts if part.code in "nD"]
    if len(times) < 2 or any(part.code == "/" for part in parts):
        return Term("d", 0, 0, name="date")
    return Term("F", 0, 0, (Often("times_a_day", Range(len(times), len(times))),), name="often")


def hidden_frequency(parts: list[Term]) -> Term | None:
    """`x 3 tid`: the number and the abbreviation say the same."""
    number = next(part.value for part in parts if part.code == "n")
    often = next(part for part in parts if part.code == "F")
    field = often.value[0]
    same = field.field == "times_a_day" and field.value == _whole_range(number)
    if same and often.name == "often-weak":
        return often
    if not same or often.text not in {"tid", "bid", "bd", "t . i . d", "t i d", "b . i . d", "qid", "qds"}:
        return None
    return often


def until_visit(parts: list[Term]) -> Term | None:
    """`until your six-week check`: no length of a course."""
    return Term("d", 0, 0, name="date") if parts[0].text in {"until", "indtil", "til du", "frem til"} else None


def labelled_times(parts: list[Term]) -> Term | None:
    """`sessions/day 3`, `pr. dag 3`."""
    label = parts[0].text.startswith(("sessio", "antal", "gange", "times", "per ", "pr "))
    return times_in(parts) if label else None
