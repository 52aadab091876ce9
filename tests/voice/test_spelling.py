"""Danish numbers against CLDR's rules, which spell them as the Danish standard does but for what stands here."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.voice.danish.spelling import LARGEST, cardinal, hundreds, one_by_one, ordinal

HERE = Path(__file__).parent
TABLE = [line.split("\t") for line in (HERE / "numbers-da.tsv").read_text("utf-8").splitlines() if line[0] != "#"]
CARDINALS = [(common, neuter) for _, common, neuter, _, _ in TABLE]
ORDINALS = [(common, neuter) for *_, common, neuter in TABLE]

SOFT_HYPHEN = "\u00ad"


def as_we_write(cldr: str) -> str:
    """Map CLDR's way of writing to ours; both are allowed.

    1. Hundreds stand apart, as CLDR itself has them in its ordinals: "to hundrede", not "tohundrede".
    2. No soft hyphens: "enogtyve".
    3. One has its accent, since it counts and is no article: "én", "ét". Not so within a word: "enogtyve".
    4. A thousand is "tusind"; for nouns with en CLDR takes "tusinde", which is allowed too.
    """
    written = cldr.replace(f"{SOFT_HYPHEN}hundrede", " hundrede").replace(SOFT_HYPHEN, "")
    written = re.sub(r"\ben\b", "én", re.sub(r"\bet\b", "ét", written))
    return "tusind" if written == "tusinde" else written


FAULTS = {
    "etog": "enog",  # 21st, 31st, 41st: "enogtyvende", as the cardinal is
    "fyrrende": "fyrretyvende",  # 40th to 49th: so in Retskrivningsordbogen; the short form is only spoken
    "hundredede": "hundrede",  # 100th, 200th: the ordinal is "hundrede" (sproget.dk: "for hundrede gang")
    "tusindee": "tusinde",  # 1000th with et
}
"""What CLDR 48 writes in its ordinals, and what Danish has."""


def without_faults(cldr: str) -> str:
    for fault, right in FAULTS.items():
        cldr = cldr.replace(fault, right)
    return cldr


def test_all_numbers_to_a_thousand_are_there() -> None:
    assert [int(number) for number, *_ in TABLE] == list(range(1001))


def test_every_cardinal_is_that_of_the_standard() -> None:
    assert [cardinal(number) for number in range(1001)] == [as_we_write(common) for common, _ in CARDINALS]


def test_every_cardinal_with_et_is_that_of_the_standard() -> None:
    ours = [cardinal(number, neuter=True) for number in range(1001)]
    assert ours == [as_we_write(neuter) for _, neuter in CARDINALS]


def test_every_ordinal_is_that_of_the_standard_but_for_its_known_faults() -> None:
    for number, (common, neuter) in enumerate(ORDINALS):
        written = [without_faults(form.replace(SOFT_HYPHEN, "")) for form in (common, neuter)]
        assert [ordinal(number), ordinal(number, neuter=True)] == written


def test_the_known_faults_are_still_there() -> None:
    plain = [common.replace(SOFT_HYPHEN, "") for common, _ in ORDINALS[:101]]
    faulty = [number for number, common in enumerate(plain) if any(fault in common for fault in FAULTS)]
    assert faulty == [21, 31, *range(40, 50), 100]


@pytest.mark.parametrize(
    ("number", "spelled"),
    [
        (1001, "tusind og én"),
        (1100, "tusind ét hundrede"),
        (2000, "to tusind"),
        (2345, "to tusind tre hundrede og femogfyrre"),
        (21_000, "enogtyve tusind"),
        (100_000, "hundrede tusind"),
        (101_101, "hundrede og ét tusind ét hundrede og én"),
        (999_999, "ni hundrede og nioghalvfems tusind ni hundrede og nioghalvfems"),
        (1_000_000, "en million"),
        (2_500_000, "to millioner fem hundrede tusind"),
        (1_000_000_001, "en milliard og én"),
        (3_000_000_000, "tre milliarder"),
    ],
)
def test_a_large_number_is_spelled(number: int, spelled: str) -> None:
    assert cardinal(number) == spelled


@pytest.mark.parametrize(
    ("number", "spelled"),
    [
        (1002, "tusind og anden"),
        (1200, "tusind to hundrede"),
        (2000, "to tusinde"),
        (100_000, "hundrede tusinde"),
        (1_000_000, "millionte"),
        (2_000_000, "to millionte"),
        (1_000_021, "en million og enogtyvende"),
        (1_000_000_000, "milliardte"),
    ],
)
def test_a_large_ordinal_is_spelled(number: int, spelled: str) -> None:
    assert ordinal(number) == spelled


@pytest.mark.parametrize(
    ("number", "spelled"),
    [(1100, "elleve hundrede"), (1998, "nitten hundrede og otteoghalvfems"), (1901, "nitten hundrede og én")],
)
def test_a_year_is_spelled_in_hundreds(number: int, spelled: str) -> None:
    assert hundreds(number) == spelled


def test_digits_are_spelled_one_by_one() -> None:
    assert one_by_one("0180") == "nul én otte nul"


@given(st.integers(0, LARGEST), st.integers(0, LARGEST), st.booleans())
def test_no_two_numbers_sound_alike(one: int, other: int, neuter: bool) -> None:  # noqa: FBT001
    assert (cardinal(one, neuter=neuter) == cardinal(other, neuter=neuter)) == (one == other)
    assert (ordinal(one) == ordinal(other)) == (one == other)


@given(st.integers(0, LARGEST), st.booleans())
def test_a_spelled_number_is_words_and_spaces(number: int, neuter: bool) -> None:  # noqa: FBT001
    for spelled in (cardinal(number, neuter=neuter), ordinal(number, neuter=neuter)):
        assert re.fullmatch(r"[a-zéø]+(?: [a-zéø]+)*", spelled)
