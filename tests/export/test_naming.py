"""Names that tell apart and tell nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.export.naming import LONGEST_NAME, SIGNS, file_name, mark_of_parts, safe_name
from knib.units import Ms


def test_a_mark_stands_after_the_length_and_is_never_cut() -> None:
    assert file_name("traening", Ms(120_000), "mp3", "k7f3") == "traening-2min-k7f3.mp3"
    long = file_name("bækkenbund " * 20, Ms(120_000), "mp3", "k7f3")
    assert long.endswith("-2min-k7f3.mp3")
    assert len(long) <= LONGEST_NAME


@given(st.lists(st.text(), max_size=4))
def test_a_mark_has_four_signs_and_no_vowels(parts: list[str]) -> None:
    assert re.fullmatch(f"[{SIGNS}]{{4}}", mark_of_parts(*parts))


def test_other_parts_have_another_mark() -> None:
    assert len({mark_of_parts("a", "b"), mark_of_parts("ab"), mark_of_parts("b", "a"), mark_of_parts()}) == 4


@pytest.mark.parametrize(("title", "name"), [("Con", "traening-con"), ("LPT1", "traening-lpt1"), ("Kon", "kon")])
def test_what_windows_has_reserved_is_no_name(title: str, name: str) -> None:
    assert safe_name(title) == name
