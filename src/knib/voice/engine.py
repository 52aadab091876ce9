"""What an engine is, and the table of those that Knib knows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final, Protocol

from knib.audio.clip import Clip


@dataclass(frozen=True, slots=True)
class Status:
    """Whether an engine can speak here and now; if not, `cure` says in one sentence what to do."""

    ready: bool
    detail: str
    cure: str = ""


class Engine(Protocol):
    """Software that speaks Danish. An engine is safe to use from several threads at once."""

    @property
    def name(self) -> str:
        """The name a person chooses it by."""
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


ENGINES: Final[Mapping[str, str]] = {"espeak": "knib.voice.engines.espeak:Espeak"}
"""Name and home of each engine; a home is imported only when its engine is chosen."""

DEFAULT: Final = "espeak"


def load(name: str) -> Engine:
    """Load an engine by its name.

    Raises:
        KeyError: there is no engine of that name.
    """
    module, _, factory = ENGINES[name].partition(":")
    make: Callable[[], Engine] = getattr(import_module(module), factory)
    return make()
