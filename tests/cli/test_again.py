from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.cli.again import Pattern
from knib.errors import UsageError
from knib.export.mould import Cast

ROUTINE = b"routine: Bodils knib\n"
ORDER = {"voice": None, "bitrate": 64, "settings": {"hold": "5 s"}}
FINISHED = Cast([b"silence", b"sound", b"silence"], {"title": "Bodils knib"})


class Glass:
    """A store that shows what lies in it."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def put(self, key: str, payload: bytes) -> None:
        self.kept[key] = payload


def same(voice: str) -> str:
    return f"{voice}, as always"


@pytest.fixture
def store() -> Glass:
    glass = Glass()
    Pattern(ROUTINE, ORDER).keep(FINISHED, glass, "espeak", same)
    return glass


def test_a_file_made_before_is_cast_again(store: Glass) -> None:
    found = Pattern(ROUTINE, ORDER).cast(store, same)
    assert found
    assert b"".join(found.buffers) == b"silencesoundsilence"
    assert found.told == FINISHED.told


@pytest.mark.parametrize(
    "pattern",
    [
        Pattern(ROUTINE + b"#", ORDER),
        Pattern(ROUTINE, {**ORDER, "bitrate": 32}),
        Pattern(ROUTINE, {**ORDER, "voice": "espeak"}),
        Pattern(ROUTINE, {**ORDER, "settings": {"hold": "6 s"}}),
        Pattern(ROUTINE, {**ORDER, "number": 1}),
    ],
)
def test_another_routine_or_another_order_has_another_mould(store: Glass, pattern: Pattern) -> None:
    assert pattern.cast(store, same) is None


def test_a_mould_made_with_a_voice_that_sounds_otherwise_now_does_not_count(store: Glass) -> None:
    assert Pattern(ROUTINE, ORDER).cast(store, lambda voice: f"{voice}, a new version") is None


def test_a_mould_made_with_a_voice_that_is_gone_does_not_count(store: Glass) -> None:
    def gone(voice: str) -> str:
        raise UsageError(voice)

    assert Pattern(ROUTINE, ORDER).cast(store, gone) is None


def test_a_changed_program_makes_everything_anew(store: Glass, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knib.cli.again._program", lambda: iter([("another", 0, 0)]))
    assert Pattern(ROUTINE, ORDER).cast(store, same) is None


def test_nobody_reads_a_mould_without_its_routine(store: Glass) -> None:
    (entry,) = store.kept.values()
    for word in (b"Bodil", b"silence", b"sound", b"title"):
        assert word not in entry


@given(st.binary(max_size=300))
def test_what_is_sealed_is_opened_as_it_was(data: bytes) -> None:
    pattern = Pattern(ROUTINE, ORDER)
    sealed: Any = pattern._sealed  # noqa: SLF001 -- the property is about the seal alone
    assert sealed(sealed(data)) == data


def test_a_mould_that_cannot_be_kept_is_no_error(tmp_path: Path) -> None:
    from knib.voice.shelf import Shelf

    (tmp_path / "file").write_text("in the way")
    full = Shelf(tmp_path / "file")
    Pattern(ROUTINE, ORDER).keep(FINISHED, full, "espeak", same)
    assert Pattern(ROUTINE, ORDER).cast(full, same) is None
