"""`verify`: finished sessions heard and compared with the plan that they carry."""

from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from knib.cli import console
from knib.cli.door import door, exit_code
from knib.errors import KnibError, SoundError
from knib.units import clock, exact_clock

if TYPE_CHECKING:
    from knib.export.verify import Fault, Report

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="A finished session: MP3, M4A, Opus, FLAC, WAV.")]


@door
def verify(
    files: Files,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Listen to finished sessions and say whether every cue is where it should be.

    Example: knib verify output/*.mp3
    """
    reports: list[dict[str, Any]] = []
    errors: list[KnibError] = []
    for file in files:
        try:
            report = _verified(file)
        except KnibError as error:
            console.complaint(error)
            errors.append(error)
            continue
        reports.append(_data(file, report))
        if not json:
            _tell(file, report)
    if json:
        console.data(reports)
    if any(report["faults"] for report in reports):
        raise typer.Exit(SoundError.exit_code)
    if errors:
        raise typer.Exit(exit_code(errors, len(files)))


def _verified(file: Path) -> "Report":
    from knib.cli.sources import whole_file
    from knib.export.verify import verify as listen

    data = whole_file(file, cure="name a finished session, as in: knib verify output/*.mp3")
    try:
        return listen(data)
    except SoundError as err:
        raise SoundError(f"{file}: {err}", cure=err.cure) from err


def _tell(file: Path, report: "Report") -> None:
    faults = len(report.faults)
    console.out(f"{'BAD' if faults else 'ok '}  {file}{_measured(report)}")
    for fault in report.faults:
        console.out(f"     {_where(fault):>10}  {fault.message}")


def _measured(report: "Report") -> str:
    if report.length is None or report.reading is None:
        return ""
    cues, reading = report.cues, report.reading
    counted = f"{cues} sound{'' if cues == 1 else 's'}"
    return f"  {clock(report.length)}, {counted}, {reading.loudness:.1f} LUFS, peak {reading.peak:.1f} dBTP"


def _where(fault: "Fault") -> str:
    return "" if fault.at is None else exact_clock(fault.at)


def _data(file: Path, report: "Report") -> dict[str, Any]:
    reading = report.reading
    return {
        "file": str(file),
        "ok": not report.faults,
        "format": str(report.form),
        "title": report.title,
        "duration_ms": report.length,
        "cues": report.cues,
        "voices": dict(report.voices),
        "loudness_lufs": _number(reading.loudness) if reading else None,
        "peak_dbtp": _number(reading.peak) if reading else None,
        "faults": [asdict(fault) for fault in report.faults],
    }


def _number(decibels: float) -> float | None:
    """JSON has no minus infinity; silence has none."""
    return round(decibels, 1) if isfinite(decibels) else None
