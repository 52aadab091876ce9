"""Piper: a neural voice on this machine. The user brings the voice, two files; nothing is ever fetched or sent."""

import threading
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from knib.audio.clip import RATE, Clip
from knib.audio.resample import resample
from knib.audio.trim import MARGIN, THRESHOLD, trim
from knib.errors import VoiceError
from knib.voice.danish import normalise
from knib.voice.engine import Means, Status
from knib.voice.fingerprint import fingerprint
from knib.voice.lexicon import words_for
from knib.voice.piper.files import MODEL, Files, find
from knib.voice.plain import plain
from knib.voice.shelf import Shelf, default_folder

if TYPE_CHECKING:
    from piper import AudioChunk, PiperVoice

CURE: Final = "pip install 'knib[piper]'"

THREADS: Final = 1
"""With another number of threads the same model gives other samples (docs/decisions/090)."""


class Piper:
    """One voice of Piper's, repeatable to the sample."""

    online: Final = False
    paced: Final = True

    def __init__(self, means: Means, shelf: Shelf) -> None:
        """Take the voice that the variant names: a file, or a name in the folder `piper` among the voices.

        `shelf` keeps the hash of its model.

        Raises:
            UsageError: the settings' `lexicon` cannot be read.
            SpecError: it has problems; all of them.
        """
        self._words = words_for("piper", means.settings.get("lexicon"))
        self._variant, self._folder, self._shelf = means.variant, means.folder / "piper", shelf
        self._loading, self._warn, self._left_out = threading.Lock(), means.warn, set[str]()

    @property
    def name(self) -> str:
        """The name a person chooses it by."""
        return f"piper:{self._variant}" if self._variant else "piper"

    def knows(self, _text: str) -> bool:
        """Tell whether it can speak a cue: it can speak any."""
        return True

    def identity(self) -> Mapping[str, str]:
        """Everything that decides how it sounds. Reads the voice's files, but loads nothing.

        Raises:
            VoiceError: Piper is not installed, or a file of the voice is missing or no Danish voice.
        """
        return self._identity

    def text_for(self, text: str) -> str:
        """Write a cue in the Danish that Piper reads best."""
        return self._words.apply(normalise(plain(text)))

    def speak(self, text: str, pace: int) -> Clip:
        """Speak a text that `text_for` gave, at 24 kHz and trimmed.

        Raises:
            VoiceError: Piper is not installed, the voice cannot be loaded, it failed, or the text gave no sound.
        """
        with self._loading:
            voice = self._voice
        try:
            sentences = _speak(voice, text, pace)
        except Exception as err:  # whatever eSpeak NG or ONNX Runtime raise, for a model may hold anything
            raise VoiceError(f"{self.name}: it failed: {_first_line(err)}", cure=self._files.cure) from err
        self._tell_what_is_left_out({sound for sentence in sentences for sound in sentence.phonemes}, voice)
        pcm = b"".join(sentence.audio_int16_bytes for sentence in sentences)
        clip = resample(trim(Clip(pcm, voice.config.sample_rate)))
        if not clip.samples:
            raise VoiceError(f"{self.name}: '{text}' gave no sound", cure="write a text with words in it")
        return clip

    def status(self) -> Status:
        """Say whether the voice is there, without loading it."""
        try:
            files = self._files
            files.read()
        except VoiceError as err:
            return Status(ready=False, detail=str(err).partition(": ")[2], cure=err.cure)
        return Status(ready=True, detail=f"{files.model.name.removesuffix(MODEL)}, Danish, on this machine")

    def _tell_what_is_left_out(self, wanted: set[str], voice: "PiperVoice") -> None:
        """Warn, once for each, of sounds that the voice has not learned."""
        with self._loading:
            lacking = sorted(wanted - voice.config.phoneme_id_map.keys() - self._left_out)
            self._left_out.update(lacking)
        if lacking:
            said = f"{self.name}: it has no sound for {' '.join(lacking)}, and leaves it out"
            self._warn(VoiceError(said, cure="listen to what it speaks, or choose another voice"))

    @property
    def _files(self) -> Files:
        if not (find_spec("piper") and find_spec("onnxruntime")):
            raise VoiceError("piper: it is not installed", cure=CURE)
        return find(self._variant, self._folder)

    @cached_property
    def _identity(self) -> Mapping[str, str]:
        files = self._files
        files.read()  # what can never speak has no identity
        try:
            model, config = fingerprint(files.model, self._shelf), files.config.read_bytes()
        except OSError as err:
            raise VoiceError(f"{self.name}: its files cannot be read: {err}", cure=files.cure) from err
        return {
            "piper": _version(),
            "model": model,
            "config": sha256(config).hexdigest(),
            "threads": str(THREADS),
            "noise": "none",
            "clip rate": str(RATE),
            "trim": f"{THRESHOLD} {MARGIN} ms",
        }

    @cached_property
    def _voice(self) -> "PiperVoice":
        files = self._files
        config = files.read()
        try:
            import logging

            from onnxruntime import InferenceSession, SessionOptions
            from piper import PiperConfig, PiperVoice

            logging.getLogger("piper").addHandler(logging.NullHandler())  # its warnings are told in words of ours
            # Not PiperVoice.load, which leaves the number of threads to the machine.
            options = SessionOptions()
            options.intra_op_num_threads = THREADS
            session = InferenceSession(str(files.model), options, providers=["CPUExecutionProvider"])
            return PiperVoice(config=PiperConfig.from_dict(config), session=session)
        except Exception as err:  # whatever ONNX Runtime raises about a file that is no model
            raise VoiceError(f"{self.name}: it cannot be loaded: {_first_line(err)}", cure=files.cure) from err


def engine(means: Means) -> Piper:
    """Make the engine for the voice that the variant names; raises what `Piper` does."""
    return Piper(means, Shelf(default_folder()))


def _speak(voice: "PiperVoice", text: str, pace: int) -> "list[AudioChunk]":
    """Speak a text, sentence by sentence."""
    from piper import SynthesisConfig

    how = SynthesisConfig(
        length_scale=voice.config.length_scale * 100 / pace,
        noise_scale=0.0,  # noise is drawn anew each time, and the same text would never sound the same
        noise_w_scale=0.0,
        normalize_audio=False,  # it would make every cue as loud as its one loudest sample allows
    )
    return list(voice.synthesize(text, how))


def _version() -> str:
    """Read Piper's version off its folder; `importlib.metadata` takes 40 ms of a warm render to say the same."""
    spec = find_spec("piper")
    homes = [Path(place).parent for place in (spec.submodule_search_locations or ())] if spec else []
    found = sorted(info.name for home in homes for info in home.glob("piper_tts-*.dist-info"))
    if found:
        return found[0].removeprefix("piper_tts-").removesuffix(".dist-info")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("piper-tts")
    except PackageNotFoundError:
        return "unknown"


def _first_line(err: Exception) -> str:
    lines = str(err).strip().splitlines()
    return lines[0] if lines else type(err).__name__
