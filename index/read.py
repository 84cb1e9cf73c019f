"""Any file people have -> Layout. The format is told by what is in the file, never by its name."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from index.errors import UnreadableFiling
from index.layout import Layout

MAX_BYTES = 250_000_000
_LOOK = 65_536
_GZIP = b"\x1f\x8b"
_SUBMISSION = re.compile(
    rb"\s*(?:<SEC-DOCUMENT>|<IMS-DOCUMENT>|<SEC-HEADER>|<IMS-HEADER>|<SUBMISSION>|-----BEGIN PRIVACY-ENHANCED MESSAGE-----"
    rb"|<DOCUMENT>\s*<TYPE>)"
)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|div|p|br|font|span|td|tr|h[1-6]|center|b|ul|ol|li|pre|a|strong|em|hr)\b[^<>]*>",
    re.IGNORECASE,
)
_HTML_ROOT = re.compile(rb"<(?:!doctype\s+html|html|body)\b", re.IGNORECASE)
_XML = re.compile(rb"\s*<(?:\?xml\b|xbrl\b|xbrli:xbrl\b|[\w.-]+:?schema\b)")
_BINARY: dict[bytes, str] = {
    b"PK\x03\x04": "it is a zip archive or an Office file; unpack it, or save it as HTML, PDF or text",
    b"\xd0\xcf\x11\xe0": "it is an old Office file; save it as HTML, PDF or text",
    b"\x89PNG": "it is an image",
    b"\xff\xd8\xff": "it is an image",
    b"GIF8": "it is an image",
    b"BZh": "it is a bzip2 archive; unpack it first",
    b"\xfd7zXZ": "it is an xz archive; unpack it first",
    b"7z\xbc\xaf": "it is a 7z archive; unpack it first",
    b"Rar!": "it is a rar archive; unpack it first",
    b"\x7fELF": "it is a program",
    b"SQLite format 3": "it is a database",
}


def read(source: Path | str | bytes) -> Layout:
    """Reads a filing of any format: HTML, a complete submission, PDF or text, each also gzipped.

    Raises UnreadableFiling, with one line that says why, where there is nothing to read or it is too much.
    """
    data = unpacked(source if isinstance(source, bytes) else read_bytes(Path(source)))
    match sniff(data):
        case "pdf":
            from index.read_pdf import read_pdf

            return read_pdf(data)
        case "submission":
            from index.read_edgar import read_edgar

            return read_edgar(data)
        case "html":
            from index.read_html import read_html

            return read_html(data)
        case _:
            from index.read_text import read_text

            return read_text(data)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises UnreadableFiling where it is missing, a folder, empty or too large."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFiling(f"it has {size // 1_000_000} MB, more than any filing")
        if not path.is_file():
            raise UnreadableFiling("it is not a file")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFiling(f"it cannot be opened ({error.strerror or error})") from error


def unpacked(data: bytes) -> bytes:
    """Gzipped data, unpacked up to the size limit; other data as it is. Raises UnreadableFiling for a bomb."""
    for _ in range(2):
        if not data.startswith(_GZIP):
            return data
        stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            plain = stream.decompress(data, MAX_BYTES)
        except zlib.error as error:
            raise UnreadableFiling("its gzip data is damaged") from error
        if stream.unconsumed_tail:
            raise UnreadableFiling(f"it unpacks to more than {MAX_BYTES // 1_000_000} MB; it was not read")
        if not stream.eof:
            raise UnreadableFiling("its gzip data ends early")
        data = plain
    if data.startswith(_GZIP):
        raise UnreadableFiling("it is packed several times over; it was not read")
    return data


def sniff(data: bytes) -> str:
    """What a file's content is: "pdf", "submission", "html" or "text". Raises UnreadableFiling for anything else."""
    if not data.strip():
        raise UnreadableFiling("it is empty")
    if len(data) > MAX_BYTES:
        raise UnreadableFiling(f"it has {len(data) // 1_000_000} MB, more than any filing")
    for mark, why in _BINARY.items():
        if data.startswith(mark):
            raise UnreadableFiling(why)
    start = data[:_LOOK]
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        start = start[: _LOOK & ~1].decode("utf-16", "replace").encode("utf-8", "replace")
    if start.count(b"\0") > len(start) // 100:
        raise UnreadableFiling("it is a binary file")
    start = start.removeprefix(b"\xef\xbb\xbf")
    if _SUBMISSION.match(start):
        return "submission"
    if _HTML_ROOT.search(start):
        return "html"
    tags = len(_HTML.findall(start))
    if tags >= 3 and tags * 400 > min(len(start), 8000):
        return "html"
    if _XML.match(start):
        raise UnreadableFiling("it is XML data, not a filing; index the filing's HTML or text")
    controls = sum(start.count(bytes([code])) for code in (*range(9), *range(14, 27), *range(28, 32)))
    if controls > max(16, len(start) // 50):
        raise UnreadableFiling("it is a binary file")
    return "text"
