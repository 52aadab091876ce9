"""The two files of a voice of Piper's: found, read and checked, before anything heavy is loaded.

`NAME.onnx` is the model, `NAME.onnx.json` says how it wants its text. What stands in the latter is what
`piper.config.PiperConfig.from_dict` reads (piper-tts 1.8).
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from knib.errors import VoiceError
from knib.values import dataclass

MODEL: Final = ".onnx"
CONFIG: Final = ".onnx.json"

LANGUAGE: Final = "da"

PHONEMES: Final = "espeak"
"""The one kind of phonemes that Danish has; for the others Piper would fetch dictionaries from the network."""

_WANTED: Final[Mapping[tuple[str, ...], type]] = {
    ("audio", "sample_rate"): int,
    ("espeak", "voice"): str,
    ("num_symbols",): int,
    ("num_speakers",): int,
    ("phoneme_id_map",): dict,
}
"""What must stand in the configuration, and of what kind it is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Files:
    """The files of one voice. `voice` is its name as a person wrote it, for what is said of it."""

    voice: str
    model: Path

    @property
    def config(self) -> Path:
        """The file beside the model."""
        return self.model.with_name(self.model.name.removesuffix(MODEL) + CONFIG)

    @property
    def cure(self) -> str:
        """What to do when a file is not what it should be."""
        return f"get both files of the voice again, {self.model.name} and {self.config.name}, into {self.model.parent}"

    def read(self) -> dict[str, Any]:
        """Read how the voice wants its text, and see that both files are there and the voice is Danish.

        Raises:
            VoiceError: a file is missing or cannot be read, or the voice is another kind of voice.
        """
        for path in (self.model, self.config):
            if not path.is_file():
                raise VoiceError(f"{self.voice}: there is no file {path}", cure=self.cure)
        try:
            config = json.loads(self.config.read_bytes())
        except (OSError, ValueError, RecursionError) as err:
            raise VoiceError(f"{self.voice}: {self.config.name} cannot be read: {err}", cure=self.cure) from err
        for place, kind in _WANTED.items():
            if not isinstance(_at(config, place), kind):
                raise VoiceError(f"{self.voice}: {self.config.name} has no {'.'.join(place)}", cure=self.cure)
        self._check(config)
        return dict(config)

    def _check(self, config: Mapping[str, Any]) -> None:
        """Refuse what is no Danish voice."""
        language = config["espeak"]["voice"]
        if language.partition("-")[0] != LANGUAGE:
            raise VoiceError(
                f"{self.voice}: it speaks '{language}' and not Danish",
                cure="choose a Danish voice, as da_DK-talesyntese-medium",
            )
        phonemes = config.get("phoneme_type", PHONEMES)
        if phonemes != PHONEMES:
            raise VoiceError(
                f"{self.voice}: it is written in '{phonemes}' phonemes, which Danish has none of",
                cure="choose a voice with phonemes of eSpeak NG, as da_DK-talesyntese-medium",
            )
        if config["audio"]["sample_rate"] <= 0:
            raise VoiceError(f"{self.voice}: its sample rate is {config['audio']['sample_rate']}", cure=self.cure)


def find(variant: str, folder: Path) -> Files:
    """Find a voice by what a person wrote after `piper:`: the path of a model, or a name in the folder.

    Raises:
        VoiceError: nothing was written there.
    """
    if not variant:
        ready = sorted(path.name.removesuffix(MODEL) for path in folder.glob(f"*{MODEL}"))
        if ready:
            raise VoiceError("piper: no voice is chosen", cure=f"choose one: --voice piper:{' or piper:'.join(ready)}")
        raise VoiceError(
            "piper: there is no voice yet",
            cure=f"put NAME.onnx and NAME.onnx.json in {folder} and write --voice piper:NAME, "
            "or write where they are: --voice piper:/path/to/NAME.onnx",
        )
    path = variant.removesuffix(".json") if variant.endswith(CONFIG) else variant
    model = Path(path).expanduser() if path.endswith(MODEL) else folder / f"{path}{MODEL}"
    return Files(voice=f"piper:{variant}", model=model)


def _at(config: object, place: tuple[str, ...]) -> object:
    for key in place:
        config = config.get(key) if isinstance(config, dict) else None
    return config
