"""Where the time of one render goes, stage by stage, in a fresh process; `scripts/bench` runs it.

Usage: python scripts/bench_stages.py ROUTINE OUT.mp3
"""

import sys
import time
from itertools import pairwise
from pathlib import Path

from knib.__main__ import prepare_python


def main(source: str, target: Path) -> None:
    """Go through a render as `knib render` does, with a look at the clock after each stage."""
    marks = [("", time.perf_counter())]

    def passed(stage: str) -> None:
        marks.append((stage, time.perf_counter()))

    from knib.audio.form import Format
    from knib.audio.splice import splice
    from knib.cli import again, app, orders, sessions  # noqa: F401 -- what the command line loads
    from knib.export.description import describe
    from knib.export.imprint import Conditions
    from knib.export.outbox import post
    from knib.export.proof import prove
    from knib.export.tags import tag_bytes
    from knib.studio import mastered_for, record

    passed("load modules")
    from knib.cli.sources import booth_for, load_routine, store

    routine = load_routine(source)
    passed("read the routine")
    session = record(routine, booth_for(routine, None))
    passed("write it out, fetch its cues, place them")
    told = describe(session.timeline, session.clips, conditions=Conditions(levelled=True), voices=session.spoken_by)
    passed("describe it, pack its plan")
    sound = splice(session.timeline, session.clips, store(), mastering=mastered_for(64))
    passed("splice")
    buffers = (tag_bytes(told), *sound)
    passed("tag")
    prove(buffers, told, Format.MP3)
    passed("prove")
    post(buffers, target)
    passed("write, wait for the disk")
    print("\n| stage of a fresh process, 60 minutes, warm | ms |\n| --- | --- |")
    for (_, before), (stage, moment) in pairwise(marks):
        print(f"| {stage} | {1000 * (moment - before):.0f} |")


if __name__ == "__main__":
    prepare_python()  # as the `knib` command does
    main(sys.argv[1], Path(sys.argv[2]))
