"""A link as a QR code (ISO/IEC 18004): as a picture, in print and in the terminal.

Error level M bears that 15 % of the code is dirty or folded. Nothing but the link is in it.
"""

from collections.abc import Iterator
from io import BytesIO, StringIO
from itertools import groupby
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from knib.errors import ShareError

if TYPE_CHECKING:
    from segno import QRCode

QUIET: Final = 4
"""Width of the white frame in modules (ISO/IEC 18004, 6.3.8)."""

LONGEST: Final = 213
"""Bytes of a link. They make 57 modules a side (version 10-M), of 0.5 mm each in print; smaller ones blur."""

INK: Final = "\x1b[38;5;16;48;5;231m"
"""Black on white from the fixed part of the 256 colours, so that no theme of a terminal turns it round."""

PLAIN: Final = "\x1b[0m"
HALVES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
"""A sign for two modules, one above the other; dark ones are drawn."""

CURE: Final = "copy the whole link from the browser's address line; it begins with https:// or http://"


def qr_matrix(link: str) -> tuple[tuple[bool, ...], ...]:
    """Give a link's modules row by row, dark ones true, without the white frame around them.

    Raises:
        ShareError: it is no link to a page, or too long; or segno is not there.
    """
    return tuple(tuple(map(bool, row)) for row in _code(link).matrix)


def qr_svg(link: str) -> str:
    """Draw a link as a standalone SVG picture with its white frame, to be shown at 30 mm or more.

    Raises:
        ShareError: as for `qr_matrix`.
    """
    matrix = qr_matrix(link)
    side = len(matrix) + 2 * QUIET
    dark = "".join(f"M{x + QUIET} {y + QUIET}h{width}v1h-{width}z" for x, y, width in runs(matrix))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" lang="da" '
        f'shape-rendering="crispEdges"><title>QR-kode</title><path fill="#ffffff" d="M0 0h{side}v{side}h-{side}z"/>'
        f'<path d="{dark}"/></svg>\n'
    )


def runs(matrix: tuple[tuple[bool, ...], ...]) -> Iterator[tuple[int, int, int]]:
    """Give the dark stretches of each row: where one begins, its row, and how many modules it has."""
    for y, row in enumerate(matrix):
        x = 0
        for dark, modules in groupby(row):
            width = sum(1 for _ in modules)
            if dark:
                yield x, y, width
            x += width


def qr_png(link: str, scale: int = 10) -> bytes:
    """Draw a link as a PNG picture with its white frame, black on white, `scale` pixels a module.

    Raises:
        ShareError: as for `qr_matrix`, or a scale outside 1 to 100.
    """
    if not 1 <= scale <= 100:
        raise ShareError(f"a QR code cannot have {scale} pixels a module", cure="choose 1 to 100")
    picture = BytesIO()
    _code(link).save(picture, kind="png", border=QUIET, scale=scale)
    return picture.getvalue()


def qr_terminal(link: str, *, colours: bool = True) -> str:
    """Draw a link with half blocks, two modules to a sign, for a terminal.

    Args:
        link: Where it leads.
        colours: Set black on white, which can be read on dark and light terminals alike. Without them the code is
            right on a light terminal only.

    Raises:
        ShareError: as for `qr_matrix`.
    """
    matrix = qr_matrix(link)
    side = len(matrix) + 2 * QUIET
    blank = (False,) * side
    rows = [blank] * QUIET + [(False,) * QUIET + row + (False,) * QUIET for row in matrix] + [blank] * QUIET
    rows += [blank] * (len(rows) % 2)
    drawn = StringIO()
    for above, below in zip(rows[::2], rows[1::2], strict=True):
        signs = "".join(HALVES[pair] for pair in zip(above, below, strict=True))
        drawn.write(f"{INK}{signs}{PLAIN}\n" if colours else f"{signs}\n")
    return drawn.getvalue()


def _code(link: str) -> "QRCode":
    """Make the code of a link that may stand in one."""
    checked = checked_link(link)
    try:
        import segno
    except ImportError as err:
        raise ShareError("QR codes need segno, which is not installed", cure="pip install 'segno>=1.6'") from err
    return segno.make(checked, error="m", boost_error=False, micro=False)


def checked_link(link: str) -> str:
    """Give a link back if it leads to a page and carries no name and password.

    Raises:
        ShareError: it does not, or it is too long to be read from paper.
    """
    shown = link if len(link) <= 60 else link[:59] + "…"
    try:
        parts = urlsplit(link)
        leads = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError as err:
        raise ShareError(f"'{_visible(shown)}' is no link to a page", cure=CURE) from err
    if not leads or not link.isascii() or any(sign <= " " or sign == "\x7f" for sign in link):
        raise ShareError(f"'{_visible(shown)}' is no link to a page", cure=CURE)
    if parts.username is not None or parts.password is not None:
        raise ShareError("the link has a name or a password in it", cure="use a link that anyone may follow")
    if len(link) > LONGEST:
        raise ShareError(
            f"the link has {len(link)} signs; a printed code takes {LONGEST}",
            cure="use a shorter link to the same page",
        )
    return link


def _visible(text: str) -> str:
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
