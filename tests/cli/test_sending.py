"""What is sent to an online voice, what is not, and that one can know it before: by the real command."""

import json
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
import soundfile
import trustme
from typer.testing import CliRunner

from knib.cli.app import app
from translate_server import SpeechServer, instead_of_google, proxy_to, speech_server

KNIB = CliRunner()

ROUTINE = """\
routine: Korte knib
fit_voice: faster
exercises:
  - name: Knib
    say: Knib sammen om endetarmen, og løft op og ind. Slip helt.
    reps: 2
    phases:
      - work: Knib nu
        for: 3 s
      - rest: Slip helt.
        for: 3 s
"""
TEXTS = ["Knib sammen om endetarmen, og løft op og ind.", "Slip helt.", "Knib nu"]


@pytest.fixture(autouse=True)
def _own_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNIB_CACHE_DIR", str(tmp_path / "shelf"))


@pytest.fixture
def routine(tmp_path: Path) -> str:
    path = tmp_path / "knib.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    return str(path)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[SpeechServer]:
    with instead_of_google(monkeypatch) as speech:
        yield speech


def block_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    for way in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, way, refuse)


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    block_sockets(monkeypatch)


@pytest.mark.usefixtures("no_sockets")
def test_a_dry_run_prints_each_text_once_and_nothing_else(routine: str) -> None:
    result = KNIB.invoke(app, ["voices", "gtts", "--dry-run", routine, routine])
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == TEXTS
    assert "3 texts would be sent to translate.google.com, one in each request" in result.stderr
    assert "Sent: nothing" in result.stderr


def test_what_the_dry_run_prints_is_what_is_sent(routine: str, server: SpeechServer, tmp_path: Path) -> None:
    printed = KNIB.invoke(app, ["voices", "gtts", "--dry-run", routine]).stdout.splitlines()
    result = KNIB.invoke(app, ["render", routine, "--voice", "gtts", "-o", str(tmp_path), "--json"])
    assert result.exit_code == 0, result.output
    assert server.asked == printed == TEXTS
    again = KNIB.invoke(app, ["voices", "gtts", "--dry-run", routine, "--json"])
    assert json.loads(again.stdout) == {"host": "translate.google.com", "texts": [], "spoken_before": 3}
    assert "Nothing would be sent" in KNIB.invoke(app, ["voices", "gtts", "--dry-run", routine]).stderr
    (made,) = json.loads(result.stdout)
    assert made["voice"] == "gtts"
    assert soundfile.info(made["file"]).duration == pytest.approx(made["duration_ms"] / 1000, abs=0.001)


def test_what_was_spoken_is_used_offline_and_in_the_plan(
    routine: str, server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = json.loads(KNIB.invoke(app, ["plan", routine, "--voice", "gtts", "--json"]).stdout)
    assert [cue.get("estimated") for cue in before["cues"] if cue["kind"] != "tone"] == [True] * 6
    assert KNIB.invoke(app, ["render", routine, "--voice", "gtts", "-o", str(tmp_path)]).exit_code == 0
    assert server.asked == TEXTS
    block_sockets(monkeypatch)
    after = json.loads(KNIB.invoke(app, ["plan", routine, "--voice", "gtts", "--json"]).stdout)
    assert not any("estimated" in cue for cue in after["cues"])
    for way in (["--offline"], []):
        monkeypatch.setenv("KNIB_OFFLINE", "" if way else "1")
        assert KNIB.invoke(app, ["render", routine, "--voice", "gtts", "-o", str(tmp_path), *way]).exit_code == 0


@pytest.mark.usefixtures("no_sockets")
@pytest.mark.parametrize("command", [["render"], ["say"]])
@pytest.mark.parametrize("way", ["option", "1", "yes"])
def test_offline_an_online_voice_is_refused(
    command: list[str], way: str, routine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KNIB_OFFLINE", "" if way == "option" else way)
    what = routine if command == ["render"] else "Hold nu."
    offline = ["--offline"] if way == "option" else []
    result = KNIB.invoke(app, [*command, what, "--voice", "gtts", "-o", str(tmp_path / "x.wav"), *offline])
    assert result.exit_code == 4
    assert "gtts is an online voice and Knib is offline" in result.stderr
    assert "Try: leave out --offline and unset KNIB_OFFLINE" in result.stderr


@pytest.mark.parametrize("value", ["", "0", "no", "False", " off "])
def test_offline_can_be_switched_off(value: str, server: SpeechServer, tmp_path: Path) -> None:
    result = KNIB.invoke(
        app,
        ["say", "Hold nu.", "--voice", "gtts", "-o", str(tmp_path / "x.wav")],
        env={"KNIB_OFFLINE": value},
    )
    assert result.exit_code == 0, result.output
    assert server.asked == ["Hold nu."]


@pytest.mark.usefixtures("no_sockets")
def test_the_plan_says_which_lengths_are_estimated(routine: str) -> None:
    result = KNIB.invoke(app, ["plan", routine, "--voice", "gtts"])
    assert result.exit_code == 0, result.output
    assert "Knib nu\tcommand, length estimated" in result.stdout
    assert "estimated, for gtts has not spoken them yet" in result.stdout
    assert "estimated" not in KNIB.invoke(app, ["plan", routine]).stdout


@pytest.mark.usefixtures("no_sockets")
def test_a_cue_that_does_not_fit_by_estimate_says_so(tmp_path: Path) -> None:
    path = tmp_path / "kort.yaml"
    path.write_text(ROUTINE.replace("for: 3 s", "for: 0,3 s").replace("fit_voice: faster\n", ""), encoding="utf-8")
    result = KNIB.invoke(app, ["check", str(path), "--voice", "gtts"])
    assert result.exit_code == 3
    assert "'Knib nu' takes 0.55 s and has 0.3 s before its phase ends" in result.stdout
    assert "(lengths are estimates until gtts has spoken)" in result.stdout


@pytest.mark.usefixtures("no_sockets")
def test_check_notes_what_it_could_only_estimate(routine: str) -> None:
    result = KNIB.invoke(app, ["check", routine, "--voice", "gtts"])
    assert result.exit_code == 0
    assert "has not spoken them yet" in result.stderr
    assert "has not spoken" not in KNIB.invoke(app, ["check", routine]).stderr


@pytest.mark.usefixtures("no_sockets")
@pytest.mark.parametrize(
    "command",
    [
        ["voices", "gtts", "--dry-run"],
        ["render", "--voice", "gtts"],
        ["plan", "--voice", "gtts"],
        ["check", "--voice", "gtts"],
    ],
)
def test_nothing_personal_is_sent_shown_or_estimated(command: list[str], tmp_path: Path) -> None:
    path = tmp_path / "anna.yaml"
    path.write_text(ROUTINE.replace("Slip helt.", "Ring på 12 34 56 78."), encoding="utf-8")
    result = KNIB.invoke(app, [*command, str(path)])
    assert result.exit_code == 4
    assert "'Ring på ….' holds a telephone number. Nothing was sent" in result.stderr
    assert "12 34" not in result.output


def test_without_dry_run_it_asks_what_is_wanted(routine: str) -> None:
    result = KNIB.invoke(app, ["voices", "gtts", routine])
    assert result.exit_code == 2
    assert "add --dry-run" in result.stderr


@pytest.mark.usefixtures("no_sockets")
def test_voices_and_the_doctor_tell_of_gtts_and_need_it_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "gtts\tready\tgTTS 2." in KNIB.invoke(app, ["voices"]).stdout
    assert "gtts\tnot ready\t" in KNIB.invoke(app, ["voices", "--offline"]).stdout
    monkeypatch.setattr("knib.voice.engines.gtts.find_spec", lambda _name: None)
    listed = KNIB.invoke(app, ["voices"]).stdout
    assert "not ready\tgtts and soundfile not installed (Try: pip install 'knib[gtts]')" in listed
    result = KNIB.invoke(app, ["doctor"])
    assert "ok   voice gtts: not ready: gtts and soundfile not installed" in result.stdout
    assert result.exit_code == 0


def test_through_a_proxy_and_with_the_certificate_of_a_workplace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("translate.google.com").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "workplace.pem"))
    with speech_server(context) as server, proxy_to(server) as (address, asked):
        monkeypatch.setenv("HTTPS_PROXY", address)
        say = ["say", "Hold nu.", "--voice", "gtts", "-o", str(tmp_path / "x.wav")]
        refused = KNIB.invoke(app, say)
        assert "translate.google.com could not prove who it is, so nothing was sent" in refused.stderr
        assert server.asked == []
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "workplace.pem"))
        result = KNIB.invoke(app, say)
        assert result.exit_code == 0, result.output
    assert server.asked == ["Hold nu."]
    assert asked == ["translate.google.com:443"] * 2
    assert 0.3 < soundfile.info(tmp_path / "x.wav").duration < 0.6


WATCHED = """
import sys
def watch(event, arguments):
    if event.startswith("socket."):
        sys.stderr.write(f"opened: {event}")
        raise SystemExit(99)
sys.addaudithook(watch)
from knib.__main__ import main
main()
"""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["render", "ROUTINE", "-o", "FOLDER"], 0, id="the default voice"),
        pytest.param(["plan", "ROUTINE", "--voice", "gtts"], 0, id="a plan"),
        pytest.param(["voices", "--offline"], 0, id="the list of all voices"),
        pytest.param(["render", "ROUTINE", "--voice", "gtts", "--offline"], 4, id="an online voice that is refused"),
    ],
)
def test_a_whole_process_never_makes_a_socket(arguments: list[str], code: int, routine: str, tmp_path: Path) -> None:
    given = {"ROUTINE": routine, "FOLDER": str(tmp_path / "out")}
    command = [sys.executable, "-c", WATCHED, *(given.get(argument, argument) for argument in arguments)]
    run = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert (run.returncode, "opened" in run.stderr) == (code, False), run.stderr
