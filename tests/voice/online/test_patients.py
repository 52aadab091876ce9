"""A patient list: read whole, or refused without a word of what stands in it."""

from pathlib import Path

import pytest

from knib.errors import VoiceError
from knib.voice.online.guard import Known, personal
from knib.voice.online.patients import LARGEST, listed, read

LIST = "Navn;CPR;E-mail;Rutine\nAnna Sørensen;010190-1234;anna@klinik.dk;hosteknib\nBo Holm;;;hosteknib\n"
READ = (
    Known(field="Navn", value="Anna Sørensen", name=True),
    Known(field="CPR", value="010190-1234"),
    Known(field="E-mail", value="anna@klinik.dk"),
    Known(field="Rutine", value="hosteknib"),
    Known(field="Navn", value="Bo Holm", name=True),
)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(LIST.encode(), id="semicolons"),
        pytest.param(LIST.replace(";", ",").encode(), id="commas"),
        pytest.param(LIST.replace("\n", "\r\n").encode("utf-8-sig"), id="as Excel writes CSV UTF-8"),
        pytest.param(LIST.replace("\n", "\r").encode(), id="as an old Mac writes it"),
        pytest.param(LIST.replace("\n", ";;\n").encode(), id="empty columns at the end"),
        pytest.param(LIST.replace("Bo Holm", ' "Bo Holm"').replace(' "', '"').encode(), id="quotation marks"),
        pytest.param(LIST.replace("Bo Holm;;;", " Bo Holm ; ;; ").encode(), id="spaces around"),
        pytest.param((LIST + "\n;;;\n").encode(), id="empty lines"),
        pytest.param(f"sep=;\r\n{LIST}".encode(), id="a line for Excel"),
        pytest.param(f"SEP=;\n{LIST}".encode("utf-8-sig"), id="a line for Excel behind a byte order mark"),
        pytest.param(f'"sep=,"\n{LIST}'.replace(";", ",").encode(), id="a line for Excel in quotation marks"),
        pytest.param(f"sep=;;;;\n{LIST}".encode(), id="a line for Excel that Excel has saved"),
        pytest.param(f"sep=\t\n{LIST}".replace(";", "\t").encode(), id="a line for Excel that names tabs"),
    ],
)
def test_every_value_is_read_once_with_the_name_of_its_field(data: bytes) -> None:
    assert read(data) == READ


def test_a_value_may_hold_the_delimiter_and_a_new_line() -> None:
    (name, address) = read(b'navn;adresse\nBo Holm;"Vej 1; 2. sal\n8000 Aarhus C"\n')
    assert address == Known(field="adresse", value="Vej 1; 2. sal\n8000 Aarhus C")
    assert name.name
    assert personal("Kom til Vej 1; 2. sal 8000 Aarhus C.", [address])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(LIST.encode("cp1252"), "line 2 is not UTF-8", id="Windows-1252"),
        pytest.param(LIST.encode("utf-16"), "line 1 is not UTF-8", id="UTF-16"),
        pytest.param(b"", "nobody stands in it", id="empty"),
        pytest.param(b"navn;cpr\n;\n", "nobody stands in it", id="a heading alone"),
        pytest.param(b"Anna Holm;0101901234\nBo Holm;0202901234\n", "line 1 does not name the fields", id="no heading"),
        pytest.param(b"Anna Holm;Hosteknib\nBo Holm;Slip\n", "line 1 does not name the fields", id="names at once"),
        pytest.param(b"navn\tcpr\nBo Holm\t0202901234\n", "line 1 does not name the fields", id="tabs"),
        pytest.param(b"navn;;cpr\nBo;Holm;0202901234\n", "line 1 does not name the fields", id="a nameless field"),
        pytest.param(b"navn,cpr\nHolm, Bo,0202901234\n", "row 2 has 3 fields and the first row 2", id="a comma"),
        pytest.param(b'navn;cpr\n"Bo Holm;0202901234\n', "it is no CSV", id="an open quotation mark"),
        pytest.param(b"navn\n" + b"Bo Holm\n" * (LARGEST // 8), "it is larger than any patient list", id="too large"),
    ],
)
def test_a_list_that_might_not_be_read_whole_is_refused_and_nothing_of_it_is_told(data: bytes, told: str) -> None:
    with pytest.raises(VoiceError, match=told) as caught:
        read(data)
    said = f"{caught.value} {caught.value.cure}"
    assert "Nothing was sent" in said
    assert "choose a voice that stays on this machine" in said
    assert not any(value in said for value in ("Anna", "Holm", "Bo ", "0190", "0290", "klinik.dk"))


def test_the_cure_for_another_encoding_is_how_to_save_it() -> None:
    with pytest.raises(VoiceError) as caught:
        read(LIST.encode("cp1252"))
    assert caught.value.cure.startswith("save it as 'CSV UTF-8'")


@pytest.mark.parametrize("name", ["nowhere.csv", ".", "a\0b", "~nobody-of-that-name/list.csv"])
def test_a_list_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(VoiceError, match="the patient list cannot guard what is sent") as caught:
        listed(tmp_path / name if name[0] != "~" else Path(name))
    assert "see that it lies where the setting 'patients' says" in caught.value.cure


def test_a_thousand_patients_are_looked_for_in_every_cue_of_a_session() -> None:
    rows = "".join(f"Anna{n} Holm{n};{n:06}-{n:04}\n" for n in range(1000))
    known = read(f"navn;cpr\n{rows}".encode())
    assert len(known) == 2000
    assert not any(personal(f"Knib og løft, nummer {n}.", known) for n in range(30))
    assert [found.what for found in personal("Godt, Holm77.", known)] == ["the field 'navn' of the patient list"]


@pytest.mark.parametrize(
    "value",
    ["4,51235E+09", "4.51E+09", "1,2E+10", "4,5e9", "5E9", "4512350000,00", "#####", "#NUM!", "#I/T", "#DIV/0!"],
)
def test_a_number_that_a_spreadsheet_destroyed_is_refused_with_its_row_and_column(value: str) -> None:
    for text, row in ((f"navn;telefon\nBo;12345678\nUlla;{value}\n", 3), (f"sep=;\nnavn;telefon\nUlla;{value}\n", 3)):
        with pytest.raises(VoiceError, match=rf"row {row}, column 2 \('telefon'\)") as caught:
            read(text.encode())
        assert value not in f"{caught.value} {caught.value.cure}"


def test_a_cpr_number_that_lost_its_first_0_is_refused() -> None:
    with pytest.raises(VoiceError, match=r"row 2, column 1 \('CPR-nr'\) holds what a spreadsheet has made"):
        read(b"CPR-nr;navn\n101901234;Bo\n")
    assert read(b"CPR-nr;navn\n0101901234;Bo\n")[0].value == "0101901234"


@pytest.mark.parametrize("value", ["#3", "2E", "E9", "12345678", "1,5", "3E Vej 9"])
def test_what_only_resembles_a_destroyed_number_is_read(value: str) -> None:
    assert read(f'navn;adresse\nBo;"{value}"\n'.encode())[1].value == value
