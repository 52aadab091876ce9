"""`feed`: sessions as a private podcast, written for a folder on the web and checked as apps would read it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knib.cli import console, guessing
from knib.cli.destination import Target, folder_at
from knib.cli.door import door
from knib.cli.gathering import Wanted, course_among, gathered, gathered_course
from knib.cli.inputs import Input
from knib.cli.options import Doses, Offline, Replace, Settings, VariantName, VoiceName
from knib.cli.sheets import DAY, today
from knib.errors import ShareError, UsageError
from knib.spec.choices import Variant

if TYPE_CHECKING:
    from knib.cli.bundles import Bundle
    from knib.units import Ms


@door
def feed(
    context: typer.Context,
    place: Annotated[
        Target,
        typer.Argument(
            metavar="DIR", parser=Target, help="Where to write it; its finished MP3s, if no SOURCE is named."
        ),
    ],
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE]...",
            help="Routines or finished MP3 sessions in their order, or a programme.",
            autocompletion=guessing.either,
        ),
    ] = None,
    doses: Doses = None,
    base: Annotated[
        str, typer.Option("--base-url", metavar="URL", help="The https address at which DIR will lie.")
    ] = "",
    check: Annotated[bool, typer.Option("--check", help="Write nothing; read a feed and all that it names.")] = False,
    discreet: Annotated[bool, typer.Option("--discreet/--no-discreet", help="Tell no titles or words.")] = True,
    made: Annotated[
        datetime | None, typer.Option("--date", metavar="YYYY-MM-DD", formats=DAY, help="Its date; by default today.")
    ] = None,
    variant: VariantName = Variant.FULL,
    voice: VoiceName = None,
    offline: Offline = False,
    settings: Settings = None,
    overwrite: Replace = False,
) -> None:
    """Write a private podcast, for a folder on the web that you upload it to: sounds with a bed, words, chapters.

    The feed lies below a folder name that nobody guesses; Knib makes one unless the address has one. Nothing is sent.

    Example: knib feed podcast blid-start hosteknib --base-url https://example.dk/lyd
    """
    folder = folder_at(place, Path)
    if check:
        if sources or doses or base or settings or voice or variant is not Variant.FULL or made or overwrite:
            cure = f"leave out all the rest: knib feed {folder} --check"
            raise UsageError("--check reads the feeds of a folder, and takes nothing else.", cure=cure)
        _check(folder)
        return
    if not base:
        raise UsageError(
            "Where will the feed lie?", cure="name the folder's address: --base-url https://example.dk/lyd"
        )
    from knib.cli.bundles import Bundle, owner_of
    from knib.cli.command import dose_places
    from knib.cli.inputs import inputs_of
    from knib.cli.sources import read_settings
    from knib.share.feed.address import checked_base

    none = not sources and not doses
    inputs = _finished(folder) if none else inputs_of(sources or (), doses or (), dose_places(context), before=1)
    wanted = Wanted(
        voice=voice,
        offline=offline,
        settings=read_settings(settings or ()),
        variant=variant,
        bed=True,
        discreet=discreet,
    )
    address, secret, why = _placed(checked_base(base), folder)
    bundle = Bundle(secret, owner_of("", inputs), overwrite=overwrite)
    _feed(bundle, address, inputs, wanted, made.date() if made else today())
    console.note(why)
    console.note(f"Upload '{secret}', so that the last line is its address, and give it to nobody but its listener.")


def _feed(bundle: "Bundle", address: str, sources: Sequence[Input], wanted: Wanted, day: date) -> None:
    """Make the episodes and all that goes with them, check it, write it, and tell what was written."""
    from knib.share.feed.address import FEED
    from knib.share.feed.files import feed_files

    course = course_among(sources, wanted)
    sessions = gathered_course(course, wanted) if course else gathered(sources, wanted)
    files = feed_files(address, day, sessions, discreet=wanted.discreet)
    _refuse_faults(files[FEED], files.get)
    bundle.post(files)
    for name in files:
        console.out(str(bundle.folder / name))
    console.out(f"{address}/{FEED}")
    if others := bundle.others(files):
        console.note(f"In '{bundle.folder}', and no part of the feed: {', '.join(others[:5])}")


def _placed(base: str, folder: Path) -> tuple[str, Path, str]:
    """Give the feed's address and folder, and why: under a secret name, its old one if it has one, or a new one."""
    from secrets import token_hex

    from knib.share.feed.address import is_secret

    if is_secret(base):
        return base, folder, "The address has a part that nobody guesses, so the feed lies in the folder itself."
    old = _secret_folders(folder)
    if len(old) > 1:
        raise UsageError(f"'{folder}' holds {len(old)} feeds.", cure=f"name the one you mean: --base-url {base}/NAME")
    secret = old[0].name if old else token_hex(16)
    told = "The folder's old secret name is kept" if old else "A new folder with a name that nobody guesses"
    return f"{base}/{secret}", folder / secret, f"{told}: {secret}"


def _secret_folders(folder: Path) -> list[Path]:
    """Find the feeds below a folder that Knib gave secret names."""
    from knib.share.feed.address import FEED, SECRET

    return sorted(file.parent for file in folder.glob(f"*/{FEED}") if SECRET.fullmatch(file.parent.name))


def _finished(folder: Path) -> list[Input]:
    from knib.cli.bundles import listed_names
    from knib.share.feed.address import FEED

    listed = listed_names(folder)
    own = listed if FEED in listed else ()
    found = [Input(name=str(path)) for path in sorted(folder.glob("*.mp3")) if path.name not in own]
    if not found:
        cure = f"name routines: knib feed {folder} blid-start --base-url https://..."
        raise UsageError(f"There is no finished session in '{folder}'.", cure=cure)
    return found


def _refuse_faults(xml: bytes, fetch: Callable[[str], bytes | None]) -> None:
    """Look at a feed before it is written."""
    from knib.share.feed.rules import faults

    wrong = faults(xml, fetch, _by_frames)
    if wrong:
        raise ShareError(f"the feed would be broken: {'; '.join(wrong)}", cure="please report it")


def _check(folder: Path) -> None:
    """Read the feeds of a folder and all that they name, and tell what is wrong."""
    from knib.cli.sources import is_file, whole_file
    from knib.share.feed.address import FEED
    from knib.share.feed.rules import LARGEST, faults

    places = [folder] if is_file(folder / FEED) else _secret_folders(folder)
    if not places:
        raise UsageError(f"There is no {FEED} in '{folder}'.", cure="make one: knib feed DIR ROUTINE --base-url URL")
    hear = _by_ear if find_spec("av") else _by_frames
    bad = 0
    for place in places:
        wrong = faults(whole_file(place / FEED, cure="").strip()[: LARGEST + 1], _fetch_from(place), hear)
        console.out(f"{'BAD' if wrong else 'ok '}  {place / FEED}")
        for fault in wrong:
            console.out(f"     {fault}")
        bad += bool(wrong)
    if hear is _by_frames:
        console.note('Frames were counted, not decoded; for that: pip install "av>=18.1,<19"')
    if bad:
        raise typer.Exit(ShareError.exit_code)


def _fetch_from(place: Path) -> Callable[[str], bytes | None]:
    def fetch(name: str) -> bytes | None:
        from knib.cli.sources import is_file, whole_file

        path = place / name
        return whole_file(path, cure="") if path.parent == place and is_file(path) else None

    return fetch


def _by_frames(data: bytes) -> "Ms":
    """Tell how long an MP3 lasts by what it says; `faults` has counted its frames."""
    from knib.audio.clip import RATE
    from knib.export.containers import read_back
    from knib.units import Ms

    return Ms(read_back(data).samples * 1000 // RATE)


def _by_ear(data: bytes) -> "Ms":
    """Tell how long a sound lasts by decoding all of it."""
    from knib.audio.clip import RATE, SAMPLE_BYTES
    from knib.audio.formats import decoded
    from knib.units import Ms

    return Ms(sum(map(len, decoded(data))) // SAMPLE_BYTES * 1000 // RATE)
