"""The HTML report: whole in itself, and working in a real browser, on a phone and in the dark."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.metrics import score_all
from eval.metrics.observation import Observation
from eval.report import write_report
from eval.runs import Circumstances, Run

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
PROBE = """<script>
function seen(){return [].filter.call(document.querySelectorAll("#questions article"),function(a){return a.offsetParent!==null}).length}
function press(n){document.querySelector('[data-show='+n+']').click();return seen()}
var found={all:seen(),wrong:press("wrong"),refused:press("refused"),crashed:press("crashed"),slow:press("slow")};
press("all");var box=document.querySelector("input");box.value="HIGH";box.dispatchEvent(new Event("input"));found.search=seen();
box.value="";box.dispatchEvent(new Event("input"));
document.querySelectorAll("details").forEach(function(d){d.open=true});
found.marked=[].map.call(document.querySelectorAll("mark"),function(m){return m.textContent});
found.sideways=document.documentElement.scrollWidth>document.documentElement.clientWidth;
found.width=document.documentElement.clientWidth;
found.back=getComputedStyle(document.body).backgroundColor;
found.charts=document.querySelectorAll("svg").length;
var out=document.createElement("pre");out.id="probe";out.textContent=JSON.stringify(found);document.body.appendChild(out);
</script></body>"""


@pytest.fixture
def page(tmp_path: Path, observe_with: Callable[..., list[Observation]]) -> Path:
    def answers_anyway(answer: dict[str, object]) -> None:
        answer.update(status="answered", text="<b>High</b> & dry.", answer={"type": "text", "value": "high"})

    observations = observe_with({"refusal": answers_anyway, "figure": None}) + [
        one for one in observe_with() if one.id == "figure"
    ]
    circumstances = Circumstances(
        {"passages": 8}, "", {}, {"generation": 3, "filings": {"f": "release.txt"}}, {"version": "1"}
    )
    run = Run(("gold.jsonl",), "2026-01-01T00:00:00+00:00", circumstances, ())
    path = tmp_path / "report.html"
    write_report(path, run, observations, score_all(observations))
    return path


def test_it_needs_nothing_from_elsewhere(page: Path) -> None:
    text = page.read_text()
    assert not re.search(r"""(?:src|href)\s*=|@import|url\(|https?://""", text)


def test_what_filings_and_answers_say_is_no_markup(page: Path) -> None:
    text = page.read_text()
    assert "<b>High</b>" not in text
    assert "&lt;b&gt;High&lt;/b&gt; &amp; dry." in text


def test_citations_are_highlighted_in_their_context(page: Path) -> None:
    text = page.read_text()
    assert "Revenues were $<mark>9,751</mark> and expenses" in text
    assert "RuntimeError" not in text
    assert "Traceback: boom" in text


def probe(page: Path, *flags: str) -> dict[str, object]:
    assert CHROMIUM is not None
    page.write_text(page.read_text().replace("</body>", PROBE))
    command = [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", *flags, "--dump-dom"]
    dom = subprocess.run([*command, page.as_uri()], capture_output=True, text=True, timeout=120, check=True).stdout
    found = re.search(r'<pre id="probe">(.*?)</pre>', dom)
    assert found is not None, dom[-500:]
    answer: dict[str, object] = json.loads(found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    return answer


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed (apt-get install chromium)")
def test_it_works_in_a_browser(page: Path) -> None:
    found = probe(page, "--window-size=1200,900")
    assert (found["all"], found["wrong"], found["refused"], found["crashed"]) == (4, 1, 0, 1)
    assert found["search"] == 1
    assert "9,751" in found["marked"]  # type: ignore[operator]
    assert found["charts"] == 4
    assert found["back"] == "rgb(251, 251, 249)"


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed (apt-get install chromium)")
def test_it_fits_a_phone_and_goes_dark(page: Path) -> None:
    found = probe(page, "--window-size=500,900", "--force-dark-mode")
    assert found["width"] == 500
    assert found["sideways"] is False
    assert found["back"] == "rgb(20, 24, 28)"
