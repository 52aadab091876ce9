"""The straightforward way, as most such tools do it: load every clip, `+=` clip and silence in a loop, export.

Usage: python scripts/straightforward.py CLIPS OUT.mp3 [once]

With `once` it knows better: the pieces are joined in one go. What is left is LAME's time for the whole session.

CLIPS is a folder of WAV files with a `plan.json` that holds [[start in ms, name of the clip], ...] and the session's
length. The MP3 is encoded with LAME in process, which is faster than the ffmpeg binary that pydub would call.
"""

import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

warnings.simplefilter("ignore")  # pydub's own, about an ffmpeg that is not needed here

import lameenc  # noqa: E402
from pydub import AudioSegment  # noqa: E402

RATE = 24_000


def main(clips: Path, out: Path, joined: Callable[[Path, dict[str, Any]], bytes]) -> None:
    """Join, encode and write."""
    pcm = joined(clips, json.loads((clips / "plan.json").read_text(encoding="utf-8")))
    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE)
    encoder.set_bit_rate(64)
    encoder.set_quality(3)
    encoder.silence()
    out.write_bytes(encoder.encode(pcm) + encoder.flush())


def in_a_loop(clips: Path, wanted: dict[str, Any]) -> bytes:
    """Add each clip to all that was there before."""
    session = AudioSegment.silent(0, RATE)
    for start, name in wanted["placed"]:
        session += AudioSegment.silent(start - len(session), RATE)
        session += AudioSegment.from_wav(str(clips / name))
    session += AudioSegment.silent(wanted["length"] - len(session), RATE)
    pcm: bytes = session.raw_data
    return pcm


def in_one_go(clips: Path, wanted: dict[str, Any]) -> bytes:
    """Load each clip once, and join all pieces at the end."""
    loaded = {name: AudioSegment.from_wav(str(clips / name)) for _, name in wanted["placed"]}
    pieces: list[bytes] = []
    at = 0
    for start, name in wanted["placed"]:
        pieces += [AudioSegment.silent(start - at, RATE).raw_data, loaded[name].raw_data]
        at = start + len(loaded[name])
    return b"".join([*pieces, AudioSegment.silent(wanted["length"] - at, RATE).raw_data])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), in_one_go if sys.argv[3:] else in_a_loop)
