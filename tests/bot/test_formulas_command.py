"""The list of named metrics as the command prints it."""

import json

from bot.commands.formulas import list_formulas


def test_a_metric_is_printed_with_formula_names_and_source(capsys):
    assert list_formulas("acid-test ratio") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Quick ratio (ratio)",
        "    = (cash + securities + receivables) / current_liabilities",
        "    or (cash_and_securities + receivables) / current_liabilities",
        "    or (cash + receivables) / current_liabilities",
        "    or (current_assets - inventory) / current_liabilities",
        "    also: acid test ratio, acid test, acid-test ratio",
        "    source: textbook; some take current assets less inventory",
    ]


def test_every_metric_is_one_json_object(capsys):
    assert list_formulas(as_json=True) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(rows) >= 60
    margin = next(row for row in rows if row["name"] == "Net margin")
    assert margin["inputs"]["net_income"][0] == "Net income"


def test_an_unknown_name_says_so(capsys):
    assert list_formulas("no such thing") == 1
    assert "no metric is called" in capsys.readouterr().err
