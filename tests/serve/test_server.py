"""Real requests to a real server on loopback."""

import http.client
import logging
import re
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email.parser import BytesParser
from pathlib import Path

import pytest

from knib.errors import UsageError
from knib.serve.hatch import Hatch
from knib.serve.server import Server, Waits, link, listen
from knib.serve.table import table

SECRET = "5ec2e7" * 5 + "aa"
SOUND = bytes(range(256)) * 1200  # 307,200 bytes: more than one piece of Starlette's 64 KiB
ALWAYS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}


@contextmanager
def serving(folder: Path, waits: Waits | None = None, events: list[str] | None = None) -> Iterator[int]:
    """Serve a folder in a thread, and give the port; `events` gets "nobody"."""
    sock = listen("127.0.0.1")
    port: int = sock.getsockname()[1]
    hatch = Hatch(files=table(folder).files, secret=SECRET)
    server = Server(hatch, waits or Waits(), lambda: (events if events is not None else []).append("nobody"))
    thread = threading.Thread(target=server.run, args=(sock,))
    thread.start()
    try:
        yield port
    finally:
        server.stop()
        thread.join(timeout=10)
        assert not thread.is_alive()


def filled(folder: Path) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text("<p>Træning</p>", encoding="utf-8")
    (folder / "01-traening-6min.mp3").write_bytes(SOUND)
    (folder / "tom.mp3").write_bytes(b"")
    (folder / "kalender.ics").write_text("BEGIN:VCALENDAR", encoding="utf-8")
    (folder / "01-traening-6min.vtt").write_text("WEBVTT", encoding="utf-8")
    (folder / "øvelse nr. 1.txt").write_text("æøå", encoding="utf-8")
    (folder.parent / "journal.txt").write_text("hemmelig", encoding="utf-8")
    (folder / "ud.txt").symlink_to(folder.parent / "journal.txt")
    (folder / "inde").mkdir()
    (folder / "inde" / "mere.txt").write_text("hemmelig", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with serving(filled(tmp_path_factory.mktemp("delt") / "mappe")) as port:
        yield port


MP3 = f"/{SECRET}/01-traening-6min.mp3"


def asked(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def raw(port: int, request: bytes) -> bytes:
    """Send bytes as they are: no client in between makes a path tidy."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as sock:
        sock.sendall(request)
        return b"".join(iter(lambda: sock.recv(65536), b""))


def test_the_secret_path_gives_the_page_and_tells_nobody_anything(port: int) -> None:
    status, headers, body = asked(port, f"/{SECRET}/")
    assert (status, body.decode()) == (200, "<p>Træning</p>")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert {name: headers[name] for name in ALWAYS} == ALWAYS
    assert headers["Server"] is None


def test_the_last_stroke_may_be_forgotten(port: int) -> None:
    status, headers, _ = asked(port, f"/{SECRET}")
    assert (status, headers["Location"]) == (308, f"/{SECRET}/")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("01-traening-6min.mp3", "audio/mpeg"),
        ("01-traening-6min.vtt", "text/vtt; charset=utf-8"),
        ("kalender.ics", "text/calendar; charset=utf-8"),
        ("%C3%B8velse%20nr.%201.txt", "text/plain; charset=utf-8"),
    ],
)
def test_each_file_is_told_as_what_it_is(port: int, name: str, kind: str) -> None:
    status, headers, _ = asked(port, f"/{SECRET}/{name}")
    assert (status, headers["Content-Type"]) == (200, kind)


def test_a_whole_file_comes_whole_and_says_that_parts_can_be_had(port: int) -> None:
    status, headers, body = asked(port, MP3)
    assert (status, body) == (200, SOUND)
    assert headers["Content-Length"] == "307200"
    assert headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    ("wanted", "told", "part"),
    [
        ("bytes=0-1", "bytes 0-1/307200", SOUND[:2]),
        ("bytes=256-", "bytes 256-307199/307200", SOUND[256:]),
        ("bytes=-10", "bytes 307190-307199/307200", SOUND[-10:]),
        ("bytes=-999999", "bytes 0-307199/307200", SOUND),
        ("bytes=307199-999999", "bytes 307199-307199/307200", SOUND[-1:]),
        ("bytes=5-5,999999-", "bytes 5-5/307200", SOUND[5:6]),
    ],
)
def test_a_part_of_a_file_comes_with_206(port: int, wanted: str, told: str, part: bytes) -> None:
    status, headers, body = asked(port, MP3, Range=wanted)
    assert (status, headers["Content-Range"], body) == (206, told, part)
    assert int(headers["Content-Length"]) == len(part)
    assert {name: headers[name] for name in ALWAYS} == ALWAYS


@pytest.mark.parametrize("wanted", ["bytes=307200-", "bytes=-0", "bytes=999999-1000000,400000-"])
def test_a_part_that_is_not_there_gets_416_and_the_length(port: int, wanted: str) -> None:
    status, headers, _ = asked(port, MP3, Range=wanted)
    assert (status, headers["Content-Range"]) == (416, "bytes */307200")
    assert {name: headers[name] for name in ALWAYS} == ALWAYS


def test_an_empty_file_is_a_file_and_has_no_part(port: int) -> None:
    assert asked(port, f"/{SECRET}/tom.mp3")[::2] == (200, b"")
    status, headers, _ = asked(port, f"/{SECRET}/tom.mp3", Range="bytes=0-")
    assert (status, headers["Content-Range"]) == (416, "bytes */0")


@pytest.mark.parametrize("wanted", ["lines=0-1", "bytes=9-2", "bytes=x", "bytes=" + "0-0," * 100])
def test_a_range_that_has_no_meaning_is_as_none(port: int, wanted: str) -> None:
    assert asked(port, MP3, Range=wanted)[::2] == (200, SOUND)


def test_several_parts_come_in_one_answer(port: int) -> None:
    status, headers, body = asked(port, MP3, Range="bytes=0-1,300-303,-2")
    assert status == 206
    assert int(headers["Content-Length"]) == len(body)
    whole = BytesParser().parsebytes(f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode() + body)
    read = [(part["Content-Range"], part["Content-Type"], part.get_payload(decode=True)) for part in whole.walk()][1:]
    assert read == [
        ("bytes 0-1/307200", "audio/mpeg", SOUND[:2]),
        ("bytes 300-303/307200", "audio/mpeg", SOUND[300:304]),
        ("bytes 307198-307199/307200", "audio/mpeg", SOUND[-2:]),
    ]


def test_head_tells_what_get_would_and_nothing_of_parts(port: int) -> None:
    for headers in ({}, {"Range": "bytes=0-1"}):
        status, told, body = asked(port, MP3, "HEAD", **headers)
        assert (status, told["Content-Length"], told["Content-Type"], body) == (200, "307200", "audio/mpeg", b"")


def test_a_part_is_sent_only_of_the_file_that_is_meant(port: int) -> None:
    _, told, _ = asked(port, MP3, "HEAD")
    for same in (told["ETag"], told["Last-Modified"]):
        assert asked(port, MP3, Range="bytes=0-1", If_Range=same)[0] == 206
    for other in ('"another"', f"W/{told['ETag']}", "Thu, 01 Jan 1970 00:00:00 GMT", ""):
        assert asked(port, MP3, Range="bytes=0-1", If_Range=other)[::2] == (200, SOUND)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "get"])
def test_whatever_would_do_more_than_read_is_refused(port: int, method: str) -> None:
    status, headers, _ = asked(port, MP3, method)
    assert (status, headers["Allow"]) == (405, "GET, HEAD")
    assert {name: headers[name] for name in ALWAYS} == ALWAYS


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "//",
        "/index.html",
        f"/{SECRET[:-1]}/",
        f"/{SECRET}a/",
        f"/{SECRET.upper()}/",
        f"//{SECRET}/",
        f"/{SECRET}//index.html",
        f"/{SECRET}/./index.html",
        f"/{SECRET}/x",
        f"/{SECRET}/inde",
        f"/{SECRET}/inde/",
        f"/{SECRET}/inde/mere.txt",
        f"/{SECRET}/ud.txt",
        f"/{SECRET}/../journal.txt",
        f"/{SECRET}/..%2fjournal.txt",
        f"/{SECRET}/%2e%2e/journal.txt",
        f"/{SECRET}/%252e%252e%252fjournal.txt",
        f"/{SECRET}/..%c0%afjournal.txt",
        f"/{SECRET}/..\\journal.txt",
        f"/{SECRET}/..%5cjournal.txt",
        f"/{SECRET}/%00",
        f"/{SECRET}/index.html%00.mp3",
        f"/{SECRET}//etc/passwd",
        f"/{SECRET}/%2fetc%2fpasswd",
        f"/{SECRET}/file:///etc/passwd",
        f"/{SECRET}/C:%5cjournal.txt",
        f"/{SECRET}/index.html/",
        f"/{SECRET}/index.html%20",
        f"/{SECRET}/INDEX.HTML",
        f"/{SECRET}/index.html::$DATA",
        f"/{SECRET}/%f8velse%20nr.%201.txt",
    ],
)
def test_every_other_address_is_the_same_404(port: int, path: str) -> None:
    answer = raw(port, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 404 ")
    assert body == b"Not found"
    other = raw(port, b"GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert re.sub(rb"date: .*\r\n", b"", head) == re.sub(rb"date: .*\r\n", b"", other.partition(b"\r\n\r\n")[0])


def test_whoever_does_not_know_the_secret_is_not_told_which_methods_there_are(port: int) -> None:
    assert asked(port, "/index.html", "POST")[0] == 404


@pytest.mark.parametrize(
    "request_", [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\0" * 99]
)
def test_noise_is_turned_away(port: int, request_: bytes) -> None:
    assert not raw(port, request_ + b"\r\n\r\n").startswith(b"HTTP/1.1 2")
    assert asked(port, f"/{SECRET}/")[0] == 200


def test_a_file_that_became_a_link_out_of_the_folder_is_gone(tmp_path: Path) -> None:
    folder = filled(tmp_path / "mappe")
    with serving(folder) as port:
        (folder / "kalender.ics").unlink()
        (folder / "kalender.ics").symlink_to(tmp_path / "journal.txt")
        (folder / "tom.mp3").unlink()
        (folder / "ny.txt").write_bytes(b"")
        for name in ("kalender.ics", "tom.mp3", "ny.txt"):
            assert asked(port, f"/{SECRET}/{name}")[0] == 404


def test_half_open_and_slow_clients_keep_nobody_waiting_and_are_let_go(tmp_path: Path) -> None:
    with serving(filled(tmp_path / "mappe"), Waits(request=0.5)) as port:
        slow = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(100)]
        for number, sock in enumerate(slow):
            # A third says nothing, a third begins to ask, and a third asked once and begins again.
            whole = f"HEAD /{SECRET}/ HTTP/1.1\r\nHost: x\r\n\r\n".encode()
            sock.sendall((b"", b"GET / HTTP/1.1\r\nHost:", whole)[number % 3])
        for sock in slow[2::3]:
            assert sock.recv(4096).startswith(b"HTTP/1.1 200")
            sock.sendall(b"GET")
        assert asked(port, MP3)[::2] == (200, SOUND)
        assert all(map(_ended, slow))
        for sock in slow:
            sock.close()


def _ended(sock: socket.socket) -> bool:
    """Wait until the other side ends a connection."""
    try:
        return sock.recv(1) == b""
    except ConnectionResetError:
        return True


def test_one_who_asks_for_much_and_reads_nothing_keeps_nobody_waiting(tmp_path: Path) -> None:
    folder = filled(tmp_path / "mappe")
    (folder / "lang.mp3").write_bytes(bytes(30_000_000))
    with serving(folder) as port:
        lazy = [socket.create_connection(("127.0.0.1", port)) for _ in range(50)]
        for sock in lazy:
            sock.sendall(f"GET /{SECRET}/lang.mp3 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert asked(port, MP3)[::2] == (200, SOUND)
        for sock in lazy:
            sock.close()


def test_two_hundred_at_once_get_the_right_bytes(port: int) -> None:
    together = threading.Barrier(200)

    def one(number: int) -> bool:
        together.wait(timeout=30)
        first = number * 1000
        _, _, body = asked(port, MP3, Range=f"bytes={first}-{first + 99_999}")
        return body == SOUND[first : first + 100_000]

    with ThreadPoolExecutor(200) as pool:
        assert all(pool.map(one, range(200)))


def test_it_stops_by_itself_and_says_when_nobody_came(tmp_path: Path) -> None:
    events: list[str] = []
    sock = listen("127.0.0.1")
    address = sock.getsockname()
    hatch = Hatch(files=table(filled(tmp_path / "mappe")).files, secret=SECRET)
    Server(hatch, Waits(open=0.3, nobody=0.1), lambda: events.append("nobody")).run(sock)
    assert events == ["nobody"]
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address, timeout=5)


def test_it_does_not_say_so_when_somebody_came(tmp_path: Path) -> None:
    events: list[str] = []
    sock = listen("127.0.0.1")
    port = sock.getsockname()[1]
    hatch = Hatch(files=table(filled(tmp_path / "mappe")).files, secret=SECRET)
    server = Server(hatch, Waits(open=0.8, nobody=0.6), lambda: events.append("nobody"))
    thread = threading.Thread(target=server.run, args=(sock,))
    thread.start()
    assert asked(port, f"/{SECRET}/")[0] == 200
    thread.join(timeout=10)
    assert events == []


def test_nothing_is_logged_or_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="uvicorn")
    with serving(filled(tmp_path / "mappe")) as port:
        asked(port, MP3)
        asked(port, "/nothing")
        raw(port, b"noise\r\n\r\n")
    assert capfd.readouterr() == ("", "")
    assert "127.0.0.1" not in caplog.text
    assert SECRET not in caplog.text


def test_a_link_has_address_port_and_secret() -> None:
    with listen("127.0.0.1") as sock:
        assert link(sock, SECRET) == f"http://127.0.0.1:{sock.getsockname()[1]}/{SECRET}/"


def test_a_taken_port_is_told_with_a_cure() -> None:
    with listen("127.0.0.1") as sock, pytest.raises(UsageError, match="Cannot listen at 127") as told:
        listen("127.0.0.1", sock.getsockname()[1])
    assert "--port" in told.value.cure
