"""A text cut into sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.plan.sentences import sentences


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("", ()),
        ("Knib", ("Knib",)),
        ("Knib. Slip.", ("Knib.", "Slip.")),
        ("Klar? Knib! Godt… Ånd ud.", ("Klar?", "Knib!", "Godt…", "Ånd ud.")),
        ("Hold i ca. 10 sekunder.", ("Hold i ca. 10 sekunder.",)),
        ("Hold i 10 sek. Slip.", ("Hold i 10 sek.", "Slip.")),
        ("Nu kommer 2. Sæt dig op.", ("Nu kommer 2. Sæt dig op.",)),
        ("Slip, f.eks. Skulderen.", ("Slip, f.eks. Skulderen.",)),
        ("Sig 'slip.' nu.", ("Sig 'slip.' nu.",)),
        ("Han sagde: »Slip.« Godt.", ("Han sagde: »Slip.«", "Godt.")),
        ("Knib... så slip.", ("Knib... så slip.",)),
        ("... Knib.", ("... Knib.",)),
        ("Knib.Slip.", ("Knib.Slip.",)),
    ],
)
def test_a_text_is_cut_where_a_sentence_ends(text: str, cut: tuple[str, ...]) -> None:
    assert sentences(text) == cut


@given(st.text('aK0.!?… "»('))
def test_nothing_but_white_space_is_lost_and_each_sentence_can_be_spoken(text: str) -> None:
    cut = sentences(text)
    assert "".join("".join(cut).split()) == "".join(text.split())
    assert all(any(sign.isalnum() for sign in sentence) for sentence in cut[:-1])
