"""The plan that travels inside a finished file, so that `knib verify` can find every cue again, years later.

It is the schema `knib.plan/1`, and with it an outline of each distinct sound: what it should sound like there. A
discreet file's plan holds no words, not even as a hash: there are few enough words to try them all. Everything is
packed by zlib (RFC 1950), because a long session repeats itself, and so that no word of it stands in the file in clear.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from itertools import islice, pairwise
from typing import Any, Final

from knib.audio.clip import Clip
from knib.audio.outline import outline
from knib.errors import SoundError
from knib.plan.as_data import NOBODY, as_data, cue_data, phase_data
from knib.plan.cue import Cue, Sounding
from knib.plan.timeline import Placed, Role, Span, Timeline
from knib.spec.cycle import MAX_SESSION
from knib.units import MINUTE, Ms
from knib.values import dataclass

SCHEMA: Final = "knib.imprint/1"

LARGEST: Final = 64 * 1024 * 1024
"""Bytes that an imprint may unpack to. A session of 12 hours takes 5 MB; more is no plan but an attack."""

LONGEST_CUE: Final = Ms(10 * MINUTE)
"""No cue's outline is longer: it is looked for in one piece, and what is longer would take gigabytes."""

_BATCH: Final = 500  # entries of a list written at a time

_json = json.JSONEncoder(separators=(",", ":")).encode

_LEVEL: Final = 1  # 6 would save 1 kB of a session of 10 MB, and take twice as long.


class Under(StrEnum):
    """What is heard between the cues."""

    SILENCE = "silence"
    BED = "bed"
    BACKGROUND = "background"


@dataclass(frozen=True, kw_only=True, slots=True)
class Conditions:
    """What `verify` may expect beside the plan. `levelled`: every clip was brought to the loudness of the house."""

    under: Under = Under.SILENCE
    levelled: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """A cue or tone as it should be heard, in ms from the start. `name` tells it from others, in words if it may.

    `spoken` is false for tones. `voice` is who speaks it, if the file tells.
    """

    start: Ms
    end: Ms
    name: str
    spoken: bool
    outline: bytes
    voice: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Imprint:
    """What a finished file says of itself. `cues` are in order of start."""

    title: str
    length: Ms
    cues: tuple[Expected, ...]
    conditions: Conditions


def imprint(
    timeline: Timeline,
    clips: Mapping[Sounding, Clip],
    conditions: Conditions,
    voices: Mapping[Cue, str] = NOBODY,
    *,
    discreet: bool,
) -> bytes:
    """Pack a plan, to be put into a file. The same session always gives the same bytes (with the same zlib).

    A sound that has no clip gets an empty outline, by which `verify` will not find it.
    """
    numbers = {sound: number for number, sound in enumerate(dict.fromkeys(p.sound for p in timeline.placed))}
    sounds = [b64encode(outline(clips.get(sound, Clip(b"")))).decode() for sound in numbers]
    # The phases and cues of a long session are written one by one: as data they take 40 MB.
    plan = as_data(replace(timeline, spans=(), placed=(), left_out=() if discreet else timeline.left_out))
    plan["phases"] = _phases(timeline.spans, discreet=discreet)
    plan["cues"] = _cues(timeline.placed, voices, numbers, discreet=discreet)
    whole = {
        "schema": SCHEMA,
        "discreet": discreet,
        "under": conditions.under,
        "levelled": conditions.levelled,
        "plan": plan,
        "sounds": sounds,
    }
    return b"".join(_packed(whole))


@contextmanager
def readable() -> Iterator[None]:
    """Say in words that a plan cannot be read, whatever there is wrong with it.

    Raises:
        SoundError: something in it is not what it should be.
    """
    try:
        yield
    except (zlib.error, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as err:
        cure = "record the session again, with this version of Knib"
        raise SoundError("the plan in the file cannot be read", cure=cure) from err


@readable()
def unpacked(data: bytes) -> Imprint:
    """Read what `imprint` packed.

    Raises:
        SoundError: the bytes are no imprint of this version.
    """
    return _read(opened(data))


def opened(data: bytes) -> dict[str, Any]:
    """Unpack an imprint as the data it is made of. To be used inside `readable`, for anything may stand in it."""
    whole = json.loads(_inflated(data))
    if whole["schema"] != SCHEMA:
        raise ValueError(whole["schema"])
    return dict(whole)


@readable()
def renamed(data: bytes, title: str, chapters: Sequence[str], *, discreet: bool) -> bytes:
    """Pack an imprint again with another title and other names of its chapters; its words go if it shall be discreet.

    Raises:
        SoundError: the bytes are no imprint of this version.
    """
    whole = opened(data)
    plan = whole["plan"]
    plan["title"] = title
    for chapter, name in zip(plan["chapters"], chapters, strict=True):
        chapter["title"] = name
    if discreet and not whole["discreet"]:
        exercises: dict[str, str] = {}
        plan["phases"] = [_silent_phase(phase, exercises) for phase in plan["phases"]]
        plan["cues"] = list(map(_silent_cue, plan["cues"]))
        plan["left_out"] = []
        whole["discreet"] = True
    return b"".join(_packed(whole))


def _phases(spans: Sequence[Span], *, discreet: bool) -> Iterator[str]:
    """Write phases as JSON. What is alike in a hundred repetitions is written once, and told apart by identity."""
    alike: dict[tuple[int, ...], str] = {}
    exercises: dict[str, str] = {}
    for span in spans:
        key = (id(span.kind), id(span.label), id(span.exercise), id(span.side))
        if key not in alike:
            data = phase_data(span)
            alike[key] = _rest(_silent_phase(data, exercises) if discreet else data, "set", "rep")
        start, end, number, rep = span.start, span.end, span.set, span.rep or "null"
        yield f'{{"start_ms":{start},"end_ms":{end},"set":{number},"rep":{rep},{alike[key]}'


def _cues(
    placed: Sequence[Placed], voices: Mapping[Cue, str], numbers: Mapping[Sounding, int], *, discreet: bool
) -> Iterator[str]:
    """Write cues as JSON, in the same way."""
    alike: dict[tuple[int, ...], str] = {}
    for one in placed:
        key = (id(one.sound), id(one.role), id(one.origin), id(one.reason))
        if key not in alike:
            data = cue_data(one, voices=voices, number=numbers[one.sound])
            alike[key] = _rest(_silent_cue(data) if discreet else data)
        yield f'{{"start_ms":{one.start},"end_ms":{one.end},{alike[key]}'


def _rest(entry: dict[str, Any], *but: str) -> str:
    """Write what follows the times of an entry, `but` some of it, without the brace that opens it."""
    return _json({name: value for name, value in entry.items() if name not in {"start_ms", "end_ms", *but}})[1:]


def _silent_phase(phase: dict[str, Any], exercises: dict[str, str]) -> dict[str, Any]:
    """Take out of a phase all that its writer worded: every key stays, and every moment.

    `exercises` are those met before, with what stands for their names.
    """
    exercise = exercises.setdefault(phase["exercise"], f"{len(exercises) + 1}")
    phase.update(label="", exercise=exercise, side=None)
    return phase


def _silent_cue(cue: dict[str, Any]) -> dict[str, Any]:
    """Take a cue's words, and what may be somebody's name, out of it."""
    if cue["kind"] != Role.TONE:
        cue["text"] = f"{cue['sound'] + 1}"
    if "voice" in cue:
        cue["voice"] = _engine(cue["voice"])
    return cue


def _engine(voice: str) -> str:
    """Give a voice's engine alone: what comes after the colon may be somebody's name."""
    return voice.partition(":")[0]


def _packed(whole: dict[str, Any]) -> Iterator[bytes]:
    """Pack data as JSON, batch by batch, so that a long plan is never in memory as text."""
    packer = zlib.compressobj(_LEVEL)
    for text in _texts(whole):
        yield packer.compress(text.encode())
    yield packer.flush()


def _texts(value: object) -> Iterator[str]:
    """Write a value as JSON, long lists in parts; what an iterator gives is written already.

    Each part is written by C, ten times as fast as `iterencode`.
    """
    match value:
        case dict():
            yield "{"
            for number, (key, inner) in enumerate(value.items()):
                yield f"{',' if number else ''}{_json(key)}:"
                yield from _texts(inner)
            yield "}"
        case list() | Iterator():
            yield "["
            entries, first = iter(value), True
            while batch := list(islice(entries, _BATCH)):
                written = _json(batch)[1:-1] if isinstance(value, list) else ",".join(batch)
                yield written if first else f",{written}"
                first = False
            yield "]"
        case _:
            yield _json(value)


def _inflated(data: bytes) -> bytes:
    inflater = zlib.decompressobj()
    text = inflater.decompress(data, LARGEST)
    if not inflater.eof:
        raise ValueError("cut off, or too large")
    return text


def _read(whole: dict[str, Any]) -> Imprint:
    plan, sounds = whole["plan"], [b64decode(text, validate=True) for text in whole["sounds"]]
    cues = tuple(_expected(cue, sounds, discreet=whole["discreet"]) for cue in plan["cues"])
    if any(cue.start > following.start for cue, following in pairwise(cues)):
        raise ValueError("the cues are not in order")
    conditions = Conditions(under=Under(whole["under"]), levelled=bool(whole["levelled"]))
    return Imprint(title=str(plan["title"]), length=_moment(plan["duration_ms"]), cues=cues, conditions=conditions)


def _expected(cue: Mapping[str, Any], sounds: Sequence[bytes], *, discreet: bool) -> Expected:
    start, end, sound = _moment(cue["start_ms"]), _moment(cue["end_ms"]), sounds[cue["sound"]]
    if end < start or len(sound) > LONGEST_CUE:
        raise ValueError("a cue that cannot be")
    name, spoken = _name(cue, discreet=discreet), cue["kind"] != Role.TONE
    voice = str(cue.get("voice", ""))
    return Expected(start=start, end=end, name=name, spoken=spoken, outline=sound, voice=voice)


def _moment(value: object) -> Ms:
    if not isinstance(value, int) or not 0 <= value <= MAX_SESSION:
        raise ValueError(value)
    return Ms(value)


def _name(cue: Mapping[str, Any], *, discreet: bool) -> str:
    if cue["kind"] == Role.TONE:
        return f"the {cue['text']} tone"
    return f"cue {cue['text']}" if discreet else f"'{cue['text']}'"
