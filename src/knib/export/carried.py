"""A finished MP3 taken up again: the timeline it carries, and its tag written anew for another place among others.

Its sound stays as it is, byte by byte. A discreet file has no words to give back: its timeline has every moment and
every phase, and of its sounds only the tones.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from knib.audio import seams
from knib.audio.clip import RATE
from knib.audio.first_frame import tag_length
from knib.audio.form import Format
from knib.errors import Origin, SoundError
from knib.export.captions import SIGNS, one_line, starts_of, words
from knib.export.containers import form_of, read_back
from knib.export.description import ALBUM, Description, gathered, neutral
from knib.export.imprint import Imprint, Under, opened, readable, renamed, unpacked
from knib.export.outbox import Buffer
from knib.export.proof import prove
from knib.export.tags import tag_bytes
from knib.plan.cue import Cue, Sounding
from knib.plan.timeline import Chapter, Placed, Role, Span, Timeline
from knib.spec.model import Kind, Tone
from knib.units import Ms
from knib.values import dataclass

CURE: Final = "make it again: knib render ROUTINE"


@dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """What a finished MP3 tells. `worded`: its cues are there in words. `under` is what is heard between them."""

    timeline: Timeline
    worded: bool
    under: Under
    sound: Buffer
    plan: bytes


def carried(mp3: bytes) -> Carried:
    """Read a finished MP3, and look whether each of its frames is whole.

    Raises:
        SoundError: it is no MP3, carries no plan, or is damaged.
    """
    if form_of(mp3) is not Format.MP3:
        raise SoundError("only MP3 sessions can be handed out: they play everywhere", cure="knib render --format mp3")
    plan = read_back(mp3).plan
    if not plan:
        raise SoundError("it carries no plan: its tags were changed, or Knib did not make it", cure=CURE)
    imprint, whole = unpacked(plan), opened(plan)
    for fault in seams.faults(mp3, imprint.length * RATE // 1000):
        raise SoundError(f"it is damaged: {fault}", cure=CURE)
    worded = not whole["discreet"]
    timeline = _timeline(imprint, whole["plan"], worded=worded)
    sound = memoryview(mp3)[tag_length(mp3) :]
    return Carried(timeline=timeline, worded=worded, under=imprint.conditions.under, sound=sound, plan=plan)


def told_anew(found: Carried, number: int, *, discreet: bool) -> Sequence[Buffer]:
    """Give the file with a tag for its place among others, in which nothing is told that shall not be.

    Raises:
        SoundError: the file would not be what it should be.
    """
    quiet = discreet or not found.worded
    told = neutral(found.timeline, number) if quiet else found.timeline
    description = Description(
        title=one_line(told.title),
        stem=f"{number:02} {ALBUM}" if quiet else told.title,
        number=number,
        length=told.length,
        chapters=tuple(replace(chapter, title=one_line(chapter.title)) for chapter in gathered(told.chapters)),
        words=() if quiet else words(told),
        plan=renamed(found.plan, told.title, [chapter.title for chapter in told.chapters], discreet=quiet),
    )
    buffers = (tag_bytes(description), found.sound)
    prove(buffers, description, Format.MP3)
    return buffers


@readable()
def belongs_to(vtt: str, session: Carried) -> bool:
    """Return whether captions tell of this session: each line begins where something of it is heard, and none lacks.

    Raises:
        SoundError: the session's plan cannot be read.
    """
    heard = (cue for cue in opened(session.plan)["plan"]["cues"] if cue["kind"] != Role.TONE or cue["text"] in SIGNS)
    return starts_of(vtt) == [_ms(cue["start_ms"]) for cue in heard]


@readable()
def _timeline(imprint: Imprint, plan: Mapping[str, Any], *, worded: bool) -> Timeline:
    json.dumps(plan, ensure_ascii=False).encode()  # half a sign of UTF-16 cannot be written, on a page or anywhere
    spans, chapters = tuple(map(_span, plan["phases"])), tuple(map(_chapter, plan["chapters"]))
    placed = tuple(_placed(cue) for cue in plan["cues"] if worded or cue["kind"] == Role.TONE)
    for row in (spans, chapters, placed):
        _look_for_order(row, imprint.length)
    return Timeline(title=imprint.title, length=imprint.length, spans=spans, placed=placed, chapters=chapters)


def _look_for_order(row: Sequence[Span | Chapter | Placed], length: Ms) -> None:
    """Refuse a plan that nothing of ours would have written: it may be somebody else's, and is drawn and counted."""
    moments = [moment for one in row for moment in (one.start, one.end)]
    if length <= 0 or moments != sorted(moments) or any(moment > length for moment in moments[-1:]):
        raise ValueError("not in order")


def _chapter(chapter: Mapping[str, Any]) -> Chapter:
    return Chapter(start=_ms(chapter["start_ms"]), end=_ms(chapter["end_ms"]), title=str(chapter["title"]))


def _span(phase: Mapping[str, Any]) -> Span:
    return Span(
        start=_ms(phase["start_ms"]),
        end=_ms(phase["end_ms"]),
        kind=Kind(phase["kind"]),
        label=str(phase["label"]),
        exercise=str(phase["exercise"]),
        set=int(phase["set"]),
        rep=int(phase["rep"] or 0),
        side=str(phase["side"] or ""),
    )


def _placed(cue: Mapping[str, Any]) -> Placed:
    role, text = Role(cue["kind"]), str(cue["text"])
    sound: Sounding = Tone(text) if role is Role.TONE else Cue(text)
    origin = Origin(file="", field=str(cue["source"]))
    reason = str(cue.get("reason", ""))
    return Placed(
        start=_ms(cue["start_ms"]), end=_ms(cue["end_ms"]), sound=sound, role=role, origin=origin, reason=reason
    )


def _ms(value: object) -> Ms:
    if not isinstance(value, int) or value < 0:
        raise ValueError(value)
    return Ms(value)
