"""Patience with a server on the network: one request at a time, not too soon, and not again and again."""

import random
import time
from collections.abc import Callable
from dataclasses import field
from threading import Lock
from typing import Final, TypeVar

from knib.errors import VoiceError
from knib.units import MINUTE, SECOND, Ms
from knib.values import dataclass

APART: Final = SECOND
"""From the end of one request to the beginning of the next, at least."""

JITTER: Final = Ms(500)
"""Up to so much is added to it, by chance."""

TRIES: Final = 3

LONGEST: Final = Ms(5 * MINUTE)
"""Nobody is kept waiting longer than this; who comes back later goes on where it stopped."""

BUSY: Final = Ms(30 * SECOND)
"""The shortest wait for a server that is busy."""

SOON: Final = Ms(5 * SECOND)
"""The wait for a server that did not answer to the end."""

T = TypeVar("T")


class Later(VoiceError):  # noqa: N818 -- an answer, which becomes an error only when it is the last
    """A server cannot answer now, and may after `wait` ms."""

    def __init__(self, message: str, wait: Ms) -> None:
        super().__init__(message, cure="wait an hour")
        self.wait = wait


def _now() -> Ms:
    return Ms(time.monotonic_ns() // 1_000_000)


def _sleep(length: Ms) -> None:
    time.sleep(length / 1000)


def _chance() -> Ms:
    return Ms(random.randint(0, JITTER))  # noqa: S311 -- politeness is no secret


@dataclass(frozen=True, slots=True)
class Clockwork:
    """The clock, the sleep and the chance of the world."""

    now: Callable[[], Ms] = _now
    sleep: Callable[[Ms], None] = _sleep
    chance: Callable[[], Ms] = _chance


@dataclass(slots=True)
class Patience:
    """Asks one server. Safe to use from several threads: they wait for each other.

    `tell` is called with a sentence before a long wait. Who had no answer in three tries is not asked again.
    """

    clockwork: Clockwork = field(default_factory=Clockwork)
    tell: Callable[[str], None] = lambda _: None
    _lock: Lock = field(default_factory=Lock)
    _answered: Ms | None = None
    _gave_up: Later | None = None

    def ask(self, send: Callable[[], T]) -> T:
        """Send a request, and again after a wait when the answer is `Later`: twice the wait each time.

        Raises:
            VoiceError: whatever `send` raises; `Later` when there was no answer in three tries, when the wait would
                be longer than five minutes, or when it came to that before.
        """
        with self._lock:
            if self._gave_up:
                raise self._gave_up
            for doubled in (2**number for number in range(TRIES)):
                try:
                    return self._once(send)
                except Later as later:
                    self._wait(later, Ms(later.wait * doubled), last=doubled == 2 ** (TRIES - 1))
        raise AssertionError  # pragma: no cover -- the last try returns or raises

    def _once(self, send: Callable[[], T]) -> T:
        clock = self.clockwork
        if self._answered is not None:
            rest = self._answered + APART + clock.chance() - clock.now()
            if rest > 0:
                clock.sleep(Ms(rest))
        try:
            return send()
        finally:
            self._answered = clock.now()

    def _wait(self, later: Later, wait: Ms, *, last: bool) -> None:
        if last or wait > LONGEST:
            self._gave_up = later
            raise later
        self.tell(f"{later}; asking again in {wait // SECOND} s")
        self.clockwork.sleep(wait)
