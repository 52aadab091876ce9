"""The real gTTS package and the real client against a real server on loopback; only the clock is not real."""

import socket
import ssl
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import NoReturn

import pytest
import trustme

from knib.audio.clip import Clip
from knib.audio.codec import encode_frames
from knib.audio.trim import trim
from knib.errors import VoiceError
from knib.plan.cue import Cue
from knib.units import Ms
from knib.voice.booth import Booth
from knib.voice.engine import Engine, Means, load
from knib.voice.engines.gtts import Gtts
from knib.voice.online.guard import Known
from knib.voice.online.patience import Clockwork, Patience
from knib.voice.online.wire import Wire
from knib.voice.shelf import Shelf
from translate_server import Answer, SpeechServer, mp3_of, speech_server, translated

HOLD, SLIP, HOST = Cue("Hold nu."), Cue("Slip helt."), Cue("Host to gange.")


class Slept:
    """A clock that only sleep moves."""

    def __init__(self) -> None:
        self.moment = 0
        self.slept: list[int] = []
        self.told: list[str] = []

    def sleep(self, length: Ms) -> None:
        self.slept.append(length)
        self.moment += length

    @property
    def clockwork(self) -> Clockwork:
        return Clockwork(lambda: Ms(self.moment), self.sleep, lambda: Ms(0))


@pytest.fixture
def world() -> Slept:
    return Slept()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[SpeechServer]:
    with speech_server() as speech:
        send_to(speech.url, monkeypatch)
        yield speech


def send_to(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have gTTS write its requests to another address than Google's."""
    monkeypatch.setattr("gtts.tts._translate_url", lambda **_where: url)


@pytest.fixture
def voice(world: Slept) -> Gtts:
    return voice_in(world)


def voice_in(world: Slept, *, patient: float = 5.0) -> Gtts:
    patience = Patience(world.clockwork, world.told.append)
    return Gtts(Means(), Wire(cure="upgrade", timeout=(patient, patient), clockwork=world.clockwork), patience)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def nearly(clip: Clip, milliseconds: int) -> bool:
    """MP3 blurs the edges of a tone by a few ms."""
    return abs(clip.length - milliseconds) < 30


def test_it_speaks_at_24_khz_and_trimmed(server: SpeechServer, voice: Gtts) -> None:
    clip = voice.speak("Hold nu.", 100)
    assert server.asked == ["Hold nu."]
    assert clip.rate == 24_000
    assert nearly(clip, 400)  # eight signs; the silence around them is gone
    assert trim(clip) == clip


def test_a_cue_is_sent_as_it_is_read_aloud(server: SpeechServer, voice: Gtts) -> None:
    voice.speak(voice.text_for("3x10  på 5 sek."), 100)
    assert server.asked == ["tre gange ti på fem sekunder."]


def test_sentences_and_signs_reach_the_server_unchanged(server: SpeechServer, voice: Gtts) -> None:
    voice.speak("Host. Slap af! Ånd: ind; ud – æøå (roligt)?", 100)
    assert server.asked == ["Host. Slap af! Ånd: ind; ud – æøå (roligt)?"]


def test_a_long_text_is_sent_in_parts_and_joined_with_a_pause(server: SpeechServer, voice: Gtts) -> None:
    one = "Læg dig på ryggen med bøjede knæ, og læg hænderne på maven."
    other = "Træk vejret roligt, og mærk hvordan maven løfter sig."
    clip = voice.speak(f"{one} {other}", 100)
    assert server.asked == [one, other]
    assert nearly(clip, len(one) * 50 + 350 + len(other) * 50)


def test_requests_are_a_second_apart(server: SpeechServer, voice: Gtts, world: Slept) -> None:
    for text in ("Hold.", "Slip.", "Host."):
        voice.speak(text, 100)
    assert world.slept == [1000, 1000]
    assert server.asked == ["Hold.", "Slip.", "Host."]


def test_no_cookie_is_kept(server: SpeechServer, voice: Gtts) -> None:
    server.answers = [
        Answer(body=translated(mp3_of("Hold.")).body, headers=(("Set-Cookie", "NID=511; path=/"),)),
    ]
    voice.speak("Hold.", 100)
    voice.speak("Slip.", 100)
    assert server.cookies == [None, None]


@pytest.mark.parametrize("text", ["...", "– !", "", " "])
def test_a_text_of_signs_alone_is_refused_and_never_sent(server: SpeechServer, voice: Gtts, text: str) -> None:
    with pytest.raises(VoiceError, match="gtts: there is nothing to say"):
        voice.speak(text, 100)
    assert server.asked == []


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_after_the_time_it_names(
    server: SpeechServer, voice: Gtts, world: Slept, status: int
) -> None:
    server.answers = [Answer(status=status, headers=(("Retry-After", "45"),)), Answer(status=status)]
    assert nearly(voice.speak("Hold.", 100), 250)
    assert world.slept == [45_000, 60_000]  # named; then twice 30 s, for nothing was named
    assert world.told[0] == f"127.0.0.1 is busy ({status}); asking again in 45 s"


def test_a_busy_server_may_name_a_date(server: SpeechServer, voice: Gtts, world: Slept) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    server.answers = [Answer(status=429, headers=(("Retry-After", later),))]
    voice.speak("Hold.", 100)
    assert 90_000 < world.slept[0] <= 100_000


@pytest.mark.parametrize("named", ["soon", "-5", "", "9" * 30])
def test_a_server_that_names_nonsense_is_asked_three_times_or_left_alone(
    server: SpeechServer, voice: Gtts, world: Slept, named: str
) -> None:
    server.answers = [Answer(status=503, headers=(("Retry-After", named),))] * 3
    with pytest.raises(VoiceError, match="busy"):
        voice.speak("Hold.", 100)
    assert sum(world.slept) in {0, 90_000}


def test_a_stop_keeps_what_was_made_and_says_how_to_go_on(server: SpeechServer, shelf: Shelf, world: Slept) -> None:
    server.answers = [translated(mp3_of("Hold nu.")), *[Answer(status=429)] * 3]
    with pytest.raises(VoiceError) as caught:
        Booth(voice_in(world), shelf).speak([HOLD, SLIP, HOST])
    assert str(caught.value) == ("cue 'Slip helt.': gtts: 127.0.0.1 is busy (429); 1 of 3 cues are spoken and kept")
    assert "run the same command again" in caught.value.cure
    assert "--voice espeak" in caught.value.cure
    server.asked.clear()
    assert len(Booth(voice_in(world), shelf).speak([HOLD, SLIP, HOST])) == 3
    assert server.asked == ["Slip helt.", "Host to gange."]


def test_after_a_stop_the_next_routine_of_a_batch_asks_no_more(server: SpeechServer, voice: Gtts) -> None:
    server.answers = [Answer(status=429)] * 3
    for _ in range(2):
        with pytest.raises(VoiceError, match="busy"):
            voice.speak("Hold.", 100)
    assert len(server.asked) == 3


PAGE = b"<!DOCTYPE html><html><body>Velkommen til Hotel Phoenix. Log ind.</body></html>"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer(body=PAGE, kind="text/html"), id="a page"),
        pytest.param(Answer(body=b"\r\n" + PAGE), id="a page that says it is none"),
        pytest.param(Answer(status=302, headers=(("Location", "http://127.0.0.1:9/log-in"),)), id="sent elsewhere"),
        pytest.param(Answer(status=511, body=PAGE, kind="text/html"), id="log-in required"),
    ],
)
def test_a_log_in_page_is_no_voice(server: SpeechServer, voice: Gtts, answer: Answer) -> None:
    server.answers = [answer]
    with pytest.raises(VoiceError, match=r"a web page came in place of 127\.0\.0\.1's answer") as caught:
        voice.speak("Hold.", 100)
    assert "log in" in caught.value.cure
    assert len(server.asked) == 1


HALF = translated(mp3_of("Hold."))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        pytest.param(Answer(body=HALF.body[:400], told=len(HALF.body)), "cut|whole", id="cut connection"),
        pytest.param(Answer(hangs=True), "did not answer in time", id="hang"),
        pytest.param(Answer(body=HALF.body[:400], told=len(HALF.body), hangs=False), "cut|whole", id="half an answer"),
    ],
)
def test_what_was_cut_or_hangs_is_asked_for_again(
    server: SpeechServer, world: Slept, answer: Answer, words: str
) -> None:
    server.answers = [answer]
    assert nearly(voice_in(world, patient=0.2).speak("Hold.", 100), 250)
    assert world.slept == [5000]
    server.answers = [answer] * 3
    with pytest.raises(VoiceError, match=words):
        voice_in(world, patient=0.2).speak("Slip.", 100)


MP3 = mp3_of("Hold.")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        pytest.param(translated(MP3[:-50]), "is cut off", id="truncated MP3"),
        pytest.param(translated(MP3[:300] + b"\0" * 40 + MP3[300:]), "begin no MP3 frame", id="MP3 with a hole"),
        pytest.param(translated(b""), "no sound", id="empty MP3"),
        pytest.param(translated(MP3[:192]), "no sound", id="one frame"),
        pytest.param(translated(b"RIFF" + bytes(2000)), "begin no MP3 frame", id="no MP3"),
        pytest.param(translated(encode_frames([bytes(48_000)])), "silence", id="silence"),
        pytest.param(Answer(), "cannot be understood", id="nothing"),
        pytest.param(Answer(body=b"{}"), "cannot be understood", id="another format"),
        pytest.param(
            Answer(body=b'[["wrb.fr","jQ1olc",null,null,null,[3],"generic"]]'), "no sound in it", id="no voice"
        ),
        pytest.param(Answer(body=b'[["wrb.fr","jQ1olc","[\\"%%%\\"]"]]'), "no sound in it", id="no base64"),
        pytest.param(Answer(body=b'[["wrb.fr","jQ1olc"'), "no sound in it", id="half a line"),
        pytest.param(Answer(status=403), "refused (403)", id="refused"),
        pytest.param(Answer(status=500), "refused (500)", id="broken"),
        pytest.param(Answer(body=b"x" * 4_000_001), "more than any speech", id="endless"),
    ],
)
def test_an_answer_that_is_no_whole_speech_is_an_error_at_once(
    server: SpeechServer, shelf: Shelf, world: Slept, answer: Answer, words: str
) -> None:
    server.answers = [answer]
    with pytest.raises(VoiceError) as caught:
        Booth(voice_in(world), shelf).speak([HOLD])
    assert words in str(caught.value)
    assert caught.value.cure
    assert world.slept == []
    assert not any(path.is_file() for path in shelf.folder.rglob("*"))


def test_speech_that_is_far_too_long_is_not_kept(server: SpeechServer, shelf: Shelf, voice: Gtts) -> None:
    server.speak = lambda _text: mp3_of("x" * 100)
    with pytest.raises(VoiceError, match=r"gave 50.. ms of sound"):
        Booth(voice, shelf).speak([HOLD])


def test_nobody_answers(voice: Gtts, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:  # bound, and never listening
        taken.bind(("127.0.0.1", 0))
        send_to(f"http://127.0.0.1:{taken.getsockname()[1]}/", monkeypatch)
        with pytest.raises(VoiceError, match=r"gtts: 127\.0\.0\.1 cannot be reached") as caught:
            voice.speak("Hold.", 100)
    assert caught.value.cure == "connect this machine to the internet"


def test_a_proxy_of_the_environment_is_used(server: SpeechServer, voice: Gtts, monkeypatch: pytest.MonkeyPatch) -> None:
    send_to("http://translate.google.invalid/", monkeypatch)
    monkeypatch.setenv("HTTP_PROXY", server.url)
    assert nearly(voice.speak("Hold.", 100), 250)


@pytest.mark.usefixtures("server")
def test_what_no_proxy_names_goes_past_the_proxy(voice: Gtts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1/")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert nearly(voice.speak("Hold.", 100), 250)


def test_a_server_that_cannot_prove_who_it_is_gets_nothing(
    voice: Gtts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with speech_server(context) as server:
        send_to(server.url, monkeypatch)
        with pytest.raises(VoiceError, match=r"127\.0\.0\.1 could not prove who it is, so nothing was sent"):
            voice.speak("Hold.", 100)
        assert server.asked == []
        authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "authority.pem"))
        assert nearly(voice.speak("Hold.", 100), 250)


def test_the_same_words_are_sent_once_at_whatever_pace(server: SpeechServer, shelf: Shelf, voice: Gtts) -> None:
    fast = Cue(HOLD.text, haste=115)
    clips = Booth(voice, shelf).speak([HOLD, fast], pace=89)
    assert server.asked == ["Hold nu."]
    own = voice.speak("Hold nu.", 100)
    assert clips[HOLD].samples == round(own.samples * 100 / 89)
    assert clips[fast].samples == round(own.samples * 100 / 102)
    server.asked.clear()
    assert Booth(voice, shelf).speak([HOLD])[HOLD] == own
    assert Booth(voice, shelf).speak([HOLD], pace=89)[HOLD] == clips[HOLD]
    assert server.asked == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Knib, 010190-1234.", "a CPR number"),
        ("Skriv til anna@klinik.dk.", "an e-mail address"),
        ("Ring på 12 34 56 78.", "a telephone number"),
        ("Godmorgen, Anna.", "the field 'navn' of the patient list"),
    ],
)
def test_when_one_cue_is_personal_not_one_is_sent(
    server: SpeechServer, shelf: Shelf, voice: Gtts, text: str, what: str
) -> None:
    booth = Booth(voice, shelf, known=lambda: [Known(field="navn", value="Anna Jensen", name=True)])
    for ask in (booth.speak, booth.lengths):
        with pytest.raises(VoiceError) as caught:
            ask([HOLD, Cue(text), SLIP])
        assert what in str(caught.value)
        assert "Nothing was sent" in str(caught.value)
        assert not any(value in str(caught.value) for value in ("1234", "anna", "Anna", "12 34"))
    assert server.asked == []


def test_a_voice_that_stays_here_may_say_a_name(shelf: Shelf) -> None:
    booth = Booth(load("espeak"), shelf, known=lambda: [Known(field="navn", value="Anna Jensen", name=True)])
    assert booth.speak([Cue("Godmorgen, Anna.")])


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    for way in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, way, refuse)


@pytest.mark.usefixtures("server")
def test_offline_the_shelf_speaks_and_nobody_is_asked(
    shelf: Shelf, voice: Gtts, request: pytest.FixtureRequest
) -> None:
    clips = Booth(voice, shelf).speak([HOLD], pace=89)
    request.getfixturevalue("no_sockets")
    offline = Booth(load("gtts", Means(offline=True)), shelf, offline=True)
    assert offline.speak([HOLD], pace=89) == clips
    with pytest.raises(VoiceError, match="Knib is offline; 1 of 2 cues have not been spoken before") as caught:
        offline.speak([HOLD, SLIP])
    assert "unset KNIB_OFFLINE" in caught.value.cure


@pytest.mark.usefixtures("no_sockets")
def test_an_engine_that_is_offline_speaks_for_nobody() -> None:
    with pytest.raises(VoiceError, match="Knib is offline"):
        load("gtts", Means(offline=True)).speak("Hold.", 100)


@pytest.mark.usefixtures("no_sockets")
def test_lengths_are_known_from_the_shelf_or_estimated(shelf: Shelf) -> None:
    engine: Engine = load("gtts")
    lengths, estimated = Booth(engine, shelf).lengths([HOLD, Cue("Hold 5.")], pace=100)
    assert lengths == {HOLD: 560, Cue("Hold 5."): 770}  # 70 ms a character, a digit counts for five
    assert estimated == {HOLD, Cue("Hold 5.")}


def test_a_cue_that_was_spoken_has_its_own_length(server: SpeechServer, shelf: Shelf, voice: Gtts) -> None:
    clips = Booth(voice, shelf).speak([HOLD])
    assert server.asked == ["Hold nu."]
    lengths, estimated = Booth(voice, shelf).lengths([HOLD, SLIP])
    assert lengths == {HOLD: clips[HOLD].length, SLIP: 700}
    assert estimated == {SLIP}


@pytest.mark.usefixtures("no_sockets")
def test_its_status_loads_nothing_and_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("gtts", "requests", "soundfile"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    status = load("gtts").status()
    assert status.ready
    assert "translate.google.com" in status.detail
    assert not load("gtts", Means(offline=True)).status().ready
    assert not {"gtts", "requests", "soundfile"} & set(sys.modules)


def test_without_the_package_the_cure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knib.voice.engines.gtts.find_spec", lambda _name: None)
    status = load("gtts").status()
    assert (status.ready, status.cure) == (False, "pip install 'knib[gtts]'")


def test_the_settings_may_name_another_domain() -> None:
    assert Gtts(Means(settings={"tld": "dk"})).host == "translate.google.dk"
    assert Gtts(Means(settings={"tld": "dk"})).identity() != Gtts(Means()).identity()


@pytest.mark.parametrize("tld", ["", "dk/x", "dk@evil", 5, "evil.com:80", "dk.", "æ"])
def test_no_setting_leads_to_another_server(tld: object) -> None:
    voice = Gtts(Means(settings={"tld": tld}))
    with pytest.raises(VoiceError, match="no top domain"):
        voice.identity()
    assert not voice.status().ready


def test_gtts_itself_would_write_its_requests_to_google() -> None:
    request = Gtts(Means()).request("Hold.")
    assert request.url == "https://translate.google.com/_/TranslateWebserverUi/data/batchexecute"
