"""A chain of voices: each cue is spoken by the first one that has it. Nothing else ever mixes voices."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from typing import TypeVar

from knib.audio.clip import Clip
from knib.errors import VoiceError
from knib.plan.cue import Cue
from knib.units import Ms
from knib.values import dataclass
from knib.voice.booth import Booth, OnSpoken

T = TypeVar("T")


class Chain:
    """Several booths, in the order in which they are asked.

    A booth has a cue when its engine knows it and the shelf holds it, or the engine is ready to speak it. So a voice
    that costs something, or sends text away, is asked for no cue that one before it has.
    """

    def __init__(self, booths: Sequence[Booth], on_left_out: Callable[[VoiceError], None] | None = None) -> None:
        """Make a chain.

        Args:
            booths: Where the voices stand, the first one first.
            on_left_out: Called, once a session, with why a voice speaks nothing more in it: it is not ready, or it
                failed. The next one takes its cues, so this is a warning to print and no error.
        """
        self.booths, self._on_left_out = tuple(booths), on_left_out or _unheard

    @property
    def name(self) -> str:
        """The names of all its voices."""
        return ", ".join(booth.name for booth in self.booths)

    def speak(self, cues: Iterable[Cue], pace: int = 100, on_spoken: OnSpoken | None = None) -> dict[Cue, Clip]:
        """Get a clip for each distinct cue, as a booth does.

        Raises:
            VoiceError: no voice has a cue. The message names the cue and what is wrong with each voice, and the cure
                holds every cure.
        """
        wanted = tuple(dict.fromkeys(cues))
        muster, clips = _Muster(self._on_left_out, self.booths, wanted), dict[Cue, Clip]()
        for cue in wanted:
            booth, clips[cue] = self._first(cue, pace, muster, lambda booth, cue: booth.fresh(cue, pace))
            if on_spoken:
                on_spoken(cue, booth.name)
        return clips

    def missing(self, cues: Iterable[Cue], pace: int = 100) -> tuple[Cue, ...]:
        """List the distinct cues that a voice would have to speak, or that none has. Speaks nothing."""
        muster = _Muster(_unheard)
        return tuple(cue for cue in dict.fromkeys(cues) if not self._at_hand(cue, pace, muster))

    def lengths(
        self, cues: Iterable[Cue], pace: int = 100, on_spoken: OnSpoken | None = None
    ) -> tuple[dict[Cue, Ms], frozenset[Cue]]:
        """Tell how long each cue takes, without sending anything, as a booth does.

        Raises:
            VoiceError: as `speak`.
        """
        wanted = tuple(dict.fromkeys(cues))
        muster = _Muster(self._on_left_out, self.booths, wanted)
        lengths, estimated = dict[Cue, Ms](), set[Cue]()

        def near(booth: Booth, cue: Cue) -> Clip | None:
            return None if booth.engine.online else booth.fresh(cue, pace)

        for cue in wanted:
            booth, clip = self._first(cue, pace, muster, near)
            lengths[cue] = clip.length if clip else booth.estimated(cue, pace)
            estimated |= set() if clip else {cue}
            if on_spoken:
                on_spoken(cue, booth.name)
        return lengths, frozenset(estimated)

    def _first(self, cue: Cue, pace: int, muster: "_Muster", ask: Callable[[Booth, Cue], T]) -> tuple[Booth, Clip | T]:
        """Find the first voice that has a cue; give its clip, or what `ask` gets from it when the shelf holds none."""
        for booth in self.booths:
            if not booth.engine.knows(cue.text):
                continue
            if clip := _kept(booth, cue, pace):
                return booth, clip
            if not muster.ready(booth):
                continue
            try:
                return booth, ask(booth, cue)
            except VoiceError as err:
                muster.leave_out(booth, err)
        raise self._refusal(cue, muster)

    def _at_hand(self, cue: Cue, pace: int, muster: "_Muster") -> bool:
        """Tell whether the first voice that has a cue would take it from the shelf."""
        for booth in self.booths:
            if booth.engine.knows(cue.text):
                if _kept(booth, cue, pace):
                    return True
                if muster.ready(booth):
                    return False
        return False

    def _refusal(self, cue: Cue, muster: "_Muster") -> VoiceError:
        reasons = [muster.reason(booth) or f"{booth.name}: it does not have this line" for booth in self.booths]
        cures = dict.fromkeys(cure for booth in self.booths if (cure := muster.cure(booth)))
        last = f"add a voice that speaks any line, as in: --voice {self.name.replace(', ', ',')},espeak"
        return VoiceError(
            f"cue '{cue.text}': no voice in the chain can speak it ({'; '.join(reasons)})",
            cure="; or ".join(cures) or last,
        )


@dataclass(slots=True)
class _Muster:
    """Who is there in one session. An engine is asked whether it is ready when it is first needed, and only once."""

    on_left_out: Callable[[VoiceError], None]
    booths: Sequence[Booth] = ()
    wanted: Sequence[Cue] = ()
    _absent: dict[str, VoiceError | None] = field(default_factory=dict)

    def ready(self, booth: Booth) -> bool:
        """Tell whether a voice can speak in this session; what is wrong with it is told the first time."""
        if booth.name not in self._absent:
            self._absent[booth.name] = None
            status = booth.engine.status()
            if status.ready:
                self._guard(booth)
            else:
                self.leave_out(booth, VoiceError(f"{booth.name}: {status.detail}", cure=status.cure))
        return self._absent[booth.name] is None

    def _guard(self, booth: Booth) -> None:
        """Leave a voice out before it gets the first cue, if it must not get one of those that are left for it."""
        before = [one for one in self.booths[: self._place(booth)] if not self._absent.get(one.name)]
        try:
            booth.guard([cue for cue in self.wanted if not any(one.engine.knows(cue.text) for one in before)])
        except VoiceError as err:
            self.leave_out(booth, err)

    def _place(self, booth: Booth) -> int:
        return self.booths.index(booth) if booth in self.booths else 0

    def leave_out(self, booth: Booth, why: VoiceError) -> None:
        """Ask a voice for nothing more in this session."""
        self._absent[booth.name] = why
        told = f"the voice {booth.name} is left out, and the next one takes its lines: {why}"
        self.on_left_out(VoiceError(told, cure=why.cure))

    def reason(self, booth: Booth) -> str:
        """Say why a voice was left out; nothing when it was not."""
        why = self._absent.get(booth.name)
        return str(why or "")

    def cure(self, booth: Booth) -> str:
        """Say how to mend a voice that was left out."""
        why = self._absent.get(booth.name)
        return why.cure if why else ""


def _kept(booth: Booth, cue: Cue, pace: int) -> Clip | None:
    """Fetch a clip from the shelf; an engine that is not here has none."""
    try:
        return booth.kept(cue, pace)
    except VoiceError:
        return None


def _unheard(_why: VoiceError) -> None:
    """Tell nobody."""
