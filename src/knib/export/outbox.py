"""Writes finished files, all or nothing.

A file is written under another name beside its place, and takes its place only when it is whole and on the disk. That
name is `.knib-<16 hex digits>.part`. One that was left behind by a process that was killed may be deleted at any time;
no finished file is ever named so.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from knib.errors import WriteError

Buffer = bytes | bytearray | memoryview

_AT_ONCE: Final = 1 << 20
"""Bytes given to the system at a time: so many that it is asked seldom, so few that the disk begins early."""

_MOST_BUFFERS: Final = 1000
"""Buffers given to it at a time; systems take 1024."""

_LARGE: Final = 64 << 20
"""Bytes of a file that room is asked for first: two hours and a half."""

_KEEP_SIZE: Final = 1  # FALLOC_FL_KEEP_SIZE (linux/falloc.h): the file is no longer than what was written

_PERMISSION: Final = ("it may not be written there", "Choose a folder of your own, or close the program that plays it.")
_FULL: Final = ("the disk is full", "Make room on the disk, or choose another one.")
_NO_FOLDER: Final = ("a file stands where its folder should be", "Choose another folder.")

REASONS: Final[Mapping[int, tuple[str, str]]] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: ("your share of the disk is used up", "Delete something, or choose another disk."),
    errno.EFBIG: ("it is larger than this disk allows", "Choose another disk."),
    errno.EACCES: _PERMISSION,
    errno.EPERM: _PERMISSION,
    errno.EBUSY: _PERMISSION,
    errno.EROFS: ("the disk is read-only", "Choose another disk."),
    errno.EISDIR: ("it is a folder", "Give the name of a file."),
    errno.EEXIST: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.ENAMETOOLONG: ("its name is too long", "Choose a shorter name."),
    errno.EINVAL: ("its name holds a character that is not allowed there", "Use letters, digits and hyphens."),
    errno.EIO: ("the disk failed", "Choose another disk, and have this one looked at."),
}
"""What went wrong and how to mend it, by the system's number for it."""

_OTHERWISE: Final = "Choose another folder."


Judge = Callable[[Path], None]
"""Looks at a file that is there and would be replaced by another one, and raises if it must stay."""


def anything(_path: Path) -> None:
    """Judge that whatever is there may be replaced."""


def post(data: bytes | Iterable[Buffer], path: Path, judge: Judge = anything) -> bool:
    """Write a finished file, given as a whole or in buffers, and its folder if there is none.

    Afterwards the file is there as a whole. If anything goes wrong, Ctrl-C included, the file that was there before is
    as it was, and nothing else lies beside it. A file that holds these very bytes already is left alone, date and all.

    Returns:
        Whether a file with other bytes was replaced.

    Raises:
        WriteError: it cannot be written, something that is no file has its name, or the judge would keep what is there.
    """
    return bool(post_together({path: data}, judge))


def post_together(
    files: Mapping[Path, bytes | Iterable[Buffer]], judge: Judge = anything, gone: Iterable[Path] = ()
) -> list[Path]:
    """Write several finished files as `post` does, all of them or none, and take away those that shall be `gone`.

    All are on the disk under other names before the first takes its place. If anything goes wrong, Ctrl-C included, the
    files that were there before are as they were, and a folder that was made for them is gone. From the first question
    to the judge until all are in place, no other run of Knib writes into their folders.

    Returns:
        Where a file with other bytes was replaced.

    Raises:
        WriteError: one of them cannot be written, something that is no file has its name, or the judge would keep what
            is there.
    """
    path, kept, replaced = Path(), list[Path](), list[Path]()
    try:
        with ExitStack() as undo:  # what was done is undone, the last thing first
            parts: dict[Path, Path] = {}
            for path, data in files.items():
                _refuse_what_is_no_file(path)
                if _is_there(path, data):
                    continue
                _make_folder(path.parent, undo)
                parts[path] = _part(path)
                undo.callback(_quietly, parts[path].unlink)
                _write(data, parts[path])
            # After all are written, because a disk takes many together more quickly than one by one.
            for path, part in parts.items():  # noqa: B007 -- an error tells of it
                _sync(part)
            with _locked({path.parent for path in parts}), ExitStack() as back:
                replaced += [path for path in parts if path.exists()]
                for path in replaced:
                    judge(path)
                unwanted = [path for path in gone if path.is_file()]
                for path, part in parts.items():
                    with suppress(OSError):  # A file that was for its owner alone stays so.
                        part.chmod(path.stat().st_mode & 0o777)
                    if len(parts) + len(unwanted) > 1:  # a single one is there in one step, or not at all
                        kept += _kept(path, back)
                    part.replace(path)
                for path in unwanted:
                    kept += _kept(path, back)
                    path.unlink(missing_ok=True)
                back.pop_all()
            undo.pop_all()
    except OSError as err:
        what, cure = REASONS.get(err.errno or 0, (err.strerror or str(err), _OTHERWISE))
        raise WriteError(f"{path} could not be written: {what}", cure=cure) from err
    for old in kept:
        _quietly(old.unlink)
    return replaced


@contextmanager
def _locked(folders: Iterable[Path]) -> Iterator[None]:
    """Keep other runs out of folders, where the system can: two at once could each look, and then both write."""
    if sys.platform == "win32":  # a folder cannot be opened there
        yield
        return
    from fcntl import LOCK_EX, flock

    with ExitStack() as opened:
        for folder in sorted(folders):
            with suppress(OSError):  # a disk that knows no locks
                file = os.open(folder, os.O_RDONLY)
                opened.callback(os.close, file)
                flock(file, LOCK_EX)
        yield


def _make_folder(folder: Path, undo: ExitStack) -> None:
    if folder.is_dir():
        return
    for missing in reversed([place for place in (folder, *folder.absolute().parents) if not place.exists()]):
        undo.callback(_quietly, missing.rmdir)
    folder.mkdir(parents=True, exist_ok=True)


def _kept(path: Path, undo: ExitStack) -> list[Path]:
    """Keep the file that is there under another name, if there is one, so that it can come back."""
    if not path.exists():
        undo.callback(_quietly, path.unlink)
        return []
    old = _part(path)
    undo.callback(_quietly, old.unlink)  # where both names are one file, the next line changes nothing
    undo.callback(_quietly, partial(old.replace, path))
    try:
        old.hardlink_to(path)  # so that there is a file at any moment
    except OSError:  # a disk that knows no second name
        path.replace(old)
    return [old]


def _quietly(step: Callable[[], object]) -> None:
    with suppress(OSError):  # What went wrong first is what is told.
        step()


def _refuse_what_is_no_file(path: Path) -> None:
    if path.is_dir():
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
    if path.exists() and not path.is_file():  # It would be replaced: bad for /dev/null.
        raise WriteError(f"{path} could not be written: it is a device", cure="Give the name of a file.")


def _is_there(path: Path, data: bytes | Iterable[Buffer]) -> bool:
    """Tell whether a file holds these very bytes already: to look takes a third of the time that writing takes."""
    buffers = (data,) if isinstance(data, bytes) else data
    if not isinstance(buffers, Sequence):  # it can be gone through only once
        return False
    try:
        with path.open("rb", buffering=0) as file:
            if os.fstat(file.fileno()).st_size != sum(map(len, buffers)):
                return False
            return all(file.read(len(part)) == part for buffer in buffers for part in _in_parts(buffer))
    except OSError:
        return False


def _in_parts(buffer: Buffer) -> Iterator[bytes]:
    if isinstance(buffer, bytes) and len(buffer) <= _AT_ONCE:
        return iter((buffer,))
    return map(bytes, _sliced(memoryview(buffer)))


def _part(path: Path) -> Path:
    return path.with_name(f".knib-{os.urandom(8).hex()}.part")


def _write(data: bytes | Iterable[Buffer], part: Path) -> None:
    with part.open("xb", buffering=0) as file:
        if isinstance(data, Sequence) and sys.platform == "linux":
            _ask_for_room(file.fileno(), len(data) if isinstance(data, bytes) else sum(map(len, data)))
        at = 0
        for batch in _batches((data,) if isinstance(data, bytes) else data):
            at += _append(batch, file.fileno(), at)


def _ask_for_room(file: int, size: int) -> None:
    """Have the disk put room aside for a large file: it is then written a sixteenth sooner, or refused at once.

    By Linux's own call, for `os.posix_fallocate` writes every block itself where a file system has no such thing.
    """
    if size < _LARGE:
        return
    from ctypes import CDLL, c_int, c_long, get_errno

    fallocate = CDLL(None, use_errno=True).fallocate
    fallocate.argtypes = (c_int, c_int, c_long, c_long)
    if fallocate(file, _KEEP_SIZE, 0, size) and get_errno() in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        raise OSError(get_errno(), os.strerror(get_errno()))


def _sync(part: Path) -> None:
    with part.open("rb+") as file:  # Windows syncs only what may be written
        os.fsync(file.fileno())


def _batches(buffers: Iterable[Buffer]) -> Iterator[Sequence[Buffer]]:
    """Give buffers some at a time, large ones in parts. None is copied."""
    batch: list[Buffer] = []
    size = 0
    for buffer in buffers:
        whole = len(buffer) <= _AT_ONCE
        for part in (buffer,) if whole else _sliced(memoryview(buffer)):
            batch.append(part)
            size += len(part)
            if size >= _AT_ONCE or len(batch) == _MOST_BUFFERS:
                yield batch
                batch, size = [], 0
    yield batch


def _sliced(buffer: memoryview) -> Iterator[memoryview]:
    return (buffer[at : at + _AT_ONCE] for at in range(0, len(buffer), _AT_ONCE))


def _append(batch: Sequence[Buffer], file: int, end: int) -> int:
    """Write where the file ends, and let the disk begin with it while the next is written; give how much it was."""
    size = sum(map(len, batch))
    done = os.writev(file, batch) if batch and hasattr(os, "writev") else 0
    if done < size:  # Windows has no such call, and where the disk is full it does a part
        left = memoryview(b"".join(batch))[done:]
        while left:
            left = left[os.write(file, left) :]
    if hasattr(os, "posix_fadvise"):
        # "Not needed soon" makes Linux start to write what is not yet on the disk, and forgets none of that.
        with suppress(OSError):  # It is advice: a file system that knows none of it writes all the same.
            os.posix_fadvise(file, end, size, os.POSIX_FADV_DONTNEED)
    return size
