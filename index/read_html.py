"""HTML filings, from the 1990s' to inline XBRL -> Layout. One pass over the tree; nothing is fetched or run."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import Any

from index.errors import UnreadableFiling
from index.html_blocks import assemble
from index.html_inline import Line, PendingTag
from index.html_style import NO_BOX, PLAIN, STYLED_TAGS, Box, Look, style_of
from index.html_tables import Cell, Rows
from index.html_text import Draft, TableDraft
from index.inline_xbrl import Dictionary, header_of, local_name
from index.layout import Layout

READER = "html/1"
MAX_BYTES = 150_000_000
MAX_TAGS = 3_000_000
MAX_SECONDS = 60.0  # of processor time: a busy machine does not make a filing unreadable
_PARSER_DEPTH = 2000
_INLINE_TAGS = re.compile(r"</?(?:font|b|i|u|em|strong|span|small|big|a|tt)\b[^<>]*>", re.IGNORECASE)
_CHUNK = 1 << 20
_CHECK_EVERY = 4096

_BLOCK_NAMES = """p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote center address section article header footer
    main aside nav form fieldset figure figcaption body html multicol dir menu"""
_SKIPPED_NAMES = """head script style noscript template object embed applet iframe svg math canvas audio video select
    textarea button title ix:header ix:hidden ix:references ix:resources frameset noframes map"""
_KINDS: dict[str, str] = {
    **dict.fromkeys(_BLOCK_NAMES.split(), "block"),
    **dict.fromkeys(_SKIPPED_NAMES.split(), "skip"),
    "br": "br", "hr": "hr", "table": "table", "tr": "tr", "td": "cell", "th": "cell", "caption": "block", "pre": "pre",
    "xmp": "pre", "listing": "pre", "ix:nonfraction": "fact", "ix:nonnumeric": "named", "a": "a", "input": "input",
}  # fmt: skip
_INLINE_DISPLAY = frozenset({"inline", "inline-block", "contents"})
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""")
_META_CHARSET = re.compile(rb"""<meta[^>]*charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


def read_html(data: bytes) -> Layout:
    """Reads an HTML document; a <pre> section is laid out as plain text is.

    Raises UnreadableFiling where the document is empty, or larger than a filing can be.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFiling(f"the HTML is over {MAX_BYTES // 1_000_000} MB; split it and index the parts")
    if data.count(b"<") > MAX_TAGS:
        raise UnreadableFiling("the HTML has more elements than any filing; it was not read")
    deadline = time.thread_time() + MAX_SECONDS
    text = decode(data)
    root = _parse(text, deadline)
    if _is_cut(root):  # old pages never close <font>, and the parser stops at the depth that makes
        root = _parse(_INLINE_TAGS.sub("", text), deadline)
        if _is_cut(root):
            raise UnreadableFiling("the HTML is nested too deeply; it was not read")
    if root is None:
        raise UnreadableFiling("the HTML holds no text")
    walk = _Walk(root, deadline)
    walk.run()
    layout = assemble(walk.drafts, READER, header_of(walk.declared))
    if not layout.text.strip():
        raise UnreadableFiling("the HTML holds no text")
    if _breaks_off(text):
        layout = replace(layout, problems=(*layout.problems, "the page breaks off inside a table"))
    return layout


def _breaks_off(text: str) -> bool:
    """Whether a page was cut: it opens more tables than it closes, and never ends."""
    low = text.lower()
    return "<html" in low and "</html" not in low[-5000:] and low.count("<table") > low.count("</table")


def decode(data: bytes) -> str:
    """Bytes of a web page -> text, by byte order mark, declaration, or what the bytes can be; never raises."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace").removeprefix("\ufeff")
    if data.isascii():
        return data.decode("ascii")
    declared = _XML_ENCODING.match(data[:1024]) or _META_CHARSET.search(data[:4096])
    names = ["utf-8"]
    if declared:
        name = declared.group(1).decode("ascii").lower()
        # Pages that say Latin-1 or ASCII are Windows-1252, as browsers read them.
        names.append("cp1252" if name in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} else name)
    for name in names:
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _is_cut(root: Any) -> bool:
    """Whether the parser gave up at its greatest depth; it leaves out the rest without a word."""
    depth = 0
    while root is not None and len(root):
        root = root[-1]
        depth += 1
    return depth >= _PARSER_DEPTH


def _parse(text: str, deadline: float) -> Any:
    """Text -> the root element, fed in pieces so that the time limit holds. Entities of a DTD are never expanded."""
    from lxml import etree

    # A declaration inside the text would contradict the encoding it is already decoded from.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text[:1024]) + text[1024:]
    parser = etree.HTMLParser(
        huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, recover=True, encoding="utf-8"
    )
    encoded = text.replace("\0", "").encode("utf-8", "replace")
    try:
        for start in range(0, len(encoded), _CHUNK):
            parser.feed(encoded[start : start + _CHUNK])
            if time.thread_time() > deadline:
                raise UnreadableFiling("the HTML took too long to parse; it was not read")
        return parser.close()
    except etree.ParseError as error:
        raise UnreadableFiling(f"the HTML cannot be parsed ({error})") from error


class _Walk:
    """One pass over the tree, in document order, filling lines, cells and tables."""

    def __init__(self, root: Any, deadline: float) -> None:
        self.root = root
        self.deadline = deadline
        self.drafts: list[Draft] = []
        self.declared: dict[str, str] = {}
        self.line = Line()
        self.cell: Cell | None = None
        self.tables: list[Rows | None] = []
        self.looks: list[Look] = [PLAIN]
        self.offsets: list[float] = [0.0]
        self.pending: list[PendingTag] = []
        self.element_id: str | None = None
        self.styles: dict[tuple[str, str, str, str, Look], tuple[Look, Box]] = {}
        self.links = 0
        declaring = ("ix:header", "ix:resources")
        outermost = (e for e in root.iter(*declaring) if next(e.iterancestors(*declaring), None) is None)
        self.dictionary = Dictionary.of(outermost)

    def run(self) -> None:
        """Walks the tree; raises UnreadableFiling when it takes longer than a filing can."""
        from lxml import etree

        walk = etree.iterwalk(self.root, events=("start", "end"))
        skipped = None
        for count, (event, element) in enumerate(walk):
            if count % _CHECK_EVERY == 0 and time.thread_time() > self.deadline:
                raise UnreadableFiling("the HTML took too long to read; it was not read")
            kind = _KINDS.get(element.tag, "")
            if event == "start":
                if self._start(element, kind):
                    if element.text:
                        self._add(element.text)
                else:
                    walk.skip_subtree()
                    skipped = element
            else:
                if element is skipped:
                    skipped = None
                    self.looks.pop()
                else:
                    self._end(element, kind)
                if element.tail:
                    self._add(element.tail)
        self._flush()

    def _add(self, chunk: str) -> None:
        (self.cell.line if self.cell is not None else self.line).add(chunk, self.looks[-1])

    def _start(self, element: Any, kind: str) -> bool:
        """Opens an element; False where its contents are not to be read."""
        above = self.looks[-1]
        box = NO_BOX
        style = element.get("style") or ""
        tag = element.tag
        align = (element.get("align") or "") if kind in {"block", "cell", "tr", "table"} else ""
        if style or align or tag in STYLED_TAGS:
            size = (element.get("size") or "") if tag == "font" else ""
            key = (style, tag, align, size, above)
            known = self.styles.get(key)
            if known is None:
                known = self.styles[key] = style_of(style, tag, align, size, above)
            look, box = known
            if kind == "table" and look.align:
                look = look._replace(align="")  # a table's own alignment is not that of its text
        else:
            look = above
        self.looks.append(look)
        if kind == "skip" or box.hidden:
            if tag == "ix:header" or box.hidden or tag == "ix:hidden":
                self._hidden(element)
            return False
        if kind:
            return self._open(element, kind, box)
        if box.offset or box.display:
            self._inline_box(box)
        return True

    def _inline_box(self, box: Box) -> None:
        line = self.cell.line if self.cell is not None else self.line
        if box.gap:
            if line.length:
                line.gap()
            else:
                line.offset += box.offset
        if box.display == "block":
            line.line_break()

    def _open(self, element: Any, kind: str, box: Box) -> bool:
        if kind == "fact":
            self.pending.append((self.cell.line if self.cell is not None else self.line).open_tag(element))
        elif kind == "named":
            self._declare(element)
        elif kind == "a":
            if (element.get("href") or "").startswith("#"):
                (self.cell.line if self.cell is not None else self.line).linked = True
            self._identify(element.get("id") or element.get("name"))
        elif kind == "br":
            self._break_line()
        elif kind == "block":
            self._identify(element.get("id"))
            if box.display in _INLINE_DISPLAY:
                self._inline_box(box)
            elif self.cell is not None:
                self.cell.line.line_break()
                if not self.cell.line.length:
                    self.cell.line.offset += box.offset
            else:
                self._flush(box.page_break)
                self.offsets.append(self.offsets[-1] + box.offset)
                self.line.offset = self.offsets[-1]
                self.line.kind = element.tag
        elif kind == "hr":
            if self.cell is None:
                self._flush(box.page_break)
        elif kind == "table":
            self._open_table(element, box)
        elif kind in {"tr", "cell"}:
            self._open_cell(element, kind, box)
        elif kind == "pre":
            return self._preformatted(element)
        return True

    def _break_line(self) -> None:
        line = self.cell.line if self.cell is not None else self.line
        if self.cell is None and line.length and line.breaks and line.breaks[-1] == line.length:
            self._flush()
        else:
            line.line_break()

    def _open_table(self, element: Any, box: Box) -> None:
        if self.cell is None:
            self._flush(box.page_break)
            self._identify(element.get("id"))
        if self.cell is not None or element.find(".//table") is not None:
            self.tables.append(None)  # tables within tables only lay out the page
        else:
            self.tables.append(Rows(self.element_id, self.line.page_break))
            self.line.page_break = False

    def _open_cell(self, element: Any, kind: str, box: Box) -> None:
        rows = self.tables[-1] if self.tables else None
        if rows is None:
            if self.cell is not None:
                self.cell.line.line_break()
            else:
                self._flush(box.page_break)
        elif kind == "tr":
            rows.new_row()
        else:
            self.cell = rows.new_cell(element.get("colspan"), element.get("rowspan"), box.offset)
            self.cell.line.align = self.looks[-1].align

    def _end(self, element: Any, kind: str) -> None:
        if kind == "fact":
            self._close_tag(element)
        elif kind == "block":
            if self.cell is not None:
                self.cell.line.line_break()
            else:
                self._close_block(element)
        elif kind == "table" and self.tables:
            rows = self.tables.pop()
            if rows is not None:
                self.cell = None
                self._flush()
                self.drafts.append(TableDraft(rows))
            elif self.cell is None:
                self._flush()
        elif kind == "cell":
            if self.tables and self.tables[-1] is not None:
                self.cell = None
            elif self.cell is None:
                self._flush()
        self.looks.pop()

    def _close_block(self, element: Any) -> None:
        style = element.get("style")
        box = NO_BOX
        if style:
            known = self.styles.get((style, element.tag, element.get("align") or "", "", self.looks[-2]))
            box = known[1] if known else NO_BOX
        if box.display in _INLINE_DISPLAY:
            return
        self._flush()
        if len(self.offsets) > 1:
            self.offsets.pop()
        self.line.offset = self.offsets[-1]

    def _close_tag(self, element: Any) -> None:
        if not self.pending or self.pending[-1].element is not element:
            return
        pending = self.pending.pop()
        line = self.cell.line if self.cell is not None else self.line
        if pending.line is not line:
            return  # the number runs over several blocks: not a number as printed
        printed = "".join(line.parts[pending.part :])
        stripped = printed.strip()
        if stripped:
            start = pending.start + len(printed) - len(printed.lstrip())
            line.tags.append((start, start + len(stripped), self.dictionary.tag(element, stripped)))

    def _identify(self, element_id: str | None) -> None:
        if element_id:
            self.element_id = element_id
            if self.cell is None and not self.line.length:
                self.line.element_id = element_id

    def _declare(self, element: Any) -> None:
        name = element.get("name") or ""
        if name.startswith("dei:") and local_name(name) not in self.declared:
            self.declared[local_name(name)] = " ".join("".join(element.itertext()).split())

    def _hidden(self, element: Any) -> None:
        for named in element.iter("ix:nonnumeric"):
            self._declare(named)

    def _flush(self, page_break: bool = False) -> None:
        """Ends the block being read, and starts the next."""
        line = self.line
        if line.length:
            line.element_id = line.element_id or self.element_id
            self.drafts.append(line)
            self.line = Line(offset=self.offsets[-1])
            self.line.page_break = page_break
        else:
            line.page_break = line.page_break or page_break
            line.kind = "p"
            line.space = False
            line.breaks.clear()

    def _preformatted(self, element: Any) -> bool:
        """Lays out a <pre> with the plain-text reader; inside a table cell it is read as any text."""
        if self.cell is not None:
            return True
        text = "".join(element.itertext())
        if not text.strip():
            return False
        from index.read_text import read_text

        self._flush()
        self.drafts.append(read_text(text.encode("utf-8", "replace")))
        return False
