"""What `scripts/bench` makes and measures inside one process of Knib.

Usage: python scripts/bench_inside.py clips ROUTINE FOLDER      the plan and the clips, for the other ways
       python scripts/bench_inside.py inside HOUR SHARED FOLDER the figures of one process
       python scripts/bench_inside.py apart ROUTINE... FOLDER   what is Knib's of the time, and what is the disk's
       python scripts/bench_inside.py turn SHARED FOLDER        what depends on the machine's speed, as JSON
"""

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from knib.__main__ import prepare_python
from knib.audio.clip import Clip, silence
from knib.audio.codec import write_wav
from knib.cli.orders import WRITTEN_AT_ONCE
from knib.cli.sources import booth_for, load_routine, store
from knib.export.outbox import Buffer, post
from knib.plan.script import write
from knib.session import Session
from knib.spec import library
from knib.studio import PACES, Finish, finish, record
from knib.voice.booth import Booth
from knib.voice.engines.espeak import Espeak
from knib.voice.shelf import Shelf


def recorded(source: str) -> Session:
    """Record a routine file with its own voice."""
    routine = load_routine(source)
    return record(routine, booth_for(routine, None))


def clips(source: str, target: str) -> None:
    """Write the plan, every clip as WAV, and a list for ffmpeg's concat demuxer."""
    session, folder = recorded(source), Path(target)
    folder.mkdir(exist_ok=True)
    names = {sound: f"{number}.wav" for number, sound in enumerate(session.clips)}
    for sound, name in names.items():
        (folder / name).write_bytes(write_wav(session.clips[sound]))
    placed = [[placed.start, names[placed.sound]] for placed in session.timeline.placed]
    words = {str(getattr(sound, "text", sound)): name for sound, name in names.items()}
    plan = {"placed": placed, "length": session.timeline.length, "words": words}
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    (folder / "silence.wav").write_bytes(write_wav(Clip(silence(24_000 * 600))))
    at, lines = 0, ["ffconcat version 1.0"]
    for here in session.timeline.placed:
        lines += [f"file {folder}/silence.wav", f"outpoint {(here.start - at) / 1000}"]
        lines += [f"file {folder}/{names[here.sound]}"]
        at = here.end
    (folder / "concat.txt").write_text("\n".join(lines), encoding="utf-8")


def best(work: Callable[[], object], written: Path | None = None, times: int = 7) -> float:
    """Give the shortest of several runs, in ms; what each has `written` is gone before the next."""
    found = []
    for _ in range(times):
        if written:
            shutil.rmtree(written, ignore_errors=True)
            os.sync()
        start = time.perf_counter()
        work()
        found.append(1000 * (time.perf_counter() - start))
    return min(found)


def inside(hour: str, shared: str, target: str) -> None:
    """Measure what a process that stays does: a long session warm, and many sessions that share their cues."""
    session = recorded(hour)
    whole = b"".join(finish(session, store(), Finish())[0])
    out = Path(target) / "out"
    taken = best(lambda: post(finish(recorded(hour), store(), Finish())[0], out / "a.mp3"), out)
    limit = best(lambda: post(whole, out / "a.mp3"), out)
    print("| in one process, warm | ms |\n| --- | --- |")
    print(f"| a session of 60 minutes, from its file to its MP3 | {taken:.0f} |")
    print(f"| the limit: writing its {len(whole) / 1e6:.1f} MB | {limit:.0f} |")
    print(f"| each of 100 sessions of 20 minutes that share their cues | {hundred(shared, out):.1f} |")
    ready = [b"".join(finish(recorded(shared), store(), Finish())[0])]
    limit = best(lambda: post_all(lambda _: ready, out), out, 3) / 100
    print(f"| the limit: writing each one's {len(ready[0]) / 1e6:.1f} MB | {limit:.1f} |")


def hundred(source: str, out: Path) -> float:
    """Make a hundred sessions that differ in their titles alone, as `knib render` does; give the ms of each."""
    one = recorded(source)

    def made(number: int) -> Sequence[Buffer]:
        again = replace(one.routine, title=f"Session {number}")
        return finish(record(again, booth_for(again, None)), store(), Finish())[0]

    made(0)
    return best(lambda: post_all(made, out), out, 3) / 100


def post_all(make: Callable[[int], Sequence[Buffer]], out: Path) -> None:
    """Write a hundred files while the next are made."""
    with ThreadPoolExecutor(WRITTEN_AT_ONCE) as pool:
        jobs = [pool.submit(post, make(number), out / f"{number}.mp3") for number in range(100)]
        for job in jobs:
            job.result()


def turn(shared: str, target: str) -> None:
    """Measure once what is to be compared with what another program takes at the same moment.

    500 distinct cues are spoken twice, each time on an empty shelf: the first time all that it takes is loaded.
    """
    first, then = (speech(Path(target) / name) for name in ("first", "then"))
    found = {"first": first[0], "then": then[0], "mean": first[1], "hundred": hundred(shared, Path(target) / "out")}
    print(json.dumps(found))


def speech(shelf: Path) -> tuple[float, float]:
    """Have 500 distinct cues spoken: the ready routines' own, calm, then faster.

    Returns:
        The processor time in ms, and the mean length of a cue in s.
    """
    own = tuple(dict.fromkeys(cue for name in library.ids() for cue in write(load_routine(name)).cues))
    wanted = [(cue, pace) for pace in sorted(PACES.values()) for cue in own][:500]
    booth, clips = Booth(Espeak(), Shelf(shelf)), list[Clip]()
    start = time.process_time()
    for pace in sorted(PACES.values()):
        clips += booth.speak([cue for cue, its in wanted if its == pace], pace).values()
    return 1000 * (time.process_time() - start), sum(clip.length for clip in clips) / 500_000


def apart(*arguments: str) -> None:
    """Tell Knib's own time from the disk's, session by session."""
    *sources, target = arguments
    out = Path(target) / "apart"
    print("\n| session, warm, in one process | Knib | the disk | MB |\n| --- | --- | --- | --- |")
    for source in sources:
        buffers, _ = finish(recorded(source), store(), Finish())
        own = best(lambda source=source: finish(recorded(source), store(), Finish()))  # type: ignore[misc]
        disk = best(lambda buffers=buffers: post(buffers, out / "a.mp3"), out)  # type: ignore[misc]
        size = sum(map(len, buffers)) / 1e6
        print(f"| {Path(source).stem} | {own:.0f} ms | {disk:.0f} ms | {size:.0f} |", flush=True)


MODES: dict[str, Callable[..., None]] = {"clips": clips, "inside": inside, "apart": apart, "turn": turn}

if __name__ == "__main__":
    prepare_python()  # as the `knib` command does
    MODES[sys.argv[1]](*sys.argv[2:])
