"""A reader of requests that lets go of who takes too long to ask: uvicorn waits for them for ever."""

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol


class Impatient(H11Protocol):
    """Reads requests as uvicorn does, and ends a connection on which none was whole after `patience` seconds.

    An answer under way has all the time it needs; a kept connection that is silent is uvicorn's own to end.
    """

    patience: ClassVar[float] = 10
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take what came, and begin or end to wait."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._forget()
        super().connection_lost(exc)

    def _answering(self) -> bool:
        # There is no cycle before the first request, whatever uvicorn's annotation says.
        return not getattr(self.cycle, "response_complete", True)

    def _watch(self) -> None:
        if self._answering():
            self._forget()
        elif self._timer is None:
            self._timer = self.loop.call_later(self.patience, self._let_go)

    def _let_go(self) -> None:
        self._timer = None
        if not self._answering():
            self.transport.abort()

    def _forget(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def impatient(seconds: float) -> type[Impatient]:
    """Give a reader that waits so long."""

    class Waiting(Impatient):
        patience = seconds

    return Waiting
