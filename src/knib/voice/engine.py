"""What an engine is, and the table of those that Knib knows."""

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from knib.audio.clip import Clip
from knib.errors import KnibError, UsageError, VoiceError
from knib.values import dataclass

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


@dataclass(frozen=True, slots=True)
class Status:
    """Whether an engine can speak here and now; if not, `cure` says in one sentence what to do."""

    ready: bool
    detail: str
    cure: str = ""


def unheard(_warning: KnibError) -> None:
    """Let a warning go by."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Means:
    """What an engine is made with: everything that it needs of the world around it.

    `variant` is which of its voices is wanted, as `da` in `piper:da`; `settings` is the engine's own table of the
    user's settings, `[voices.ENGINE]`; `folder` is where voices lie on this machine, those of an engine in a folder of
    its name. An engine that is `offline` sends nothing to another machine. `warn` is told what a person should know
    and does no harm. `tell` is called with a sentence when a person waits for something.
    """

    variant: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)
    folder: Path = Path()
    offline: bool = False
    warn: Callable[[KnibError], None] = unheard
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


@runtime_checkable
class Phonetic(Protocol):
    """An engine that can tell how it will say a text."""

    def phonemes(self, text: str) -> str:
        """Give the phonemes of a text that `text_for` gave, words apart, as a lexicon has them. Makes no sound.

        Raises:
            VoiceError: the engine cannot speak.
        """
        ...


@runtime_checkable
class Scripted(Protocol):
    """An engine that can say certain lines and no others."""

    def lines(self) -> tuple[str, ...]:
        """Give the lines that it can say.

        Raises:
            VoiceError: there is no such voice.
        """
        ...


ENGINES: Final[Mapping[str, str]] = {
    "espeak": "knib.voice.engines.espeak:engine",
    "piper": "knib.voice.engines.piper:engine",
    "gtts": "knib.voice.engines.gtts:engine",
    "http": "knib.voice.engines.http:engine",
    "recorded": "knib.voice.engines.recorded:engine",
}
"""Name and home of each engine of Knib's own; a home is imported only when its engine is chosen."""

GROUP: Final = "knib.engines"
"""The entry points by which other packages bring engines: a name, and what makes an `Engine` from its `Means`."""

DEFAULT: Final = "espeak"

_MEMBERS: Final = ("name", "online", "knows", "identity", "text_for", "speak", "status", "paced")


def split(name: str) -> tuple[str, str]:
    r"""Part the name of a voice into its engine and its variant, at the first colon: `piper:C:\x.onnx` has one path."""
    engine, _, variant = name.partition(":")
    return engine, variant


def is_own(name: str) -> bool:
    """Tell whether a voice is of one of Knib's own engines."""
    return split(name)[0] in ENGINES


def names() -> tuple[str, ...]:
    """List the engines: Knib's own, then those of other packages. Looks through what is installed (20 ms)."""
    return (*ENGINES, *sorted(set(_guests()) - set(ENGINES)))


def load(name: str, means: Means | None = None) -> Engine:
    """Load an engine by its name, which may hold a variant.

    Args:
        name: As a person writes it: `espeak`, `piper:da`.
        means: What the engine is made with; the variant in it is the name's.

    Raises:
        UsageError: there is no engine of that name.
        VoiceError: it is another package's engine, and cannot be loaded.
    """
    kind, variant = split(name)
    means = replace(means or Means(), variant=variant)
    if kind in ENGINES:
        module, _, factory = ENGINES[kind].partition(":")
        make: Callable[[Means], Engine] = getattr(import_module(module), factory)
        return make(means)
    return _invited(kind, means)


def status_of(name: str, means: Means | None = None) -> Status:
    """Say whether an engine can speak, be it as broken as it may. Never raises, unless there is none of that name.

    Raises:
        UsageError: there is no engine of that name.
    """
    try:
        return load(name, means).status()
    except VoiceError as err:
        return Status(ready=False, detail=str(err), cure=err.cure)
    except UsageError:
        raise
    except Exception as err:  # noqa: BLE001 -- another package's code may raise anything
        return Status(ready=False, detail=f"its status cannot be told: {named(err)}", cure=_CURE)


_CURE: Final = "update the package that brings it, or uninstall it"


def _invited(kind: str, means: Means) -> Engine:
    """Make an engine that another package brings, and see that it is one."""
    guest = _guests().get(kind)
    if guest is None:
        from difflib import get_close_matches  # only when something is misspelled

        close = get_close_matches(kind, names(), n=1)
        cure = f"did you mean '{close[0]}'?" if close else "'knib voices' shows the voices"
        raise UsageError(f"There is no voice '{kind}'.", cure=cure)
    try:
        engine: Engine = guest.load()(means)
        lacking = [member for member in _MEMBERS if not hasattr(engine, member)]
    except KnibError:
        raise
    except (Exception, SystemExit) as err:  # another package's code may raise anything
        raise VoiceError(f"voice '{kind}' ({guest.value}) cannot be loaded: {named(err)}", cure=_CURE) from err
    if lacking:
        raise VoiceError(f"voice '{kind}' ({guest.value}) is no engine: it lacks {', '.join(lacking)}", cure=_CURE)
    return engine


def _guests() -> "Mapping[str, EntryPoint]":
    from importlib.metadata import entry_points  # 20 ms that a voice of Knib's own does not need

    return {point.name: point for point in entry_points(group=GROUP)}


def named(err: BaseException) -> str:
    """Tell what another package raised, and its name."""
    return f"{type(err).__name__}: {err}" if str(err) else type(err).__name__
