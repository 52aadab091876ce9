"""The gate between the booth and an online voice: what may pass, and what is said when a voice stops half-way."""

from collections.abc import Collection, Iterable
from typing import Final

from knib.errors import VoiceError
from knib.plan.cue import Cue
from knib.values import dataclass
from knib.voice.engine import DEFAULT
from knib.voice.online.guard import Found, Known, masked, personal

OTHER: Final = f"--voice {DEFAULT}"
"""The voice that stays on this machine, whatever happens."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Stands before one online voice. It opens for all cues of a session, or for none."""

    voice: str
    offline: bool = False
    known: tuple[Known, ...] = ()

    def open_for(self, missing: Collection[Cue], *, of: int) -> None:
        """Decide whether the voice may be asked for what the shelf does not hold.

        Raises:
            VoiceError: a cue holds something personal, or Knib is offline.
        """
        self.guard(missing)
        if missing and self.offline:
            raise VoiceError(
                f"{self.voice} is an online voice and Knib is offline; "
                f"{len(missing)} of {of} cues have not been spoken before",
                cure=f"leave out --offline and unset KNIB_OFFLINE, or choose another voice: {OTHER}",
            )

    def guard(self, cues: Iterable[Cue]) -> None:
        """Let no cue pass that holds something personal.

        Raises:
            VoiceError: with every such cue, and what is personal in it. The value itself is left out.
        """
        caught = {cue.text: found for cue in cues if (found := personal(cue.text, self.known))}
        if caught:
            told = "; ".join(_told(text, found) for text, found in caught.items())
            raise VoiceError(
                f"{self.voice} is an online voice, and this must not leave the machine: {told}. Nothing was sent",
                cure=f"write it in other words, or choose a voice that stays here: {OTHER}",
            )

    def stopped(self, err: VoiceError, spoken: int, *, of: int, kept: bool) -> VoiceError:
        """Say how far the voice came before an error, and how to go on."""
        where = "kept" if kept else "lost, for the shelf cannot keep them"
        again = f"then run the same command again, which goes on from there, or choose another voice: {OTHER}"
        return VoiceError(f"{err}; {spoken} of {of} cues are spoken and {where}", cure=f"{err.cure}, {again}")


def _told(text: str, found: list[Found]) -> str:
    return f"'{masked(text, found)}' holds {' and '.join(dict.fromkeys(one.what for one in found))}"
