"""A speech server: the real client against a real server on loopback."""

import json
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import trustme

from knib.audio.clip import Clip
from knib.audio.form import Format
from knib.audio.formats import encode
from knib.audio.wav import read_wav
from knib.errors import KnibError, VoiceError
from knib.plan.cue import Cue
from knib.voice.booth import Booth
from knib.voice.engine import Means, load
from knib.voice.engines.http import Http
from knib.voice.server import post
from knib.voice.server.place import Server
from knib.voice.shelf import Shelf
from speech_server import (
    Handler,
    Reply,
    SpeechServer,
    always,
    says,
    speak,
    speech_server,
    spoken,
    streamed,
)

KEY = "sk-noegle-1234567890"


@contextmanager
def talking(*replies: Reply, **table: str) -> Iterator[tuple[Http, SpeechServer]]:
    """Have a server, and the engine that asks it; no pause is waited for."""
    with speech_server(*replies) as here:
        yield Http(Means(variant="klinik", settings=here.table(**table)), sleep=lambda _seconds: None), here


def refused(*replies: Reply, **table: str) -> VoiceError:
    """Give the error that the answers lead to."""
    with talking(*replies, **table) as (engine, _), pytest.raises(VoiceError) as caught:
        engine.speak("Hold.", 100)
    assert caught.value.cure
    assert KEY not in f"{caught.value} {caught.value.cure}"
    return caught.value


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("KLINIK_KEY", KEY)
    return "KLINIK_KEY"


# What is asked


def test_it_asks_as_openai_has_it() -> None:
    with talking() as (engine, server):
        engine.speak(engine.text_for("Blå øjne på åen, 3x10."), 89)
    (asked,) = server.asked
    assert asked.path == "/v1/audio/speech"
    assert asked.headers["content-type"] == "application/json"
    assert asked.json == {
        "model": "tale-1",
        "input": "Blå øjne på åen, tre gange ti.",
        "voice": "maja",
        "response_format": "wav",
        "speed": 0.89,
    }


def test_a_server_with_one_voice_is_not_told_which() -> None:
    with talking(voice="") as (engine, server):
        engine.speak("Hold.", 100)
    assert "voice" not in server.asked[0].json


@pytest.mark.parametrize("path", ["", "/", "/v1", "/v1/", "/v1/audio/speech"])
def test_its_address_may_be_written_short_or_long(path: str) -> None:
    with speech_server() as here:
        table = here.table(address=here.address + path)
        load("http:klinik", Means(settings=table)).speak("Hold.", 100)
    assert here.asked[0].path == "/v1/audio/speech"


def test_the_key_goes_along_and_nowhere_else(key: str, tmp_path: Path) -> None:
    with talking(key_env=key) as (engine, server):
        Booth(engine, Shelf(tmp_path)).speak([Cue("Hold.")])
        told = json.dumps([dict(engine.identity()), repr(engine.status()), repr(vars(engine))])
    assert server.asked[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in told
    assert all(KEY.encode() not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_without_a_key_none_is_sent() -> None:
    with talking() as (engine, server):
        engine.speak("Hold.", 100)
    assert "authorization" not in server.asked[0].headers


def test_a_text_without_words_is_not_sent() -> None:
    with talking() as (engine, server), pytest.raises(VoiceError, match=r"'\.\.\.' has nothing to say"):
        engine.speak("...", 100)
    assert server.asked == []


def test_the_next_session_asks_nothing(tmp_path: Path) -> None:
    with talking() as (engine, server):
        first = Booth(engine, Shelf(tmp_path)).speak([Cue("Hold."), Cue("Slip.")])
    engine = Http(Means(variant="klinik", settings=server.table()))  # the server is gone
    assert Booth(engine, Shelf(tmp_path)).speak([Cue("Hold."), Cue("Slip.")]) == first


@pytest.mark.parametrize("change", ["address", "model", "voice", "format"])
def test_whatever_decides_the_sound_is_in_its_identity(change: str) -> None:
    plain = {"klinik": {"address": "http://127.0.0.1:1", "model": "a", "voice": "a", "format": "wav"}}
    other = {"klinik": {**plain["klinik"], change: "flac" if change == "format" else f"{plain['klinik'][change]}1"}}
    one, two = (load("http:klinik", Means(settings=table)).identity() for table in (plain, other))
    assert one != two


# What is answered


def test_what_is_streamed_is_as_long_as_what_came() -> None:
    with talking(streamed) as (engine, _):
        assert engine.speak("Slip helt.", 100).length == 500


def test_an_answer_without_a_length_ends_where_it_ends() -> None:
    def open_ended(handler: Handler, wanted: dict[str, object]) -> None:
        handler.close_connection = True
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(spoken(wanted))

    with talking(open_ended) as (engine, _):
        assert engine.speak("Slip helt.", 100).length == 500


def test_any_rate_and_both_ears_become_24_khz_mono() -> None:
    tone = b"".join(struct.pack("<hh", v, v) for v in [4000, -4000] * 22_050)  # one second at 44.1 kHz
    head = b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0" + struct.pack("<HHIIHH", 1, 2, 44_100, 176_400, 4, 16)
    with talking(always(head + b"data\xff\xff\xff\xff" + tone)) as (engine, _):
        clip = engine.speak("Hold.", 100)
    assert (clip.rate, clip.length) == (24_000, 1000)


@pytest.mark.parametrize("form", [Format.MP3, Format.FLAC, Format.OPUS])
def test_other_formats_are_decoded(form: Format) -> None:
    def answer(handler: Handler, wanted: dict[str, object]) -> None:
        handler.send(encode([read_wav(spoken(wanted)).pcm], form), Content_Type="application/octet-stream")

    with talking(answer, format=form.value) as (engine, server):
        clip = engine.speak("Slip helt.", 100)
    assert server.asked[0].json["response_format"] == form.value
    assert abs(clip.length - 500) <= 5


def test_a_format_that_cannot_be_decoded_here_is_said_with_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "av", None)
    error = refused(always(b"\xff\xf3\x84\xc4" + bytes(100), Content_Type="audio/mpeg"), format="mp3")
    assert "this needs PyAV" in str(error)
    assert 'format = "wav"' in error.cure


# When it does not speak

REFUSALS = {
    400: (
        {"error": {"message": "speed must be\nbetween 0.25 and 4"}},
        "does not take this (400): speed must be between",
    ),
    403: ({"error": "no"}, "asks for a key"),
    404: ({"detail": "Model 'tale-1' not found"}, "no such model (404): Model 'tale-1' not found"),
    405: ({"detail": "Method Not Allowed"}, "has no speech there (405)"),
    413: ({"message": "too large"}, "finds the line too long (413): too large"),
    418: ("a teapot", "failed (418): a teapot"),
    422: ({"detail": [{"loc": ["body", "voice"], "msg": "unknown voice"}]}, "does not take this (422): unknown voice"),
    500: ({"error": {"message": "out of memory", "code": 500}}, "failed (500): out of memory"),
    502: ({}, "failed (502)"),
}


@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_is_said_in_words_with_the_servers_own(status: int) -> None:
    told, words = REFUSALS[status]
    assert words in str(refused(says(status, told)))


def test_a_key_that_is_refused_is_named_by_its_variable_and_nothing_of_it_is_repeated(key: str) -> None:
    error = refused(says(401, {"error": {"message": "Incorrect API key provided: sk-no***7890"}}), key_env=key)
    assert "refuses the key in KLINIK_KEY" in str(error)
    assert "7890" not in str(error)


def test_a_server_that_wants_a_key_is_said_to() -> None:
    error = refused(says(401, {}))
    assert "asks for a key" in str(error)
    assert "key_env" in error.cure


def test_a_server_that_repeats_the_key_is_not_repeated(key: str) -> None:
    error = refused(says(500, {"error": f"bad header: Bearer {KEY}"}), key_env=key)
    assert str(error).endswith("failed (500): bad header: Bearer (the key)")


def test_a_long_story_is_told_short() -> None:
    assert str(refused(says(500, {"error": "o" * 5000}))).endswith("failed (500): " + "o" * 200 + "…")


def test_control_characters_of_a_server_never_reach_the_terminal() -> None:
    assert str(refused(says(500, {"error": "a\x1b[31mb\0c"}))).endswith("failed (500): a [31mb c")


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b'{"error": {"message": "no such voice"}}', "application/json", "answers in words instead of sound: no such"),
        (b'{"error": "no such voice"}', "audio/wav", "answers in words instead of sound: no such voice"),
        (b"<html><title>Log ind</title></html>", "text/html", "answers in words instead of sound"),
        (b"sorry", "text/plain", "answers in words instead of sound: sorry"),
        (b"", "audio/wav", "answers nothing"),
        (b"RIFF\0\0\0\0WAVE", "audio/wav", "sound that is none: the WAV file holds no sound"),
        (b"\0" * 3000, "audio/mpeg", "sound that is none: "),
        (
            spoken({"input": "Hold.", "speed": 1})[:-1000],
            "audio/wav",
            "the WAV file is cut off: 11000 of 12000 bytes came",
        ),
    ],
)
def test_an_answer_that_is_no_sound_is_an_error(body: bytes, kind: str, words: str) -> None:
    assert words in str(refused(always(body, Content_Type=kind)))


def test_silence_is_no_sound() -> None:
    silent = spoken({"input": "Hold.", "speed": 1})[:44] + bytes(12_000)
    assert "'Hold.' gave no sound" in str(refused(always(silent)))


def test_an_answer_that_breaks_off_is_an_error_and_no_short_clip() -> None:
    def broken(handler: Handler, wanted: dict[str, object]) -> None:
        handler.close_connection = True
        handler.send_response(200)
        handler.send_header("Content-Length", "12044")
        handler.end_headers()
        handler.wfile.write(spoken(wanted)[:9000])

    def broken_chunk(handler: Handler, _wanted: dict[str, object]) -> None:
        handler.close_connection = True
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"ff\r\nRIFF")

    for reply in (broken, broken_chunk):
        assert "broke off its answer" in str(refused(reply))


def test_no_redirect_is_followed_and_the_key_stays_here(key: str) -> None:
    with speech_server() as elsewhere:
        for status in (301, 302, 303, 307, 308):
            error = refused(always(b"", status, Location=elsewhere.address), key_env=key)
            assert f"sends us elsewhere ({status})" in str(error)
        assert elsewhere.asked == []


def test_a_server_that_is_not_running_is_said_to_be_so() -> None:
    with speech_server() as gone:
        pass
    with pytest.raises(VoiceError, match=r"http:klinik: the server 127\.0\.0\.1 is not running") as caught:
        load("http:klinik", Means(settings=gone.table())).speak("Hold.", 100)
    assert "start it" in caught.value.cure


def test_what_is_no_web_server_is_said_to_be_none() -> None:
    def gibberish(handler: Handler, _wanted: dict[str, object]) -> None:
        handler.close_connection = True
        handler.wfile.write(b"220 smtp ready\r\n")

    assert "does not answer as a server on the web does" in str(refused(gibberish))


def test_https_to_a_server_that_speaks_http_is_said() -> None:
    with speech_server() as here:
        engine = load("http:klinik", Means(settings=here.table(address=here.address.replace("http:", "https:"))))
        with pytest.raises(VoiceError, match="does not speak TLS") as caught:
            engine.speak("Hold.", 100)
    assert "http://" in caught.value.cure


def test_a_certificate_that_nobody_vouches_for_is_refused_and_one_that_the_user_trusts_is_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    with speech_server(vouched_by=authority) as here:
        engine = load("http:klinik", Means(settings=here.table()))
        with pytest.raises(VoiceError, match="certificate that is not trusted"):
            engine.speak("Hold.", 100)
        assert here.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        assert engine.speak("Hold.", 100).length == 250


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (socket.gaierror(-2, "Name or service not known"), "cannot be found"),
        (TimeoutError("timed out"), "does not answer in time"),
        (ConnectionResetError(104, "Connection reset by peer"), "broke off its answer"),
        (OSError(113, "No route to host"), "cannot be reached: [Errno 113] No route to host"),
    ],
)
def test_a_server_that_cannot_be_reached_is_said_to_be_so(
    monkeypatch: pytest.MonkeyPatch, fault: OSError, words: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(socket, "create_connection", fail)
    with pytest.raises(VoiceError) as caught:
        load("http:k", Means(settings={"k": {"address": "http://nas", "model": "m"}})).speak("Hold.", 100)
    assert f"http:k: the server nas {words}" in str(caught.value)
    assert caught.value.cure


# Patience


def limits(monkeypatch: pytest.MonkeyPatch, **changed: float) -> None:
    monkeypatch.setattr(post, "post", post.post)  # undone together
    monkeypatch.setattr(post.post, "__defaults__", (post.Limits(**changed),))  # type: ignore[arg-type]


def test_a_server_that_falls_silent_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    limits(monkeypatch, silence=0.05)
    over = threading.Event()

    def silent(_handler: Handler, _wanted: dict[str, object]) -> None:
        over.wait(5)

    with talking(silent) as (engine, _):
        with pytest.raises(VoiceError, match="does not answer in time"):
            engine.speak("Hold.", 100)
        over.set()


def test_a_server_that_never_ends_is_not_listened_to_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    limits(monkeypatch, whole=0.05)

    def endless(handler: Handler, _wanted: dict[str, object]) -> None:
        handler.close_connection = True
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100_000):
            handler.wfile.write(bytes(1000))

    assert "does not answer in time" in str(refused(endless))


def test_an_answer_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    limits(monkeypatch, largest=10_000)
    assert "more than 10000 bytes" in str(refused(speak))


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_without_time_is_asked_again(status: int) -> None:
    pauses: list[float] = []
    busy = says(status, {"error": "busy"})
    with speech_server(busy, busy, speak) as here:
        engine = Http(Means(variant="klinik", settings=here.table()), sleep=pauses.append)
        assert engine.speak("Hold.", 100).length == 250
    assert pauses == [2, 4]
    assert len(here.asked) == 3


def test_it_waits_as_long_as_the_server_says() -> None:
    pauses: list[float] = []
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    with speech_server(says(429, {}, Retry_After="7"), says(503, {}, Retry_After=soon), speak) as here:
        Http(Means(variant="klinik", settings=here.table()), sleep=pauses.append).speak("Hold.", 100)
    assert pauses[0] == 7
    assert 27 < pauses[1] <= 30


def test_it_gives_up_after_three_times_or_when_it_would_wait_for_more_than_a_minute() -> None:
    for answer, times in ((says(503, {}), 3), (says(429, {}, Retry_After="3600"), 1), (says(500, {}), 1)):
        with talking(answer) as (engine, server), pytest.raises(VoiceError, match=r"has no time|failed"):
            engine.speak("Hold.", 100)
        assert len(server.asked) == times


# Who hears it


def test_a_server_on_this_machine_is_not_online_and_one_elsewhere_is() -> None:
    for address, online in (
        ("http://127.0.0.1:8000", False),
        ("http://localhost:8000", False),
        ("http://192.168.1.20:8000", True),
        ("https://api.example.com", True),
        ("nonsense", True),
    ):
        engine = load("http:klinik", Means(settings={"klinik": {"address": address, "model": "m"}}))
        assert engine.online is online


def test_offline_nothing_leaves_this_machine() -> None:
    settings = {"klinik": {"address": "https://tale.example.com", "model": "m"}}
    engine = load("http:klinik", Means(settings=settings, offline=True))
    assert not engine.status().ready
    with pytest.raises(VoiceError, match=r"tale\.example\.com is away, and this is offline"):
        engine.speak("Hold.", 100)
    with speech_server() as here:  # and what stays on it is spoken
        assert load("http:klinik", Means(settings=here.table(), offline=True)).speak("Hold.", 100) == Clip(
            read_wav(spoken({"input": "Hold.", "speed": 1})).pcm
        )


def test_that_lines_leave_the_network_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[KnibError] = []
    sent: list[str] = []

    def send(server: Server, *_: object) -> post.Answer:
        sent.append(server.url)
        return post.Answer(status=200, kind="audio/wav", body=spoken({"input": "Hold.", "speed": 1}))

    monkeypatch.setattr(post, "post", send)
    for address in ("https://tale.example.com", "http://10.0.0.7", "http://127.0.0.1"):
        engine = load("http:k", Means(settings={"k": {"address": address, "model": "m"}}, warn=told.append))
        engine.speak("Hold.", 100)
        engine.speak("Slip.", 100)
    assert len(sent) == 6
    assert [str(it) for it in told] == ["http:k: what is spoken is sent to tale.example.com, outside this network"]


def test_what_is_near_is_asked_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with speech_server() as proxy:
        monkeypatch.setenv("http_proxy", proxy.address)
        monkeypatch.setenv("no_proxy", "")
        with talking() as (engine, server):
            engine.speak("Hold.", 100)
    assert (len(server.asked), proxy.asked) == (1, [])
