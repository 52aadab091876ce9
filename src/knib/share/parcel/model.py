"""What a parcel is made from: values only."""

from collections.abc import Sequence
from dataclasses import field
from datetime import date

from knib.export.description import ALBUM
from knib.export.naming import file_name
from knib.export.outbox import Buffer
from knib.plan.cue import Cue
from knib.plan.timeline import Timeline
from knib.share.letterhead import Letterhead
from knib.share.page.choices import Language
from knib.share.schedule import NONE, Choices
from knib.spec.model import Routine
from knib.spec.programme import Programme
from knib.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Handed:
    """A session as it is handed out.

    `number` is its place among those of its parcel, from 1. `sound` is the finished MP3, in buffers. `routine` is what
    it was made from; None when only the MP3 is there. `captions` are its words as WebVTT, empty where nobody knows
    them. `mark` is what `mark_of` gives for its routine. `weeks` are those of a programme in which it is done, as
    `1–2`, `stems` what its files are called for each run of them, and `often` how often it is then done, in Danish.
    """

    number: int
    timeline: Timeline
    sound: Sequence[Buffer]
    routine: Routine | None = None
    captions: str = ""
    mark: str = ""
    weeks: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    often: str = ""

    def name(self, ending: str, *, discreet: bool) -> str:
        """Give the name of one of its files: `01-traening-6min.mp3`, or the routine's own words in place of ours."""
        if self.stems:
            return f"{self.stems[0]}.{ending}"
        words = ALBUM if discreet else self.timeline.title
        return file_name(f"{self.number:02} {words}", self.timeline.length, ending)

    def names(self, ending: str, *, discreet: bool) -> tuple[str, ...]:
        """Give all the names of one of its files; only in a programme there are several."""
        return tuple(f"{stem}.{ending}" for stem in self.stems) or (self.name(ending, discreet=discreet),)

    @property
    def worded(self) -> bool:
        """Whether its timeline holds what is said."""
        return any(isinstance(placed.sound, Cue) for placed in self.timeline.placed)

    def whole(self) -> bytes:
        """Give the finished MP3 in one piece."""
        return b"".join(self.sound)


@dataclass(frozen=True, kw_only=True, slots=True)
class ParcelFacts:
    """What sessions do not know: for whom and when they are handed out, by whom, and when they are done.

    `made` is the day on which they are. `name` stands on sheet and page and in nothing else. `choices` go before what
    the routines say. `start` is the first day of calendar and diary. A `programme` has weeks of its own; the sessions
    are then its distinct ones, in their order, and `mark` is that of its text. `language` is the page's; all
    else is Danish, as the routines are.
    """

    made: date
    start: date
    name: str = ""
    letterhead: Letterhead = field(default_factory=Letterhead)
    link: str = ""
    choices: Choices = NONE
    discreet: bool = True
    language: Language = Language.DANISH
    programme: Programme | None = None
    mark: str = ""
