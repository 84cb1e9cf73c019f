"""The named metrics, by family. One row each: name | other names = formula ; another way :: unit :: source :: note."""

from __future__ import annotations

from bot.numbers.formulas.formula import Formula

_TEXTBOOK = "textbook"
_ANALYSTS = "analysts' convention, not defined by accounting standards"

_PROFITABILITY = """
Gross profit | gross income = revenue - cost_of_sales :: USD :: textbook :: what is counted in cost of sales differs between companies
Gross margin | gross profit margin | gross margin percentage | gross profit percentage | gm | gross profit ratio = share(gross_profit, revenue) :: percent :: textbook :: some companies call gross profit in dollars their gross margin
Cost of sales ratio | cost of goods sold margin | cogs margin | cost of revenue percentage | cogs percentage | cogs as a percentage of revenue | cost of goods sold as a percentage of revenue = share(cost_of_sales, revenue) :: percent :: textbook
Operating margin | operating profit margin | operating income margin | ebit margin | return on sales | operating income as a percentage of revenue = share(operating_income, revenue) :: percent :: textbook
Pretax margin | pre-tax margin | pretax profit margin | profit before tax margin = share(pretax_income, revenue) :: percent :: textbook
Net margin | net profit margin | net loss margin | net income margin | profit margin | net income as a percentage of revenue | bottom line margin = share(net_income, revenue) :: percent :: textbook
EBIT | earnings before interest and taxes | earnings before interest and tax = net_income + interest_expense + income_tax ; pretax_income + interest_expense ; operating_income :: USD :: textbook :: operating income stands in where interest or tax is not given
EBITDA | earnings before interest taxes depreciation and amortization | unadjusted ebitda = operating_income + depreciation ; net_income + interest_expense + income_tax + depreciation :: USD :: analysts :: the SEC staff starts from net income, which also takes in non-operating items
EBITDA margin | unadjusted ebitda margin | ebitda as a percentage of revenue = share(operating_income + depreciation, revenue) ; share(net_income + interest_expense + income_tax + depreciation, revenue) :: percent :: analysts
Adjusted EBITDA margin | adjusted ebitda as a percentage of revenue | adjusted ebitda to sales = share(adjusted_ebitda, revenue) :: percent :: analysts :: as the company defines adjusted EBITDA :: adjusted_ebitda
Adjusted EBIT margin | adjusted operating margin | adjusted operating income margin = share(adjusted_ebit, revenue) :: percent :: analysts :: as the company defines it :: adjusted_ebit
Adjusted EBITDAR margin | adjusted ebitdar as a percentage of revenue = share(adjusted_ebitdar, revenue) :: percent :: analysts :: as the company defines adjusted EBITDAR :: adjusted_ebitdar
NOPAT | net operating profit after tax | net operating profit after taxes = operating_income * (1 - income_tax / pretax_income) :: USD :: analysts :: taxed at the effective rate :: pretax_income
R&D intensity | r&d as a percentage of revenue | r&d to revenue | r&d to sales | research and development as a percentage of revenue | research intensity | r&d ratio = share(research, revenue) :: percent :: analysts
SG&A ratio | sg&a as a percentage of revenue | sg&a to sales | sg&a margin | selling general and administrative as a percentage of revenue = share(selling_general, revenue) :: percent :: analysts
G&A ratio | g&a as a percentage of revenue | general and administrative as a percentage of revenue = share(administrative, revenue) :: percent :: analysts
Selling and marketing ratio | sales and marketing as a percentage of revenue | s&m as a percentage of revenue | marketing ratio = share(selling, revenue) :: percent :: analysts
Operating expense ratio | opex ratio | operating expenses as a percentage of revenue | opex to revenue = share(operating_expenses, revenue) :: percent :: analysts
Effective tax rate | effective income tax rate | tax rate | etr | effective rate of tax = share(income_tax, pretax_income) :: percent :: SEC Regulation S-X 4-08(h) and US GAAP (ASC 740) :: :: pretax_income
Depreciation and amortization margin | d&a margin | d&a ratio | depreciation and amortization as a percentage of revenue | d&a as a percentage of revenue = share(depreciation, revenue) :: percent :: analysts
Stock-based compensation ratio | stock-based compensation as a percentage of revenue | sbc as a percentage of revenue | sbc ratio = share(stock_compensation, revenue) :: percent :: analysts
Return on assets | roa | return on total assets | return on average assets = share(net_income, average(total_assets)) :: percent :: textbook :: some use assets at the end of the period; not annualised
Return on equity | roe | return on shareholders equity | return on stockholders equity | return on average equity = share(net_income, average(equity)) :: percent :: textbook :: some use equity at the end of the period; not annualised :: equity
Return on invested capital | roic = share(operating_income * (1 - income_tax / pretax_income), total_debt + equity) :: percent :: analysts :: invested capital is debt plus equity at the end of the period :: pretax_income
Return on capital employed | roce = share(operating_income, total_assets - current_liabilities) :: percent :: textbook
Return on tangible equity | rote | return on tangible common equity | rotce = share(net_income, equity - goodwill - intangibles) :: percent :: analysts :: :: equity
"""

_LIQUIDITY = """
Working capital | net working capital | nwc = current_assets - current_liabilities :: USD :: textbook :: net working capital sometimes leaves out cash and debt
Current ratio | working capital ratio | current assets to current liabilities = current_assets / current_liabilities :: ratio :: textbook
Quick ratio | acid test ratio | acid test | acid-test ratio = (cash + securities + receivables) / current_liabilities ; (cash_and_securities + receivables) / current_liabilities ; (cash + receivables) / current_liabilities ; (current_assets - inventory) / current_liabilities :: ratio :: textbook :: some take current assets less inventory
Cash ratio | cash to current liabilities = cash_and_securities / current_liabilities ; cash / current_liabilities :: ratio :: textbook :: marketable securities are counted as cash
Operating cash flow ratio | cash flow to current liabilities | cash from operations to current liabilities = operating_cash_flow / current_liabilities :: ratio :: textbook
Working capital to revenue | working capital as a percentage of sales | working capital as a percentage of revenue = share(current_assets - current_liabilities, revenue) :: percent :: analysts
Defensive interval | defensive interval ratio | defensive interval days = (cash + receivables) / ((operating_expenses - depreciation) / days) :: days :: textbook :: cash operating expenses are operating expenses less depreciation
Cash to total assets | cash as a percentage of total assets | cash share of assets = share(cash_and_securities, total_assets) ; share(cash, total_assets) :: percent :: analysts
"""

_LEVERAGE = """
Total debt | total borrowings | gross debt = long_term_debt + short_term_debt ; long_term_debt :: USD :: textbook :: leases are not counted
Net debt = total_debt - cash_and_securities ; total_debt - cash :: USD :: analysts :: marketable securities are counted as cash
Net cash | net cash position = cash_and_securities - total_debt ; cash - total_debt :: USD :: analysts
Debt to equity | debt to equity ratio | debt-to-equity | d/e | d/e ratio | gearing = total_debt / equity :: ratio :: textbook :: some take total liabilities for debt :: equity
Debt to assets | debt ratio | debt to total assets = total_debt / total_assets :: ratio :: textbook :: some take total liabilities for debt
Debt to capital | debt to total capital | debt to capitalization | debt to capital ratio = total_debt / (total_debt + equity) :: ratio :: textbook
Long-term debt to equity | long term debt to equity ratio = long_term_debt / equity :: ratio :: textbook :: :: equity
Liabilities to equity | total liabilities to equity | liabilities to equity ratio = total_liabilities / equity :: ratio :: textbook :: :: equity
Liabilities to assets | total liabilities to total assets | liabilities to assets ratio = total_liabilities / total_assets :: ratio :: textbook
Equity ratio | equity to assets | equity to total assets | shareholders equity ratio = equity / total_assets :: ratio :: textbook
Equity multiplier | financial leverage | assets to equity | leverage ratio = total_assets / equity :: ratio :: textbook :: :: equity
Debt to EBITDA | debt/ebitda | gross leverage | total debt to ebitda = total_debt / ((operating_income + depreciation) * annual) :: ratio :: analysts
Net debt to EBITDA | net debt/ebitda | net leverage | net leverage ratio = (total_debt - cash_and_securities) / ((operating_income + depreciation) * annual) ; (total_debt - cash) / ((operating_income + depreciation) * annual) :: ratio :: analysts
Interest coverage | interest coverage ratio | times interest earned | ebit coverage = operating_income / interest_expense :: ratio :: textbook :: operating income stands for earnings before interest and taxes
EBITDA interest coverage | ebitda coverage | ebitda to interest = (operating_income + depreciation) / interest_expense :: ratio :: analysts
Fixed charge coverage | fixed charge coverage ratio | fixed-charge coverage = (operating_income + rent) / (interest_expense + rent) :: ratio :: textbook
Cash flow to debt | operating cash flow to debt | cash flow to debt ratio | operating cash flow to total debt = operating_cash_flow / total_debt :: ratio :: textbook
Debt service coverage | debt service coverage ratio | dscr = (operating_income + depreciation) / (interest_expense + principal_repaid) :: ratio :: analysts
"""

_EFFICIENCY = """
Asset turnover | total asset turnover | asset turnover ratio = revenue / average(total_assets) :: ratio :: textbook
Fixed asset turnover | fixed asset turnover ratio | pp&e turnover = revenue / average(fixed_assets) :: ratio :: textbook
Inventory turnover | inventory turnover ratio | inventory turns | stock turnover = cost_of_sales / average(inventory) :: ratio :: textbook :: some take sales instead of cost of sales
Receivables turnover | accounts receivable turnover | receivables turnover ratio | ar turnover = revenue / average(receivables) :: ratio :: textbook
Payables turnover | accounts payable turnover | payables turnover ratio | ap turnover = cost_of_sales / average(payables) :: ratio :: textbook :: some take purchases instead of cost of sales
Working capital turnover = revenue / (current_assets - current_liabilities) :: ratio :: textbook
Equity turnover = revenue / average(equity) :: ratio :: textbook
Days sales outstanding | dso | days receivable | days of sales outstanding | average collection period | receivable days | debtor days = days * average(receivables) / revenue :: days :: textbook :: some take receivables at the end of the period
Days inventory outstanding | dio | days inventory | days of inventory | days sales of inventory | days in inventory | inventory days = days * average(inventory) / cost_of_sales :: days :: textbook :: some take inventory at the end of the period
Days payable outstanding | dpo | days payables outstanding | days payable | payable days | creditor days = days * average(payables) / cost_of_sales :: days :: textbook :: some divide by purchases
Cash conversion cycle | ccc | cash cycle | net operating cycle = days * average(receivables) / revenue + days * average(inventory) / cost_of_sales - days * average(payables) / cost_of_sales :: days :: textbook
Operating cycle = days * average(receivables) / revenue + days * average(inventory) / cost_of_sales :: days :: textbook
Revenue per employee | sales per employee | revenue per head = revenue / employees :: USD :: analysts
Net income per employee | profit per employee = net_income / employees :: USD :: analysts
Revenue per customer | average revenue per customer | average revenue per user | arpu | revenue per subscriber = revenue / customers :: USD :: analysts :: customers are those at the end of the period
Capital intensity = total_assets / revenue :: ratio :: textbook :: some mean capital expenditures over revenue
Capital expenditures to depreciation | capex to depreciation | capex to d&a | reinvestment ratio = capital_expenditures / depreciation :: ratio :: analysts
Book-to-bill coverage | backlog to revenue | backlog coverage = backlog / (revenue * annual) :: ratio :: analysts
"""

_CASH = """
Free cash flow | fcf = operating_cash_flow - capital_expenditures :: USD :: SEC staff: cash from operations less capital expenditures :: it is not a measure of accounting standards, and companies define it in their own ways
Free cash flow margin | fcf margin | free cash flow as a percentage of revenue = share(operating_cash_flow - capital_expenditures, revenue) :: percent :: analysts
Free cash flow conversion | fcf conversion | cash flow conversion = share(operating_cash_flow - capital_expenditures, net_income) :: percent :: analysts :: :: net_income
Cash conversion | cash conversion ratio | quality of earnings | quality of earnings ratio | operating cash flow to net income = operating_cash_flow / net_income :: ratio :: analysts :: :: net_income
Operating cash flow margin | cash flow margin | operating cash flow as a percentage of revenue = share(operating_cash_flow, revenue) :: percent :: textbook
Capital expenditure ratio | capex to revenue | capex as a percentage of revenue | capital expenditures as a percentage of revenue | capex to sales | capex margin = share(capital_expenditures, revenue) :: percent :: analysts
Cash flow to capital expenditures | capex coverage | operating cash flow to capex | capital expenditure coverage = operating_cash_flow / capital_expenditures :: ratio :: textbook
Dividend payout ratio | payout ratio | dividend payout = share(dividends, net_income) :: percent :: textbook :: :: net_income
Retention ratio | plowback ratio | earnings retention ratio = 1 - dividends / net_income :: ratio :: textbook :: :: net_income
Dividend cover | dividend coverage | dividend coverage ratio = net_income / dividends :: ratio :: textbook
Total shareholder payout | capital returned to shareholders | cash returned to shareholders | capital returned = dividends + buybacks :: USD :: analysts
Total payout ratio | total shareholder payout ratio = share(dividends + buybacks, net_income) :: percent :: analysts :: :: net_income
Sustainable growth rate | sustainable growth = share(net_income, average(equity)) * (1 - dividends / net_income) :: percent :: textbook :: :: net_income
Billings | calculated billings | implied billings = revenue + deferred_revenue - start(deferred_revenue) :: USD :: analysts :: revenue plus the rise in deferred revenue
Change in cash | net change in cash | change in cash and securities = cash_and_securities - start(cash_and_securities) ; cash - start(cash) :: USD :: textbook
Accruals ratio | balance sheet accruals ratio | sloan ratio = share(net_income - operating_cash_flow, total_assets) :: percent :: analysts :: some also take away cash from investing
"""

_PER_SHARE = """
Basic earnings per share | basic eps | earnings per basic share = net_income / basic_shares :: USD/share :: US GAAP (ASC 260) :: preferred dividends, where there are any, come off net income first
Diluted earnings per share | diluted eps | earnings per diluted share = net_income / diluted_shares :: USD/share :: US GAAP (ASC 260) :: the effect of assumed conversions on income is not taken in
Book value per share | bvps | book value a share = equity / shares_outstanding ; equity / basic_shares :: USD/share :: textbook
Tangible book value per share | tbvps | tangible book value a share = (equity - goodwill - intangibles) / shares_outstanding :: USD/share :: analysts
Tangible book value | tangible equity | tangible common equity = equity - goodwill - intangibles :: USD :: analysts
Revenue per share | sales per share = revenue / diluted_shares ; revenue / basic_shares :: USD/share :: analysts
Operating cash flow per share | cash flow per share | cash from operations per share = operating_cash_flow / diluted_shares ; operating_cash_flow / basic_shares :: USD/share :: analysts :: the SEC staff does not allow companies to present cash per share
Free cash flow per share | fcf per share = (operating_cash_flow - capital_expenditures) / diluted_shares ; (operating_cash_flow - capital_expenditures) / basic_shares :: USD/share :: analysts :: the SEC staff does not allow companies to present cash per share
Cash per share | net cash per share before debt = cash_and_securities / shares_outstanding ; cash / shares_outstanding ; cash_and_securities / basic_shares :: USD/share :: analysts
Price to earnings | p/e | p/e ratio | pe ratio | price earnings ratio | price-to-earnings = share_price / earnings_per_share :: ratio :: textbook :: :: earnings_per_share
Price to book | p/b | price to book ratio | price-to-book = share_price / (equity / shares_outstanding) :: ratio :: textbook :: :: equity
Price to sales | p/s | price to sales ratio = share_price * shares_outstanding / (revenue * annual) :: ratio :: textbook
Earnings yield = share(earnings_per_share, share_price) :: percent :: textbook
Dividend yield = share(dividends_per_share * annual, share_price) :: percent :: textbook
Dividends per share | dps = dividends / shares_outstanding :: USD/share :: textbook
Market capitalization | market cap | equity value = share_price * shares_outstanding :: USD :: textbook
Enterprise value | ev | firm value = share_price * shares_outstanding + total_debt - cash_and_securities ; share_price * shares_outstanding + total_debt - cash :: USD :: analysts
"""

_GROWTH = """
Revenue growth | sales growth | top line growth | revenue growth rate | top-line growth = percent_change(revenue, prior(revenue)) :: percent :: textbook
Gross profit growth = percent_change(gross_profit, prior(gross_profit)) :: percent :: textbook
Operating income growth | operating profit growth = percent_change(operating_income, prior(operating_income)) :: percent :: textbook
Net income growth | earnings growth | profit growth | bottom line growth = percent_change(net_income, prior(net_income)) :: percent :: textbook
EPS growth | earnings per share growth = percent_change(earnings_per_share, prior(earnings_per_share)) :: percent :: textbook
Asset growth | total asset growth = percent_change(total_assets, prior(total_assets)) :: percent :: textbook
Operating expense growth | opex growth = percent_change(operating_expenses, prior(operating_expenses)) :: percent :: textbook
Operating leverage | degree of operating leverage | dol = percent_change(operating_income, prior(operating_income)) / percent_change(revenue, prior(revenue)) :: ratio :: textbook
Rule of 40 | rule of forty = percent_change(revenue, prior(revenue)) + share(operating_cash_flow - capital_expenditures, revenue) :: percent :: analysts :: free cash flow margin stands for profitability; some take EBITDA margin
"""

_BURN = """
Cash burn | burn | net burn | operating cash burn = -operating_cash_flow :: USD :: analysts :: cash used in operations; some add capital expenditures
Total cash burn | cash burn including capex | free cash burn = capital_expenditures - operating_cash_flow :: USD :: analysts
Monthly cash burn | monthly burn | burn rate | cash burn rate | monthly burn rate | net burn rate = -operating_cash_flow / months :: USD :: analysts :: cash used in operations by the month; some add capital expenditures
Quarterly cash burn | quarterly burn | quarterly burn rate = -operating_cash_flow / months * 3 :: USD :: analysts
Annualized cash burn | annual cash burn | annualised cash burn = -operating_cash_flow * annual :: USD :: analysts
Cash runway | runway | months of cash | runway months | months of runway | cash runway in months = cash_and_securities / (-operating_cash_flow / months) ; cash / (-operating_cash_flow / months) :: months :: analysts :: at the rate at which operations used cash in the period; plans may differ :: -operating_cash_flow
Runway by net loss | months of cash at the net loss | net loss runway = cash_and_securities / (-net_income / months) ; cash / (-net_income / months) :: months :: analysts :: :: -net_income
Revenue run rate | run rate | annualized revenue | annual run rate | run-rate revenue | annualised revenue | annualized revenue run rate | annualised revenue run rate | annual revenue run rate | annualized run rate = revenue * annual :: USD :: analysts :: supposes that the period is like the rest of the year
R&D share of operating expenses | r&d as a percentage of operating expenses | r&d as a percentage of total operating expenses | research share of expenses | r&d share of expenses = share(research, operating_expenses) :: percent :: analysts
G&A share of operating expenses | g&a as a percentage of operating expenses = share(administrative, operating_expenses) :: percent :: analysts
"""

_RETAIL = """
Sales per store | revenue per store | average sales per store | average unit volume | auv | sales per restaurant = revenue / average(stores) :: USD :: analysts :: companies often count only stores open the whole period
Sales per square foot | revenue per square foot | sales density = revenue / average(square_feet) :: USD :: analysts
Inventory per store = inventory / stores :: USD :: analysts
Operating income per store | operating profit per store = operating_income / average(stores) :: USD :: analysts
Store growth | store count growth | unit growth = percent_change(stores, prior(stores)) :: percent :: analysts
Square feet per store | average store size = square_feet / stores :: ratio :: analysts
Gross margin return on inventory | gmroi | gross margin return on investment = gross_profit / average(inventory) :: ratio :: analysts
Inventory to sales | inventory to sales ratio = inventory / revenue :: ratio :: analysts
"""

_BANKS = """
Net interest margin | nim = share(net_interest_income * annual, earning_assets) :: percent :: FFIEC Uniform Bank Performance Report :: the report takes net interest income on a tax-equivalent basis
Efficiency ratio | bank efficiency ratio | overhead ratio = share(noninterest_expense, net_interest_income + noninterest_income) :: percent :: FDIC Quarterly Banking Profile :: the FDIC leaves out amortization of intangibles
Loan to deposit ratio | loans to deposits | loan-to-deposit ratio | ldr = share(loans, deposits) :: percent :: textbook
Allowance to loans | reserve ratio | allowance coverage of loans | allowance for credit losses to loans = share(credit_allowance, loans) :: percent :: FDIC Quarterly Banking Profile
Net charge-off ratio | net charge-offs to loans | charge-off rate | nco ratio = share(charge_offs * annual, average(loans)) :: percent :: FDIC Quarterly Banking Profile
Nonperforming loan ratio | npl ratio | nonperforming loans to loans | non-performing loan ratio = share(nonperforming_loans, loans) :: percent :: textbook
Reserve coverage | allowance to nonperforming loans | npl coverage | coverage ratio = share(credit_allowance, nonperforming_loans) :: percent :: textbook
Tier 1 capital ratio | tier 1 ratio | tier one capital ratio = share(capital_tier1, risk_assets) :: percent :: Basel capital rules
Noninterest income share | fee income ratio | noninterest income to revenue = share(noninterest_income, net_interest_income + noninterest_income) :: percent :: analysts
Cost of risk | credit cost ratio | provision to loans = share(credit_provision * annual, average(loans)) :: percent :: analysts
"""


def _read(family: str) -> list[Formula]:
    found = []
    for row in family.strip().splitlines():
        head, unit, source, *rest = (part.strip() for part in row.split("::"))
        names, _, expressions = head.partition(" = ")
        name, *aliases = (part.strip() for part in names.split("|"))
        said = {"textbook": _TEXTBOOK, "analysts": _ANALYSTS}.get(source, source)
        note = rest[0] if rest else ""
        positive = tuple(rest[1].split()) if len(rest) > 1 else ()
        ways = tuple(way.strip() for way in expressions.split(";"))
        found.append(Formula(name, tuple(aliases), ways, unit, said, note, positive))
    return found


FORMULAS: tuple[Formula, ...] = tuple(
    formula
    for family in (
        _PROFITABILITY, _LIQUIDITY, _LEVERAGE, _EFFICIENCY, _CASH, _PER_SHARE, _GROWTH, _BURN, _RETAIL, _BANKS,
    )
    for formula in _read(family)
)  # fmt: skip
