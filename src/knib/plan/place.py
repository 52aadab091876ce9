"""The clock: every phase on its border and every cue at its moment, in whole milliseconds.

A phase runs from border to border, exactly as long as written, and its command starts on its border: the voice yields
to the clock. Only what is said outside the phases takes as long as the voice takes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Final, assert_never

from knib.errors import Origin, Problem, SpecError
from knib.plan.acts import Act, Beat, Opening, Release, Reminder, Speech
from knib.plan.check import Room, collisions, settled, start_of, with_ticks
from knib.plan.cue import TONE_LENGTHS, Cue, Sounding
from knib.plan.gaps import BEFORE_BORDER, BREATH, Gaps
from knib.plan.grant import QUIET, Granting
from knib.plan.lines import Sounds, sounds_of
from knib.plan.marks import Silence
from knib.plan.script import Script
from knib.plan.timeline import LET_GO, Chapter, LeftOut, Placed, Role, Span, Timeline
from knib.plan.wake import woken
from knib.spec.cycle import MAX_SESSION
from knib.spec.model import Kind, Pause, Tone
from knib.units import Ms, clock, down_to_grid, seconds, up_to_grid
from knib.values import dataclass

LEAD: Final = Ms(1000)
"""Silence before the first word."""

TAIL: Final = Ms(2000)
"""Silence after the last word or phase."""

NOW: Final = Ms(0)


def place(script: Script, lengths: Mapping[Cue, Ms]) -> Timeline:
    """Place a script in time. Pure; the same input always gives the same timeline.

    Args:
        script: What is said and done.
        lengths: How long each of `script.cues` takes, in ms.

    Raises:
        SpecError: a cue does not fit its room, a rest is never taken, or the session is longer than 12 hours; all of
            these at once.
    """
    sounds: dict[Sounding, Ms] = dict(TONE_LENGTHS.items())
    sounds.update(lengths.items())
    hand = _Hand(script.acts, sounds)
    hand.run()
    granting = Granting(hand.done, Gaps(hand.rooms), sounds)
    granting.at_the_start()
    problems = [*script.problems, *_remind(script.reminders, hand, granting), *collisions(granting.gaps.written)]
    length = Ms(hand.now + TAIL)
    if length > MAX_SESSION:
        problems.append(_too_long(length, script.origin))
    if problems:
        raise SpecError(problems)
    placed = (room.placed for room in _rooms(script, hand, granting, length))
    return Timeline(
        title=script.title,
        length=length,
        spans=tuple(span for _, span in hand.done),
        placed=tuple(woken(placed) if script.wakes else placed),
        chapters=tuple(_chapters(hand.openings, length)),
        left_out=tuple(sorted([*hand.left_out, *granting.left_out], key=lambda left: left.at)),
    )


def _rooms(script: Script, hand: "_Hand", granting: Granting, length: Ms) -> Sequence[Room]:
    """Give all that sounds, in order: what is written, what the rules are granted, ticks, and marks in long silence."""
    granting.the_rest()
    rooms = with_ticks(granting.gaps.all(), [*hand.ticks, *granting.ticks])
    if not script.marks:
        return rooms
    owners = [(beat.origin, span) for beat, span in hand.done]
    return Silence(owners, script.origin, script.marks, hand.lengths).marked(rooms, length)


def _too_long(length: Ms, origin: Origin) -> Problem:
    message = f"the session lasts {clock(length)}; at most {clock(MAX_SESSION)}"
    return Problem(origin=origin, code="session-too-long", message=message, suggestion="lower reps, sets or lengths")


def _chapters(openings: list[tuple[Ms, str]], length: Ms) -> Iterator[Chapter]:
    """Give the chapters, without a gap: the first begins with the session, the last ends with it."""
    starts = [NOW, *(start for start, _ in openings[1:])]
    for (_, title), start, end in zip(openings, starts, [*starts[1:], length], strict=True):
        yield Chapter(start=start, end=end, title=title)


@dataclass(slots=True)
class _Hand:
    """The hand of the clock: goes through the acts once.

    `now` is the moment reached, `owed` the breath that the last sentence asks for, `heard` the end of the last sound.
    """

    acts: tuple[Act, ...]
    lengths: Mapping[Sounding, Ms]
    now: Ms = LEAD
    owed: Ms = NOW
    heard: Ms = NOW
    starting: bool = True
    rooms: list[Room] = field(default_factory=list)
    ticks: list[Room] = field(default_factory=list)
    done: list[tuple[Beat, Span]] = field(default_factory=list)
    openings: list[tuple[Ms, str]] = field(default_factory=list)
    known: dict[tuple[int, ...], list[Sounds]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def run(self) -> None:
        for index, act in enumerate(self.acts):
            match act:
                case Speech():
                    self.say(act)
                case Pause(length=length):
                    self.move(length)
                case Opening():
                    self.open(act, index)
                case Beat():
                    self.beat(act, index)
                case _:
                    assert_never(act)
        self.rooms = settled(sorted(self.rooms, key=start_of), self.lengths)

    def move(self, length: Ms) -> None:
        """A written pause stands in place of the breath."""
        self.now, self.owed, self.heard, self.starting = Ms(self.now + length), NOW, NOW, True

    def say(self, speech: Speech) -> Ms:
        """Say sentences in their own time, a breath after what came before; give the moment they start."""
        start = max(Ms(self.now + self.owed), Ms(self.heard + BREATH))
        self.now = self.tell(speech, start)
        self.owed, self.starting = BREATH, True
        return start

    def tell(self, speech: Speech, start: Ms) -> Ms:
        """Place sentences from a moment on, with a breath between them; give the moment they end, on the grid."""
        for cue in speech.cues:
            limit = Ms(start + up_to_grid(self.lengths[cue]))
            sounds = Sounds(start, cue, speech.role, speech.origin, reason=speech.reason)
            self.rooms.append(self.room(sounds, NOW, limit))
            start = Ms(limit + BREATH)
        return Ms(start - BREATH)

    def room(self, sounds: Sounds, border: Ms, limit: Ms) -> Room:
        """Make the room of a sound whose moment is told from a border."""
        at, sound, role, origin, shorter, reason = sounds
        start = Ms(border + at)
        end = Ms(start + self.lengths[sound])
        if end > self.heard and sound is not Tone.TICK:
            self.heard = end
        placed = Placed(start=start, end=end, sound=sound, role=role, origin=origin, reason=reason)
        return Room(placed, limit, shorter, "its phase begins" if at < 0 else "its phase ends")

    def open(self, opening: Opening, index: int) -> None:
        """Begin a chapter. What it says goes into the rest before it when it fits there."""
        start = self.in_the_rest_before(opening.speech, index) if opening.speech and not opening.aside else None
        if opening.speech and start is None:
            start = self.say(opening.speech)
        elif opening.speech and start is not None:
            self.tell(opening.speech, start)
        self.openings.append((start if start is not None else self.now, opening.title))

    def in_the_rest_before(self, speech: Speech, index: int) -> Ms | None:
        """Find the latest start in the rest before, which ends 300 ms or more before the border; or None."""
        before = self.acts[index - 1] if index else None
        if not isinstance(before, Beat) or before.kind is not Kind.REST:
            return None
        early = (self.now + offset for offset in self.early(index + 1))
        end = min([self.now - BEFORE_BORDER, *(moment - BREATH for moment in early)])
        length = sum(up_to_grid(self.lengths[cue]) + BREATH for cue in speech.cues) - BREATH
        start = down_to_grid(Ms(end - length))
        return start if start >= max(self.done[-1][1].start, self.heard + BREATH) else None

    def early(self, index: int) -> Iterator[Ms]:
        """Give the offsets from now of what the coming phases say before now."""
        ahead = 0
        for act in self.acts[index:]:
            if isinstance(act, Speech | Pause) or (isinstance(act, Opening) and act.speech) or ahead > _FURTHEST:
                return
            if isinstance(act, Beat):
                yield from (Ms(ahead + at) for at, *_ in self.sounds(act) if ahead + at < 0)
                ahead += act.length

    def beat(self, beat: Beat, index: int) -> None:
        """Place a phase on the border reached, and all that sounds in it."""
        self.now, self.owed = Ms(self.now + self.owed), NOW
        if self.starting:
            # Before a row of phases the lead-in grows to what its first cues need.
            self.now = Ms(self.now + max((-offset for offset in self.early(index)), default=0))
            self.starting = False
        start, end = self.now, Ms(self.now + beat.length)
        span = Span(
            start=start,
            end=end,
            kind=beat.kind,
            label=beat.label,
            exercise=beat.exercise,
            set=beat.set,
            rep=beat.rep,
            side=beat.side,
            round=beat.round,
        )
        self.done.append((beat, span))
        own = self.sounds(beat)
        if beat.release and all(sounds.origin is not beat.release.origin for sounds in own):
            self.left_out.append(_not_let_go(beat.release, start))
        for sounds in own:
            rooms = self.ticks if sounds.sound is Tone.TICK else self.rooms
            rooms.append(self.room(sounds, start, start if sounds.at < 0 else end))
        self.now = end

    def sounds(self, beat: Beat) -> list[Sounds]:
        """Give what sounds in a phase. For phases of one kind, which come a hundred times, it is worked out once."""
        parts = (beat.lines, beat.tones, beat.count, beat.origin, beat.kind, beat.fit, beat.release)
        key = (beat.length, *map(id, parts))  # they live as long as this hand does, and equal ones are mostly the same
        return self.known.get(key) or self.known.setdefault(key, sounds_of(beat, self.lengths))


def _not_let_go(release: Release, at: Ms) -> LeftOut:
    text = release.sound.text if isinstance(release.sound, Cue) else str(release.sound)
    return LeftOut(at=at, text=text, reason=LET_GO, origin=release.origin)


def _remind(reminders: Sequence[Reminder], hand: _Hand, granting: Granting) -> list[Problem]:
    """Say each reminder at the first moment of its set that has room, in a quiet phase when there is one.

    What a rule was granted in the set gives way when there is no room otherwise.
    """
    problems: dict[Origin, Problem] = {}
    beats = [index for index, act in enumerate(hand.acts) if isinstance(act, Beat)] if reminders else []
    where = {index: span for index, (_, span) in zip(beats, hand.done, strict=False)}
    for reminder in reminders:
        length = hand.lengths[reminder.cue]
        spans = [where[index] for index in reminder.beats]
        start = _room_among(spans, length, granting.gaps)
        if start is None and granting.withdraw(spans[0].start, spans[-1].end):
            start = _room_among(spans, length, granting.gaps)
        if start is None:
            problems[reminder.origin] = _no_room(reminder, length)
            continue
        end = Ms(start + length)
        placed = Placed(start=start, end=end, sound=reminder.cue, role=Role.REMINDER, origin=reminder.origin)
        granting.gaps.write(Room(placed, end))
    return list(problems.values())


def _room_among(spans: Sequence[Span], length: Ms, gaps: Gaps) -> Ms | None:
    """Find the first moment with room for so long, in the quiet phases before the others."""
    for span in sorted(spans, key=lambda span: span.kind not in QUIET):
        start = gaps.first(span.start, Ms(span.end - BEFORE_BORDER - length), length)
        if start is not None:
            return start
    return None


_FURTHEST: Final = Ms(61_000)
"""No cue and no tone sounds longer before its phase than this."""


def _no_room(reminder: Reminder, length: Ms) -> Problem:
    need = Ms(length + BREATH + BEFORE_BORDER)
    message = f"the reminder '{reminder.cue.text}' takes {seconds(length)}, and no phase of its set has room for it"
    cure = f"make a rest {seconds(need)} longer than its command (a last rest stands with 'keep: true'), or shorten it"
    return Problem(origin=reminder.origin, code="no-room", message=message, suggestion=cure)
