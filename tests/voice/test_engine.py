"""Engines by name: Knib's own and those of other packages, however broken they may be."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import FakeEngine
from installed import installed
from knib.errors import UsageError, VoiceError
from knib.voice import engine as engines
from knib.voice.engine import ENGINES, Means, load, names, split, status_of


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("espeak", ("espeak", "")),
        ("piper:da", ("piper", "da")),
        (r"piper:C:\stemmer\maja.onnx", ("piper", r"C:\stemmer\maja.onnx")),
        ("piper:/srv/stemmer/maja.onnx", ("piper", "/srv/stemmer/maja.onnx")),
        ("http:klinik:2", ("http", "klinik:2")),
        ("piper:", ("piper", "")),
        ("", ("", "")),
    ],
)
def test_a_name_is_parted_at_its_first_colon(name: str, parts: tuple[str, str]) -> None:
    assert split(name) == parts


@given(st.text(), st.text())
def test_any_name_is_parted_so_that_it_can_be_put_together(engine: str, variant: str) -> None:
    found = split(f"{engine}:{variant}")
    assert ":".join(found) == f"{engine}:{variant}"
    assert ":" not in found[0]


def test_the_variant_of_the_name_is_what_the_engine_is_made_with(tmp_path: Path) -> None:
    with installed(tmp_path, {"parrot": "parrot:engine"}, parrot="def engine(means): raise LookupError(means)"):
        for name, variant in (("parrot:grå", "grå"), ("parrot", "")):
            with pytest.raises(VoiceError, match=f"variant='{variant}'"):
                load(name, Means(variant="another"))


def test_another_packages_engine_is_listed_after_our_own_and_loaded(tmp_path: Path) -> None:
    with installed(tmp_path, {"zebra": "fakes:engine", "fake": "fakes:engine"}):
        assert names() == (*ENGINES, "fake", "zebra")
        assert isinstance(load("zebra:stribet"), FakeEngine)
    assert names() == tuple(ENGINES)


def test_another_package_cannot_take_the_name_of_our_own(tmp_path: Path) -> None:
    with installed(tmp_path, {"espeak": "fakes:engine"}):
        assert names() == tuple(ENGINES)
        assert not isinstance(load("espeak"), FakeEngine)


def test_nothing_is_looked_up_for_an_engine_of_our_own() -> None:
    script = (
        "import sys\nfrom knib.voice.engine import load\nload('espeak')\nload('http:x').status()\nload('piper:x')\n"
    )
    script += "print('importlib.metadata' in sys.modules, 'piper' in sys.modules, 'ssl' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.split() == [b"False", b"False", b"False"]


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("espaek", "did you mean 'espeak'?"),
        ("pipper:da", "did you mean 'piper'?"),
        ("fakke", "did you mean 'fake'?"),
        ("qqqq", "'knib voices' shows the voices"),
        ("", "'knib voices' shows the voices"),
    ],
)
def test_a_name_that_nobody_has_is_refused_with_the_one_that_was_meant(tmp_path: Path, name: str, cure: str) -> None:
    with installed(tmp_path, {"fake": "fakes:engine"}), pytest.raises(UsageError, match="There is no voice") as caught:
        load(name)
    assert caught.value.cure == cure


HALF = """
from fakes import FakeEngine
class Half(FakeEngine):
    @property
    def speak(self): raise AttributeError
def engine(means): return Half()
"""

BROKEN = {
    "no_module": ("nowhere_at_all:engine", "", "ModuleNotFoundError: No module named 'nowhere_at_all'"),
    "no_factory": ("sick:nothing", "", "AttributeError"),
    "raises": ("sick:engine", "def engine(means): raise RuntimeError('out of breath')", "RuntimeError: out of breath"),
    "raises_nothing_said": ("sick:engine", "def engine(means): raise KeyError", "cannot be loaded: KeyError"),
    "syntax": ("sick:engine", "def engine(means) return", "SyntaxError"),
    "exits": ("sick:engine", "import sys\nsys.exit('bye')", "SystemExit: bye"),
    "nothing": ("sick:engine", "def engine(means): return None", "is no engine: it lacks name, online, knows"),
    "half": ("sick:engine", HALF, "is no engine: it lacks speak"),
    "takes_nothing": ("sick:engine", "def engine(): return None", "TypeError"),
}


@pytest.mark.parametrize("illness", BROKEN)
def test_a_broken_engine_of_another_package_is_said_to_be_so_and_breaks_nothing(tmp_path: Path, illness: str) -> None:
    target, source, words = BROKEN[illness]
    with installed(tmp_path, {"sick": target}, sick=source):
        with pytest.raises(VoiceError, match="voice 'sick' ") as caught:
            load("sick")
        status = status_of("sick")
    assert words in str(caught.value)
    assert not status.ready
    assert words in status.detail
    assert status.cure == caught.value.cure == "update the package that brings it, or uninstall it"


def test_a_status_that_cannot_be_told_is_no_status(tmp_path: Path) -> None:
    source = (
        "from fakes import FakeEngine\nclass Silent(FakeEngine):\n    def status(self): return 1 / 0\n"
        "def engine(means): return Silent()"
    )
    with installed(tmp_path, {"silent": "silent:engine"}, silent=source):
        status = status_of("silent")
    assert (status.ready, status.detail) == (False, "its status cannot be told: ZeroDivisionError: division by zero")


def test_an_engines_own_words_about_why_it_cannot_be_made_are_kept(tmp_path: Path) -> None:
    source = "from knib.errors import VoiceError\ndef engine(means): raise VoiceError('no tongue', cure='grow one')"
    with installed(tmp_path, {"mute": "mute:engine"}, mute=source):
        assert status_of("mute") == engines.Status(ready=False, detail="no tongue", cure="grow one")


def test_the_status_of_nobody_is_an_error() -> None:
    with pytest.raises(UsageError):
        status_of("nobody")
