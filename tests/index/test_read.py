"""Formats told by content, and what is refused in one line."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from index.errors import UnreadableFiling
from index.read import MAX_BYTES, read, read_bytes, sniff, unpacked

PAGE = b"<html><body><p>Revenue was $5 million.</p></body></html>"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PAGE, "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x -->\n<HTML xmlns='y'><BODY>a</BODY></HTML>", "html"),
        (b"<p>one</p><p>two</p><p>three</p>", "html"),
        (b"<SEC-DOCUMENT>0001.txt : 20240101\n<SEC-HEADER>", "submission"),
        (b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nx", "submission"),
        (b"<DOCUMENT>\n<TYPE>10-K\n<TEXT>\nx", "submission"),
        (b"%PDF-1.7\n1 0 obj", "pdf"),
        (b"Annual report\n<PAGE>\n<TABLE>\n<S> <C>\nSales  5\n</TABLE>", "text"),
        (b"Profit < loss, and a > b in the third quarter.", "text"),
    ],
)
def test_a_format_is_told_by_content(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


def test_a_gzipped_page_reads_as_the_page() -> None:
    assert read(gzip.compress(PAGE)).text == read(PAGE).text == "Revenue was $5 million."


def test_what_is_no_filing_is_refused_in_one_line(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.htm", PAGE)
    for data, why in (
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (packed.getvalue(), "zip"),
        (b"\x89PNG\r\n" + b"\0" * 50, "image"),
        (b"\0\1\2\3" * 100, "binary"),
        (b"<?xml version='1.0'?><xbrl><context id='a'/></xbrl>", "XML"),
        (gzip.compress(PAGE)[:-12], "ends early"),
        (b"\x1f\x8b\x08\x00garbage-garbage", "damaged"),
        (gzip.compress(gzip.compress(gzip.compress(PAGE))), "packed several times"),
    ):
        with pytest.raises(UnreadableFiling, match=why) as refused:
            read(data)
        assert "\n" not in str(refused.value)
    with pytest.raises(UnreadableFiling, match="cannot be opened"):
        read_bytes(tmp_path / "none.htm")
    with pytest.raises(UnreadableFiling, match="not a file"):
        read_bytes(tmp_path)


def test_a_gzip_bomb_is_refused_before_it_is_unpacked_whole() -> None:
    bomb = gzip.compress(b"\0" * (MAX_BYTES + 1_000_000), 9)
    assert len(bomb) < 1_000_000
    with pytest.raises(UnreadableFiling, match="unpacks to more than"):
        unpacked(bomb)
