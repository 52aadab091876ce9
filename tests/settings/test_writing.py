import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.errors import UsageError
from knib.settings.keys import read
from knib.settings.writing import changed, without

TEXT = """\
# Lone's own settings.

voice = "lone"   # recorded in May
pace = "rask"

[clinic]         # for the sheet
name = "Klinikken"
"""


def test_a_changed_setting_leaves_comments_and_order_as_they_are() -> None:
    assert changed(TEXT, "pace", "rolig") == TEXT.replace("rask", "rolig")
    assert changed(TEXT, "voice", "lone, espeak") == TEXT.replace('"lone"  ', '["lone", "espeak"]  ')


def test_a_new_setting_finds_its_place_before_the_groups() -> None:
    text = changed(TEXT, "offline", "yes")
    assert tomllib.loads(text) == {**tomllib.loads(TEXT), "offline": True}
    assert all(line in text for line in TEXT.splitlines())


def test_a_new_file_begins_with_what_it_is() -> None:
    text = changed("", "clinic.name", "Klinikken ved Åen")
    assert text.startswith("# Knib's settings.")
    assert tomllib.loads(text) == {"clinic": {"name": "Klinikken ved Åen"}}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("3", 3),
        ("1.5", 1.5),
        ("true", True),
        ("1\nx = 2", "1\nx = 2"),
    ],
)
def test_an_engines_table_gets_numbers_as_numbers_and_all_else_as_text(written: str, value: object) -> None:
    assert tomllib.loads(changed("", "voices.http.lokal.it", written))["voices"]["http"]["lokal"]["it"] == value


@pytest.mark.parametrize(
    ("name", "written", "words"),
    [
        ("voic", "x", "voic: unknown key"),
        ("pace", "hurtig", "pace: 'hurtig' is not known"),
        ("offline", "ja", "write true or false"),
        ("clinic", "x", "keys are needed here"),
        ("clinic.navn", "x", "unknown key 'navn'"),
        ("voices.http.token", "x", "looks like a key"),
        ("voice.name", "x", "'voice' is no group"),
        ("..", "x", "is no name of a setting"),
        ("voice", ",", "the text is empty"),
    ],
)
def test_what_has_no_meaning_is_refused(name: str, written: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        changed(TEXT, name, written)


def test_what_is_wrong_elsewhere_does_not_stand_in_the_way_of_mending() -> None:
    broken = 'voic = "x"\npace = "hurtig"\n'
    assert changed(broken, "pace", "rask") == 'voic = "x"\npace = "rask"\n'
    assert without(broken, "voic") == 'pace = "hurtig"\n'


def test_a_setting_that_is_taken_away_takes_its_empty_group_along() -> None:
    assert tomllib.loads(without(TEXT, "clinic.name")) == {"voice": "lone", "pace": "rask"}
    assert without(TEXT, "pace") == TEXT.replace('pace = "rask"\n', "")
    deep = changed("", "voices.http.lokal.url", "http://127.0.0.1")
    assert tomllib.loads(without(deep, "voices.http.lokal.url")) == {}


def test_what_is_not_there_cannot_be_taken_away() -> None:
    for name in ("offline", "clinic.logo", "voice.name", "voices.http.x"):
        with pytest.raises(UsageError, match="is not set in the file"):
            without(TEXT, name)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=40).filter(str.strip))
def test_any_text_that_is_set_is_read_back(text: str) -> None:
    found = read(changed(TEXT, "clinic.telephone", text).encode(), "s.toml")
    if not found.problems:
        assert found.values["clinic.telephone"] == text
        assert found.values["voice"] == ("lone",)
