"""What a file tells about itself, the same in every format: title, chapters, words, cover, and the plan it follows.

Discreet unless something else is asked for: a title stands on a lock screen, in a car, and on a neighbour's radio.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Final

from knib.audio.clip import Clip
from knib.export.captions import Caption, one_line, words
from knib.export.imprint import Conditions, imprint
from knib.plan.as_data import NOBODY
from knib.plan.cue import Cue, Sounding
from knib.plan.script import INTRO, OUTRO
from knib.plan.timeline import Chapter, Timeline
from knib.units import Ms, short_length
from knib.values import dataclass

ARTIST: Final = "Fysioterapi"
ALBUM: Final = "Træning"
GENRE: Final = "Speech"
LANGUAGE: Final = "dan"
"""Danish, by ISO 639-2."""

COMMENT: Final = (
    "Programmet er lavet til dig efter aftale med din behandler. Det erstatter ikke undersøgelse eller behandling. "
    "Stop, hvis du får smerter, og kontakt din behandler."
)

MOST_CHAPTERS: Final = 30
"""Players show no more than a few dozen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Description:
    """What a session's file tells about itself.

    `length` is that of the sound in ms, `number` the session's place in its album (from 1), `stem` what its file may be
    called before its length and ending. `words` is empty in a discreet file. `plan` is what `imprint` packed.
    """

    title: str
    stem: str
    number: int
    length: Ms
    chapters: tuple[Chapter, ...]
    words: tuple[Caption, ...]
    plan: bytes


def describe(
    timeline: Timeline,
    clips: Mapping[Sounding, Clip],
    *,
    discreet: bool = True,
    number: int = 1,
    conditions: Conditions | None = None,
    voices: Mapping[Cue, str] = NOBODY,
) -> Description:
    """Say what a session's file tells about itself. Pure; the same session always gives the same description.

    Args:
        timeline: The session.
        clips: How each of its sounds was recorded, for `verify` to find them by.
        discreet: Tell neither title nor exercises nor words; see `neutral`.
        number: The session's place among those it belongs to, from 1.
        conditions: What else `verify` may expect; by default silence between the cues.
        voices: Which voice speaks each cue.
    """
    told = neutral(timeline, number) if discreet else timeline
    return Description(
        title=one_line(told.title),
        stem=f"{number:02} {ALBUM}" if discreet else timeline.title,
        number=number,
        length=timeline.length,
        chapters=tuple(replace(chapter, title=one_line(chapter.title)) for chapter in gathered(told.chapters)),
        words=() if discreet else words(timeline),
        plan=imprint(told, clips, conditions or Conditions(), voices, discreet=discreet),
    )


def neutral(timeline: Timeline, number: int) -> Timeline:
    """Give a timeline whose title and chapters tell nothing: "Træning 1, 6 min" and "Øvelse 1", "Øvelse 2"."""
    neutral_already = {0: INTRO, len(timeline.chapters) - 1: OUTRO}
    numbers, chapters = count(1), []
    for place, chapter in enumerate(timeline.chapters):
        if neutral_already.get(place) != chapter.title:
            chapters.append(replace(chapter, title=f"Øvelse {next(numbers)}"))
        else:
            chapters.append(chapter)
    title = f"{ALBUM} {number}, {short_length(timeline.length)}"
    return replace(timeline, title=title, chapters=tuple(chapters))


def gathered(chapters: tuple[Chapter, ...], most: int = MOST_CHAPTERS) -> tuple[Chapter, ...]:
    """Put neighbouring chapters together, as evenly as can be, until there are at most `most`.

    The first one's title stands for those that were put together. No moment is lost.
    """
    count = min(len(chapters), most)
    borders = [number * len(chapters) // count for number in range(count)] if count else []
    groups = [chapters[first:last] for first, last in zip(borders, [*borders[1:], len(chapters)], strict=False)]
    return tuple(Chapter(start=group[0].start, end=group[-1].end, title=group[0].title) for group in groups)
