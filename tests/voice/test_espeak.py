"""eSpeak NG itself, spoken for real: what it says is compared sample by sample."""

import _thread
import os
import signal
import subprocess
import sys
import threading
from array import array
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from knib.audio.clip import RATE, Clip
from knib.errors import VoiceError
from knib.voice import engine as engines
from knib.voice.engines.espeak import Espeak, built_in
from knib.voice.espeak import settings
from knib.voice.lexicon import Words, words_for

CUES = [
    *("Gør klar.", "Knib og løft.", "Hold.", "Bliv ved.", "Træk vejret.", "Slip helt.", "Slap af.", "Pause.", "1", "2"),
    *("Let knib.", "Knib med halv kraft.", "Hurtige knib.", "Sidste gang.", "Halvvejs.", "Første sæt er færdigt.", "3"),
    *("Pause, 30 sekunder.", "Om lidt går vi videre.", "Skift til venstre side.", "Tre, to, én.", "Op", "Ti"),
    *("Velkommen. Læg dig på ryggen med bøjede knæ.", "Hold ikke vejret.", "Pres ikke nedad.", "Godt."),
    "Slip lige så omhyggeligt, som du kniber.",
]


@pytest.fixture(scope="module")
def espeak() -> Espeak:
    return Espeak()


def say(espeak: Espeak, text: str, pace: int = 100) -> Clip:
    return espeak.speak(espeak.text_for(text), pace)


def raw(text: str) -> bytes:
    """What the library gives for a text, word for word, untrimmed."""
    speaker = built_in()
    assert speaker is not None
    return speaker.speak(text, settings.PACE)


# The same text, the same samples


def test_a_text_sounds_the_same_after_hundreds_of_others(espeak: Espeak) -> None:
    first = [say(espeak, cue) for cue in CUES]
    for n in range(300):
        say(espeak, f"{CUES[n % len(CUES)]} {n}", 70 + n % 60)
    assert [say(espeak, cue) for cue in reversed(CUES)] == first[::-1]


def test_a_text_sounds_the_same_from_eight_threads_at_once(espeak: Espeak) -> None:
    alone = {cue: say(espeak, cue) for cue in CUES}
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda cue: (cue, say(Espeak(), cue)), CUES * 8))
    assert all(clip == alone[cue] for cue, clip in together)


def test_a_text_sounds_the_same_in_another_process_in_any_locale(espeak: Espeak) -> None:
    script = (
        "import sys\nfrom hashlib import sha256\nfrom knib.voice.engines.espeak import Espeak\nespeak = Espeak()\n"
        "for cue in sys.argv[1:]:\n    print(sha256(espeak.speak(espeak.text_for(cue), 100).pcm).hexdigest())\n"
    )
    here = [sha256(say(espeak, cue).pcm).hexdigest() for cue in CUES]
    for locale in ("C", "C.UTF-8"):
        env = {"LC_ALL": locale, "PYTHONUTF8": "1", **_without("LC_ALL", "LANG")}
        done = subprocess.run([sys.executable, "-c", script, *CUES], env=env, capture_output=True, check=True)
        assert done.stdout.decode().split() == here


def test_a_forked_process_speaks_and_leaves_its_parents_folder_alone() -> None:
    # While a thread of the parent is in the middle of a word. Where nothing can fork, nothing is lost by it.
    script = """
import os, sys, threading, warnings
from knib.voice.engines.espeak import built_in
warnings.simplefilter("ignore")
espeak = built_in()
wanted, done = espeak.speak("Slip helt.", 135), threading.Event()
def talk():
    while not done.is_set():
        espeak.speak("Velkommen. Knib og løft, og hold.", 135)
talker = threading.Thread(target=talk, daemon=True)
talker.start()
for _ in range(8 if hasattr(os, "fork") else 0):
    child = os.fork()
    if child == 0:
        sys.exit(0 if espeak.speak("Slip helt.", 135) == wanted else 1)  # through atexit, as any child may
    assert os.waitpid(child, 0)[1] == 0
done.set()
talker.join()
assert espeak.speak("Slip helt.", 135) == wanted
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=120)


def test_an_interruption_is_not_lost_and_breaks_nothing(espeak: Espeak) -> None:
    before = say(espeak, "Slip helt.")
    # A shell that starts the tests in the background has them ignore Ctrl-C; here it must be heard.
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):  # noqa: PT012 (the interruption must fall inside)
            threading.Timer(0.05, _thread.interrupt_main).start()
            for _ in range(1000):
                raw("Velkommen til træning. " * 100)
    finally:
        signal.signal(signal.SIGINT, handler)
    assert say(espeak, "Slip helt.") == before


def _without(*names: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in names}


# What it gives


@pytest.mark.parametrize("cue", CUES)
def test_a_cue_begins_within_three_milliseconds_and_never_clips(espeak: Espeak, cue: str) -> None:
    clip = say(espeak, cue)
    samples = array("h", clip.pcm)
    onset = next(i for i, sample in enumerate(samples) if abs(sample) >= 33)
    tail = next(i for i, sample in enumerate(reversed(samples)) if abs(sample) >= 33)
    assert clip.rate == RATE
    assert onset <= 72
    assert tail <= 72
    assert 8000 < max(map(abs, samples)) < 32767


def test_a_higher_pace_is_faster_and_a_lower_one_slower(espeak: Espeak) -> None:
    slow, plain, fast = (say(espeak, "Velkommen. Læg dig på ryggen.", pace).length for pace in (80, 100, 120))
    assert slow > plain > fast


@pytest.mark.parametrize(
    ("pace", "words"), [(100, 135), (80, 108), (115, 155), (1, 80), (59, 80), (60, 81), (1000, 450)]
)
def test_a_pace_is_in_per_cent_of_135_words_a_minute(pace: int, words: int) -> None:
    assert settings.words_a_minute(pace) == words


@pytest.mark.parametrize("text", ["", " ", "...", "…", "()", "[[]]", "\0", "–"])
def test_a_text_without_sound_is_an_error(espeak: Espeak, text: str) -> None:
    with pytest.raises(VoiceError, match="gave no sound") as caught:
        say(espeak, text)
    assert caught.value.cure


@pytest.mark.parametrize(
    "text",
    ["Hold.\0Slip.", "\x01100S Hold.", "<speak>Hold</speak>", "Hold. 🙂 Slip.", "\ud800 Hold", "-v en", "x" * 5000],
)
def test_a_strange_text_is_spoken_all_the_same(espeak: Espeak, text: str) -> None:
    assert say(espeak, text).samples


# What it reads


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Knib og løft.", "[[kn'i:b]] og løft."),
        ("3x10 sek.", "3 gange 10 sekunder."),
        ("1 sæt hosteknib", "ét sæt [[h'ost@-kn,i:b]]"),
        ("[[kn'i:b]]", "kn'i:b"),  # a writer writes words
        ("a]][[b", "a b"),
        ("[[[Hold]]]", "Hold"),
        ("Hold.\n  Slip.", "Hold. Slip."),
        ("Hold\x01\x7f.", "Hold ."),
    ],
)
def test_a_cue_is_written_for_espeak(espeak: Espeak, text: str, wanted: str) -> None:
    assert espeak.text_for(text) == wanted


def test_writing_a_cue_opens_nothing() -> None:
    assert Espeak([]).text_for("Knib.") == "[[kn'i:b]]."


SENTENCES = ("{}.", "{} med din fysioterapeut.")

OURS = {word: said.strip("/") for word, said in words_for("espeak").said.items()}


@pytest.mark.parametrize("word", OURS)
def test_every_entry_of_the_lexicon_changes_the_sound(word: str) -> None:
    """Alone or before another word: eSpeak says a short word otherwise where it leans on the next one."""
    assert any(raw(sentence.format(f"[[{OURS[word]}]]")) != raw(sentence.format(word)) for sentence in SENTENCES)


@pytest.mark.parametrize(("word", "sounds"), OURS.items())
def test_every_entry_is_read_as_it_is_written(espeak: Espeak, word: str, sounds: str) -> None:
    assert espeak.phonemes(word) != espeak.phonemes(f"[[{sounds}]]")
    assert bare(espeak.phonemes(f"[[{sounds}]]")) == bare(sounds)


def test_the_words_of_a_users_lexicon_are_another_voice() -> None:
    mine = Espeak(words=Words({"knib": "knip"}))
    assert mine.text_for("Knib.") == "Knip."
    assert mine.identity() != Espeak().identity()


def test_the_lexicon_of_the_settings_is_read_when_the_engine_is_made(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("[espeak]\nslip = /sl'i:p/\n", "utf-8")
    made = engines.load("espeak", engines.Means(settings={"lexicon": str(tmp_path / "mine")}))
    assert made.text_for("Slip, knib.") == "[[sl'i:p]], [[kn'i:b]]."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Slip.", "sl'?ep"),
        ("Slip helt. Hold.", "sl'?ep h'?elt | h'?Vl"),
        ("[[kn'i:b]], slip", "kn'i:b | sl'?ep"),
        ("Slip helt, og\nhold", "sl'?ep h'?elt | V h'?Vl"),
        ("", ""),
        ("...", ""),
        ("a\0b \ud800", "'?& b'e"),
    ],
)
def test_the_phonemes_of_a_text_are_told_as_a_lexicon_has_them(espeak: Espeak, text: str, wanted: str) -> None:
    assert espeak.phonemes(text) == wanted


def test_telling_phonemes_leaves_the_voice_as_it_was(espeak: Espeak) -> None:
    before = say(espeak, "Slip.")
    espeak.phonemes("[[kn'i:b]] Hold. Slip. Godt.")
    assert say(espeak, "Slip.") == before


def test_the_i_of_knib_becomes_long() -> None:
    short, long = (len(raw(text)) for text in ("knib.", "[[kn'i:b]]."))
    assert long - short > 100 * 22 * 2  # by more than 100 ms of 22 samples of 2 bytes


def test_phonemes_after_a_bracket_or_a_quote_are_spoken_too(espeak: Espeak) -> None:
    plain = say(espeak, "knib nu").length
    for text in ("(knib) nu", '"knib" nu', "»knib« nu", "…knib nu", "og/knib nu"):
        assert say(espeak, text).length >= plain


def test_what_a_text_says_of_phonemes_does_not_stay_for_the_next(espeak: Espeak) -> None:
    before = say(espeak, "Slip.")
    raw("[[kn'i:b")
    assert say(espeak, "Slip.") == before


def bare(phonemes: str) -> str:
    """Leave out the stress, which eSpeak NG places itself, and which weak e it is."""
    return phonemes.translate(str.maketrans("", "", "',")).replace("@-", "@")


# Who it is


def test_it_is_the_default_engine() -> None:
    assert isinstance(engines.load(engines.DEFAULT), Espeak)


def test_its_status_names_the_library_and_its_version(espeak: Espeak) -> None:
    status = espeak.status()
    assert status.ready
    assert status.detail.startswith("eSpeak NG 1.")
    assert status.detail.endswith("built in")


def test_its_identity_names_all_that_decides_its_sound(espeak: Espeak) -> None:
    identity = espeak.identity()
    assert identity["engine"] == espeak.status().detail
    assert identity["voice"] == sha256(settings.VOICE.encode()).hexdigest()
    assert identity["lexicon"] == words_for("espeak").fingerprint
    assert identity["rate"] == "22050"
    assert {"words a minute", "volume", "pitch", "pitch range", "word gap", "trim"} <= identity.keys()


def test_knowing_who_it_is_loads_no_arrays_and_copies_no_data() -> None:
    script = (
        "import sys\nfrom knib.voice.engines.espeak import Espeak\nespeak = Espeak()\n"
        "espeak.identity(), espeak.text_for('Knib.'), espeak.status()\n"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'soxr', 'tempfile', 'subprocess')))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_our_voice_does_not_waver() -> None:
    assert {"language da", "flutter 0", "roughness 0"} <= set(settings.VOICE.splitlines())
