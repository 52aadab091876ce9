"""Words and the ready routines they find, however they bend."""

import pytest

from knib.spec.library import contents
from knib.spec.library.search import MEANT, WORTH_TRYING, found, stem


def ids(wanted: str) -> list[str]:
    return [row.id for row in found(contents(), wanted)]


@pytest.mark.parametrize(
    "words",
    [
        ("gravid", "gravide", "Gravides", "GRAVIDITET", "graviditeten"),
        ("mand", "mænd", "mænds", "maend", "mandens"),
        ("ældre", "Ældre", "aeldre", "gammel", "gamle", "senior"),
        ("knæ", "knæet", "knæene", "knae"),
        ("fødsel", "fødslen", "efter fødsel", "for dig efter fødslen"),
        ("hoste", "hoster", "host"),
        ("dryp", "drypper", "dryppe"),
        ("tarm", "tarmen", "endetarmen"),
        ("gå", "går"),
    ],
)
def test_words_that_bend_ask_for_the_same(words: tuple[str, ...]) -> None:
    assert [ids(word) for word in words] == [ids(words[0])] * len(words)
    assert ids(words[0])


@pytest.mark.parametrize(
    ("wanted", "some"),
    [
        ("gravid", {"gravid", "to-minutter", "aandedraet"}),
        ("mænd", {"maend", "efter-prostata", "lette-knib", "tarm"}),
        ("inkontinens", {"otte-knib", "tarm", "trang"}),
        ("barsel", {"efter-foedsel"}),
        ("prolaps", {"nedsynkning"}),
        ("bækkenbundstræning", {"blid-start", "udholdenhed"}),
        ("overvægtig", {"overvaegt"}),
        ("kejsersnit", {"efter-foedsel"}),
        ("overgangsalderen", {"overgangsalder"}),
        ("almen", {"styrke", "balance"}),
    ],
)
def test_a_word_finds_what_is_meant_by_it(wanted: str, some: set[str]) -> None:
    assert some <= set(ids(wanted))


@pytest.mark.parametrize(
    ("wanted", "none"),
    [("gang", "blid-start"), ("kvinde", "maend"), ("mand", "gravid"), ("knæ", "hosteknib"), ("fødsel", "maend")],
)
def test_a_word_does_not_find_what_only_sounds_like_it(wanted: str, none: str) -> None:
    assert none not in ids(wanted)


def test_those_that_say_the_word_themselves_go_first() -> None:
    assert ids("mænd")[:4] == ["maend", "efter-prostata", "lette-knib", "find-musklen"]


def test_every_word_of_a_question_is_asked_for() -> None:
    assert ids("ældre stol") == ["aeldre-siddende"]
    assert ids("ældre xyz") == []
    assert ids("xyz") == []


def test_a_question_of_small_words_alone_is_still_a_question() -> None:
    assert ids("til dig") == []


@pytest.mark.parametrize("word", [*WORTH_TRYING, *MEANT])
def test_every_word_that_is_offered_or_known_finds_something(word: str) -> None:
    assert ids(word)


def test_a_word_keeps_three_letters_at_least() -> None:
    assert stem("ben") == "ben"
    assert stem("et") == "et"
