"""The straightforward way, as most such tools do it: load every clip, `+=` clip and silence in a loop, export.

Usage: python scripts/straightforward.py CLIPS OUT.mp3

CLIPS is a folder of WAV files with a `plan.json` that holds [[start in ms, name of the clip], ...] and the session's
length. The MP3 is encoded with LAME in process, which is faster than the ffmpeg binary that pydub would call.
"""

import json
import sys
import warnings
from pathlib import Path

warnings.simplefilter("ignore")  # pydub's own, about an ffmpeg that is not needed here

import lameenc  # noqa: E402
from pydub import AudioSegment  # noqa: E402

RATE = 24_000


def main(clips: Path, out: Path) -> None:
    """Join, encode and write."""
    wanted = json.loads((clips / "plan.json").read_text(encoding="utf-8"))
    session = AudioSegment.silent(0, RATE)
    for start, name in wanted["placed"]:
        session += AudioSegment.silent(start - len(session), RATE)
        session += AudioSegment.from_wav(str(clips / name))
    session += AudioSegment.silent(wanted["length"] - len(session), RATE)
    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE)
    encoder.set_bit_rate(64)
    encoder.set_quality(3)
    encoder.silence()
    out.write_bytes(encoder.encode(session.raw_data) + encoder.flush())


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
