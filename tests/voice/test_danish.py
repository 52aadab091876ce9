import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.voice.danish import Numbers, normalise, words
from knib.voice.danish.step import FRACTIONS
from knib.voice.engines.espeak import Espeak

HERE = Path(__file__).parent
TABLE = [line.split("\t") for line in (HERE / "danish.tsv").read_text("utf-8").splitlines() if "\t" in line]

# What a table for people cannot show.
INVISIBLE = {
    "": "",
    "  to  mellemrum ": "  to  mellemrum ",
    "Hold i 5 sek.\nslip": "Hold i 5 sekunder.\nslip",
    "10\u00a0000": "10000",
    "5\u202fkg": "5 kilo",
    "e\u0301n": "én",  # é in two parts
    "bække\u00adnbund": "bækkenbund",
    "# Knib": "Knib",
    "\ufeffKnib": "Knib",
    "Knib\u200b nu": "Knib nu",
    "٣ knib": "3 knib",
    "Knib \U0001f1e9\U0001f1f0 nu": "Knib nu",  # a flag
    "👩🏽\u200d⚕️ siger: knib": "siger: knib",
    "\ud800 Hold": "Hold",
    "ring 112\t": "ring ét ét 2\t",
}

PIECES = [
    *("1", "2", "10", "½", "¼", "⅔", "1½", "1/2", "000", "02", "24", "31", "112", "2024", ".", ",", "-", "–", "−", " "),
    *("  ", "\n", "x", "×", "/", ":", "(", "&", "+", "=", ">", "~", "→", "*", "_", "🙂", "²", "①", "٣"),
    *("sek.", "min.", "kl.", "ca.", "nr.", "fx", "m.m.", "osv.", "hø.", "°", "%", "C", "kg", "s", "én", "A", "'", "ſ"),
    *("ı", "K", "sæt", "gang", "og", "til", "klokken", "øvelse", "Slip", "min", "den", "d.", "feb.", "ring", "grad"),
    *("II", "m/", "hold", "hvil"),
]
SHORT = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)

LETTERS = "abcdefghijklmnoprstuvyæøåABCÆØÅé"
SHORT_WORDS = {*words.BARE, "kl", "nr", *words.UNITS}
PLAIN_WORDS = st.text(LETTERS, min_size=1, max_size=9).filter(lambda word: word.lower() not in SHORT_WORDS)


def test_the_table_is_large() -> None:
    assert len({written for written, _, _ in TABLE}) == len(TABLE) > 400


@pytest.mark.parametrize(("written", "digits", "spelled"), TABLE)
def test_it_is_written_as_it_is_read(written: str, digits: str, spelled: str) -> None:
    assert normalise(written) == digits
    assert normalise(written, Numbers.WORDS) == spelled


@pytest.mark.parametrize(("written", "read"), INVISIBLE.items())
def test_what_cannot_be_seen_is_not_read(written: str, read: str) -> None:
    assert normalise(written) == read


@pytest.mark.parametrize(("written", "digits", "spelled"), TABLE)
def test_in_a_sentence_it_is_read_the_same(written: str, digits: str, spelled: str) -> None:
    assert normalise(f"Så {written}").removeprefix("Så ").lstrip() == digits
    assert normalise(f"Så {written}", Numbers.WORDS).removeprefix("Så ").lstrip() == spelled


@given(st.one_of(st.text(), SHORT), st.sampled_from(Numbers))
def test_any_text_gives_a_text_that_stays_as_it_is(text: str, numbers: Numbers) -> None:
    assert normalise(normalise(text, numbers), numbers) == normalise(text, numbers)


@given(st.one_of(st.text(), SHORT))
def test_in_words_no_digit_is_left(text: str) -> None:
    assert not any(sign.isdigit() for sign in normalise(text, Numbers.WORDS))


@given(SHORT)
def test_the_words_are_those_of_what_was_written_with_digits(text: str) -> None:
    assert normalise(normalise(text), Numbers.WORDS) == normalise(text, Numbers.WORDS)


@given(st.lists(st.one_of(PLAIN_WORDS, st.sampled_from(["3", "10-15", "½", "2.", "24/2", "(", "🙂", "=", ","]))))
def test_no_word_is_ever_lost_or_changed(pieces: list[str]) -> None:
    wanted = iter(normalise(" ".join(pieces), Numbers.WORDS).split())
    assert all(piece in wanted for piece in pieces if piece.isalpha())


@given(st.text(alphabet=LETTERS + " !?,\n"))
def test_text_without_digits_and_dots_is_left_alone(text: str) -> None:
    free = " ".join(word for word in text.split(" ") if not any(short in word.lower() for short in words.BARE))
    assert normalise(free) == normalise(free, Numbers.WORDS) == free


@given(st.text(alphabet="023456789 .,x×%°-–kgsekmin"))
def test_no_digit_is_ever_lost(text: str) -> None:
    # Without a 1, a half, a date or a letter after an ordinal's dot, every digit stays.
    after = normalise(text)
    spelled = re.search(r"(?:te|de|en) (?!kilo)|\b(?:i|februar|marts)\b|nde|tredj|fjerd|femt|sjett|andet", after)
    dated = any(month in after for month in words.MONTHS)
    assert spelled or dated or [c for c in after if c.isdigit()] == [c for c in text if c.isdigit()]


@pytest.mark.parametrize("digit", FRACTIONS)
def test_every_fraction_of_unicode_is_read(digit: str) -> None:
    assert re.fullmatch(r"[a-zæøå ]+", normalise(f"{digit} l", Numbers.WORDS))


def test_no_meaning_is_itself_a_short_form() -> None:
    meanings = [*words.ABBREVIATIONS.values(), *words.LAST_WORDS.values(), *words.SIGNS.values()]
    assert [normalise(meaning) for meaning in meanings] == meanings


def test_no_noun_has_both_genders() -> None:
    assert set() == words.NEUTER & words.COMMON
    assert {noun for noun in words.COMMON if noun.endswith(words.NEUTER_ENDINGS)} == set()


@pytest.fixture(scope="module")
def espeak() -> Espeak:
    return Espeak()


# What eSpeak NG makes of the digits, checked by a Dane: its table of numbers says them well.
HEARD = {
    "3x10": "tR'?e g'?AN@- t'?i",
    "10-15 sek.": "t'?i t?el f'Emd@-n s?ek'Ond?V",
    "4-6 uger": "f'iV t?el s'?Egs 'uV",
    "kl. 8.30": "kl'?Vk@-n 'O:d@ t'?&#Dv@",
    "50 %": "h?&lt'?Es pRos'?Ent",
    "1½ min.": "h?&l'?&n@-D m?in'?ut",
    "1,5": "'e:n k,Vm&: f'?Em",
    "2 + 2 = 4": "t'o pl'?us t'o Er f'iV",
    "hold/hvil 5/10": "h'?Vl V v'il f'?Em | t'?i",
    "Ring 112": "R'?eN '?et '?et t'o",
    "ét sæt, én gang": "'?et s'?Et | '?en g'?AN",
    "2. sæt": "'?&n@-D s'?Et",
    "31. dag": "'e:nVtR,EDft@- d'?&j",
    "d. 24/2": "dEn f'i:Vt,y:wn@- i '?&n@-n",
}


@pytest.mark.parametrize(("written", "heard"), HEARD.items())
def test_espeak_ng_says_it(espeak: Espeak, written: str, heard: str) -> None:
    assert espeak.phonemes(espeak.text_for(written)) == heard
