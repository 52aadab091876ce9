"""What the rules of pacing ask for, granted where there is room. Nothing written moves for it."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Final

from knib.errors import Origin
from knib.plan.acts import Beat
from knib.plan.check import Room
from knib.plan.cue import Cue, Sounding
from knib.plan.gaps import BEFORE_BORDER, Gaps
from knib.plan.timeline import LeftOut, Placed, Role, Span
from knib.plan.wishes import Announcement, Wish
from knib.plan.words import is_calm
from knib.spec.model import Kind, Tone
from knib.units import Ms
from knib.values import dataclass

QUIET: Final = frozenset({Kind.REST, Kind.RELAX})
"""Kinds of phase in which a reminder or an announcement disturbs nobody."""

BUSY: Final = frozenset({Kind.WORK, Kind.HOLD, Kind.MOVE})
"""Kinds of phase that one gets ready for, unless their words are calm."""


@dataclass()
class Granting:
    """Goes through the phases of a session and grants what they ask for, or notes that there was no room."""

    done: Sequence[tuple[Beat, Span]]
    gaps: Gaps
    lengths: Mapping[Sounding, Ms]
    ticks: list[Room] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    @cached_property
    def asking(self) -> list[int]:
        """The phases that ask for anything, by number."""
        return [number for number, (beat, _) in enumerate(self.done) if beat.wishes or beat.announced]

    def at_the_start(self) -> None:
        """Grant what belongs right after a command: the length of a rest. Reminders come after it."""
        for beat, span in (self.done[number] for number in self.asking):
            for wish in beat.wishes:
                if wish.at == 0:
                    self.grant(wish, beat, span)

    def the_rest(self) -> None:
        """Grant everything else, in order."""
        for index in self.asking:
            beat, span = self.done[index]
            for announcement in reversed(beat.announced):
                self.announce(announcement, index)
            for wish in beat.wishes:
                if wish.at and (not wish.leads_on or self._leads_on(index)):
                    self.grant(wish, beat, span)

    def grant(self, wish: Wish, beat: Beat, span: Span) -> None:
        """Grant a wish, or the sound that may stand for it; one that is served by what is written is none."""
        spared = (Ms(span.start + moment) for moment in wish.spared)
        if wish.spared[1] and self.gaps.heard(*spared, words=wish.words):
            return
        if wish.sound is Tone.TICK:
            self.ticks.append(self._room(wish.sound, Ms(span.start + wish.at), wish, beat.origin))
            return
        for sound in (wish.sound, wish.instead):
            start = self._start(wish, sound, span) if sound else None
            if sound and start is not None:
                self.gaps.grant(self._room(sound, start, wish, beat.origin))
                for after, other in wish.also:
                    self.gaps.grant(self._room(other, Ms(start + after), wish, beat.origin))
                return
        self.leave_out(Ms(span.start + wish.at), wish.sound, wish.reason, beat.origin)

    def _start(self, wish: Wish, sound: Sounding, span: Span) -> Ms | None:
        after, last = wish.also[-1] if wish.also else (Ms(0), sound)
        length = Ms(after + self.lengths[last])
        latest = min(span.start + wish.until, span.end - BEFORE_BORDER - length)
        return self.gaps.first(Ms(span.start + wish.at), Ms(latest), length)

    def _room(self, sound: Sounding, start: Ms, wish: Wish, origin: Origin) -> Room:
        end = Ms(start + self.lengths[sound])
        role = Role.TONE if isinstance(sound, Tone) else wish.role
        return Room(Placed(start=start, end=end, sound=sound, role=role, origin=origin, reason=wish.reason), end)

    def announce(self, announcement: Announcement, index: int) -> None:
        """Say an announcement as late as the quiet phase before allows, or after the command of its own phase."""
        (beat, span), length = self.done[index], self.lengths[announcement.cue]
        before = self.done[index - 1][1] if index else None
        start = None
        if before and before.end == span.start and before.kind in QUIET:
            start = self.gaps.last(before.start, Ms(span.start - BEFORE_BORDER - length), length)
        if start is None and announcement.else_after:
            start = self.gaps.first(span.start, Ms(span.end - BEFORE_BORDER - length), length)
        if start is None:
            self.leave_out(span.start, announcement.cue, announcement.reason, beat.origin)
            return
        wish = Wish(Ms(0), Ms(0), announcement.cue, Role.CUE, announcement.reason)
        self.gaps.grant(self._room(announcement.cue, start, wish, beat.origin))

    def withdraw(self, start: Ms, end: Ms) -> bool:
        """Take back what was granted from one moment to another; tell whether there was anything."""
        back = self.gaps.withdraw(start, end)
        for placed in (room.placed for room in back):
            self.leave_out(placed.start, placed.sound, placed.reason, placed.origin)
        return bool(back)

    def leave_out(self, at: Ms, sound: Sounding, reason: str, origin: Origin) -> None:
        """Note what is not heard."""
        text = sound.text if isinstance(sound, Cue) else str(sound)
        self.left_out.append(LeftOut(at=at, text=text, reason=reason, origin=origin))

    def _leads_on(self, index: int) -> bool:
        """Tell whether a phase that one gets ready for comes next, at once."""
        if index + 1 == len(self.done):
            return False
        span, following = self.done[index][1], self.done[index + 1][1]
        return following.start == span.end and following.kind in BUSY and not is_calm(following.label)
