"""Filings from EDGAR by ticker, CIK or accession number, through edgartools: complete submissions, kept once fetched.

edgartools keeps SEC's fair-access rules: it says who asks, and asks no more than nine times a second.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from index.download import write_whole
from index.errors import UnreadableFiling

if TYPE_CHECKING:
    from index.sources import Fetching, Source

FORMS = ("8-K", "10-Q", "10-K")


def fetch_company(name: str, how: Fetching) -> Iterator[Source]:
    """The latest filings of a company, by ticker or CIK, newest first. Raises UnreadableFiling."""
    edgar = _edgar(name, how)
    with _Explained(name):
        company = edgar.Company(name.upper().removeprefix("CIK"))
        found = company.get_filings(form=how.form or list(FORMS))
        filings = [found[number] for number in range(min(max(how.latest, 1), len(found)))]
    if not filings:
        raise UnreadableFiling(f"{name}: EDGAR has no {how.form or 'such'} filing of this company")
    for filing in filings:
        yield _kept(filing, how)


def fetch_accession(accession: str, how: Fetching) -> Source:
    """One filing, by its accession number; not asked for again once it is kept. Raises UnreadableFiling."""
    from index.sources import Source

    kept = list((how.home / "edgar").glob(f"*-{accession}.txt"))
    if kept:
        cik = kept[0].name.partition("-")[0]
        return Source(kept[0], _url(cik, accession), _url(cik, accession))
    edgar = _edgar(accession, how)
    with _Explained(accession):
        filing = edgar.get_by_accession_number(accession)
    if filing is None:
        raise UnreadableFiling(f"{accession}: EDGAR has no filing with this accession number")
    return _kept(filing, how)


def _kept(filing: Any, how: Fetching) -> Source:
    """A filing's complete submission on disk, fetched where it is not there yet."""
    from index.sources import Source

    accession, cik = str(filing.accession_no), str(filing.cik)
    path = how.home / "edgar" / f"{cik}-{accession}.txt"
    if not path.exists():
        with _Explained(accession):
            text = filing.full_text_submission()
        if not text:
            raise UnreadableFiling(f"{accession}: EDGAR gave no text for this filing")
        write_whole(path, text.encode("utf-8", "replace"))
    url = _url(cik, accession)
    return Source(path, url, url)


def _url(cik: str, accession: str) -> str:
    folder = f"https://www.sec.gov/Archives/edgar/data/{cik}/{accession.replace('-', '')}"
    return f"{folder}/{accession}-index.htm"


def _edgar(name: str, how: Fetching) -> Any:
    """edgartools, told who asks and where to keep things. It reads its settings when it is first imported."""
    if not re.search(r"\S+@\S+\.\S+", how.user_agent):
        raise UnreadableFiling(
            f"{name}: there is no such file; to fetch filings from EDGAR, set TIEOUT_USER_AGENT to your name and e-mail"
        )
    os.environ["EDGAR_IDENTITY"] = how.user_agent
    os.environ.setdefault("EDGAR_LOCAL_DATA_DIR", str(how.home / "edgar" / "cache"))
    if how.edgar_url:
        os.environ["EDGAR_BASE_URL"] = os.environ["EDGAR_DATA_URL"] = how.edgar_url
    try:
        import edgar
    except ImportError as error:
        raise UnreadableFiling(f"{name}: fetching from EDGAR needs an extra: pip install 'tieout[edgar]'") from error
    return edgar


class _Explained:
    """Turns what edgartools and its transport raise into one line for a person."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None or isinstance(error, UnreadableFiling) or not isinstance(error, Exception):
            return
        from edgar.exceptions import NotFoundError

        if isinstance(error, NotFoundError):
            raise UnreadableFiling(
                f"{self.name}: there is no such file, nor a company or filing of that name"
            ) from error
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise UnreadableFiling(f"{self.name}: EDGAR cannot be asked ({first[:160]})") from error
