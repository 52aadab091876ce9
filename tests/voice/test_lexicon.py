import struct
from pathlib import Path

import espeakng_loader
import pytest

from knib.errors import VoiceError
from knib.voice.lexicon import ESPEAK, Lexicon

SMALL = Lexicon({"knib": "kn'i:b", "hosteknib": "h'ost@-kn,i:b", "øvelse": "'Y:v@-ls@-"}, ESPEAK.phonemes)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Knib og løft.", "[[kn'i:b]] og løft."),
        ("KNIB!", "[[kn'i:b]]!"),
        ("Let knib, så slip.", "Let [[kn'i:b]], så slip."),
        ("Hosteknib", "[[h'ost@-kn,i:b]]"),  # the longest word, not the knib in it
        ("Knibtang", "Knibtang"),
        ("båknib", "båknib"),  # å is a letter
        ("knibø", "knibø"),
        ("knib1", "knib1"),
        ("knib'et og knib’et", "knib'et og knib’et"),
        ("'knib'", "' [[kn'i:b]]'"),
        ("ØVELSE", "[['Y:v@-ls@-]]"),
        ("Kegel-øvelse", "Kegel- [['Y:v@-ls@-]]"),
        ("(knib)", "( [[kn'i:b]])"),  # without the space eSpeak NG leaves the word out
        ("knib knib", "[[kn'i:b]] [[kn'i:b]]"),
        ("\nknib", "\n[[kn'i:b]]"),
        ("Slip helt.", "Slip helt."),
        ("", ""),
    ],
)
def test_whole_words_become_phonemes(text: str, wanted: str) -> None:
    assert SMALL.apply(text) == wanted


def test_a_letter_that_only_looks_the_same_is_left_alone() -> None:
    assert SMALL.apply("øvelſe") == "øvelſe"


@pytest.mark.parametrize("sounds", ["kn'i:bQ", "", "b?eg'?Yn", "kn i b", "æ"])
def test_a_misprint_is_refused_when_the_lexicon_is_made(sounds: str) -> None:
    with pytest.raises(VoiceError, match="'ord' has unknown phonemes"):
        Lexicon({"ord": sounds}, ESPEAK.phonemes)


def test_the_fingerprint_changes_with_any_entry() -> None:
    other = Lexicon({**SMALL.words, "knib": "kn'?ib"}, ESPEAK.phonemes)
    assert SMALL.fingerprint == Lexicon(dict(sorted(SMALL.words.items(), reverse=True)), ESPEAK.phonemes).fingerprint
    assert SMALL.fingerprint != other.fingerprint


def test_every_word_is_in_lower_case_and_of_danish_letters() -> None:
    assert all(word == word.lower() and word.isalpha() for word in ESPEAK.words)


def test_every_phoneme_we_use_is_in_espeak_ngs_own_list_for_danish() -> None:
    assert sorted(ESPEAK.phonemes - mnemonics("base") - mnemonics("base1") - mnemonics("da")) == []


def mnemonics(table: str) -> set[str]:
    """Read a table of eSpeak NG's `phontab`: a count of tables, and for each its name and its phonemes of 16 bytes."""
    data = (Path(espeakng_loader.get_data_path()) / "phontab").read_bytes()
    place, found = 4, {}
    for _ in range(data[0]):
        count, name = data[place], struct.unpack_from("32s", data, place + 4)[0].split(b"\0")[0].decode()
        place += 36
        found[name] = {data[p : p + 4].rstrip(b"\0").decode("latin-1") for p in range(place, place + 16 * count, 16)}
        place += 16 * count
    return found[table]
