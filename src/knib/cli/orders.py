"""Orders: what is wanted of the sessions of one call, and each of them made and posted."""

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from knib.audio.form import Format
from knib.cli import console
from knib.cli.replacing import put_session
from knib.errors import KnibError
from knib.spec.choices import Variant
from knib.values import dataclass

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from knib.export.mould import Cast
    from knib.session import Session
    from knib.spec.model import Fitting


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What is wanted of one session.

    `source` is its routine's file or id, `dose` the words that it is made of instead, and `text` the routine itself
    where it was read already. `hushed` says nothing of how a dose was understood.
    `number` is the session's place among those made with it. `names` are what its files are called, without folder and
    ending: by default one, of its `stem`, its length and its `mark`; an empty stem is the title. `file` is the name
    that was asked for in place of these. `replace` lets it replace whatever is there, and `own` what was made before.
    """

    source: str
    text: bytes | None = None
    dose: str | None = None
    number: int = 1
    names: tuple[str, ...] = ()
    stem: str = ""
    mark: str = ""
    file: str = ""
    replace: bool = False
    own: Collection[str] = ()
    folder: Path
    voice: Sequence[str] | None
    offline: bool
    settings: Mapping[str, str]
    variant: Variant
    fitting: "Fitting | None"
    sound: Mapping[str, Any]
    form: Format
    bitrate: int
    background: Path | None
    discreet: bool
    captions: bool
    quiet: bool
    hushed: bool = False

    @property
    def spliced(self) -> bool:
        """Whether a session is spliced and nothing beside it, so that a small mould is all of it."""
        return self.form is Format.MP3 and not self.background and not self.captions

    def said(self) -> dict[str, Any]:
        """Say what is asked for of its sound, as data of JSON."""
        from knib.settings.file import load

        asked = {
            "voice": self.voice,
            "preferred": repr(load()),
            "settings": self.settings,
            "sound": self.sound,
            "number": self.number,
            "variant": self.variant,
            "fitting": repr(self.fitting),
        }
        return asked | {"form": self.form, "bitrate": self.bitrate, "discreet": self.discreet}


WRITTEN_AT_ONCE: Final = 4
"""Sessions on their way to the disk: waiting for one takes about as long as waiting for four."""

Attempt = Callable[[], dict[str, Any]]
"""Gives what was made, or raises the error that kept it from being made."""


def attempts(orders: Sequence[Order]) -> Iterator[Attempt]:
    """Make each session and post it; give an attempt at each, in order.

    Of many, some are written while the next is made: the disk and the processor work side by side.
    """
    if len(orders) == 1:
        yield partial(_posted, orders[0])
        return
    from concurrent.futures import ThreadPoolExecutor  # 10 ms that one session need not wait for

    given: list[str] = []
    # What is encoded whole is large, and written in no time.
    at_once = WRITTEN_AT_ONCE if all(order.spliced for order in orders) else 1
    with ThreadPoolExecutor(at_once) as pool:
        begun: deque[Attempt] = deque()
        for order in orders:
            begun.append(_carried(order, given, pool))
            if len(begun) > at_once:
                yield begun.popleft()
        yield from begun


def _posted(order: Order) -> dict[str, Any]:
    """Make one session, or cast it if it was made before, and post it."""
    text = _text(order)
    included: list[str] = []
    make = partial(_made, text, order, included)
    return _packed(_cast_or(make, text, order, included) if order.spliced else make(), order, [])()


def _carried(order: Order, given: list[str], pool: "ThreadPoolExecutor") -> Attempt:
    """Make one session of many, and have it posted while others are made."""
    try:
        post = _packed(_made(_text(order), order, []), order, given)
    except KnibError as error:
        return partial(_failed, error)
    return pool.submit(post).result


def _text(order: Order) -> bytes:
    from knib.cli.inputs import Input

    return Input(name=order.source, dose=order.dose).text(quiet=order.hushed) if order.text is None else order.text


def _failed(error: KnibError) -> dict[str, Any]:
    raise error


def _packed(finished: "Cast", order: Order, given: list[str]) -> Attempt:
    """Name a session's files, apart from those `given`; posting them is left to do."""
    told = dict(finished.told)
    captions = told.pop("captions", {})
    paths = _paths(told, order, given)
    beside = {path.with_suffix(ending): text for path in paths for ending, text in captions.items()}

    def posted() -> dict[str, Any]:
        for path in paths:
            named = order.replace or bool(order.file) or str(path) in order.own
            put_session(finished.buffers, path, captions, named=named)
        return {"file": str(paths[0]), **told, "captions": [str(path) for path in beside]}

    return posted


def _paths(told: Mapping[str, Any], order: Order, given: list[str]) -> list[Path]:
    from knib.export.naming import distinct, file_name

    names = [order.file] if order.file else [f"{name}.{order.form}" for name in order.names]
    for name in names or [file_name(order.stem or told["title"], told["duration_ms"], order.form, order.mark)]:
        given.append(distinct([*given, str(order.folder / name)])[-1])
    return [Path(name) for name in given[-max(1, len(names)) :]]


def _cast_or(make: Callable[[], "Cast"], text: bytes, order: Order, included: list[str]) -> "Cast":
    """Cast a session that was made before; make it, and keep its mould, if it was not.

    A routine that includes files gets no mould: what is written in it does not tell what they hold tomorrow.
    """
    from knib.cli.again import Pattern
    from knib.cli.sources import mark, store

    pattern = Pattern(text, order.said())
    found = pattern.cast(store(), mark)
    if found:
        return found
    finished = make()
    # A chain may speak otherwise tomorrow, and what is included may have changed.
    if not included and list(finished.told["voices"]) == [finished.told["voice"]]:
        pattern.keep(finished, store(), finished.told["voice"], mark)
    return finished


def _made(text: bytes, order: Order, included: list[str]) -> "Cast":
    """Make a session, and note which files it includes."""
    from knib.cli.sources import booth_for, routine_of, sound_of, store
    from knib.export.mould import Cast
    from knib.studio import Finish, finish, record

    routine = routine_of(text, order.source, order.settings, order.variant, included)
    routine = replace(routine, sound=replace(routine.sound, **order.sound), fitting=order.fitting or routine.fitting)
    wanted = Finish(
        form=order.form,
        bitrate=order.bitrate,
        background=sound_of(order.background) if order.background else None,
        discreet=order.discreet,
        number=order.number,
    )
    with console.progress(routine.title, quiet=order.quiet) as spoken:
        session = record(routine, booth_for(routine, order.voice, offline=order.offline), spoken)
        buffers, _ = finish(session, store(), wanted)
    lines = session.lines_by_voice()
    told = {
        "title": routine.title,
        "duration_ms": session.timeline.length,
        "voice": session.voice,
        "voices": {name: len(said) for name, said in lines.items()},
        "lines": lines,
        "cues": len(session.timeline.placed),
        "distinct_cues": len(session.clips),
    }
    return Cast(buffers, {**told, "captions": _captions(session)} if order.captions else told)


def _captions(session: "Session") -> dict[str, str]:
    """Write the captions, by the ending of their files."""
    from knib.export.captions import lrc, webvtt

    return {".vtt": webvtt(session.timeline), ".lrc": lrc(session.timeline, session.routine.title)}
