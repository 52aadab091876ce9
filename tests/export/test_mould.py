from hypothesis import given
from hypothesis import strategies as st

from knib.export.mould import LARGEST, Cast, cast, mould

SILENCE = bytes(48_000)


def folded(finished: Cast) -> bytes:
    data = mould(finished)
    assert data
    return data


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=8), st.data())
def test_what_is_cast_is_what_was_folded(blocks: list[bytes], data: st.DataObject) -> None:
    order = data.draw(st.lists(st.sampled_from(blocks), max_size=30))
    told = {"title": "Knib æøå", "duration_ms": 61_000}
    again = cast(folded(Cast(order, told)))
    assert b"".join(again.buffers) == b"".join(order)
    assert again.told == told


def test_what_comes_often_is_kept_once() -> None:
    sound = bytes(range(256)) * 20
    once = len(folded(Cast([SILENCE, sound], {})))
    often = len(folded(Cast([SILENCE, sound] * 500, {})))
    assert often - once == 499 * 2 * 4  # four bytes for each place in the order


def test_views_of_bytes_are_folded_too() -> None:
    part = memoryview(b"abcdef")[2:5]
    assert b"".join(cast(folded(Cast([part, b"x", part], {}))).buffers) == b"cdexcde"


def test_an_empty_file_is_cast_empty() -> None:
    assert list(cast(folded(Cast([], {}))).buffers) == []


def test_a_file_that_does_not_repeat_itself_has_no_mould() -> None:
    assert mould(Cast([bytes(LARGEST), b"x"], {})) is None
    one = bytes(LARGEST)
    assert mould(Cast([one] * 2, {}))
