"""The schema's words in English: columns, coordinates, statuses, units."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.schema import economic_items

NAMES = {
    "line": "permanent id of the line",
    "parent": "id of the line above",
    "list": "list within the table",
    "position": "position in the table",
    "role": "total, subtotal or line",
    "item": "item, as printed",
    "method": "procurement method",
    "specification": "make and model",
    "project_number": "project number",
    "catalogue_1": "catalogue of services: class",
    "catalogue_2": "catalogue of services: group",
    "catalogue_3": "catalogue of services: item",
    "goal_characters": "length of the performance goal, in characters",
    "indicator_characters": "length of the performance indicators, in characters",
    "when": "time",
    "sheet": "number of the performance sheet",
    "horizon": "multi-year or annual",
    "department_label": "department in charge, as printed on the sheet",
    "attribute": "recurrent or one-off",
    "category": "project category",
    "duration": "duration of the project",
    "begins": "planned start",
    "ends": "planned end",
    "filed": "date filed",
    "goal_repeats": "whether the annual goal repeats the multi-year one",
    "level_1": "indicator, level 1",
    "level_2": "indicator, level 2",
    "level_3": "indicator, level 3",
    "target": "target value",
    "target_unit": "unit of the target value",
    "achieved": "value achieved",
    "field": "field of the sheet",
    "noun": "what is counted",
    "section": "section of the prose",
    "subject": "what the figure is about",
    "vintage": "which year's budget or outturn",
    "fund": "source of funds",
    "nature": "basic or project spending, or parts of these",
    "scope": "this year's, carried over, or all",
    "purpose": "specific purpose",
    "direction": "income or expenditure",
    "compared": "what a change is counted from",
    "whole": "what a share is a share of",
    "reason": "reason stated",
    "amount_unit": "unit of the figure",
    "row": "row of the cell",
    "cell": "column of the cell",
    "doubt": "kind of doubt about the words",
    "expected": "what stands elsewhere",
    "why": "why it has no place",
    "document": "number of the source document",
    "page": "page of the document",
    "source_line": "line of the document",
    "box": "box on the page, in points",
    "body": "id of the body",
    "department": "name of the body",
    "level": "department, its own office, or a unit",
    "region": "GB/T 2260 code of the region",
    "year": "fiscal year",
    "phase": "approved budget or final account",
    "amount_yuan": "amount in yuan, exact",
    "published": "figure as published",
    "is_leaf": "no finer amounts make it up",
    "primary": "counts once towards the total",
    "amount": "amount, all money",
    "value": "figure",
}
"""The English names of the key columns, where they say more than the identifier in words."""

STATUSES = {
    "published": "with figures",
    "empty-stated": "empty, with the reason stated",
    "empty": "empty, and we read no reason",
    "not-published": "not published",
    "not-applicable": "not applicable",
}

PHASES = {"budget": "budget", "final": "final account"}

# 本级 is the department without its units.
LEVELS = {"department": "department", "office": "own office of a department", "unit": "unit"}

UNITS = {
    "元": "yuan",
    "千元": "1,000 yuan",
    "万元": "10,000 yuan",
    "百万元": "million yuan",
    "亿元": "100 million yuan",
}
"""The published units of money."""

LISTS = {"income": "Income", "expenditure": "Expenditure"}
"""The lists that stand side by side in a table; others are called after what their heads say."""

VALUES = {
    "measure": {
        "amount": "Amount",
        "percent": "Per cent",
        "count": "Number",
        "unit_price": "Unit price",
        "weight": "Points to be had",
        "score": "Points",
    },
    "vintage": {
        "budget": "Budget",
        "previous_budget": "Last year's budget",
        "previous_outturn": "Last year's outturn",
        "original_budget": "Original budget",
        "adjusted_budget": "Adjusted budget",
        "outturn": "Outturn",
        "change": "Change on last year",
    },
    "fund": {
        "all": "Total",
        # Not all money of the state: the general public, fund and state capital budgets.
        "appropriation": "Fiscal appropriation",
        "general_public": "General public budget",
        "government_fund": "Government fund budget",
        "state_capital": "State capital budget",
        "fiscal_account": "Special fiscal accounts",
        "own_funds": "Own funds",
        # 事业收入 is earned by a public institution's own task, 经营收入 by trade beside it.
        "business_income": "Income from professional activities",
        "trading_income": "Trading income",
        "superior_subsidy": "Subsidy from the superior body",
        "subordinate_payment": "Payments from subordinate bodies",
        "other_income": "Other income",
        "balance_used": "Use of balances other than appropriation",
        "education_fees": "Education fees",
        "other_fiscal_account": "Other income of special accounts",
        "treasury_grant": "Treasury grant",
        "nontax": "Appropriation out of non-tax income",
        "earmarked": "Earmarked funds in the department's budget",
        "account_balance": "Balance in bank accounts",
        "central": "Central government funds",
        "provincial": "Provincial funds",
        "local": "City and county funds",
        "own_level": "Funds of the own level of government",
        "upper_transfers": "Transfers from higher levels",
    },
    "nature": {
        "all": "Total",
        "basic": "Basic expenditure",
        "personnel": "Personnel expenses",
        "running": "Running expenses",
        "project": "Project expenditure",
        "other_operation": "Other running projects",
        "specific_target": "Projects with a specific target",
        "trading": "Trading expenditure",
        "superior_payment": "Payments to the superior body",
        "subordinate_subsidy": "Subsidies to subordinate bodies",
        "reserve": "Reserve",
    },
    "scope": {
        "all": "All",
        "current_year": "Of this year",
        "carried_over": "Carried over from last year",
        "carried_forward": "Carried forward to next year",
        "opening_balance": "Opening balance",
        "closing_balance": "Closing balance",
        "balance_distribution": "Distribution of the balance",
        "received": "Income of the year",
        "less_construction": "Without capital construction",
        "multi_year": "Whole term",
        "annual": "Year",
    },
    "purpose": {
        "all": "Total",
        "three_public": "Three public expenses",
        "travel_abroad": "Official travel abroad",
        "vehicles": "Official vehicles",
        "vehicle_purchase": "Purchase of official vehicles",
        "vehicle_running": "Running of official vehicles",
        "hospitality": "Official hospitality",
        "trips": "Official journeys abroad",
        "travellers": "Official travellers abroad",
        "vehicles_bought": "Official vehicles bought",
        "vehicles_held": "Official vehicles held",
        "receptions": "Domestic receptions",
        "guests": "Guests of domestic receptions",
        "foreign_receptions": "Receptions of foreign guests",
        "foreign_guests": "Foreign guests received",
        "meetings": "Meetings",
        "training": "Training",
        "agency_operating": "Operating expenses of administrative bodies",
        "procurement": "Government procurement",
        "procurement_sme": "Procurement reserved for small and medium enterprises",
        "procurement_small": "Procurement reserved for small and micro enterprises",
        "procurement_goods": "Procurement of goods",
        "procurement_works": "Procurement of works",
        "procurement_services": "Procurement of services",
        "wages": "Wages and welfare",
        "goods_services": "Goods and services",
        "individuals_families": "Subsidies to individuals and families",
        "debt_interest": "Debt interest and charges",
        "debt_principal": "Repayment of debt principal",
        "capital": "Capital expenditure",
        "capital_construction": "Capital expenditure (capital construction)",
        "institutions_current": "Current subsidies to public institutions",
        "institutions_capital": "Capital subsidies to public institutions",
        "enterprises": "Subsidies to enterprises",
        "enterprises_capital": "Capital expenditure for enterprises",
        "social_security_funds": "Subsidies to social security funds",
        "transfers": "Transfers",
        "reserves": "Contingency and reserves",
        "other_expenditure": "Other expenditure",
        **economic_items.IN_ENGLISH,
    },
}
"""The words of every coordinate."""


def english(name: str, coordinates: Mapping[str, str] | None = None) -> str:
    """The English name of a column: told above, else of its stated coordinates, else in words.

    >>> english("unit_name"), english("basic", {"nature": "basic"})
    ('unit name', 'basic expenditure')
    """
    if name in NAMES:
        return NAMES[name]
    if coordinates:
        return figures(coordinates).lower()
    return name.replace("_", " ")


def figures(coordinates: Mapping[str, str]) -> str:
    """What figures at some coordinates are.

    >>> figures({"scope": "current_year", "fund": "general_public"}), figures({})
    ('Of this year, general public budget', 'Total')
    """
    words = [VALUES[name][value] for name, value in coordinates.items()]
    if not words:
        return "Total"
    first, *rest = words
    for word in rest:
        first += f", {word[:1].lower()}{word[1:]}"
    return first
