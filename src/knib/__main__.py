"""The door from outside: `knib`, and `python -m knib`, which is the same.

Everything else is loaded inside, so that Ctrl-C and a full disk are told in words from the first moment on.
"""

import gc
import os
import sys

INTERRUPTED = 130
CANNOT_WRITE = 7

NEW_OBJECTS = 100_000
"""Made before Python looks for circles among them, of which Knib makes hardly any: 700 would cost a render 20 ms."""


def prepare_python() -> None:
    """Set Python and numpy to what a render needs. Who has set the variable keeps it."""
    gc.set_threshold(NEW_OBJECTS)
    # Numpy's second thread waits for work by turning round and round, 0.1 s of processor time; Knib has none for it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> None:
    """Run the command line, and leave with its exit code."""
    prepare_python()
    try:
        _prepare_streams()
        code = _run()
    except KeyboardInterrupt:
        code = INTERRUPTED
    try:
        sys.stdout.flush()
    except OSError as error:
        from knib.cli.console import give_up_stdout

        give_up_stdout()
        if not isinstance(error, BrokenPipeError):
            sys.stderr.write(f"Error: The output could not be written ({error.strerror}).\n")
            code = CANNOT_WRITE
    gc.freeze()  # the system takes all memory back at once: Python need not look through it, which costs a render 15 ms
    sys.exit(code)


def _run() -> int:
    from knib.cli.plain import plain

    try:
        wanted = plain(sys.argv[1:])
        if wanted:
            from knib.cli.door import settled
            from knib.cli.rendering import render

            return settled(lambda: render(wanted))
        from knib.cli.app import app

        app()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    except OSError as error:
        if error.filename is not None:  # a bug: whoever opens a file tells what went wrong with it
            raise
        from knib.cli.console import give_up_stdout

        sys.stderr.write(f"Error: The output could not be written ({error.strerror}).\n")
        give_up_stdout()
        return CANNOT_WRITE
    return 0


def _prepare_streams() -> None:
    """Make standard output and error fit for Danish, wherever they go; one that was closed takes everything."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 -- open until the end
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A console without Danish letters or blocks shows '?', it never stops the work. A file is UTF-8 on every
            # system: what `knib show` writes into one must be a routine again.
            stream.reconfigure(errors="replace", **({} if stream.isatty() else {"encoding": "utf-8", "newline": "\n"}))


if __name__ == "__main__":
    main()
