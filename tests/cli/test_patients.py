"""The patient list of the settings: nothing of it is sent to a voice on the network, by the real clients."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from knib.cli.app import app
from translate_server import SpeechServer, instead_of_google, proxy_to

KNIB = CliRunner()

ROUTINE = """\
routine: Korte knib
intro:
  - say: Godmorgen, Anna. Hold nu.
exercises:
  - name: Knib
    phases:
      - work: Slip helt.
        for: 3 s
"""
LIST = "navn;cpr\nAnna Sørensen;010190-1234\n"
FOREIGN = """\
[voices.http.klinik]
address = "https://tale.example.com"
model = "tale-1"
"""


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNIB_CACHE_DIR", str(tmp_path / "shelf"))
    monkeypatch.setenv("KNIB_CONFIG_DIR", str(tmp_path))
    (tmp_path / "settings.toml").write_text(FOREIGN, encoding="utf-8")
    (tmp_path / "liste.csv").write_text(LIST, encoding="utf-8")
    monkeypatch.setenv("KNIB_PATIENTS", str(tmp_path / "liste.csv"))


@pytest.fixture
def routine(tmp_path: Path) -> str:
    path = tmp_path / "knib.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    return str(path)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[SpeechServer]:
    with instead_of_google(monkeypatch) as speech:
        yield speech


COMMANDS = [["render"], ["render", "--json"], ["plan"], ["check"], ["check", "--json"]]


@pytest.mark.parametrize("voice", ["gtts", "http:klinik"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_name_of_the_list_is_refused_by_its_field_and_never_told(
    command: list[str], voice: str, routine: str, server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy_to(server) as (address, connections):
        monkeypatch.setenv("HTTPS_PROXY", address)
        result = KNIB.invoke(app, [*command, routine, "--voice", voice])
        assert result.exit_code == 4
        assert "'Godmorgen, ….' holds the field 'navn' of the patient list. Nothing was sent" in result.stderr
        assert "Anna" not in result.output
        assert (server.asked, connections) == ([], [])


@pytest.mark.parametrize("voice", ["gtts", "http:klinik"])
def test_a_list_that_cannot_be_read_stops_every_voice_on_the_network(
    voice: str, server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say = ["say", "Hold nu.", "--voice", voice, "-o", str(tmp_path / "x.wav")]
    with proxy_to(server) as (address, connections):
        monkeypatch.setenv("HTTPS_PROXY", address)
        for data, told in ((LIST.encode("cp1252"), "line 2 is not UTF-8"), (None, "No such file")):
            (tmp_path / "liste.csv").unlink()
            if data:
                (tmp_path / "liste.csv").write_bytes(data)
            result = KNIB.invoke(app, say)
            assert result.exit_code == 4
            assert told in result.stderr
            assert "Try: " in result.stderr
        assert (server.asked, connections) == ([], [])


def test_a_dry_run_is_refused_as_the_sending_would_be(routine: str, server: SpeechServer) -> None:
    result = KNIB.invoke(app, ["voices", "gtts", "--dry-run", routine])
    assert result.exit_code == 4
    assert "the field 'navn' of the patient list" in result.stderr
    assert "Anna" not in result.output
    assert server.asked == []


def test_what_is_not_in_the_list_is_sent(server: SpeechServer, tmp_path: Path) -> None:
    result = KNIB.invoke(app, ["say", "Hold nu.", "--voice", "gtts", "-o", str(tmp_path / "x.wav")])
    assert result.exit_code == 0, result.output
    assert server.asked == ["Hold nu."]


def test_a_voice_that_stays_here_needs_no_list_and_reads_none(routine: str, tmp_path: Path) -> None:
    (tmp_path / "liste.csv").unlink()
    result = KNIB.invoke(app, ["plan", routine, "--voice", "espeak"])
    assert result.exit_code == 0, result.output
    assert "Godmorgen, Anna." in result.stdout


def test_in_a_chain_the_next_voice_takes_all_when_one_line_must_not_be_sent(
    routine: str, server: SpeechServer, tmp_path: Path
) -> None:
    path = Path(routine)
    path.write_text(ROUTINE.replace("Slip helt.", "Slip, Anna.").replace("Godmorgen, Anna. ", ""), encoding="utf-8")
    result = KNIB.invoke(app, ["render", routine, "--voice", "gtts,espeak", "-o", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "the voice gtts is left out, and the next one takes its lines" in result.stderr
    assert "the field 'navn' of the patient list" in result.stderr
    assert "Anna" not in result.stderr
    assert server.asked == []


def test_the_settings_show_where_the_list_is_named(tmp_path: Path) -> None:
    shown = KNIB.invoke(app, ["settings"]).stdout
    assert f"patients\t{tmp_path / 'liste.csv'}\tenvironment (KNIB_PATIENTS)" in shown
