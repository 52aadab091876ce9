"""Work done aside, in one thread that stays.

Python raises Ctrl-C in the main thread's next line of Python. While a C library speaks there, that is a line of its
callback's, where ctypes prints the exception and drops it; so it speaks aside. In a thread that stays, for in a new one
for each text the system hands out all memory anew, which takes as long again as a third of the speaking (decision 180).
"""

import os
import threading
from collections.abc import Callable
from queue import SimpleQueue


class _Piece:
    """One piece of work."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work, self._undone = work, threading.Lock()  # an Event is two of these, and takes three times as long
        self._undone.acquire()
        self._failure: BaseException | None = None

    def run(self) -> None:
        """Do it, in the thread aside."""
        try:
            self._work()
        except BaseException as err:  # noqa: BLE001 (raised again in the thread that waits)
            self._failure = err
        self._undone.release()

    def wait(self) -> None:
        """Wait until it is done, and raise what it raised."""
        with self._undone:
            pass
        if self._failure:
            raise self._failure


class _Thread:
    """The thread, which is there from the first piece of work on."""

    def __init__(self) -> None:
        self._starting = threading.Lock()
        self._pieces: SimpleQueue[_Piece] | None = None

    def forget(self) -> None:
        """Begin anew, in a forked process: it has none of its parent's threads."""
        self._starting, self._pieces = threading.Lock(), None

    def pieces(self) -> "SimpleQueue[_Piece]":
        """Give the queue of what is to be done."""
        with self._starting:
            if self._pieces is None:
                pieces = SimpleQueue[_Piece]()
                threading.Thread(target=_work_through, args=(pieces,), daemon=True).start()
                self._pieces = pieces  # last: whoever is interrupted before starts another thread later
            return self._pieces


def _work_through(pieces: "SimpleQueue[_Piece]") -> None:
    while True:
        pieces.get().run()


_THREAD = _Thread()

if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_THREAD.forget)


def aside(work: Callable[[], None]) -> None:
    """Have something done aside, after what others asked for before, and wait for it.

    Raises:
        BaseException: whatever the work raises. Or this thread is interrupted while it waits; the work goes on.
    """
    piece = _Piece(work)
    _THREAD.pieces().put(piece)
    piece.wait()
