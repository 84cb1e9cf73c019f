"""Complete submission text files, as EDGAR keeps them: header, main document and exhibits -> one Layout."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from index.errors import UnreadableFiling
from index.html_text import shift_block, shift_span
from index.layout import Anchor, Block, Header, Heading, Layout, Span, Tag

READER = "submission/1"
MAX_DOCUMENTS = 2000
_DOCUMENT_START = re.compile(rb"<DOCUMENT>", re.IGNORECASE)
_DOCUMENT_END = re.compile(rb"</DOCUMENT>", re.IGNORECASE)
_TEXT_START = re.compile(rb"<TEXT>[ \t]*\r?\n?", re.IGNORECASE)
_TEXT_END = re.compile(rb"</TEXT>", re.IGNORECASE)
_WRAPPER = re.compile(rb"\s*</?(?:XBRL|XML)>[ \t]*\r?\n?", re.IGNORECASE)
_FIELD = re.compile(rb"<(TYPE|SEQUENCE|FILENAME|DESCRIPTION)>([^\r\n<]*)", re.IGNORECASE)
_UUENCODED = re.compile(rb"\s*begin \d{3} ")
# What EDGAR derives from the filing, and data files: nothing a person reads. (EX-10.1 is a contract; EX-101 is XBRL.)
_DERIVED_NAMES = re.compile(
    r"(?:R\d+\.(?:htm|xml)|Financial_Report\.\w+|FilingSummary\.xml|MetaLinks\.json)", re.IGNORECASE
)
_DATA_KINDS = re.compile(r"GRAPHIC|ZIP|EXCEL|XML|JSON|PDF|COVER|EX-10[1-9](?:\..*)?|EX-27(?:\..*)?", re.IGNORECASE)

_SIDE_KINDS = re.compile(r"XML|JSON|EXCEL|ZIP|EX-101(?:\..*)?|EX-104", re.IGNORECASE)
"""Kinds of the files that go with XBRL: its instance, schema and linkbases, and what EDGAR makes of them."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a submission. kind: its form or exhibit type ("8-K", "EX-99.1"). whole: it is not cut off."""

    kind: str
    sequence: str
    name: str
    description: str
    data: bytes
    whole: bool = True

    @property
    def title(self) -> str:
        """The line it gets in the canonical text: type, then description where that says more."""
        description = " ".join(self.description.split())
        return self.kind if description.upper() in {"", self.kind.upper()} else f"{self.kind}: {description}"


def read_edgar(data: bytes) -> Layout:
    """Reads a complete submission text file; exhibits that are data or pictures are named in `problems`.

    Raises UnreadableFiling where it holds no readable document.
    """
    header = read_header(data)
    joined = _Joined()
    for count, document in enumerate(documents(data)):
        if count >= MAX_DOCUMENTS:
            joined.problems.append(f"only the first {MAX_DOCUMENTS} documents of the submission were read")
            break
        joined.read(document)
    if not joined.blocks:
        raise UnreadableFiling("the submission holds no readable document")
    return joined.layout(header)


def documents(data: bytes) -> Iterator[Document]:
    """The documents of a submission, in order; one that is cut off ends where the file does."""
    for found in _DOCUMENT_START.finditer(data):
        end = _DOCUMENT_END.search(data, found.end())
        following = _DOCUMENT_START.search(data, found.end())
        stops = [match.start() for match in (end, following) if match]
        body_end = min(stops) if stops else len(data)
        body_start = _TEXT_START.search(data, found.end(), body_end)
        head = data[found.end() : body_start.start() if body_start else min(body_end, found.end() + 2000)]
        fields = {name.decode().upper(): _text(value) for name, value in _FIELD.findall(head)}
        if body_start:
            body = data[body_start.end() : body_end]
            closed = _last(_TEXT_END, body)
            body = body[:closed] if closed is not None else body
        else:
            body = b""
        wrapped = _WRAPPER.match(body)
        if wrapped:
            body = body[wrapped.end() :]
        yield Document(
            fields.get("TYPE", ""),
            fields.get("SEQUENCE", ""),
            fields.get("FILENAME", ""),
            fields.get("DESCRIPTION", ""),
            body,
            bool(stops),
        )


def _last(pattern: re.Pattern[bytes], data: bytes) -> int | None:
    """Where the last match in the tail of `data` starts."""
    starts = [found.start() for found in pattern.finditer(data, max(0, len(data) - 4096))]
    return starts[-1] if starts else None


def _text(value: bytes) -> str:
    return value.decode("cp1252", "replace").strip()


def is_readable(document: Document) -> bool:
    """Whether a document is one a person reads: not a picture, an archive, XBRL or a page EDGAR derived."""
    if _DERIVED_NAMES.fullmatch(document.name) or _DATA_KINDS.fullmatch(document.kind):
        return False
    return not _UUENCODED.match(document.data[:200]) and not document.data.lstrip()[:5].upper().startswith(b"<PDF>")


def _is_side_file(document: Document) -> bool:
    """Whether a document is one of those that go with XBRL, and says nothing that the filing does not."""
    return bool(_DERIVED_NAMES.fullmatch(document.name) or _SIDE_KINDS.fullmatch(document.kind))


class _Joined:
    """Documents laid end to end in one canonical text."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.anchors: list[Anchor] = []
        self.tags: list[tuple[Span, Tag]] = []
        self.problems: list[str] = []
        self.skipped: list[str] = []
        self.side_files = 0
        self.header = Header()
        self.broken = ""

    def _write(self, text: str) -> Span:
        span = Span(self.length, self.length + len(text))
        self.parts.append(text)
        self.length = span.end
        return span

    def read(self, document: Document) -> None:
        """Adds a document, or says why it was left out."""
        named = document.name or document.kind or "a document without a name"
        if not document.whole:
            self.broken = named
        if not is_readable(document):
            if _is_side_file(document):
                self.side_files += 1
            else:
                self.skipped.append(named)
            return
        try:
            layout = _read_document(document.data)
        except UnreadableFiling as error:
            self.problems.append(f"{named} was not read: {error}")
            return
        if self.length:
            self._write("\n\n")
        self.blocks.append(Heading(self._write(document.title or named), 1))
        self._write("\n\n")
        base = self._write(layout.text.rstrip("\n")).start
        self.blocks.extend(shift_block(block, base, 1) for block in layout.blocks)
        self.anchors.extend(dataclasses.replace(a, span=shift_span(a.span, base)) for a in layout.anchors)
        self.tags.extend((shift_span(span, base), tag) for span, tag in layout.tags)
        self.problems.extend(f"{named}: {problem}" for problem in layout.problems)
        if not self.header.company and layout.header.company:
            self.header = layout.header

    def layout(self, header: Header) -> Layout:
        """The whole submission; what its SGML header says stands before what its documents declare."""
        declared = self.header
        merged = dataclasses.replace(
            header,
            company=header.company or declared.company,
            cik=header.cik or declared.cik,
            form=header.form or declared.form,
            # a cover page's period is exact; a header's fiscal year end is the usual day
            period_of_report=header.period_of_report or declared.period_of_report,
            fiscal_year_end=header.fiscal_year_end or declared.fiscal_year_end,
        )
        problems = list(self.problems)
        if self.broken:
            problems.append(f"the file breaks off inside {self.broken}; get it again")
        if self.skipped or self.side_files:
            files = f"{self.side_files} XBRL data file{'s' if self.side_files > 1 else ''}" if self.side_files else ""
            left_out = ", ".join((*self.skipped, *filter(None, (files,))))
            problems.append(f"not read, being pictures, archives or data: {left_out}")
        text = "".join(self.parts) + "\n"
        return Layout(
            text, tuple(self.blocks), READER, merged, tuple(self.anchors), tuple(problems), tuple(self.tags)
        )  # fmt: skip


def _read_document(data: bytes) -> Layout:
    from index.read import sniff

    match sniff(data):
        case "html":
            from index.read_html import read_html

            return read_html(data)
        case "text":
            from index.read_text import read_text

            return read_text(data)
        case "pdf":
            raise UnreadableFiling("it is a PDF inside the submission")
        case _:
            raise UnreadableFiling("it is a submission inside a submission")


_HEADER_LINE = re.compile(r"^[ \t]*(?:<([A-Z-]+)>|([A-Z][A-Z0-9 /-]+?):)[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_NAMES = {
    "COMPANY CONFORMED NAME": "company", "CONFORMED-NAME": "company",
    "CENTRAL INDEX KEY": "cik", "CIK": "cik",
    "CONFORMED SUBMISSION TYPE": "form", "TYPE": "form", "FORM TYPE": "form",
    "ACCESSION NUMBER": "accession", "ACCESSION-NUMBER": "accession",
    "FILED AS OF DATE": "filed", "FILING-DATE": "filed",
    "CONFORMED PERIOD OF REPORT": "period", "PERIOD": "period",
    "FISCAL YEAR END": "year_end", "FISCAL-YEAR-END": "year_end",
}  # fmt: skip


def read_header(data: bytes) -> Header:
    """What the SGML header before the first document declares; the first filer where there are several."""
    first = _DOCUMENT_START.search(data[:1_000_000])
    head = data[: min(first.start() if first else 100_000, 1_000_000)].decode("cp1252", "replace")
    found: dict[str, str] = {}
    for tag, label, value in _HEADER_LINE.findall(head):
        name = _NAMES.get(tag or label.strip())
        if name and value:
            found.setdefault(name, value)
    accession = found.get("accession", "")
    cik = found.get("cik", "").lstrip("0")
    year_end = found.get("year_end", "")
    month_day = (int(year_end[:2]), int(year_end[2:])) if re.fullmatch(r"\d{4}", year_end) else None
    if month_day and not (1 <= month_day[0] <= 12 and 1 <= month_day[1] <= 31):
        month_day = None
    url = None
    if cik.isdecimal() and re.fullmatch(r"\d{10}-\d{2}-\d{6}", accession):
        url = f"https://www.sec.gov/Archives/edgar/data/{cik}/{accession.replace('-', '')}/{accession}-index.htm"
    return Header(
        company=" ".join(found.get("company", "").split()),
        cik=cik,
        form=found.get("form", ""),
        accession=accession,
        filed=_day(found.get("filed", "")),
        period_of_report=_day(found.get("period", "")),
        fiscal_year_end=month_day,
        url=url,
    )


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8])) if re.fullmatch(r"\d{8}", text[:8]) else None
    except ValueError:
        return None
