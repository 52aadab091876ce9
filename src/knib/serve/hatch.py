"""The hatch through which files are handed out: GET and HEAD, under one secret path. The only home of Starlette.

An address is looked up in a table of names as it was asked for. It is never joined to a folder, so there is no way to
write one that leads out of it. To whoever does not know the secret, every address is the same 404.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from knib.serve.ranges import ranges, written_again
from knib.serve.table import START, TYPES, handed_out
from knib.values import dataclass

ALWAYS: Final = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""Said with every answer: keep nothing, tell the secret path to nobody, and take a file for what it is called."""

METHODS: Final = ("GET", "HEAD")


@dataclass(frozen=True, kw_only=True)
class Hatch:
    """An ASGI application that hands out `files` below `/secret/`, and calls `on_asked` when somebody gets one."""

    files: Mapping[str, Path]
    secret: str
    on_asked: Callable[[], None] = field(default=lambda: None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(raw=message.setdefault("headers", [])).update(ALWAYS)
            await send(message)

        await self._answer(scope)(scope, receive, sent)

    def _answer(self, scope: Scope) -> Response:
        if scope["path"] == f"/{self.secret}":  # typed by hand, without the last stroke
            return Response(status_code=308, headers={"location": f"/{self.secret}/"})
        before, _, name = scope["path"].rpartition("/")
        path = self.files.get(name or START) if before == f"/{self.secret}" else None
        if path is None or not handed_out(path, path.parent.resolve()):
            return PlainTextResponse("Not found", status_code=404)
        if scope["method"] not in METHODS:
            return PlainTextResponse("Only GET and HEAD", status_code=405, headers={"allow": ", ".join(METHODS)})
        self.on_asked()
        return _file(path, scope)


def _file(path: Path, scope: Scope) -> Response:
    """Answer with a file, or with the part of it that is asked for."""
    try:
        state = os.stat(path)  # noqa: PTH116 -- it goes to Starlette as it is
    except OSError:  # deleted since it was looked for
        return PlainTextResponse("Not found", status_code=404)
    whole = FileResponse(path, media_type=TYPES[path.suffix.lower()], stat_result=state)
    headers = Headers(scope=scope)
    asked = ", ".join(headers.getlist("range"))
    scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"range"]
    if not asked or scope["method"] != "GET" or not _unchanged(headers.get("if-range"), whole):
        return whole  # RFC 9110, 14.2: ranges are defined for GET alone
    wanted = ranges(asked, state.st_size)
    if wanted == ():
        past = {"content-range": f"bytes */{state.st_size}", "accept-ranges": "bytes"}
        return PlainTextResponse("No such part", status_code=416, headers=past)
    if wanted:
        scope["headers"].append((b"range", written_again(wanted).encode()))
    return whole


def _unchanged(condition: str | None, whole: FileResponse) -> bool:
    """Tell whether a part may be sent: RFC 9110, 13.1.5. A weak mark never fits, and a moment must be the same one."""
    return condition is None or condition in {whole.headers["etag"], whole.headers["last-modified"]}
