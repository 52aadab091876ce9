import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.serve.ranges import ranges, written_again


@pytest.mark.parametrize(
    ("header", "asked"),
    [
        ("bytes=0-1", ((0, 1),)),  # how Safari begins
        ("bytes=0-", ((0, 9),)),
        ("bytes=3-100", ((3, 9),)),
        ("BYTES = 0-1", None),
        ("Bytes=0-1", ((0, 1),)),  # 14.1: the unit's case is no matter
        ("bytes=-3", ((7, 9),)),
        ("bytes=-100", ((0, 9),)),
        ("bytes=-0", ()),
        ("bytes=10-", ()),
        ("bytes=10-12,20-", ()),
        ("bytes=0-0,20-", ((0, 0),)),  # 14.1.2: one that can be met is enough
        ("bytes=0-1 , ,\t5-6,", ((0, 1), (5, 6))),
        ("bytes=5-4", None),
        ("bytes=a-b", None),
        ("bytes=-", None),
        ("bytes=", None),
        ("bytes=--3", None),
        ("bytes=+1-2", None),
        ("bytes=1_0-", None),
        ("bytes=٣-٤", None),
        ("lines=0-1", None),
        ("0-1", None),
        ("bytes=0-" + "9" * 900, ((0, 9),)),
        ("bytes=0-" + "9" * 9000, None),
        ("bytes=" + ",".join(["0-0"] * 16), ((0, 0),) * 16),
        ("bytes=" + ",".join(["0-0"] * 17), None),
    ],
)
def test_a_header_asks_for_these_of_ten_bytes(header: str, asked: tuple[tuple[int, int], ...] | None) -> None:
    assert ranges(header, 10) == asked


@pytest.mark.parametrize("header", ["bytes=0-", "bytes=-5", "bytes=0-0"])
def test_an_empty_file_has_no_part(header: str) -> None:
    assert ranges(header, 0) == ()


@given(st.text(max_size=60).map("bytes={}".format) | st.text(), st.integers(0, 50))
def test_whatever_is_asked_lies_within_the_file(header: str, size: int) -> None:
    for first, last in ranges(header, size) or ():
        assert 0 <= first <= last < size


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)).map(sorted).map(tuple), min_size=1, max_size=16))
def test_what_is_written_again_is_read_the_same(asked: list[tuple[int, int]]) -> None:
    assert ranges(written_again(tuple(asked)), 100) == tuple(asked)
