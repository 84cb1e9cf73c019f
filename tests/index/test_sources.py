"""Names on the command line -> files: paths, folders, globs, URLs, and EDGAR as a local server plays it."""

import gzip
import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import UnreadableFiling
from index.sources import Fetching, find_sources

ROOT = Path(__file__).parent.parent.parent


def names(found: Iterator[object]) -> list[str]:
    return [Path(source.path).name for source in found]  # type: ignore[attr-defined]


def test_folders_are_searched_and_each_file_comes_once(tmp_path: Path) -> None:
    (tmp_path / "a.htm").write_text("x")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.PDF").write_text("x")
    (tmp_path / "in" / "c.xlsx").write_text("x")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "d.txt").write_text("x")
    assert names(find_sources([str(tmp_path), str(tmp_path / "a.htm"), str(tmp_path / "*.htm")])) == ["a.htm", "b.PDF"]


def test_a_name_that_stands_for_nothing_is_said_in_one_line(tmp_path: Path) -> None:
    for name in (str(tmp_path / "nothing.txt"), str(tmp_path / "*.txt"), str(tmp_path)):
        with pytest.raises(UnreadableFiling, match="no "):
            list(find_sources([name]))


def test_a_ticker_needs_to_say_who_asks(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFiling, match="TIEOUT_USER_AGENT"):
        list(find_sources(["ACME"], Fetching(home=tmp_path)))


class Edgar(http.server.BaseHTTPRequestHandler):
    """Answers as EDGAR does, from a submission on disk; `asked` keeps each path and who asked."""

    asked: list[tuple[str, str]]
    submission: bytes

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("User-Agent", "")))
        body = self.answer()
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer(self) -> bytes:
        accession = "0001213900-25-032135"
        match self.path:
            case "/submissions/CIK0001173313.json":
                return json.dumps(company(accession)).encode()
            case "/files/company_tickers.json":
                row = {"cik_str": 1173313, "ticker": "ABVC", "title": "ABVC BIOPHARMA, INC."}
                return json.dumps({"0": row}).encode()
            case "/page.htm":
                return b"<html><body><p>Hello</p></body></html>"
            case path if "/full-index/2025/QTR" in path:
                number = accession if "QTR2" in path else "0000000000-25-000001"
                line = f"{'8-K':<12}{'ABVC BIOPHARMA, INC.':<62}{'1173313':<12}{'2025-04-15':<12}edgar/data/1173313/{number}.txt"
                return gzip.compress(f"Form Index\n\n{'-' * 140}\n{line}\n".encode())
            case path if path.endswith(f"{accession}.txt"):
                return self.submission
            case _:
                return b""

    def log_message(self, *arguments: object) -> None:
        return


def company(accession: str) -> dict[str, object]:
    place = dict.fromkeys(("street1", "street2", "city", "stateOrCountry", "stateOrCountryDescription", "zipCode"), "x")
    recent = {
        "accessionNumber": accession, "filingDate": "2025-04-15", "reportDate": "2025-04-15", "form": "8-K", "act": "34",
        "acceptanceDateTime": "2025-04-15T16:30:25.000Z", "fileNumber": "001-40700", "filmNumber": "1", "items": "2.02",
        "core_type": "8-K", "size": 233513, "isXBRL": 1, "isInlineXBRL": 1, "primaryDocument": "a.htm",
        "primaryDocDescription": "8-K",
    }  # fmt: skip
    empty = ("sic", "sicDescription", "ein", "description", "website", "investorWebsite", "category", "phone", "flags",
             "stateOfIncorporation", "stateOfIncorporationDescription", "lei", "ownerOrg")  # fmt: skip
    return {
        **dict.fromkeys(empty, ""), "cik": "0001173313", "entityType": "operating", "name": "ABVC BIOPHARMA, INC.",
        "tickers": ["ABVC"], "exchanges": ["Nasdaq"], "fiscalYearEnd": "1231", "formerNames": [],
        "addresses": {"mailing": place, "business": place}, "insiderTransactionForOwnerExists": 0,
        "insiderTransactionForIssuerExists": 0, "filings": {"recent": {k: [v] for k, v in recent.items()}, "files": []},
    }  # fmt: skip


@pytest.fixture
def served() -> Iterator[tuple[str, type[Edgar]]]:
    handler = type("Served", (Edgar,), {"asked": [], "submission": b""})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", handler
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_url_is_fetched_and_kept(served: tuple[str, type[Edgar]], tmp_path: Path) -> None:
    base, handler = served
    how = Fetching(home=tmp_path, user_agent="Ann ann@example.com")
    (source,) = find_sources([f"{base}/page.htm"], how)
    assert source.path.read_bytes() == b"<html><body><p>Hello</p></body></html>"
    assert (source.source, source.url) == (f"{base}/page.htm", f"{base}/page.htm")
    assert handler.asked == [("/page.htm", "Ann ann@example.com")]
    with pytest.raises(UnreadableFiling, match="answered 404"):
        list(find_sources([f"{base}/none.htm"], how))
    with pytest.raises(UnreadableFiling, match="cannot be fetched"):
        list(find_sources(["http://127.0.0.1:9/x"], how))


FETCH = """
import sys
from pathlib import Path
from index.sources import Fetching, find_sources
how = Fetching(Path(sys.argv[1]), "Ann ann@example.com", "8-K", 4, sys.argv[2])
for source in find_sources(sys.argv[3:], how):
    print(source.path, source.url, source.path.stat().st_size)
"""


@pytest.mark.shared
def test_edgar_is_asked_by_ticker_and_by_accession_number(
    served: tuple[str, type[Edgar]], shared: Path, tmp_path: Path
) -> None:
    pytest.importorskip("edgar", reason="the edgar extra is not installed")
    base, handler = served
    handler.submission = (shared / "filings" / "sgml" / "0001213900-25-032135.txt").read_bytes()
    url = "https://www.sec.gov/Archives/edgar/data/1173313/000121390025032135/0001213900-25-032135-index.htm"

    def fetch(home: Path, *names: str) -> list[str]:
        command = [sys.executable, "-c", FETCH, str(home), base, *names]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=120, env=os.environ
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.split()

    path = tmp_path / "one" / "edgar" / "1173313-0001213900-25-032135.txt"
    assert fetch(tmp_path / "one", "ABVC") == [str(path), url, str(len(handler.submission))]
    assert {agent for _, agent in handler.asked} == {"Ann ann@example.com"}
    asked = len(handler.asked)
    assert fetch(tmp_path / "one", "0001213900-25-032135") == [str(path), url, str(len(handler.submission))]
    assert len(handler.asked) == asked  # it was kept
    assert fetch(tmp_path / "two", "0001213900-25-032135")[1] == url
