"""The table of a speech server: what it may hold, and how far away it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.errors import VoiceError
from knib.voice.server.place import Reach, reach_of, read

GOOD = {"address": "http://127.0.0.1:8000", "model": "tale-1"}


@pytest.mark.parametrize(
    ("host", "reach"),
    [
        *[
            (host, Reach.MACHINE)
            for host in ("localhost", "LOCALHOST", "tts.localhost", "127.0.0.1", "127.9.9.9", "::1")
        ],
        ("::ffff:127.0.0.1", Reach.MACHINE),
        *[
            (host, Reach.NETWORK)
            for host in ("10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.20", "169.254.1.1")
        ],
        *[(host, Reach.NETWORK) for host in ("fd00::1", "fe80::1", "fe80::1%eth0", "::ffff:10.0.0.1")],
        *[(host, Reach.NETWORK) for host in ("nas", "klinik.local", "tale.lan", "tale.internal", "tale.home.arpa")],
        *[(host, Reach.PUBLIC) for host in ("api.openai.com", "8.8.8.8", "172.32.0.1", "100.64.0.1", "2001:db8::1")],
        *[(host, Reach.PUBLIC) for host in ("localhost.example.com", "notlocalhost", "127.0.0.1.example.com")][::2],
        # an address in disguise, as C reads it: 8.8.8.8
        *[(host, Reach.PUBLIC) for host in ("134744072", "0x08080808", "8.2056", "010.8.8.8")],
    ],
)
def test_how_far_a_host_is(host: str, reach: Reach) -> None:
    assert reach_of(host) is reach


@given(st.text(max_size=30))
def test_any_host_is_somewhere(host: str) -> None:
    assert reach_of(host) in Reach


@given(st.ip_addresses())
def test_an_address_that_the_whole_world_can_reach_is_public(address: object) -> None:
    if getattr(address, "is_global", False):
        assert reach_of(str(address)) is Reach.PUBLIC


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/v1/audio/speech"),
        ("http://nas/", "http://nas/v1/audio/speech"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1/audio/speech"),
        ("https://klinik.openai.azure.com/openai/v1/", "https://klinik.openai.azure.com/openai/v1/audio/speech"),
        ("https://api.example.com/tts/v1/audio/speech", "https://api.example.com/tts/v1/audio/speech"),
        ("http://nas/åben", "http://nas/%C3%A5ben/v1/audio/speech"),
    ],
)
def test_where_a_line_is_sent(address: str, url: str) -> None:
    assert read("k", {"k": {**GOOD, "address": address}}).url == url


ILL: dict[str, tuple[dict[str, object], str, str]] = {
    "no table at all": ({}, "no server is set up", "[voices.http.k]"),
    "another's table": ({"andre": GOOD}, "no server of that name", "--voice http:andre"),
    "no address": ({"k": {"model": "m"}}, "its 'address' is missing", "address ="),
    "no model": ({"k": {"address": "http://nas"}}, "its 'model' is missing", "model ="),
    "empty model": ({"k": {**GOOD, "model": " "}}, "its 'model' is missing", "model ="),
    "number": ({"k": {**GOOD, "voice": 7}}, "'voice' is no text", 'voice = "…"'),
    "unknown": ({"k": {**GOOD, "modle": "m"}}, "there is no setting 'modle'", "address, model, voice"),
    "format": ({"k": {**GOOD, "format": "pcm"}}, "there is no format 'pcm'", "wav, flac, mp3, opus"),
    "key": ({"k": {**GOOD, "api_key": "hemmelig"}}, "the key must not stand in the settings (api_key)", "key_env"),
    "key as name": ({"k": {**GOOD, "key_env": "sk-hemmelig"}}, "key_env is no name", "MY_SPEECH_KEY"),
    "password": ({"k": {**GOOD, "address": "https://u:hemmelig@nas"}}, "more than an address", "no password"),
    "query": ({"k": {**GOOD, "address": "https://nas/v1?key=hemmelig"}}, "more than an address", "no password"),
    "no scheme": ({"k": {**GOOD, "address": "nas:8000"}}, "no address of a server", "http://"),
    "file": ({"k": {**GOOD, "address": "file:///etc/passwd"}}, "no address of a server", "http://"),
    "no host": ({"k": {**GOOD, "address": "http://"}}, "no address of a server", "http://"),
    "bad port": ({"k": {**GOOD, "address": "http://nas:80a"}}, "no address of a server", "http://"),
    "bad ipv6": ({"k": {**GOOD, "address": "http://[::1"}}, "no address of a server", "http://"),
    "line break": ({"k": {**GOOD, "address": "http://nas/\r\nX: y"}}, "no address of a server", "http://"),
    "in clear": (
        {"k": {**GOOD, "address": "http://tale.dk/v1"}},
        "sent to tale.dk for all to read",
        "https://tale.dk/v1",
    ),
}


@pytest.mark.parametrize("illness", ILL)
def test_what_cannot_be_meant_is_refused_without_repeating_a_secret(illness: str) -> None:
    settings, words, cure = ILL[illness]
    with pytest.raises(VoiceError) as caught:
        read("k", settings)
    assert words in str(caught.value)
    assert cure in caught.value.cure
    assert "hemmelig" not in f"{caught.value} {caught.value.cure}"


def test_without_a_name_the_servers_of_the_settings_are_told() -> None:
    with pytest.raises(VoiceError, match="http: no server is chosen") as caught:
        read("", {"bo": GOOD, "maja": GOOD})
    assert caught.value.cure == "write --voice http:bo or --voice http:maja"


@pytest.mark.parametrize("held", ["to ord", "nøgle", "a\nb", "\x1b[0m"])
def test_what_is_no_key_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch, held: str) -> None:
    monkeypatch.setenv("KLINIK_KEY", held)
    with pytest.raises(VoiceError, match="what KLINIK_KEY holds is no key") as caught:
        read("k", {"k": {**GOOD, "key_env": "KLINIK_KEY"}}).key()
    assert held not in str(caught.value)


def test_a_key_is_taken_without_the_line_break_that_came_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLINIK_KEY", "  sk-1\n")
    assert read("k", {"k": {**GOOD, "key_env": "KLINIK_KEY"}}).key() == "sk-1"


def test_a_key_that_is_not_there_is_named_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KLINIK_KEY", raising=False)
    with pytest.raises(VoiceError, match="KLINIK_KEY, which holds the key, is not set") as caught:
        read("k", {"k": {**GOOD, "key_env": "KLINIK_KEY"}}).key()
    assert caught.value.cure == "set it, in this shell: export KLINIK_KEY=…"
