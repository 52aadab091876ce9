"""The clinic's name, telephone and logo: what was given here, else what the settings say."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knib.errors import ShareError

if TYPE_CHECKING:
    from knib.share.letterhead import Letterhead
    from knib.share.logo import Logo

Clinic = Annotated[str | None, typer.Option(metavar="NAME", help="The clinic; else as in the settings.")]
Telephone = Annotated[
    str | None, typer.Option("--phone", metavar="NUMBER", help="The clinic's telephone; else as in the settings.")
]
LogoFile = Annotated[
    Path | None, typer.Option("--logo", metavar="FILE", help="The clinic's logo, PNG or JPEG; else as in the settings.")
]


def letterhead(clinic: str | None, telephone: str | None, logo: Path | None) -> "Letterhead":
    """Put together who hands a session out. An empty text, or a path of nothing, leaves out what the settings say.

    Raises:
        UsageError: the logo cannot be read.
        ShareError: it is no picture that a sheet or a page can show.
    """
    from knib.settings.file import load  # a help text need not read the settings
    from knib.share.letterhead import Letterhead

    chosen = load()
    file = logo if logo is not None else Path(chosen.clinic_logo) if chosen.clinic_logo else None
    return Letterhead(
        name=chosen.clinic_name if clinic is None else clinic,
        telephone=chosen.clinic_telephone if telephone is None else telephone,
        logo=_logo(file) if file and file != Path() else None,
    )


def _logo(file: Path) -> "Logo":
    from knib.cli.sources import whole_file
    from knib.share.logo import logo_of

    try:
        return logo_of(whole_file(file, cure="name a PNG or JPEG: --logo FILE, or knib settings set clinic.logo FILE"))
    except ShareError as err:
        raise ShareError(f"{file}: {err}", cure=err.cure) from err
