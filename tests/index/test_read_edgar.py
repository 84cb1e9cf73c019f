"""Complete submissions: header, documents, exhibits, and what is left out."""

from datetime import date
from pathlib import Path

import pytest

from index.errors import UnreadableFiling
from index.layout import Heading
from index.read import read
from index.read_edgar import documents, read_edgar

SUBMISSION = b"""<SEC-DOCUMENT>0000012345-24-000007.txt : 20240201
<SEC-HEADER>0000012345-24-000007.hdr.sgml : 20240201
ACCESSION NUMBER:\t\t0000012345-24-000007
CONFORMED SUBMISSION TYPE:\t8-K
CONFORMED PERIOD OF REPORT:\t20240131
FILED AS OF DATE:\t\t20240201

FILER:

\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tACME CORP /DE/
\t\tCENTRAL INDEX KEY:\t\t\t0000012345
\t\tFISCAL YEAR END:\t\t\t0928
</SEC-HEADER>
<DOCUMENT>
<TYPE>8-K
<SEQUENCE>1
<FILENAME>acme.htm
<DESCRIPTION>CURRENT REPORT
<TEXT>
<html><body><p>We announced results.</p></body></html>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99.1
<SEQUENCE>2
<FILENAME>release.htm
<TEXT>
<html><body><p><b>Acme Reports</b></p><table><tr><td>Sales</td><td>$5</td></tr><tr><td>Costs</td><td>4</td></tr></table>
</body></html>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-10.1
<SEQUENCE>3
<FILENAME>deal.txt
<TEXT>
This agreement is made on January 2, 2024.
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>GRAPHIC
<SEQUENCE>4
<FILENAME>logo.jpg
<TEXT>
begin 644 logo.jpg
M_]C_X``02D9)
end
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-101.INS
<SEQUENCE>5
<FILENAME>acme.xml
<TEXT>
<XBRL><xbrl/></XBRL>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99.2
<SEQUENCE>6
<FILENAME>slides.pdf
<TEXT>
<PDF>
begin 644 slides.pdf
</PDF>
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
"""


def test_documents_come_in_order_with_type_and_name() -> None:
    assert [(d.kind, d.sequence, d.name) for d in documents(SUBMISSION)] == [
        ("8-K", "1", "acme.htm"),
        ("EX-99.1", "2", "release.htm"),
        ("EX-10.1", "3", "deal.txt"),
        ("GRAPHIC", "4", "logo.jpg"),
        ("EX-101.INS", "5", "acme.xml"),
        ("EX-99.2", "6", "slides.pdf"),
    ]


def test_readable_documents_are_joined_and_the_rest_is_named() -> None:
    layout = read(SUBMISSION)
    assert layout.text == (
        "8-K: CURRENT REPORT\n\nWe announced results.\n\nEX-99.1\n\nAcme Reports\n\nSales\t$5\nCosts\t4\n\n"
        "EX-10.1\n\nThis agreement is made on January 2, 2024.\n"
    )
    first = [b.span.of(layout.text) for b in layout.blocks if isinstance(b, Heading) and b.level == 1]
    assert first == ["8-K: CURRENT REPORT", "EX-99.1", "EX-10.1"]
    assert layout.problems == ("not read, being pictures, archives or data: logo.jpg, slides.pdf, 1 XBRL data file",)


def test_the_header_says_who_what_and_when() -> None:
    header = read_edgar(SUBMISSION).header
    assert (header.company, header.cik, header.form, header.accession) == (
        "ACME CORP /DE/",
        "12345",
        "8-K",
        "0000012345-24-000007",
    )
    assert (header.filed, header.period_of_report, header.fiscal_year_end) == (
        date(2024, 2, 1),
        date(2024, 1, 31),
        (9, 28),
    )
    assert (
        header.url == "https://www.sec.gov/Archives/edgar/data/12345/000001234524000007/0000012345-24-000007-index.htm"
    )


def test_a_submission_cut_off_is_read_as_far_as_it_goes() -> None:
    cut = SUBMISSION[: SUBMISSION.index(b"<td>Costs")]
    layout = read(cut)
    assert layout.text.endswith("Acme Reports\n\nSales\t$5\n")
    assert layout.problems == (
        "release.htm: the page breaks off inside a table",
        "the file breaks off inside release.htm; get it again",
    )


def test_a_submission_of_pictures_is_refused() -> None:
    with pytest.raises(UnreadableFiling, match="no readable document"):
        read(SUBMISSION[SUBMISSION.index(b"<DOCUMENT>\n<TYPE>GRAPHIC") :])


@pytest.mark.shared
def test_a_real_submission_has_its_release(shared: Path) -> None:
    layout = read(shared / "filings" / "sgml" / "0001213900-25-032135.txt")
    headings = [b.span.of(layout.text) for b in layout.blocks if isinstance(b, Heading) and b.level == 1]
    assert headings == ["8-K: CURRENT REPORT", "EX-99.1: PRESS RELEASE"]
    assert layout.header.company == "ABVC BIOPHARMA, INC."
    assert "ex99-1_001.jpg" in layout.problems[-1]
