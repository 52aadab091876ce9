"""`serve`: a shared folder handed to a telephone in the same room."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Final

import typer

from knib.cli import console
from knib.cli.door import door
from knib.errors import ShareError

NOBODY: Final = (
    "Nobody has asked yet. Networks for guests often keep telephones and computers apart: "
    "put both on the same private network, or on the telephone's own hotspot."
)

MISSING: Final = 'pip install "starlette>=0.47" "uvicorn>=0.34" "segno>=1.6.1"'


@door
def serve(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder with an index.html and what it shows.")],
    lan: Annotated[bool, typer.Option("--lan", help="For telephones in the same network, not this machine alone.")] = (
        False
    ),
    address: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="This machine's address in that network, if it has several.")
    ] = None,
    minutes: Annotated[int, typer.Option(metavar="N", min=1, max=720, help="Stop by itself after so long.")] = 15,
    port: Annotated[int, typer.Option(metavar="PORT", min=0, max=65535, help="0: a free one.")] = 0,
) -> None:
    """Hand a folder to a telephone in the same room, for some minutes.

    The link is secret and new every time. Nobody is counted and no address is kept.

    Example: knib serve til-patient --lan
    """
    from knib.serve.address import LOOPBACK, checked, lan_address
    from knib.serve.table import table

    _look_for_parts("starlette", "uvicorn", *(["segno"] if lan or address else []))
    found = table(folder)
    for name in found.left_out:
        console.note(f"Not handed out: {name}")
    from knib.serve.hatch import Hatch  # 150 ms that a wrong folder need not wait for
    from knib.serve.server import Server, Waits, link, listen

    sock = listen(checked(address) if address else lan_address() if lan else LOOPBACK, port)
    secret = _secret()
    _tell(link(sock, secret), minutes, lan=lan or address is not None)
    server = Server(Hatch(files=found.files, secret=secret), Waits(open=minutes * 60), lambda: console.note(NOBODY))
    server.run(sock)
    console.note("Stopped; the link is dead.")


def _look_for_parts(*names: str) -> None:
    """Look for what is needed before anything is opened. The code to photograph needs segno."""
    missing = [name for name in names if find_spec(name) is None]
    if missing:
        raise ShareError(f"{' and '.join(missing)} must be installed for this.", cure=MISSING)


def _secret() -> str:
    """Give 128 bits that nobody guesses."""
    from secrets import token_hex

    return token_hex(16)


def _tell(link: str, minutes: int, *, lan: bool) -> None:
    """Print the link, and the code to photograph when a telephone can use it."""
    if lan:
        from knib.share.qr import qr_terminal

        console.picture(qr_terminal(link), qr_terminal(link, colours=False))
    console.out(link)
    where = "on the same network" if lan else "on this machine alone (--lan: for telephones)"
    console.note(
        f"Open it {where}. It stops by itself after {minutes} minute{'s' * (minutes != 1)}; Ctrl-C stops it now."
    )
