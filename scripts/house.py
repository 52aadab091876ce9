"""What the scripts share: an environment of their own, made and kept up to date without help. Standard library only."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST = (3, 11)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
AXE = "axe_playwright_python/axe.min.js"


def environment(*groups: str) -> Path:
    """Make sure that `.venv` holds Knib and these dependency groups, as pyproject.toml says now.

    Returns:
        The folder of the environment's programs.
    """
    base = _python()
    if not PYTHON.exists():
        print("Making .venv ...", flush=True)
        _make(base)
    stamp = VENV / f"knib-{'-'.join(groups) or 'plain'}.stamp"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        print("Installing Knib and what it needs ...", flush=True)
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run([*pip, "--upgrade", "pip>=25.1"])
        run([*pip, "--editable", str(ROOT), *(part for group in groups for part in ("--group", group))])
        stamp.write_text(wanted)
    return BIN


def browser() -> None:
    """Make sure that the tests of the page have a Chromium, its driver and axe-core; say plainly what they do without.

    On Debian, as root, Chromium is installed. axe-core lies in a package whose own library (playwright) is not wanted.
    """
    apt = shutil.which("apt-get")
    if not _has_chromium() and apt and getattr(os, "geteuid", lambda: 1)() == 0:
        print("Installing Chromium for the tests of the page (apt-get) ...", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update"], ["install", "-y", "--no-install-recommends", "chromium", "chromium-driver"]):
            subprocess.run([apt, "-qq", *step], env=quiet, stdout=subprocess.DEVNULL, check=False)
    if not _has_chromium():
        print("No Chromium with its driver is here, and none can be installed: the tests of the page are left out.")
    if not any(next(VENV.glob(place + AXE), None) for place in ("lib/python*/site-packages/", "Lib/site-packages/")):
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        if subprocess.run([*pip, "axe-playwright-python>=0.1.4"], cwd=ROOT, check=False).returncode:
            print("axe-core cannot be installed: the tests that need it are left out.")


def _has_chromium() -> bool:
    return bool(shutil.which("chromedriver") and any(map(shutil.which, CHROMIUM)))


def run(command: list[str]) -> None:
    """Run a command in the repository; end with its exit code if it fails."""
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if code:
        sys.exit(code)


def _python() -> str:
    """Find a Python that is new enough: this one, or a newer one beside it."""
    if sys.version_info[:2] >= OLDEST:
        return sys.executable
    for minor in range(20, OLDEST[1] - 1, -1):
        if found := shutil.which(f"python3.{minor}"):
            return found
    sys.exit(f"Knib needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.")


def _make(base: str) -> None:
    """Make the environment; Debian ships Python without ensurepip, and then pip comes from outside."""
    if subprocess.run([base, "-m", "venv", str(VENV)], check=False, capture_output=True).returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        run([base, "-m", "venv", "--without-pip", str(VENV)])
        run([base, "-m", "pip", "--quiet", "--python", str(PYTHON), "install", "pip>=25.1"])
