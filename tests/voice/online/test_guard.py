import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.voice.online.guard import CPR, EMAIL, PHONE, Known, masked, personal

ANNA = (
    Known(field="navn", value="Anna Løvstrøm Jensen", name=True),
    Known(field="nummer", value="40117"),
    Known(field="by", value="Sønder Omme"),
)


def whats(text: str, known: tuple[Known, ...] = ()) -> list[str]:
    return [found.what for found in personal(text, known)]


@pytest.mark.parametrize(
    "text",
    [
        "010190-1234",
        "0101901234",
        "010190 1234",
        "010190 - 1234",
        "010190–1234",
        "010190\u20111234",
        "01 01 90 1234",
        "01.01.90-1234",
        "01-01-1990-1234",
        "０１０１９０-１２３４",
        "0\u200b10190-1234",
        "610190-1234",  # stands in for another number: 60 is added to the day
        "010190-KAA1",  # of a hospital
        "123456-7890",  # mistyped
        "1234567890",
    ],
)
def test_a_cpr_number_is_found_however_it_is_written(text: str) -> None:
    assert whats(f"Patient {text}, knib nu.") == [CPR]


@pytest.mark.parametrize(
    "text",
    [
        "12345678",
        "12 34 56 78",
        "1234 5678",
        "12.34.56.78",
        "70 200 300",
        "30 123456",
        "+45 12 34 56 78",
        "+4512345678",
        "0045 12345678",
        "+45 12-34-56-78",
        "(+45) 1234 5678",
        "+46 70 123 45 67",
        "12\u00a034\u00a056\u00a078",
    ],
)
def test_a_telephone_number_is_found_however_it_is_written(text: str) -> None:
    assert whats(f"Ring til {text}.") == [PHONE]
    assert whats(f"Lav 3 x 10, og så {text} igen") == [PHONE]


def test_a_telephone_number_before_a_count_is_found() -> None:
    assert PHONE in whats("12 34 56 78 10 gange")


@pytest.mark.parametrize("text", ["tlf. 12-34-56-78", "Telefonnummer: 12 345 678", "ring på 123 45 678"])
def test_after_the_word_telephone_any_eight_digits_are_one(text: str) -> None:
    assert whats(text) == [PHONE]


@pytest.mark.parametrize(
    "text",
    [
        "anna@klinik.dk",
        "a.b+c@mail.klinik.co.uk",
        "anna (at) klinik.dk",
        "anna snabel-a klinik.dk",
        "anna@lokal",
        "Å@ø.dk",
    ],
)
def test_an_email_address_is_found(text: str) -> None:
    assert whats(f"Skriv til {text} i dag") == [EMAIL]


@pytest.mark.parametrize(
    "text",
    [
        "Lav 10-15 knib.",
        "3 x 10",
        "3x10@60",
        "3 x 10 @ 60 %",
        "30 sekunder, 60 sekunder",
        "10, 20, 30, 40",
        "Tæl: 10. 20. 30. 40.",
        "3-2-1",
        "20-30-40-50 sekunder",
        "2000-3000 skridt",
        "1 000 000 skridt",
        "Kl. 10.30 og 12.30",
        "24/02/2024",
        "24.02.2024",
        "3 sæt af 10 gentagelser, 60 s pause, 5 gange om ugen i 12 uger",
        "1:30 og 2:45",
        "Hold 5 s, slip 10 s, hold 5 s, slip 10 s.",
        "100 120 140",
    ],
)
def test_a_dose_is_nothing_personal(text: str) -> None:
    assert whats(text, ANNA) == []


NUMBER = st.integers(0, 9999).map(str)
DOSE = st.one_of(
    st.builds("{} {}".format, NUMBER, st.sampled_from(["sekunder", "s", "gange", "minutter", "sæt", "%", "kg", "cm"])),
    st.builds("{}-{}".format, NUMBER, NUMBER),
    st.builds("{} - {} sek.".format, NUMBER, NUMBER),
    st.builds("{} x {}".format, NUMBER, NUMBER),
    st.builds("{}×{}".format, NUMBER, NUMBER),
    st.builds("{},{} sekund".format, st.integers(0, 99), st.integers(0, 9)),
    st.builds("{}. sæt".format, st.integers(1, 99)),
    st.builds("{}:{:02}".format, st.integers(0, 99), st.integers(0, 59)),
    st.builds("{}½ minut".format, st.integers(1, 59)),
)


@given(st.lists(st.tuples(DOSE, st.sampled_from([", ", " og ", ". ", " og derefter ", "; ", " + "])), max_size=8))
def test_no_dose_is_ever_taken_for_a_person(doses: list[tuple[str, str]]) -> None:
    assert personal("".join(dose + between for dose, between in doses)) == []


AROUND = st.text(st.characters(exclude_categories=["N", "Cf", "Cs"]), max_size=20)
PAIR = st.from_regex(r"[0-9]{2}", fullmatch=True)


@given(AROUND, st.lists(PAIR, min_size=4, max_size=4), st.sampled_from(["", " ", "\u00a0", "."]), AROUND)
def test_no_telephone_number_ever_passes(before: str, pairs: list[str], between: str, after: str) -> None:
    assert whats(f"{before} {between.join(pairs)} {after}")


@given(AROUND, st.dates(), st.from_regex(r"[0-9]{4}", fullmatch=True), st.sampled_from(["", "-", " ", "–"]), AROUND)
def test_no_cpr_number_ever_passes(before: str, birth: object, last: str, between: str, after: str) -> None:
    text = f"{before} {birth:%d%m%y}{between}{last} {after}"
    found = personal(text)
    assert CPR in [one.what for one in found]
    assert last not in masked(text, found)


@given(
    st.text(max_size=60), st.lists(st.builds(Known, field=st.just("x"), value=st.text(max_size=9), name=st.booleans()))
)
def test_any_text_can_be_looked_at_and_what_was_found_is_masked(text: str, known: list[Known]) -> None:
    found = personal(text, known)
    assert len(masked(text, found)) <= len(text)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Godmorgen, Anna.", "navn"),
        ("Annas knib", "navn"),
        ("Hej JENSEN", "navn"),
        ("anna løvstrøm jensen", "navn"),
        ("Godmorgen, Lo\u0308vstro\u0308m. Anna", "navn"),
        ("Dit nummer er 40117.", "nummer"),
        ("Bor i sønder  omme", "by"),
    ],
)
def test_what_stands_in_the_patient_list_is_found_and_named_by_its_field(text: str, field: str) -> None:
    assert f"the field '{field}' of the patient list" in whats(text, ANNA)


@pytest.mark.parametrize("text", ["Annanas", "anna", "Knib i 40 sekunder, 117 gange", "sønder", "401170 eller 14011"])
def test_other_words_are_not_in_the_patient_list(text: str) -> None:
    assert whats(text, ANNA) == []


@pytest.mark.parametrize("value", ["", " ", "5", "10", "120", "X", "-"])
def test_a_dose_in_the_patient_list_names_nobody(value: str) -> None:
    assert whats("Knib 5 gange 10, 120 s, X - .", (Known(field="reps", value=value),)) == []


def test_small_words_of_a_name_name_nobody() -> None:
    assert whats("De er stærke. Den af dem.", (Known(field="navn", value="Jo de la Den", name=True),)) == []


def test_what_was_found_is_masked_and_the_rest_can_be_read() -> None:
    text = "Godmorgen, Anna. Ring på 12 34 56 78, hvis det gør ondt."
    shown = masked(text, personal(text, ANNA))
    assert shown == "Godmorgen, …. Ring på …, hvis det gør ondt."
    assert not re.search(r"Anna|\d", shown)
