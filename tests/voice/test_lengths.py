import pytest

from knib.voice.lengths import estimate


@pytest.mark.parametrize(
    ("text", "percent", "length"),
    [("Slip helt.", 100, 700), ("Slip helt.", 70, 1000), ("Hold 5", 100, 700), ("Å", 100, 350), ("WC", 100, 700)],
)
def test_an_estimate_is_70_ms_a_character_and_five_for_a_digit(text: str, percent: int, length: int) -> None:
    assert estimate(text, percent) == length
