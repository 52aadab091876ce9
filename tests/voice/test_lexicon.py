import struct
from contextlib import suppress
from pathlib import Path

import espeakng_loader
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.errors import SpecError, UsageError
from knib.voice import lexicon
from knib.voice.lexicon import PHONEMES, Lexicon, Words, own, read, words_for

SMALL = Words(
    {
        "knib": "/kn'i:b/",
        "hosteknib": "/h'ost@-kn,i:b/",
        "øvelse": "/'Y:v@-ls@-/",
        "kegel": "kejgel",
        "gynobs": "gyn obs",
    }
)


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
        ("Kegel-øvelse", "Kejgel- [['Y:v@-ls@-]]"),
        ("(knib)", "( [[kn'i:b]])"),  # without the space eSpeak NG leaves the word out
        ("knib knib", "[[kn'i:b]] [[kn'i:b]]"),
        ("\nknib", "\n[[kn'i:b]]"),
        ("Efter kegel.", "Efter kejgel."),
        ("Gynobs", "Gyn obs"),
        ("Slip helt.", "Slip helt."),
        ("", ""),
    ],
)
def test_whole_words_are_said_in_another_way(text: str, wanted: str) -> None:
    assert SMALL.apply(text) == wanted


def test_a_letter_that_only_looks_the_same_is_left_alone() -> None:
    assert SMALL.apply("øvelſe") == "øvelſe"


def test_without_words_nothing_changes() -> None:
    assert Words({}).apply("Knib.") == "Knib."


def test_the_fingerprint_changes_with_any_entry_and_not_with_their_order() -> None:
    other = Words({**SMALL.said, "knib": "/kn'?ib/"})
    assert SMALL.fingerprint == Words(dict(sorted(SMALL.said.items(), reverse=True))).fingerprint
    assert SMALL.fingerprint != other.fingerprint


# What is read


def test_a_lexicon_has_sections_comments_and_entries() -> None:
    text = "\ufeff# mine\n\n[all]\nKegel = kejgel\r\n  [ eSpeak ]\nKnib=/kn'i:b/\nrest = /R'?&#st/\n"
    (layer,) = read(text.encode(), "mine").layers
    assert layer == {"all": {"kegel": "kejgel"}, "espeak": {"knib": "/kn'i:b/", "rest": "/R'?&#st/"}}


def test_an_empty_lexicon_changes_nothing() -> None:
    assert own().merged(read(b"", "empty")).words_for("espeak") == own().words_for("espeak")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ord", "lexicon-entry"),
        ("ord =", "lexicon-entry"),
        ("= /a/", "lexicon-word"),
        ("ord2 = o", "lexicon-word"),
        ("[da] = o", "lexicon-section"),
        ("[espaek]", "lexicon-section"),
        ("[espeak", "lexicon-section"),
        ("ord = 2", "lexicon-spelling"),
        ("ord = [[o]]", "lexicon-spelling"),
        ("ord = //", "lexicon-phonemes"),
        ("ord = /", "lexicon-phonemes"),
        ("ord = /o", "lexicon-phonemes"),
        ("ord = /kn'i:bQ/", "lexicon-phonemes"),
        ("ord = /b?eg'?Yn/", "lexicon-phonemes"),  # ?Y is none
        ("ord = /kn i b/", "lexicon-phonemes"),
        ("ord = /æ/", "lexicon-phonemes"),
        ("Knib = /kn'ib/", "lexicon-twice"),
    ],
)
def test_a_misprint_is_found_with_its_line(line: str, code: str) -> None:
    with pytest.raises(SpecError) as caught:
        read(f"[espeak]\nknib = /kn'i:b/\n{line}\n".encode(), "mine.lexicon")
    (problem,) = caught.value.problems
    assert (problem.code, problem.origin.file, problem.origin.line) == (code, "mine.lexicon", 3)
    assert problem.suggestion


def test_every_misprint_is_found_at_once() -> None:
    with pytest.raises(SpecError) as caught:
        read(b"knib = k\n[all]\nknib\nord = /o/\n[nobody]\n", "mine")
    assert [(p.code, p.origin.line) for p in caught.value.problems] == [
        ("lexicon-no-section", 1),
        ("lexicon-entry", 3),
        ("lexicon-phonemes-here", 4),  # only eSpeak NG takes phonemes
        ("lexicon-section", 5),
    ]


def test_a_file_that_is_not_utf_8_is_told_the_line() -> None:
    with pytest.raises(SpecError) as caught:
        read("[all]\nøvelse = ø".encode("cp1252"), "mine")
    assert [(p.code, p.origin.line) for p in caught.value.problems] == [("lexicon-encoding", 2)]


@given(st.one_of(st.binary(), st.text("[]al=/kn'i:#\nespeak \tø").map(str.encode)))
def test_any_bytes_give_a_lexicon_or_its_problems(data: bytes) -> None:
    with suppress(SpecError):
        assert isinstance(read(data, "any"), Lexicon)


# Whose word holds


def test_a_voice_is_given_its_own_section_over_that_of_all_and_never_anothers() -> None:
    mine = read(b"[all]\nknib = knip\nkegel = kejgel\n[espeak]\nknib = /kn'i:b/\n", "mine")
    assert mine.words_for("espeak").said == {"knib": "/kn'i:b/", "kegel": "kejgel"}
    assert mine.words_for("piper").said == {"knib": "knip", "kegel": "kejgel"}


def test_the_users_word_holds_over_ours() -> None:
    mine = read(b"[all]\nknib = knip\n", "mine")
    both = own().merged(mine).words_for("espeak")
    assert both.apply("Knib, øvelse.") == f"Knip, [[{own().words_for('espeak').said['øvelse'][1:-1]}]]."


def test_our_phonemes_are_only_for_espeak_ng() -> None:
    assert words_for("gtts").said == {}


def test_a_file_of_the_users_is_laid_on_top(tmp_path: Path) -> None:
    mine = tmp_path / "mine.lexicon"
    mine.write_text("[all]\nKegel = kejgel\n", "utf-8")
    words = words_for("espeak", str(mine))
    assert words.said["kegel"] == "kejgel"
    assert words.said["knib"] == "/kn'i:b/"
    assert words.fingerprint != words_for("espeak").fingerprint
    assert words_for("espeak", None) == words_for("espeak", "")


@pytest.mark.parametrize("name", ["nothing.lexicon", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="lexicon '") as caught:
        words_for("espeak", f"{tmp_path}/{name}")
    assert caught.value.cure


def test_a_file_that_can_be_no_lexicon_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "LARGEST", 10)
    (tmp_path / "film").write_bytes(b"#" * 11)
    with pytest.raises(UsageError, match="larger than any lexicon"):
        words_for("espeak", tmp_path / "film")


# Our own


def test_every_word_of_ours_is_of_danish_letters() -> None:
    assert all(word == word.lower() and word.isalpha() for word in own().words_for("espeak").said)


def test_every_phoneme_a_lexicon_may_use_is_in_espeak_ngs_own_list_for_danish() -> None:
    assert sorted(PHONEMES - mnemonics("base") - mnemonics("base1") - mnemonics("da")) == []


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
