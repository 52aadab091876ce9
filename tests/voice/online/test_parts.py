import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.errors import VoiceError
from knib.voice.online.parts import parts

WORDS = st.lists(st.text("abcæøå,.;:-–12", min_size=1, max_size=14), min_size=1, max_size=60).map(" ".join)


def texts(text: str, most: int) -> list[str]:
    return [part.text for part in parts(text, most)]


def test_a_short_text_is_one_part_with_its_sentences_whole() -> None:
    assert parts("Host. Slap af.", 100) == (("Host. Slap af.", 0),)


def test_a_part_ends_with_a_sentence_where_it_can() -> None:
    assert parts("Knib sammen, og løft. Slip helt igen.", 25) == (
        ("Knib sammen, og løft.", 350),
        ("Slip helt igen.", 0),
    )


def test_a_long_sentence_is_cut_at_the_last_clause_that_fits() -> None:
    assert parts("Et to, tre fire, fem seks syv, otte ni ti elleve", 18) == (
        ("Et to, tre fire,", 150),
        ("fem seks syv,", 150),
        ("otte ni ti elleve", 0),
    )


def test_a_long_clause_is_cut_in_its_middle() -> None:
    assert parts("aaaa bbbb cccc dddd", 14) == (("aaaa bbbb", 30), ("cccc dddd", 0))


@pytest.mark.parametrize("text", ["", " ", "...", "– !", "♪"])
def test_a_text_of_signs_alone_is_refused(text: str) -> None:
    with pytest.raises(VoiceError, match="nothing to say"):
        parts(text, 100)


def test_a_word_is_never_cut() -> None:
    with pytest.raises(VoiceError, match="a word has more than 20 letters"):
        parts("Lav bækkenbundsmuskulaturtræning nu", 20)


@given(WORDS, st.integers(14, 100))
def test_nothing_is_lost_and_every_part_is_short_and_has_something_to_say(text: str, most: int) -> None:
    try:
        cut = texts(text, most)
    except VoiceError:
        return  # nothing but signs for longer than a part
    assert " ".join(cut) == text
    assert all(len(part) <= most and any(sign.isalnum() for sign in part) for part in cut)


@given(st.lists(st.text("abcæøå12", min_size=1, max_size=14), min_size=1, max_size=60).map(" ".join))
def test_words_can_always_be_cut(text: str) -> None:
    assert " ".join(texts(text, 14)) == text
