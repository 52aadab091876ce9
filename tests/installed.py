"""A package as pip would have installed it: a folder on Python's path, with its metadata beside it."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write(folder: Path, engines: dict[str, str], **modules: str) -> Path:
    """Write modules, and the metadata that offers engines of them to Knib (core metadata 2.1; entry points)."""
    home = folder / f"{'_'.join(engines)}_voice-1.0.dist-info"
    home.mkdir(parents=True)
    (home / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {'-'.join(engines)}-voice\nVersion: 1.0\n", "utf-8")
    lines = [f"{name} = {target}\n" for name, target in engines.items()]
    (home / "entry_points.txt").write_text("[knib.engines]\n" + "".join(lines), "utf-8")
    for name, source in modules.items():
        (folder / f"{name}.py").write_text(source, "utf-8")
    return folder


@contextmanager
def installed(folder: Path, engines: dict[str, str], **modules: str) -> Iterator[Path]:
    """Have a package installed for a while, and forget its modules afterwards."""
    write(folder, engines, **modules)
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield folder
    finally:
        sys.path.remove(str(folder))
        for name in modules:
            sys.modules.pop(name, None)
