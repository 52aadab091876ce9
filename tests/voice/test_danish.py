import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.voice import danish_words as words
from knib.voice.danish import normalise

CASES = {
    # times
    "3x10": "3 gange 10",
    "3 x 10": "3 gange 10",
    "3 × 10": "3 gange 10",
    "3X10 knib": "3 gange 10 knib",
    "2x3x10": "2 gange 3 gange 10",
    "3x dagligt": "3 gange dagligt",
    "3 x dagligt": "3 gange dagligt",
    "1x dagligt": "én gang dagligt",
    "3×.": "3 gange.",
    # ranges
    "10-15": "10 til 15",
    "10–15 gentagelser": "10 til 15 gentagelser",
    "10 - 15": "10 til 15",
    "4-6 uger": "4 til 6 uger",
    "5-10 sek. hold": "5 til 10 sekunder hold",
    "0,5-1 kg": "0,5 til ét kilo",
    "1-2 gange": "én til 2 gange",
    "1-2 sæt": "ét til 2 sæt",
    "½-1 min.": "et halvt til ét minut.",
    "3-2-1": "3-2-1",  # a countdown
    "24-12-2024": "24-12-2024",  # a date
    # units
    "5 sek": "5 sekunder",
    "5sek.": "5 sekunder.",
    "1 sek.": "ét sekund.",
    "21 sek. hold": "21 sekunder hold",
    "0,5 sek. hold": "0,5 sekund hold",
    "1,5 min.": "1,5 minutter.",
    "5 min.": "5 minutter.",
    "1 min.": "ét minut.",
    "5 s": "5 sekunder",
    "2 t": "2 timer",
    "1 t": "én time",
    "3 gg. dagligt": "3 gange dagligt",
    "10 gent.": "10 gentagelser.",
    "10 reps": "10 gentagelser",
    "2 stk.": "2 styk.",
    "3 mdr. efter": "3 måneder efter",
    "2,5 kg": "2,5 kilo",
    "1 kg": "ét kilo",
    "5 cm": "5 centimeter",
    "1 cm": "én centimeter",
    "200 ml": "200 milliliter",
    "2 dl vand": "2 deciliter vand",
    "3 m": "3 meter",
    "50%": "50 procent",
    "50 %": "50 procent",
    "1 %": "én procent",
    "90°": "90 grader",
    "1°": "én grad",
    "37 °C": "37 grader celsius",
    # the end of a sentence is not lost with the dot
    "Hold i 5 sek.": "Hold i 5 sekunder.",
    "Hold i 5 sek. Slip.": "Hold i 5 sekunder. Slip.",
    "Hold i 5 sek.\nslip": "Hold i 5 sekunder.\nslip",
    "Hold i 5 sek. og slip.": "Hold i 5 sekunder og slip.",
    "Hold i 5 sek., og slip.": "Hold i 5 sekunder, og slip.",
    "Knib, løft osv.": "Knib, løft og så videre.",
    "Knib osv. Slip.": "Knib og så videre. Slip.",
    "Knib osv. og slip": "Knib og så videre og slip",
    # abbreviations
    "ca. 5": "cirka 5",
    "Ca. 5": "Cirka 5",
    "ca.5": "cirka 5",
    "kl. 10": "klokken 10",
    "Kl. 10.30": "Klokken 10 30",
    "kl. 1": "klokken ét",
    "nr. 3": "nummer 3",
    "nr. 1": "nummer ét",
    "evt. en pude": "eventuelt en pude",
    "bl.a. knib": "blandt andet knib",
    "f.eks. en pude": "for eksempel en pude",
    "fx en pude": "for eksempel en pude",
    "3 gange pr. dag": "3 gange per dag",
    "maks. 10": "maksimalt 10",
    "min. 3 gange": "mindst 3 gange",
    "min arm": "min arm",
    "Den er min.": "Den er min.",
    "dvs. slip": "det vil sige slip",
    "m.m.": "med mere.",
    # one
    "1": "én",
    "1 gang": "én gang",
    "1 gentagelse": "én gentagelse",
    "1 time": "én time",
    "1 uge": "én uge",
    "1 dag": "én dag",
    "1 øvelse": "én øvelse",
    "1 pause": "én pause",
    "1 sæt": "ét sæt",
    "1 sekund": "ét sekund",
    "1 minut": "ét minut",
    "1 knib": "ét knib",
    "1 løft": "ét løft",
    "1 trin": "ét trin",
    "1 åndedrag": "ét åndedrag",
    "1 hosteknib": "ét hosteknib",
    "1 langt knib": "ét langt knib",
    "1 lang pause": "én lang pause",
    "1, sæt i gang": "én, sæt i gang",
    "3, 2, 1.": "3, 2, én.",
    "Øvelse 1.": "Øvelse ét.",
    "Øvelse 1: knib": "Øvelse ét: knib",
    "1 kort, løft så": "én kort, løft så",
    "11 sæt": "11 sæt",
    "1:30": "1:30",
    "1,5": "1,5",
    "10.1": "10.1",
    "L1": "L1",
    # ordinals
    "1. sæt": "første sæt",
    "2. sæt": "andet sæt",
    "2. gang": "anden gang",
    "2. lange knib": "andet lange knib",
    "3. gang": "tredje gang",
    "6. uge": "sjette uge",
    "12. gang": "tolvte gang",
    "20. gang": "tyvende gang",
    "31. dag": "enogtredivte dag",
    "24. december": "fireogtyvende december",
    "50. gang": "50. gang",  # engines read it better than "halvtredsindstyvende"
    "2. og 3. sæt": "andet og tredje sæt",
    "1.-3. sæt": "første til tredje sæt",
    "Gentag 3. Slip.": "Gentag 3. Slip.",
    "Gentag 30.": "Gentag 30.",
    "Tæl til 3. 1 sæt.": "Tæl til 3. Ét sæt.",  # and not "third"
    "Tæl til 3. -5 er lavt.": "Tæl til 3. Minus 5 er lavt.",
    # halves and quarters
    "½ time": "en halv time",
    "½ minut": "et halvt minut",
    "1½ time": "halvanden time",
    "1½ minut": "halvandet minut",
    "2½ time": "2 og en halv time",
    "2½ minut": "2 og et halvt minut",
    "2½ min.": "2 og et halvt minut.",
    "1 ½ sæt": "halvandet sæt",
    "1/2 time": "en halv time",
    "1 1/2 time": "halvanden time",
    "¾ time": "trekvart time",
    "2¼ time": "2 og en kvart time",
    "24/02/2024": "24/02/2024",
    # other numbers
    "1 000": "1000",
    "1.000 gange": "1000 gange",
    "10\u00a0000": "10000",
    "1 000 000": "1000000",
    "-5": "minus 5",
    "ned til -5 grader": "ned til minus 5 grader",
    "COVID-19": "COVID-19",
    "Hold - og slip": "Hold - og slip",
    # letters that only look the same stay
    "5 ſek.": "5 ſek.",
    "5 mın.": "5 mın.",
    "oſv.": "oſv.",
    # all else stays
    "Knib og løft.": "Knib og løft.",
    "Træk vejret, og slip helt!": "Træk vejret, og slip helt!",
    "": "",
    "  to  mellemrum ": "  to  mellemrum ",
    "e\u0301n": "én",  # é in two parts
}

PIECES = [
    *("1", "2", "10", "½", "¼", "1½", "1/2", "000", ".", ",", "-", "–", "−", " ", "  ", "\n", "x", "×", "/", ":", "("),
    *(
        "sek.",
        "min.",
        "kl.",
        "ca.",
        "nr.",
        "fx",
        "m.m.",
        "osv.",
        "°",
        "%",
        "C",
        "kg",
        "s",
        "én",
        "A",
        "'",
        "ſ",
        "ı",
        "K",
    ),
    *("sæt", "gang", "og", "til", "klokken", "øvelse", "Slip", "min"),
]


@pytest.mark.parametrize(("written", "read"), CASES.items())
def test_it_is_written_as_it_is_read(written: str, read: str) -> None:
    assert normalise(written) == read


@pytest.mark.parametrize("written", CASES)
def test_in_a_sentence_it_is_read_the_same(written: str) -> None:
    assert normalise(f"Så {written}").removeprefix("Så ") == normalise(written)


@given(st.text())
def test_any_text_gives_a_text_that_stays_as_it_is(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_mixture_of_short_forms_gives_a_text_that_stays_as_it_is(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet="abcdefghijklmnoprstuvyæøåABCÆØÅ !?,\n"))
def test_text_without_digits_and_dots_is_left_alone(text: str) -> None:
    free = " ".join(word for word in text.split(" ") if word.lower().strip("!?,\n") not in KNOWN_BARE)
    assert normalise(free) == unicodedata.normalize("NFC", free) or any(short in free.lower() for short in KNOWN_BARE)


KNOWN_BARE = {short.replace(".", "") for short in words.BARE}


@given(st.text(alphabet="023456789 .,x×%°-–kgsekmin"))
def test_no_digit_is_ever_lost(text: str) -> None:
    # Without a 1, a half or a letter after an ordinal's dot, every digit stays.
    after = normalise(text)
    spelled = any(word in after for word in words.ORDINALS[1:])
    assert spelled or [c for c in after if c.isdigit()] == [c for c in text if c.isdigit()]


def test_every_ordinal_is_another_word() -> None:
    assert len(set(words.ORDINALS)) == len(words.ORDINALS) == 40


def test_no_meaning_is_itself_a_short_form() -> None:
    meanings = [*words.ABBREVIATIONS.values(), *words.LAST_WORDS.values(), *words.QUARTERS.values()]
    assert [normalise(meaning) for meaning in meanings] == meanings
