"""The booth: an engine speaks each cue once, and the shelf keeps it."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from knib.audio.clip import Clip
from knib.audio.store import AT_HAND
from knib.errors import VoiceError, WriteError
from knib.plan.cue import Cue
from knib.units import Ms
from knib.voice.engine import Engine, is_own, named
from knib.voice.lengths import estimate, implausible
from knib.voice.shelf import Shelf

if TYPE_CHECKING:
    from knib.voice.online.gate import Gate
    from knib.voice.online.guard import Known

OWN_PACE: Final = 100
"""An engine's own pace, in per cent."""

OnSpoken = Callable[[Cue, str], None]
"""Is told of each cue that has a clip, and of the voice that it is in."""


class Booth:
    """Where cues are spoken. What an engine said once under the same settings is never asked of it again."""

    def __init__(
        self,
        engine: Engine,
        shelf: Shelf,
        on_unkept: Callable[[WriteError], None] | None = None,
        *,
        offline: bool = False,
        known: "Callable[[], Sequence[Known]] | None" = None,
    ) -> None:
        """Use an engine and a shelf.

        Args:
            engine: Speaks what the shelf does not hold.
            shelf: Keeps what it said.
            on_unkept: Called, once, when the shelf cannot keep a clip. The session is complete without it and the
                next one only takes longer, so this is a warning to print and never an error.
            offline: An online engine is asked nothing; what the shelf holds of it is used.
            known: Gives the values of a patient list, which no online engine may get. It is asked before something
                would be sent, and what it raises stops that.
        """
        self.engine, self._shelf, self._on_unkept = engine, shelf, on_unkept
        self._offline, self._patients = offline, known
        self._keeping = True
        self._read_aloud = dict[str, str]()
        self._at_hand = dict[tuple[str, int], Clip]()

    @property
    def name(self) -> str:
        """The name of the voice that speaks here."""
        return self.engine.name

    def speak(self, cues: Iterable[Cue], pace: int = OWN_PACE, on_spoken: OnSpoken | None = None) -> dict[Cue, Clip]:
        """Get a clip for each cue.

        Args:
            cues: Repeated ones are spoken once.
            pace: Speed in per cent of the engine's own; a cue's `haste` comes on top.
            on_spoken: Called with each distinct cue as soon as its clip is there, be it fresh or from the shelf.

        Returns:
            A clip at 24 kHz for each distinct cue, in the order of their first mention.

        Raises:
            VoiceError: the engine could not speak a cue, or what it said cannot be that cue; the message names it. When
                it does not know some of the cues, the message names all of these, and nothing is spoken. Or the engine
                is online, and the booth offline or something personal in a cue: then it was asked nothing at all.
        """
        wanted, clips = tuple(dict.fromkeys(cues)), dict[Cue, Clip]()
        self._make_sure_of(wanted)
        if self.engine.online and (missing := self.missing(wanted, pace)):
            self._gate.open_for(missing, of=len(wanted))
        for cue in wanted:
            try:
                clips[cue] = self.kept(cue, pace) or self.fresh(cue, pace)
            except VoiceError as err:
                if self.engine.online:
                    raise self._gate.stopped(err, len(clips), of=len(wanted), kept=self._keeping) from err
                raise
            if on_spoken:
                on_spoken(cue, self.name)
        return clips

    def missing(self, cues: Iterable[Cue], pace: int = OWN_PACE) -> tuple[Cue, ...]:
        """List the distinct cues that the engine would have to speak. Speaks nothing."""
        return tuple(cue for cue in dict.fromkeys(cues) if not self.kept(cue, pace))

    def lengths(
        self, cues: Iterable[Cue], pace: int = OWN_PACE, on_spoken: OnSpoken | None = None
    ) -> tuple[dict[Cue, Ms], frozenset[Cue]]:
        """Tell how long each cue takes, without sending anything.

        An online engine's cues are estimated where the shelf does not hold them; all others are spoken.

        Returns:
            The lengths, and the cues of which they are estimates.

        Raises:
            VoiceError: as `speak`, but an online engine may be offline.
        """
        wanted = tuple(dict.fromkeys(cues))
        if not self.engine.online:
            return {cue: clip.length for cue, clip in self.speak(wanted, pace, on_spoken).items()}, frozenset()
        kept = {cue: self.kept(cue, pace) for cue in wanted}
        unspoken = frozenset(cue for cue, clip in kept.items() if not clip)
        self.guard(unspoken)  # before the first is told of
        lengths = {cue: clip.length if clip else estimate(cue.text, _percent(cue, pace)) for cue, clip in kept.items()}
        if on_spoken:
            for cue in wanted:
                on_spoken(cue, self.name)
        return lengths, unspoken

    def estimated(self, cue: Cue, pace: int = OWN_PACE) -> Ms:
        """Estimate how long a cue takes. Speaks nothing.

        Raises:
            VoiceError: the engine is online, and something personal is in the cue.
        """
        self.guard((cue,))
        return estimate(cue.text, _percent(cue, pace))

    def guard(self, cues: Collection[Cue]) -> None:
        """Let nothing personal pass to an online engine.

        Raises:
            VoiceError: with every cue that holds something, or why the patient list cannot be read.
        """
        if self.engine.online and cues:
            self._gate.guard(cues)

    def _make_sure_of(self, cues: Iterable[Cue]) -> None:
        """Complain of every line that the engine does not know, in one go."""
        unknown = dict.fromkeys(cue.text for cue in cues if not self.engine.knows(cue.text))
        if unknown:
            lines = f"{len(unknown)} line{'' if len(unknown) == 1 else 's'}"
            listed = "".join(f"\n  {text}" for text in unknown)
            raise VoiceError(
                f"{self.engine.name} has not read {lines} of this:{listed}",
                cure=f"knib script ROUTINE --voice {self.engine.name} prints what is missing, to be read and recorded",
            )

    @cached_property
    def _gate(self) -> "Gate":
        from knib.voice.online.gate import Gate  # not needed, nor its guard, by who stays on this machine

        known = tuple(self._patients()) if self._patients else ()
        return Gate(self.engine.name, offline=self._offline, known=known)

    def kept(self, cue: Cue, pace: int = OWN_PACE) -> Clip | None:
        """Fetch a cue's clip from the shelf, if it is there and can be that cue. The engine is not asked to speak.

        Raises:
            VoiceError: the engine is not here, and so cannot tell how it would sound.
        """
        said, percent = self._said(cue), _percent(cue, pace)
        clip = self._shelved(cue, said, percent)
        if clip or self.engine.paced or percent == OWN_PACE:
            return clip
        own = self._shelved(cue, said, OWN_PACE)
        return self._stretched(said, own, percent) if own else None

    def fresh(self, cue: Cue, pace: int = OWN_PACE) -> Clip:
        """Have the engine speak a cue, and put the clip on the shelf.

        Raises:
            VoiceError: it could not speak it, or must not be asked to, or what it said cannot be that cue.
        """
        if self.engine.online:
            self._gate.open_for((cue,), of=1)
        said, percent = self._said(cue), _percent(cue, pace)
        if self.engine.paced or percent == OWN_PACE:
            return self._spoken(cue, said, percent)
        # Kept at its own pace as well, so that the same words at another pace are never asked for again.
        return self._stretched(said, self._spoken(cue, said, OWN_PACE), percent)

    def _said(self, cue: Cue) -> str:
        """Give a cue as the engine reads it, which is asked a few times for each."""
        said = self._read_aloud.get(cue.text)
        if said is None:
            said = self._read_aloud[cue.text] = self.engine.text_for(cue.text)
        return said

    def _shelved(self, cue: Cue, said: str, percent: int) -> Clip | None:
        at_hand = self._at_hand.get((cue.text, percent))
        if at_hand:
            return at_hand
        pcm = self._shelf.get(self._key(said, percent))
        clip = Clip(pcm) if pcm else None
        if not clip or implausible(clip, cue.text, percent):
            return None
        if len(self._at_hand) < AT_HAND:
            self._at_hand[cue.text, percent] = clip
        return clip

    def _spoken(self, cue: Cue, said: str, percent: int) -> Clip:
        try:
            clip = self.engine.speak(said, percent)
        except VoiceError as err:
            raise VoiceError(f"cue '{cue.text}': {err}", cure=err.cure) from err
        except Exception as err:
            if is_own(self.engine.name):
                raise  # a fault of Knib's, to be seen whole
            said = f"cue '{cue.text}': {self.engine.name} failed: {named(err)}"
            raise VoiceError(
                said, cure="see to what it needs, update the package that brings it, or choose another"
            ) from err
        fault = implausible(clip, cue.text, percent)
        if fault:
            raise VoiceError(
                f"cue '{cue.text}': {self.engine.name} gave {fault}",
                cure="try again, write the cue in other words, or choose another voice",
            )
        self._keep(self._key(said, percent), clip)
        return clip

    def _stretched(self, said: str, own: Clip, percent: int) -> Clip:
        from knib.audio.stretch import stretch  # numpy

        clip = stretch(own, percent)
        self._keep(self._key(said, percent), clip)
        return clip

    def _keep(self, key: str, clip: Clip) -> None:
        if not self._keeping:  # a shelf that failed once is left alone, not tried for every cue
            return
        try:
            self._shelf.put(key, clip.pcm, self.name)
        except WriteError as err:
            self._keeping = False
            if self._on_unkept:
                self._on_unkept(err)

    def _key(self, said: str, percent: int) -> str:
        made_of = f"{self._beginning}, {percent}, {json.dumps(said)}"
        if not self.engine.paced and percent != OWN_PACE:
            from knib.audio.stretch import VERSION

            made_of += f", {json.dumps(VERSION)}"
        return sha256(f"{made_of}]".encode()).hexdigest()

    @cached_property
    def _beginning(self) -> str:
        """What every key is made of: a list in JSON, still open."""
        return json.dumps([self.engine.name, sorted(self.engine.identity().items())])[:-1]


def _percent(cue: Cue, pace: int) -> int:
    return (pace * cue.haste + 50) // 100
