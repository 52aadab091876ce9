"""Where encoded stretches are kept."""

from contextlib import suppress
from typing import Final, Protocol

from knib.errors import WriteError

AT_HAND: Final = 512
"""Clips about which something is remembered for the next session of this process: 25 MB of them at most."""


class Store(Protocol):
    """Bytes in, the same bytes out, in any thread. A key is a SHA-256 in hex: 64 digits."""

    def get(self, key: str) -> bytes | None:
        """Fetch what was put under a key, or nothing."""
        ...

    def put(self, key: str, payload: bytes) -> None:
        """Keep a payload.

        Raises:
            WriteError: it cannot be kept.
        """
        ...


class Memory:
    """A store in front of another: what was asked for once is at hand for the next session of this process.

    What the other cannot keep is lost with the process: that costs time and nothing else, and whoever keeps the clips
    there has told it already.
    """

    def __init__(self, behind: Store | None = None) -> None:
        """Stand before a store, or before none."""
        self._behind, self._held = behind, dict[str, bytes]()

    def get(self, key: str) -> bytes | None:
        """Fetch a payload from here, or from behind."""
        held = self._held.get(key)
        if held is None and self._behind and (held := self._behind.get(key)) is not None:
            self._held[key] = held
        return held

    def put(self, key: str, payload: bytes) -> None:
        """Keep a payload here and, if that can be done, behind."""
        self._held[key] = payload
        if self._behind:
            with suppress(WriteError):
                self._behind.put(key, payload)
