"""What an engine is, and the table of those that Knib knows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol

from knib.audio.clip import Clip


@dataclass(frozen=True, slots=True)
class Status:
    """Whether an engine can speak here and now; if not, `cure` says in one sentence what to do."""

    ready: bool
    detail: str
    cure: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Means:
    """What an engine is made with: everything that it needs of the world around it.

    `variant` is which of its voices is wanted, as `da` in `piper:da`; `settings` is the engine's own table of the
    user's settings; `folder` is where voices lie on this machine. An engine that is `offline` opens no socket. `tell`
    is called with a sentence when a person waits for something.
    """

    variant: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)
    folder: Path = Path()
    offline: bool = False
    tell: Callable[[str], None] = lambda _: None


class Engine(Protocol):
    """Software that speaks Danish. An engine is safe to use from several threads at once."""

    @property
    def name(self) -> str:
        """The name a person chooses it by, its variant included: `espeak`, `piper:da`."""
        ...

    @property
    def online(self) -> bool:
        """Whether it sends what it speaks away from this machine."""
        ...

    @property
    def paced(self) -> bool:
        """Whether it speaks faster and slower itself. The others are asked at 100 alone, and stretched."""
        ...

    def knows(self, text: str) -> bool:
        """Tell whether this engine can speak a cue. Only recordings know some lines and not others."""
        ...

    def identity(self) -> Mapping[str, str]:
        """Everything that decides how this engine sounds: version, voice, model. It goes into the shelf's keys."""
        ...

    def text_for(self, text: str) -> str:
        """Write a cue the way this engine reads it best. Pure: opens nothing and speaks nothing."""
        ...

    def speak(self, text: str, pace: int) -> Clip:
        """Speak a text that `text_for` gave.

        Args:
            text: What to say.
            pace: Speed in per cent of the engine's own pace.

        Returns:
            The sound at 24 kHz, its silent edges trimmed. The same text and pace always give the same samples.

        Raises:
            VoiceError: the engine cannot speak, or gave no sound.
        """
        ...

    def status(self) -> Status:
        """Say whether the engine can speak, without speaking."""
        ...


ENGINES: Final[Mapping[str, str]] = {
    "espeak": "knib.voice.engines.espeak:engine",
    "gtts": "knib.voice.engines.gtts:engine",
}
"""Name and home of each engine; a home is imported only when its engine is chosen."""

DEFAULT: Final = "espeak"


def load(name: str, means: Means | None = None) -> Engine:
    """Load an engine by its name.

    Raises:
        KeyError: there is no engine of that name.
    """
    module, _, factory = ENGINES[name].partition(":")
    make: Callable[[Means], Engine] = getattr(import_module(module), factory)
    return make(means or Means())
