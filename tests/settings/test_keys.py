import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.settings.keys import ALL, CURE, DEFAULTS, read, read_environment, variable
from knib.settings.toml import grow, lines
from knib.spec.tree import Unreadable

GOOD = """\
# Lone's own
voice = ["lone", "espeak"]
pace = "rask"

[clinic]
name = "Klinikken ved Åen"
telephone = 12345678

[voices]
always = true

[voices.http.lokal]
url = "http://127.0.0.1:8000"
key_from = "LOKAL_KEY"
speed = 1.1
"""


def told(text: str) -> list[str]:
    return [str(problem).removeprefix("s.toml:") for problem in read(text.encode(), "s.toml").problems]


def test_every_setting_is_read_by_its_whole_name() -> None:
    assert read(GOOD.encode(), "s.toml").problems == ()
    assert read(GOOD.encode(), "s.toml").values == {
        "voice": ("lone", "espeak"),
        "pace": "rask",
        "clinic.name": "Klinikken ved Åen",
        "clinic.telephone": "12345678",
        "voices.always": True,
        "voices.http": {"lokal": {"url": "http://127.0.0.1:8000", "key_from": "LOKAL_KEY", "speed": 1.1}},
    }


def test_several_voices_may_stand_in_one_text_with_commas() -> None:
    assert read(b'voice = "lone, espeak"', "s.toml").values == {"voice": ("lone", "espeak")}


def test_all_that_is_wrong_is_told_at_once_with_its_line_and_what_was_meant() -> None:
    text = """\
voic = "lone"
pace = "hurtig"
offline = "ja"
format = [
  "mp3",
]
lexicon = ""

[clinic]
navn = "Klinikken"

[voices.http.lokal]
url = "http://127.0.0.1:8000"
api_key = "abc"
"""
    assert told(text) == [
        "1:1 voic: unknown key 'voic'; did you mean 'voice'?",
        "2:1 pace: 'hurtig' is not known here; write rolig, normal or rask",
        "3:1 offline: write true or false here, not 'ja'",
        "4:1 format: a list is not known here; write mp3, m4a, m4b, opus, flac or wav",
        "7:1 lexicon: a text has 1 to 1,000 signs",
        "10:1 clinic.navn: unknown key 'navn'; did you mean 'name'?",
        f"14:1 voices.http.lokal.api_key: 'api_key' looks like a key, which is never kept here; {CURE}",
    ]


@pytest.mark.parametrize(
    "name", ["key", "api_key", "API-KEY", "apikey_secret", "token", "auth_token", "password", "credentials"]
)
def test_a_key_to_a_server_is_refused_whatever_it_is_called(name: str) -> None:
    assert "looks like a key" in told(f'[voices.http]\n"{name}" = "abc"\n')[0]


@pytest.mark.parametrize("name", ["key_from", "key_env", "keyboard", "monkey_name", "tokens_a_second"])
def test_what_only_names_where_a_key_is_may_stand_there(name: str) -> None:
    assert told(f'[voices.http]\n{name} = "abc"\n') == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("voice = espeak", "1:9: this is not TOML: Invalid value; put quotes around a text"),
        ("pace = 'rask'\npace = 'rolig'", "2:"),
        ('voice = "espeak', "1:1: this is not TOML: Unterminated string"),
        ("clinic = 5", "1:1 clinic: keys are needed here, not '5'"),
        ("voices = 'x'", "1:1 voices: keys are needed here, not 'x'; did you mean 'voice'?"),
        ("[voices]\nhttp = 'x'", "2:1 voices.http: keys are needed here, not 'x'; write them under [voices.http]"),
        ("output = 2024-02-24", "1:1 output: a text is needed here, not '2024-02-24'; put it in quotes"),
        ('output = "a\\u0007b"', "1:1 output: a control character, U+0007; delete it"),
        ("voice = []", "1:1 voice: there are 0 in this list; 1 to 8 are allowed"),
        ('voice = ["a", "a"]', "1:1 voice: 'a' stands here twice; each voice is asked once"),
        ("x = " + "[" * 5000, "1:1: nested too deep"),
        ("#" * 100_001, "1:1: settings have at most 100,000 bytes"),
    ],
)
def test_each_fault_is_told_where_it_is(text: str, words: str) -> None:
    assert told(text)[0].startswith(words)


def test_bytes_that_are_not_utf_8_are_told_with_their_line() -> None:
    (problem,) = read(b"# x\npace = '\xe6'", "s.toml").problems
    assert str(problem) == "s.toml:2:1: this is not UTF-8; save the file as UTF-8"


def test_a_mark_at_the_beginning_as_windows_writes_it_does_no_harm() -> None:
    assert read(b"\xef\xbb\xbfpace = 'rask'\r\n", "s.toml").values == {"pace": "rask"}


@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(str.encode)
    | st.text("voicepa=[]\"'\n.#1t{}, ", max_size=60).map(str.encode)
)
def test_any_bytes_give_settings_or_problems(data: bytes) -> None:
    found = read(data, "s.toml")
    assert not (found.problems and found.values)
    if not found.problems:
        grow(data, "s.toml")


def test_the_line_of_every_key_is_found_also_after_texts_of_several_lines() -> None:
    text = 'a = """\n[b]\nc = 1\n"""\n[b]\nc.d = [\n  1,\n]\n# x\n[[e]]\nf = {g = 1}\n'
    assert lines(text) == {
        ("a",): 1,
        ("b",): 5,
        ("b", "c"): 6,
        ("b", "c", "d"): 6,
        ("e",): 10,
        ("e", "f"): 11,
        ("e", "f", "g"): 11,
    }
    assert tomllib.loads(text)


def test_a_home_folder_is_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/lone")
    monkeypatch.setenv("USERPROFILE", "/home/lone")
    values = read(b'output = "~/lyd"\nlexicon = "lone.yaml"', "s.toml").values
    assert values["output"].replace("\\", "/") == "/home/lone/lyd"
    assert values["lexicon"] == "lone.yaml"


def test_a_variable_says_what_the_setting_would() -> None:
    found = read_environment(
        {"KNIB_VOICE": "lone, espeak", "KNIB_OFFLINE": "1", "KNIB_PACE": "", "KNIB_CACHE_DIR": "x"}
    )
    assert found.values == {"voice": ("lone", "espeak"), "offline": True}


def test_a_wrong_variable_is_told_by_its_name() -> None:
    found = read_environment({"KNIB_PACE": "hurtig", "KNIB_OFFLINE": "måske"})
    assert [str(problem) for problem in found.problems] == [
        "KNIB_PACE: 'hurtig' is not known here; write rolig, normal or rask",
        "KNIB_OFFLINE: write true or false here, not 'måske'",
    ]


def test_defaults_are_of_settings_that_there_are_and_no_variable_is_that_of_a_folder() -> None:
    assert DEFAULTS.keys() <= ALL.keys()
    assert not any(variable(name).endswith("_DIR") for name in ALL)


def test_nothing_unreadable_is_grown() -> None:
    with pytest.raises(Unreadable):
        grow(b"=", "s.toml")
