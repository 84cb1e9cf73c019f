"""The us-gaap concepts under which tagged filings state the lines that formulas take; likeliest first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.numbers.formulas.inputs import BALANCE, Input
from index.facts import Fact
from index.period import Duration, Instant, Period

_NEAR_DAYS = 7
_BALANCE_SHEET = re.compile(r"balance sheets?|financial (?:condition|position)", re.IGNORECASE)
_FLOWS = re.compile(
    r"statements? of|cash flows?|(?:results of )?operations\b.*data|income statement|selected financial", re.IGNORECASE
)

_CONCEPTS = """
revenue: Revenues RevenueFromContractWithCustomerExcludingAssessedTax SalesRevenueNet RevenueFromContractWithCustomerIncludingAssessedTax
gross_profit: GrossProfit
operating_income: OperatingIncomeLoss
pretax_income: IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLossFromEquityMethodInvestments IncomeLossFromContinuingOperationsBeforeIncomeTaxes
net_income: NetIncomeLoss ProfitLoss
income_tax: IncomeTaxExpenseBenefit
interest_income: InvestmentIncomeInterest InterestAndDividendIncomeOperating
operating_cash_flow: NetCashProvidedByUsedInOperatingActivities NetCashProvidedByUsedInOperatingActivitiesContinuingOperations
investing_cash_flow: NetCashProvidedByUsedInInvestingActivities
financing_cash_flow: NetCashProvidedByUsedInFinancingActivities
net_interest_income: InterestIncomeExpenseNet
noninterest_income: NoninterestIncome
cost_of_sales: CostOfRevenue CostOfGoodsAndServicesSold CostOfGoodsSold
total_costs: CostsAndExpenses
operating_expenses: OperatingExpenses
research: ResearchAndDevelopmentExpense ResearchAndDevelopmentExpenseExcludingAcquiredInProcessCost
selling_general: SellingGeneralAndAdministrativeExpense
selling: SellingAndMarketingExpense
administrative: GeneralAndAdministrativeExpense
depreciation: DepreciationDepletionAndAmortization DepreciationAmortizationAndAccretionNet DepreciationAndAmortization
interest_expense: InterestExpense InterestExpenseNonoperating InterestExpenseDebt
stock_compensation: ShareBasedCompensation AllocatedShareBasedCompensationExpense
capital_expenditures: PaymentsToAcquirePropertyPlantAndEquipment PaymentsToAcquireProductiveAssets
dividends: PaymentsOfDividends PaymentsOfDividendsCommonStock
buybacks: PaymentsForRepurchaseOfCommonStock
preferred_dividends: PreferredStockDividendsIncomeStatementImpact
noninterest_expense: NoninterestExpense
credit_provision: ProvisionForLoanLeaseAndOtherLosses ProvisionForCreditLosses
rent: OperatingLeaseCost
principal_repaid: RepaymentsOfLongTermDebt
cash: CashAndCashEquivalentsAtCarryingValue CashAndDueFromBanks
securities: MarketableSecuritiesCurrent ShortTermInvestments AvailableForSaleSecuritiesDebtSecuritiesCurrent
cash_and_securities: CashCashEquivalentsAndShortTermInvestments
receivables: AccountsReceivableNetCurrent ReceivablesNetCurrent
inventory: InventoryNet
prepaid: PrepaidExpenseAndOtherAssetsCurrent OtherAssetsCurrent
current_assets: AssetsCurrent
fixed_assets: PropertyPlantAndEquipmentNet
goodwill: Goodwill
intangibles: IntangibleAssetsNetExcludingGoodwill FiniteLivedIntangibleAssetsNet
total_assets: Assets
payables: AccountsPayableCurrent AccountsPayableTradeCurrent
deferred_revenue: ContractWithCustomerLiabilityCurrent DeferredRevenueCurrent
current_liabilities: LiabilitiesCurrent
short_term_debt: LongTermDebtCurrent LongTermDebtAndCapitalLeaseObligationsCurrent DebtCurrent ShortTermBorrowings
long_term_debt: LongTermDebtNoncurrent LongTermDebtAndCapitalLeaseObligations
total_liabilities: Liabilities
equity: StockholdersEquity StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest
retained_earnings: RetainedEarningsAccumulatedDeficit
deposits: Deposits
shares_outstanding: CommonStockSharesOutstanding EntityCommonStockSharesOutstanding
basic_shares: WeightedAverageNumberOfSharesOutstandingBasic
diluted_shares: WeightedAverageNumberOfDilutedSharesOutstanding
earnings_per_share: EarningsPerShareDiluted EarningsPerShareBasicAndDiluted
dividends_per_share: CommonStockDividendsPerShareDeclared
stores: NumberOfStores NumberOfRestaurants
"""

CONCEPTS: dict[str, tuple[str, ...]] = {
    key.strip(): tuple(f"us-gaap:{concept}" if ":" not in concept else concept for concept in concepts.split())
    for key, _, concepts in (row.partition(":") for row in _CONCEPTS.strip().splitlines())
}


def tagged_fact(line: Input, period: Period | None, facts: Sequence[Fact]) -> Fact | None:
    """The fact that a filing tags as this line, for the company as a whole, at or for `period`; None if it tags none."""
    if period is None:
        return None
    for concept in CONCEPTS.get(line.key, ()):
        for fact in facts:
            if fact.concept == concept and not fact.dimensions and _same(fact.period, period):
                return fact
    return None


def in_statement(line: Input, fact: Fact) -> bool:
    """Whether a fact stands in the statement that a line belongs to, and not in a note about something else."""
    place = _BALANCE_SHEET if line.timing == BALANCE else _FLOWS
    return any(place.search(title) for title in (*fact.section, *fact.path[:1]))


def _same(one: Period | None, other: Period) -> bool:
    match one, other:
        case Instant(first), Instant(second):
            return abs((first - second).days) <= _NEAR_DAYS
        case Duration(start, end), Duration(begin, finish):
            return abs((start - begin).days) <= _NEAR_DAYS and abs((end - finish).days) <= _NEAR_DAYS
        case _:
            return one == other
