"""Files packed into one ZIP archive (PKWARE APPNOTE 6.3.3). The same files always give the same bytes."""

from collections.abc import Mapping
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FOLDER: Final = "traening"
"""What the folder is called that comes out of it, whoever it is for."""

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that the format has (4.4.6): when an archive was made is nobody's concern."""

_UNIX: Final = 3
_READABLE: Final = 0o100644 << 16
"""An ordinary file that its owner may change and all may read."""

_QUICK: Final = 1
"""zlib's level. The silence in a session packs well at any, its sound at none."""


def zipped(files: Mapping[str, bytes], folder: str = FOLDER) -> bytes:
    """Pack files by their names, in order, into a folder."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, data in files.items():
            entry = ZipInfo(f"{folder}/{name}", _LONG_AGO)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, data, ZIP_DEFLATED, _QUICK)
    return packed.getvalue()
