"""A short session, really spoken and levelled, and its timelines: what the tests of finished files are about."""

from collections.abc import Mapping
from functools import cache
from itertools import chain
from typing import Final

from knib.audio.clip import Clip
from knib.audio.form import Format
from knib.audio.formats import encode
from knib.audio.level import levelled
from knib.audio.stitch import stitch
from knib.audio.tones import tone_clip
from knib.export.containers import tagged
from knib.export.description import Description, describe
from knib.export.imprint import Conditions
from knib.plan.cue import Cue, Sounding
from knib.plan.place import place
from knib.plan.script import write
from knib.plan.timeline import Timeline
from knib.spec.model import Tone
from knib.spec.reader import read
from knib.voice.booth import Booth
from knib.voice.engine import load
from knib.voice.shelf import Shelf, default_folder

TEXT: Final = """\
routine: Små knib på Ærø
intro: [{say: Velkommen til øvelsen.}]
exercises:
  - name: Bækkenbund
    reps: 3
    phases:
      - {work: Knib og løft., for: 3 s, tone: start}
      - {rest: Slip., for: 3 s}
  - name: Åndedræt
    phases: [{inhale: Træk vejret ind., for: 4 s}, {exhale: Pust langsomt ud., for: 4 s}]
outro: [{say: Godt. Du er færdig for i dag.}]
"""

TELLING: Final = ("knib ", "knib.", "knib-", "ærø", "bækken", "åndedræt", "løft", "slip.", "træk", "velkommen til")
"""What nobody beside the patient should read. None of it can stand in Base64 by accident."""

LEVELLED: Final = Conditions(levelled=True)


@cache
def recorded() -> tuple[Timeline, Mapping[Sounding, Clip]]:
    """Give the session's timeline, and each of its sounds as it was recorded."""
    script = write(read(TEXT.encode(), "x.yaml"))
    spoken = Booth(load("espeak"), Shelf(default_folder())).speak(script.cues)
    session = place(script, {cue: clip.length for cue, clip in spoken.items()})
    sounds = {placed.sound for placed in session.placed}
    return session, {sound: tone_clip(sound) if isinstance(sound, Tone) else spoken[sound] for sound in sounds}


def timeline() -> Timeline:
    return recorded()[0]


@cache
def clips() -> Mapping[Sounding, Clip]:
    """Give the clips as they are put into a session."""
    return {sound: levelled(clip) if isinstance(sound, Cue) else clip for sound, clip in recorded()[1].items()}


@cache
def pcm() -> bytes:
    return stitch(timeline(), clips()).pcm


@cache
def description(*, discreet: bool = True) -> Description:
    return describe(timeline(), recorded()[1], discreet=discreet, conditions=LEVELLED)


def finished(form: Format, sound: bytes = b"", *, discreet: bool = True) -> bytes:
    """Give a finished session, or one with another sound."""
    told = description(discreet=discreet)
    return tagged(encode([sound or pcm()], form, told.chapters), told, form)


@cache
def good(form: Format, *, discreet: bool = True) -> bytes:
    return finished(form, discreet=discreet)


def starts(text: str) -> list[int]:
    """Give every moment of a cue, in ms."""
    found = [int(placed.start) for placed in timeline().placed if placed.sound == Cue(text)]
    assert found, [placed.sound for placed in timeline().placed]
    return found


def length(text: str) -> int:
    return clips()[Cue(text)].length


def replaced(start: int, sound: bytes) -> bytes:
    """Give the session's sound with another one from `start` ms on."""
    whole = pcm()
    return b"".join(chain((whole[: start * 48], sound, whole[start * 48 + len(sound) :])))
