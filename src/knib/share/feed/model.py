"""What a feed is: values only."""

from datetime import datetime

from knib.units import Ms
from knib.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Episode:
    """A session as an episode.

    `number` is its place, from 1, and `size` its file's bytes. `mark` is what no other episode has; podcast apps take a
    changed one for a new episode. `file`, `transcript` and `chapters` are names beside the feed; there may be no
    transcript. `weeks` are those of a programme in which it is done, as `1–2 og 5`, or nothing. `often` says in Danish
    how often it is done, or nothing.
    """

    number: int
    title: str
    length: Ms
    size: int
    published: datetime
    mark: str
    file: str
    chapters: str
    transcript: str = ""
    weeks: str = ""
    often: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A feed: where it lies (`base`, without a stroke at its end), its picture's name, and its episodes in order."""

    base: str
    title: str
    image: str
    episodes: tuple[Episode, ...]
