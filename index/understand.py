"""A layout -> a filing, understood: who, what, when, its fiscal calendar, its sections, and its typed tables."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import PurePosixPath

from index.columns import Panel
from index.consistency import check_tables
from index.filing import Filing, FilingRecord, Table
from index.fiscal_year import dates_in, learn_calendar
from index.footing import foot
from index.identity import aliases_of, company_of, filed_of, form_of, period_end_of, title_of
from index.layout import Grid, Layout, Paragraph
from index.month_rows import as_months
from index.period import FiscalCalendar
from index.repairs import refuse_headless, repair_periods
from index.roll_forward import close_openings, fill_roll_forwards, fill_schedules
from index.scale_proof import prove_scales
from index.scale_told import told_scales
from index.scales import Scale
from index.surroundings import Above, above_grids, declared_scale, noted_scales, sections_of
from index.table_context import Surroundings
from index.tables import type_table
from index.tagging import apply_tags

_SCHEDULED = ("10-", "20-F", "40-F", "8-K")


def understand(layout: Layout, source: str, digest: str) -> Filing:
    """The filing that a layout holds.

    source: the path or URL it was read from. digest: content hash of the file, the filing's id.
    """
    text = layout.text
    form = form_of(text, layout.header)
    company = company_of(text, layout.header)
    periodic = form.startswith(("10-", "20-F", "40-F"))
    period_end = period_end_of(text, form, layout.header, None) if periodic else None
    filed = filed_of(text, form, layout.header, period_end)
    if not periodic:
        period_end = period_end_of(text, form, layout.header, filed)
    calendar = learn_calendar(text, layout.header.fiscal_year_end, _balance_dates(layout, form, period_end))
    sections = sections_of(layout)
    tables = _tables(layout, above_grids(layout, sections), calendar, period_end, form)
    name = PurePosixPath(source).name or source
    record = FilingRecord(
        id=digest, source=source, name=name, form=form, company=company, cik=layout.header.cik,
        accession=layout.header.accession, filed=filed, period_end=period_end, calendar=calendar, url=layout.header.url,
        reader=layout.reader, title=title_of(company, form, filed, period_end, name), aliases=aliases_of(text, company),
        problems=layout.problems,
    )  # fmt: skip
    paragraphs = tuple(block for block in layout.blocks if isinstance(block, Paragraph))
    filing = Filing(record, text, sections, paragraphs, tables, layout.anchors, layout.tags)
    return check_tables(filing)


_A_YEAR = range(350, 381)  # days


def _balance_dates(layout: Layout, form: str, period_end: date | None) -> tuple[date, ...]:
    """The earlier dates that the balance sheets of a quarterly filing compare with."""
    if form.startswith(("10-K", "20-F", "40-F")):
        return ()
    found = []
    for block in layout.blocks:
        if isinstance(block, Grid):
            text = block.span.of(layout.text)
            if "total assets" in text.lower():
                days = sorted({day for _, day in dates_in(text[:400])})
                # a year apart, the one is the quarter a year ago, and no year's end
                if len(days) == 2 and days[1] == period_end and (days[1] - days[0]).days not in _A_YEAR:
                    found.append(days[0])
    return tuple(found[:2])


def _tables(
    layout: Layout,
    grids: list[tuple[Grid, Above]],
    calendar: FiscalCalendar,
    period_end: date | None,
    form: str,
) -> tuple[Table, ...]:
    seen = Counter(day for _, day in dates_in(layout.text))
    ends = tuple(sorted(day for day in seen if seen[day] >= 2))
    scale = declared_scale(layout)
    noted = noted_scales(layout)
    # Only what reports on the past states years to come as of a day; a forecast states them as periods.
    due = period_end if form.startswith(_SCHEDULED) else None
    tables: list[Table] = []
    before: Panel | None = None
    for number, (grid, above) in enumerate(grids):
        of_notes = next((s for stretch, s in noted.items() if stretch.start <= grid.span.start < stretch.end), Scale())
        around = Surroundings(
            number=number, captions=above.captions, section=above.section, intro=above.intro, calendar=calendar,
            ends=ends, reported=period_end,
            scheduled=form.startswith(_SCHEDULED), annual=form == "" or form.startswith(("10-K", "20-F", "40-F", "11-K")), scale=of_notes.or_else(scale), before=before if above.adjacent else None,
            inherited=above.inherited, notes=above.notes,
        )  # fmt: skip
        table, before = type_table(grid, layout.text, around)
        table = close_openings(fill_schedules(as_months(fill_roll_forwards(table)), due), calendar)
        tables.append(refuse_headless(repair_periods(table, calendar)))
    return tuple(apply_tags(foot(table)) for table in prove_scales(told_scales(tables, layout)))
