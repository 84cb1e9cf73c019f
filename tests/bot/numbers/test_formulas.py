"""Every named metric on a worked example, and how formulas meet a filing's lines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.numbers.formulas import (
    FORMULAS,
    INPUTS,
    Formula,
    Input,
    Missing,
    exact_formula,
    find_formula,
    in_statement,
    tagged_fact,
)
from bot.numbers.formulas.tags import CONCEPTS
from bot.numbers.program import run
from bot.plan import Program
from index.facts import Fact
from index.period import Duration, FiscalCalendar, FiscalLabel, Instant, Period

YEAR = Duration(date(2023, 1, 1), date(2023, 12, 31))
YEAR_BEFORE = Duration(date(2022, 1, 1), date(2022, 12, 31))
END, START = Instant(date(2023, 12, 31)), Instant(date(2022, 12, 31))
CALENDAR = FiscalCalendar(assumed=False)

# Amounts in thousands of dollars; this year's, and last year's where a formula needs them.
FLOWS = {
    "revenue": (1000, 800), "cost_of_sales": (600, 500), "gross_profit": (400, 300), "operating_expenses": (250, 200),
    "operating_income": (150, 100), "interest_expense": (20,), "pretax_income": (130,), "income_tax": (26,), "net_income": (104, 80),
    "depreciation": (50,), "research": (100,), "selling_general": (120,), "administrative": (40,), "selling": (80,),
    "stock_compensation": (30,), "operating_cash_flow": (180,), "capital_expenditures": (80,), "dividends": (26,), "buybacks": (50,),
    "adjusted_ebitda": (220,), "adjusted_ebit": (170,), "adjusted_ebitdar": (230,), "rent": (10,), "principal_repaid": (30,), "net_interest_income": (90,), "noninterest_income": (30,), "noninterest_expense": (72,),
    "charge_offs": (8,), "credit_provision": (10,),
}  # fmt: skip
BALANCES = {
    "cash": (90, 70), "securities": (60, 50), "cash_and_securities": (150, 120), "receivables": (120, 80), "inventory": (100, 60),
    "current_assets": (400,), "fixed_assets": (500, 300), "goodwill": (70,), "intangibles": (30,), "total_assets": (1300, 1000),
    "payables": (60, 40), "deferred_revenue": (45, 30), "current_liabilities": (200,), "short_term_debt": (25,), "long_term_debt": (275,),
    "total_debt": (300,), "total_liabilities": (700,), "equity": (600, 440), "loans": (900, 700), "deposits": (1000,),
    "credit_allowance": (18,), "nonperforming_loans": (12,), "earning_assets": (1200,), "capital_tier1": (110,), "risk_assets": (880,),
    "backlog": (1500,),
}  # fmt: skip
OTHERS = {
    "basic_shares": (200_000,), "diluted_shares": (208_000,), "shares_outstanding": (205_000,), "share_price": ("10.25",),
    "earnings_per_share": ("0.50", "0.40"), "dividends_per_share": ("0.13",), "stores": (50, 30), "square_feet": (250_000, 150_000),
    "employees": (8,), "customers": (400,),
}  # fmt: skip

# The results, each worked by hand from the amounts above.
WORKED = {
    "Gross profit": "400000", "Gross margin": "40", "Cost of sales ratio": "60", "Operating margin": "15", "Pretax margin": "13",
    "Net margin": "10.4", "EBIT": "150000", "EBITDA": "200000", "EBITDA margin": "20", "Adjusted EBITDA margin": "22",
    "Adjusted EBIT margin": "17", "Adjusted EBITDAR margin": "23", "NOPAT": "120000", "R&D intensity": "10",
    "SG&A ratio": "12", "G&A ratio": "4", "Selling and marketing ratio": "8", "Operating expense ratio": "25", "Effective tax rate": "20",
    "Depreciation and amortization margin": "5", "Stock-based compensation ratio": "3", "Return on assets": "9.0435",
    "Return on equity": "20", "Return on invested capital": "13.3333", "Return on capital employed": "13.6364",
    "Return on tangible equity": "20.8", "Working capital": "200000", "Current ratio": "2", "Quick ratio": "1.35", "Cash ratio": "0.75",
    "Operating cash flow ratio": "0.9", "Working capital to revenue": "20", "Defensive interval": "383.25",
    "Cash to total assets": "11.5385", "Total debt": "300000", "Net debt": "150000", "Net cash": "-150000", "Debt to equity": "0.5",
    "Debt to assets": "0.2308", "Debt to capital": "0.3333", "Long-term debt to equity": "0.4583", "Liabilities to equity": "1.1667",
    "Liabilities to assets": "0.5385", "Equity ratio": "0.4615", "Equity multiplier": "2.1667", "Debt to EBITDA": "1.5",
    "Net debt to EBITDA": "0.75", "Interest coverage": "7.5", "EBITDA interest coverage": "10", "Fixed charge coverage": "5.3333",
    "Cash flow to debt": "0.6", "Debt service coverage": "4", "Asset turnover": "0.8696", "Fixed asset turnover": "2.5",
    "Inventory turnover": "7.5", "Receivables turnover": "10", "Payables turnover": "12", "Working capital turnover": "5",
    "Equity turnover": "1.9231", "Days sales outstanding": "36.5", "Days inventory outstanding": "48.6667",
    "Days payable outstanding": "30.4167", "Cash conversion cycle": "54.75", "Operating cycle": "85.1667",
    "Revenue per employee": "125000", "Net income per employee": "13000", "Revenue per customer": "2500", "Capital intensity": "1.3",
    "Capital expenditures to depreciation": "1.6", "Book-to-bill coverage": "1.5", "Free cash flow": "100000",
    "Free cash flow margin": "10", "Free cash flow conversion": "96.1538", "Cash conversion": "1.7308",
    "Operating cash flow margin": "18", "Capital expenditure ratio": "8", "Cash flow to capital expenditures": "2.25",
    "Dividend payout ratio": "25", "Retention ratio": "0.75", "Dividend cover": "4", "Total shareholder payout": "76000",
    "Total payout ratio": "73.0769", "Sustainable growth rate": "15", "Billings": "1015000", "Change in cash": "30000",
    "Accruals ratio": "-5.8462", "Basic earnings per share": "0.52", "Diluted earnings per share": "0.5",
    "Book value per share": "2.9268", "Tangible book value per share": "2.4390", "Tangible book value": "500000",
    "Revenue per share": "4.8077", "Operating cash flow per share": "0.8654", "Free cash flow per share": "0.4808",
    "Cash per share": "0.7317", "Price to earnings": "20.5", "Price to book": "3.5021", "Price to sales": "2.1013",
    "Earnings yield": "4.8780", "Dividend yield": "1.2683", "Dividends per share": "0.1268", "Market capitalization": "2101250",
    "Enterprise value": "2251250", "Revenue growth": "25", "Gross profit growth": "33.3333", "Operating income growth": "50",
    "Net income growth": "30", "EPS growth": "25", "Asset growth": "30", "Operating expense growth": "25", "Operating leverage": "2",
    "Rule of 40": "35", "Cash burn": "-180000", "Total cash burn": "-100000", "Monthly cash burn": "-15000",
    "Quarterly cash burn": "-45000", "Annualized cash burn": "-180000", "Revenue run rate": "1000000",
    "R&D share of operating expenses": "40", "G&A share of operating expenses": "16", "Sales per store": "25000",
    "Sales per square foot": "5", "Inventory per store": "2000", "Operating income per store": "3750", "Store growth": "66.6667",
    "Square feet per store": "5000", "Gross margin return on inventory": "5", "Inventory to sales": "0.1", "Net interest margin": "7.5",
    "Efficiency ratio": "60", "Loan to deposit ratio": "90", "Allowance to loans": "2", "Net charge-off ratio": "1",
    "Nonperforming loan ratio": "1.3333", "Reserve coverage": "150", "Tier 1 capital ratio": "12.5", "Noninterest income share": "25",
    "Cost of risk": "1.25",
}  # fmt: skip


def filing(make) -> dict[tuple[str, Period], Fact]:
    found: dict[tuple[str, Period], Fact] = {}
    for key, values in FLOWS.items():
        for period, value in zip((YEAR, YEAR_BEFORE), values, strict=False):
            found[key, period] = make(key, 1000 * value, period=period)
    for key, values in BALANCES.items():
        for period, value in zip((END, START), values, strict=False):
            found[key, period] = make(key, 1000 * value, period=period)
    units = {"share_price": "USD/share", "earnings_per_share": "USD/share", "dividends_per_share": "USD/share"}
    for key, values in OTHERS.items():
        unit = "shares" if "shares" in key else units.get(key, "count")
        times = (END, START) if unit == "count" or key == "shares_outstanding" else (YEAR, YEAR_BEFORE)
        for period, value in zip(times, values, strict=False):
            found[key, period] = make(key, value, unit, period)
    return found


# Worked on their own, for a company that uses cash.
USES_CASH = {"Cash runway", "Runway by net loss"}


@pytest.mark.parametrize("formula", [f for f in FORMULAS if f.name not in USES_CASH], ids=lambda formula: formula.name)
def test_worked_examples(fact, formula: Formula):
    facts = filing(fact)
    program = formula.program(lambda wanted, period: facts.get((wanted.key, period)), YEAR, CALENDAR)
    assert isinstance(program, Program), program
    figure = run(program)
    assert abs(figure.value - Decimal(WORKED[formula.name])) <= Decimal("0.00005")
    assert figure.unit == formula.unit
    assert formula.source


def quarter(make, **values: object) -> dict[str, Fact]:
    period = Duration(date(2007, 10, 1), date(2007, 12, 31))
    labels = {"operating_cash_flow": "Net cash used in operating activities", "net_income": "Net loss"}
    held = {"cash_and_securities", "cash"}
    return {
        key: make(labels.get(key, key), value, period=Instant(period.end) if key in held else period)
        for key, value in values.items()
    }


@pytest.mark.parametrize("printed", [-9_000_000, 9_000_000])
def test_runway_whichever_way_cash_used_is_printed(fact, printed):
    facts = quarter(fact, cash_and_securities=48_000_000, operating_cash_flow=printed)
    formula = find_formula("cash runway")
    assert formula is not None
    program = formula.program(
        lambda wanted, period: facts.get(wanted.key), Duration(date(2007, 10, 1), date(2007, 12, 31)), CALENDAR
    )
    assert isinstance(program, Program)
    figure = run(program)
    assert (figure.value, figure.unit, figure.display) == (Decimal(16), "months", "16.0 months")


def test_runway_by_net_loss(fact):
    facts = quarter(fact, cash=48_000_000, net_income=-6_000_000)
    formula = exact_formula("months of cash at the net loss")
    assert formula is not None
    program = formula.program(
        lambda wanted, period: facts.get(wanted.key), Duration(date(2007, 10, 1), date(2007, 12, 31)), CALENDAR
    )
    assert isinstance(program, Program)
    assert run(program).value == Decimal(24)
    assert program.assumptions == (
        "Runway by net loss is taken as cash and cash equivalents / (-revenue / months)".replace(
            "revenue", "net income"
        )
        + ", since the filing does not give all of its usual parts",
    )


def test_a_company_that_earns_cash_has_no_runway(fact):
    facts = {
        "cash": fact("Cash", 5000, period=END),
        "operating_cash_flow": fact("Net cash provided by operating activities", 9000),
    }
    formula = find_formula("runway")
    assert formula is not None
    found = formula.program(lambda wanted, period: facts.get(wanted.key), YEAR, CALENDAR)
    assert isinstance(found, Missing)
    assert "not meaningful" in found.why


def test_expenses_printed_in_parentheses_count_by_size(fact):
    facts = {
        "operating_cash_flow": fact("Net cash provided", 180_000),
        "capital_expenditures": fact("Purchases of equipment", -80_000),
    }
    formula = find_formula("free cash flow")
    assert formula is not None
    program = formula.program(lambda wanted, period: facts.get(wanted.key), YEAR, CALENDAR)
    assert isinstance(program, Program)
    figure = run(program)
    assert (figure.value, figure.formula) == (
        Decimal(100_000),
        "operating_cash_flow - abs(capital_expenditures_printed)",
    )


@pytest.mark.parametrize(("after", "rate"), [(80_000, 20), (120_000, -20)])
def test_a_tax_in_parentheses_is_an_expense_where_it_comes_off_and_a_benefit_where_it_does_not(fact, after, rate):
    facts = {
        "pretax_income": fact("Income before income taxes", 100_000),
        "income_tax": fact("Provision for income taxes", -20_000),
        "net_income": fact("Net income", after),
    }
    formula = find_formula("effective tax rate")
    assert formula is not None
    program = formula.program(lambda wanted, period: facts.get(wanted.key), YEAR, CALENDAR)
    assert isinstance(program, Program)
    assert run(program).value == Decimal(rate)


def test_a_balance_without_a_beginning_is_taken_at_the_end_and_that_is_said(fact):
    facts = {
        ("cost_of_sales", YEAR): fact("Cost of sales", 600_000, period=YEAR),
        ("inventory", END): fact("Inventories", 100_000, period=END),
    }
    formula = find_formula("inventory turnover")
    assert formula is not None
    program = formula.program(lambda wanted, period: facts.get((wanted.key, period)), YEAR, CALENDAR)
    assert isinstance(program, Program)
    assert run(program).value == Decimal(6)
    assert program.assumptions == (
        "Inventories is as at the end of the period, since the filing does not give it at the beginning",
    )


def test_what_is_missing_is_named(fact):
    facts = {"revenue": fact("Revenue", 1000)}
    formula = find_formula("current ratio")
    assert formula is not None
    found = formula.program(lambda wanted, period: facts.get(wanted.key), YEAR, CALENDAR)
    assert isinstance(found, Missing)
    assert [wanted.key for wanted in found.inputs] == ["current_assets"]


def test_inputs_are_made_of_others(fact):
    facts = {"revenue": fact("Revenue", 1_000_000), "cost_of_sales": fact("Cost of revenue", 600_000)}
    formula = find_formula("gross margin")
    assert formula is not None
    program = formula.program(lambda wanted, period: facts.get(wanted.key), YEAR, CALENDAR)
    assert isinstance(program, Program)
    figure = run(program)
    assert (figure.value, figure.formula) == (Decimal(40), "gross_profit / revenue * 100")
    inner = figure.operands[0].figure
    assert inner is not None
    assert (inner.label, inner.value, inner.formula) == ("Gross profit", Decimal(400_000), "revenue - cost_of_sales")


def test_a_quarter_is_annualised_where_the_formula_says_so(fact):
    period = Duration(date(2007, 10, 1), date(2007, 12, 31))
    formula = find_formula("revenue run rate")
    assert formula is not None
    program = formula.program(lambda wanted, _: fact("Revenue", 9_751_000, period=period), period, CALENDAR)
    assert isinstance(program, Program)
    assert run(program).value == Decimal(39_004_000)
    assert program.assumptions == ("the period's amount is taken at its rate for a full year",)


def test_days_of_a_quarter(fact):
    period = Duration(date(2007, 10, 1), date(2007, 12, 31))
    facts = {
        "receivables": fact("Receivables", 46_000, period=Instant(period.end)),
        "revenue": fact("Revenue", 92_000, period=period),
    }
    formula = find_formula("DSO")
    assert formula is not None
    program = formula.program(lambda wanted, p: facts.get(wanted.key), period, CALENDAR)
    assert isinstance(program, Program)
    assert run(program).value == Decimal(46)


def test_fiscal_labels_have_beginnings(fact):
    asked: list[tuple[str, Period | None]] = []

    def find(wanted: Input, period: Period | None) -> Fact:
        asked.append((wanted.key, period))
        return fact(wanted.key, 1000, period=period)

    formula = find_formula("ROA")
    assert formula is not None
    formula.program(find, FiscalLabel(2019), CALENDAR)
    assert asked == [
        ("net_income", FiscalLabel(2019)), ("total_assets", FiscalLabel(2019, instant=True)),
        ("total_assets", FiscalLabel(2018, instant=True)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("gross margin", "Gross margin"), ("the company's gross margin %", "Gross margin"), ("EBITDA", "EBITDA"), ("debt/EBITDA", "Debt to EBITDA"),
        ("debt-to-equity ratio", "Debt to equity"), ("ROE", "Return on equity"), ("acid-test ratio", "Quick ratio"),
        ("R&D as a percentage of revenue", "R&D intensity"), ("days sales outstanding (DSO)", "Days sales outstanding"),
        ("burn rate", "Monthly cash burn"), ("months of cash", "Cash runway"), ("return on assets for the year", "Return on assets"),
    ],
)  # fmt: skip
def test_phrases_name_formulas(phrase, name):
    found = find_formula(phrase)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("phrase", ["", "revenue", "net loss", "total assets", "who is the chief executive"])
def test_other_phrases_do_not(phrase):
    assert find_formula(phrase) is None


def test_names_are_of_one_formula_each():
    names = [name.lower() for formula in FORMULAS for name in (formula.name, *formula.aliases)]
    assert len(names) == len(set(names))
    assert len(FORMULAS) >= 60
    assert set(WORKED) | USES_CASH == {formula.name for formula in FORMULAS}


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("capex as a % of sales", "Capital expenditure ratio"), ("R&D as a share of net revenues", "R&D intensity"), ("DSO", "Days sales outstanding"),
        ("unadjusted EBITDA % margin", "EBITDA margin"), ("depreciation and amortization (from the cash flow statement) % margin", "Depreciation and amortization margin"),
        ("return on sales", "Operating margin"), ("sales and marketing as a percent of revenue", "Selling and marketing ratio"),
    ],
)  # fmt: skip
def test_sales_and_revenue_are_one_word_for_names(phrase, name):
    found = exact_formula(phrase)
    assert found is not None
    assert found.name == name


def test_tagged_lines_are_known_by_their_concept(fact):
    stock = fact("Merchandise inventories", 5000, period=END, concept="us-gaap:InventoryNet")
    member = fact("Inventories", 7000, period=END, concept="us-gaap:InventoryNet", dimensions=(("axis", "member"),))
    other = fact("Inventories", 9000, period=END, concept="us-gaap:DeferredTaxAssetsInventory")
    assert tagged_fact(INPUTS["inventory"], END, [other, member, stock]) == stock
    assert tagged_fact(INPUTS["inventory"], Instant(date(2023, 12, 28)), [stock]) == stock
    assert tagged_fact(INPUTS["inventory"], START, [stock]) is None
    assert tagged_fact(INPUTS["inventory"], None, [stock]) is None
    assert set(CONCEPTS) <= set(INPUTS)


def test_a_line_stands_in_its_own_statement(fact):
    sheet = fact("Inventories", 5000, period=END, section=("Item 8", "Consolidated Balance Sheets"))
    note = fact("Inventories", 7000, period=END, section=("Acquisitions",))
    assert in_statement(INPUTS["inventory"], sheet)
    assert not in_statement(INPUTS["inventory"], note)
    assert in_statement(INPUTS["revenue"], fact("Revenue", 1, section=("Consolidated Statements of Operations",)))


def test_a_ratio_of_part_of_a_year_says_so(fact):
    period = Duration(date(2007, 10, 1), date(2007, 12, 31))
    facts = {"net_income": fact("Net income", 5000), "equity": fact("Equity", 50_000, period=Instant(period.end))}
    formula = find_formula("ROE")
    assert formula is not None
    program = formula.program(lambda wanted, _: facts.get(wanted.key), period, CALENDAR)
    assert isinstance(program, Program)
    assert "it is of this period alone, and not of a full year" in program.assumptions


def test_at_a_date_amounts_are_those_of_the_stretch_that_ended_then(fact):
    calendar = FiscalCalendar(6, 30, assumed=False)
    quarter = Duration(date(2007, 10, 1), date(2007, 12, 31))
    facts = {
        ("cash", Instant(quarter.end)): fact("Cash", 85_400_000, period=Instant(quarter.end)),
        ("basic_shares", quarter): fact("Average shares", 42_700_000, "shares", quarter),
    }
    formula = Formula("Cash a share", (), ("cash / basic_shares",), "USD/share", "a test")
    program = formula.program(lambda wanted, period: facts.get((wanted.key, period)), Instant(quarter.end), calendar)
    assert isinstance(program, Program)
    assert run(program).value == Decimal(2)


def test_one_line_is_never_two_inputs(fact) -> None:
    """A line that names several kinds of debt ("total assets less short-term and long-term debt") is neither alone."""
    line = fact("Assets less short-term debt and long-term debt", "13306000000", period=END)
    revenue = fact("Total revenue", "1000000", period=YEAR)

    def find(wanted: Input, period: Period | None) -> Fact | None:
        return (
            revenue
            if wanted.key == "revenue"
            else line
            if wanted.key in {"short_term_debt", "long_term_debt"}
            else None
        )

    formula = find_formula("total debt")
    assert formula is not None
    assert isinstance(formula.program(find, YEAR, CALENDAR), Missing)
