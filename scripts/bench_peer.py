"""Run audio-program-generator as published, on the same clips: only its online voice is replaced, by a local stand-in.

Usage: python scripts/bench_peer.py CLIPS OUT.mp3      (in an environment of its own, which scripts/bench makes)
"""

import io
import json
import re
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any


def stand_in(clips: Path) -> Callable[..., Any]:
    """Give a class in place of gTTS that writes the clip of a phrase as MP3; the peer drops æ, ø and å."""
    plan = json.loads((clips / "plan.json").read_text(encoding="utf-8"))
    spoken = {}
    for words, name in plan["words"].items():
        command = ["ffmpeg", "-v", "error", "-i", str(clips / name), "-f", "mp3", "-"]
        spoken[plain(words)] = subprocess.run(command, check=True, capture_output=True).stdout

    class Voice:
        def __init__(self, phrase: str, **_options: object) -> None:
            self.phrase = phrase

        def write_to_fp(self, file: IO[bytes]) -> None:
            file.write(spoken[plain(self.phrase)])

    return Voice


def plain(words: str) -> str:
    """Write a phrase as the peer leaves it."""
    return re.sub(r"[^A-Za-z0-9\s]", "", words).strip()


def main(clips: Path, out: Path) -> None:
    """Let the peer make the session, with whole seconds of silence, which is all it can."""
    # Its own way to find its version needs files that the package does not ship.
    sys.modules["single_source"] = types.SimpleNamespace(get_version=lambda *_: "")  # type: ignore[assignment]
    from audio_program_generator import apg  # type: ignore[import-not-found]

    apg.gTTS = stand_in(clips)
    plan = json.loads((clips / "plan.json").read_text(encoding="utf-8"))
    words = {name: phrase for phrase, name in plan["words"].items()}
    phrases = "\n".join(f"{words[name]};5" for _, name in plan["placed"])
    maker = apg.AudioProgramGenerator(io.StringIO(phrases), hide_progress_bar=True, output_format="mp3")
    out.write_bytes(maker.invoke().getvalue())


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
