"""Weeks for tests: six of them, with the sessions 0, 1 and 2, the first with a day of rest."""

from collections.abc import Sequence
from datetime import date, timedelta

from knib.share.page.model import PageWeek
from knib.spec.how_often import Range


def weeks(first: date | None = None) -> Sequence[PageWeek]:
    """Give six weeks: the first two have session 0, the next two 1, the last two 2 and then 0."""
    sessions = ((0,), (0,), (1,), (1,), (2, 0), (2, 0))
    return [
        PageWeek(
            number=number + 1,
            sessions=done,
            first=first + timedelta(days=7 * number) if first else None,
            times=Range(number // 2 + 1, number // 2 + 1),
            rest_days=frozenset() if number else frozenset({5, 6}),
            goal=f"Mål {number + 1}.",
        )
        for number, done in enumerate(sessions)
    ]
