"""Own recordings: a person's voice, line by line. It knows the lines that were read, and no others."""

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from typing import Final

from knib.audio.clip import Clip
from knib.errors import SoundError, VoiceError
from knib.plan.aloud import line_of
from knib.voice.engine import Means, Status
from knib.voice.recorded.collection import HOME, Collection, names, opened

TREATMENT: Final = "1"
"""Counted up when a file that somebody put in by hand is treated in another way."""

CURE: Final = "record one: knib script ROUTINE prints what to read, knib voices record NAME ROUTINE TAKE keeps it"


class Recorded:
    """A voice that was recorded. A pace changes nothing: a person has read as fast as they have read."""

    online: Final = False
    paced: Final = True

    def __init__(self, means: Means) -> None:
        """Take the voice that `means.variant` names."""
        self._means = means
        self.name = f"{HOME}:{means.variant}" if means.variant else HOME

    @cached_property
    def _collection(self) -> Collection:
        there = names(self._means.folder)
        if self._means.variant not in there:
            cure = f"choose one of: {', '.join(f'{HOME}:{name}' for name in there)}" if there else CURE
            raise VoiceError(f"{self.name}: there is no such recorded voice", cure=cure)
        return opened(self._means.folder, self._means.variant)

    def identity(self) -> Mapping[str, str]:
        """Give the hash of every line's file as it is now, so that whoever replaces one is heard.

        Raises:
            VoiceError: there is no such voice.
        """
        made_of = sha256(TREATMENT.encode())
        for line in sorted(self._collection.entries):
            if path := self._collection.path(line):
                made_of.update(sha256(line.encode()).digest() + sha256(path.read_bytes()).digest())
        return {"lines": made_of.hexdigest()}

    def text_for(self, text: str) -> str:
        """Write a cue as its recording is known by."""
        return line_of(text)

    def knows(self, text: str) -> bool:
        """Tell whether a cue was read, and its file is there.

        Raises:
            VoiceError: there is no such voice.
        """
        return self._collection.path(text) is not None

    def lines(self) -> tuple[str, ...]:
        """Give the lines that were read, and whose files are there.

        Raises:
            VoiceError: there is no such voice.
        """
        return tuple(filter(self.knows, self._collection.entries))

    def speak(self, text: str, pace: int) -> Clip:  # noqa: ARG002 -- see the class
        """Give the recording of a line, at 24 kHz. A file put in by hand is cut and levelled as a take is.

        Raises:
            VoiceError: the line was never read, or its file cannot be used.
        """
        path = self._collection.path(text)
        if path is None:
            cure = f"'knib script ROUTINE --voice {self.name}' prints the lines that are missing"
            raise VoiceError(f"{self.name} has not read '{text}'", cure=cure)
        # Loaded here, because a voice that lies on the shelf needs neither.
        from knib.audio.formats import decode
        from knib.audio.take import whole

        try:
            data = path.read_bytes()
            clip = decode(data)
            return whole(clip) if self._collection.by_hand(text, data) else clip
        except (OSError, SoundError) as err:
            cure = getattr(err, "cure", "") or "put a WAV file there, or record the line again"
            raise VoiceError(f"{path}: {err}", cure=cure) from err

    def status(self) -> Status:
        """Say which voices there are, or how much this one has read."""
        if not self._means.variant:
            there = names(self._means.folder)
            detail = ", ".join(f"{HOME}:{name}" for name in there) or "no voice recorded yet"
            return Status(ready=bool(there), detail=detail, cure="" if there else CURE)
        try:
            lines = self.lines()
        except VoiceError as err:
            return Status(ready=False, detail=str(err), cure=err.cure)
        return Status(
            ready=bool(lines),
            detail=f"{len(lines)} line{'' if len(lines) == 1 else 's'} read",
            cure="" if lines else CURE,
        )


def engine(means: Means) -> Recorded:
    """Make the engine of one recorded voice."""
    return Recorded(means)
