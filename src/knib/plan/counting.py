"""What is counted in a phase, and when."""

from collections.abc import Iterator

from knib.spec.model import Count, Counting
from knib.units import SECOND, Ms


def counted(count: Count, length: Ms) -> Iterator[tuple[Ms, int]]:
    """Give the moments and numbers of a count: up says the seconds gone, down and last say the seconds left."""
    if count.way is Counting.UP:
        yield from ((Ms(at), at // SECOND) for at in range(count.every, length, count.every))
        return
    most = length - 1 if count.way is Counting.DOWN else min(length - 1, count.last * SECOND)
    for left in range(most // count.every * count.every, 0, -count.every):
        yield Ms(length - left), left // SECOND
