"""The items (款) of the two economic classifications, such as 30101 基本工资, where they are columns.

Those that documents were seen to print, with the names in `reference/economic-classification`.
"""

from __future__ import annotations

_ITEMS = """
30101 基本工资 | Basic wages
30102 津贴补贴 | Allowances
30103 奖金 | Bonuses
30106 伙食补助费 | Meal allowance
30107 绩效工资 | Performance pay
30108 机关事业单位基本养老保险缴费 | Basic pension contributions of administrative bodies and institutions
30109 职业年金缴费 | Occupational annuity contributions
30110 职工基本医疗保险缴费 | Basic medical insurance contributions for staff
30111 公务员医疗补助缴费 | Medical subsidy contributions for civil servants
30112 其他社会保障缴费 | Other social security contributions
30113 住房公积金 | Housing provident fund
30114 医疗费 | Medical expenses
30199 其他工资福利支出 | Other wages and welfare
30201 办公费 | Office expenses
30202 印刷费 | Printing
30203 咨询费 | Consulting
30204 手续费 | Bank and service charges
30205 水费 | Water
30206 电费 | Electricity
30207 邮电费 | Post and telecommunications
30208 取暖费 | Heating
30209 物业管理费 | Property management
30211 差旅费 | Domestic travel
30212 因公出国（境）费用 | Official travel abroad
30213 维修（护）费 | Repairs and maintenance
30214 租赁费 | Rent
30215 会议费 | Meetings
30216 培训费 | Training
30217 公务接待费 | Official hospitality
30218 专用材料费 | Special materials
30224 被装购置费 | Uniforms
30225 专用燃料费 | Special fuel
30226 劳务费 | Labour services
30227 委托业务费 | Commissioned services
30228 工会经费 | Trade union funds
30229 福利费 | Staff welfare
30231 公务用车运行维护费 | Running of official vehicles
30239 其他交通费用 | Other transport
30240 税金及附加费用 | Taxes and surcharges
30299 其他商品和服务支出 | Other goods and services
30301 离休费 | Pensions of veteran cadres
30302 退休费 | Pensions
30303 退职（役）费 | Severance pay
30304 抚恤金 | Compensation for death and disability
30305 生活补助 | Living allowance
30306 救济费 | Relief payments
30307 医疗费补助 | Subsidies for medical expenses
30308 助学金 | Student grants
30309 奖励金 | Rewards
30310 个人农业生产补贴 | Agricultural subsidies to individuals
30311 代缴社会保险费 | Social insurance paid on behalf of others
30312 提租补贴 | Rent subsidy
30399 其他对个人和家庭的补助 | Other subsidies to individuals and families
30701 国内债务付息 | Interest on domestic debt
30702 国外债务付息 | Interest on foreign debt
30703 国内债务发行费用 | Costs of issuing domestic debt
30704 国外债务发行费用 | Costs of issuing foreign debt
30901 房屋建筑物购建 | Purchase and construction of buildings
30902 办公设备购置 | Office equipment
30903 专用设备购置 | Special equipment
30905 基础设施建设 | Infrastructure
30906 大型修缮 | Major repairs
30907 信息网络及软件购置更新 | Information networks and software
30908 物资储备 | Reserves of materials
30913 公务用车购置 | Purchase of official vehicles
30919 其他交通工具购置 | Other vehicles
30921 文物和陈列品购置 | Cultural relics and exhibits
30922 无形资产购置 | Intangible assets
30999 其他基本建设支出 | Other capital construction
31001 房屋建筑物购建 | Purchase and construction of buildings
31002 办公设备购置 | Office equipment
31003 专用设备购置 | Special equipment
31005 基础设施建设 | Infrastructure
31006 大型修缮 | Major repairs
31007 信息网络及软件购置更新 | Information networks and software
31008 物资储备 | Reserves of materials
31009 土地补偿 | Compensation for land
31010 安置补助 | Resettlement subsidies
31011 地上附着物和青苗补偿 | Compensation for fixtures and crops
31012 拆迁补偿 | Compensation for demolition
31013 公务用车购置 | Purchase of official vehicles
31019 其他交通工具购置 | Other vehicles
31021 文物和陈列品购置 | Cultural relics and exhibits
31022 无形资产购置 | Intangible assets
31099 其他资本性支出 | Other capital expenditure
31101 资本金注入（基本建设） | Capital injection (capital construction)
31199 其他对企业补助 | Other subsidies to enterprises
31201 资本金注入 | Capital injection
31203 政府投资基金股权投资 | Equity investment through government funds
31204 费用补贴 | Subsidies for expenses
31205 利息补贴 | Interest subsidies
31206 其他资本性补助 | Other capital subsidies
31299 其他对企业补助 | Other subsidies to enterprises
31302 对社会保险基金补助 | Subsidies to social insurance funds
31303 补充全国社会保障基金 | Contribution to the national social security fund
31304 对机关事业单位职业年金的补助 | Subsidies to occupational annuities
39907 国家赔偿费用支出 | State compensation
39908 对民间非营利组织和群众性自治组织补贴 | Subsidies to non-profit and community organisations
39909 经常性赠与 | Current donations
39910 资本性赠与 | Capital donations
39999 其他支出 | Other expenditure
50101 工资奖金津补贴 | Wages, bonuses and allowances
50102 社会保障缴费 | Social security contributions
50103 住房公积金 | Housing provident fund
50199 其他工资福利支出 | Other wages and welfare
50201 办公经费 | Office expenses
50202 会议费 | Meetings
50203 培训费 | Training
50204 专用材料购置费 | Special materials
50205 委托业务费 | Commissioned services
50206 公务接待费 | Official hospitality
50207 因公出国（境）费用 | Official travel abroad
50208 公务用车运行维护费 | Running of official vehicles
50209 维修（护）费 | Repairs and maintenance
50299 其他商品和服务支出 | Other goods and services
50301 房屋建筑物购建 | Purchase and construction of buildings
50302 基础设施建设 | Infrastructure
50303 公务用车购置 | Purchase of official vehicles
50306 设备购置 | Equipment
50307 大型修缮 | Major repairs
50399 其他资本性支出 | Other capital expenditure
50401 房屋建筑物购建 | Purchase and construction of buildings
50402 基础设施建设 | Infrastructure
50404 设备购置 | Equipment
50405 大型修缮 | Major repairs
50499 其他资本性支出 | Other capital expenditure
50501 工资福利支出 | Wages and welfare
50502 商品和服务支出 | Goods and services
50601 资本性支出 | Capital expenditure
50602 资本性支出（基本建设） | Capital expenditure (capital construction)
50701 费用补贴 | Subsidies for expenses
50799 其他对企业补助 | Other subsidies to enterprises
50803 资本金注入 | Capital injection
50899 其他对企业资本性支出 | Other capital expenditure for enterprises
50901 社会福利和救助 | Social welfare and assistance
50902 助学金 | Student grants
50905 离退休费 | Pensions
50999 其他对个人和家庭的补助 | Other subsidies to individuals and families
51002 对社会保险基金补助 | Subsidies to social insurance funds
51202 国外债务还本 | Repayment of foreign debt
59999 其他支出 | Other expenditure
"""

_USED = {
    "30212": "travel_abroad", "30215": "meetings", "30216": "training", "30217": "hospitality",
    "30231": "vehicle_running", "31013": "vehicle_purchase",
    "50202": "meetings", "50203": "training", "50206": "hospitality", "50207": "travel_abroad",
    "50208": "vehicle_running", "50303": "vehicle_purchase",
}  # fmt: skip
# What the class of an item is called where it is a column, by its code.
_CLASSES = {
    "301": "wages", "302": "goods_services", "303": "individuals_families",
    "307": "debt_interest", "309": "capital_construction", "310": "capital",
    "312": "enterprises", "313": "social_security_funds", "399": "other_expenditure",
    "501": "wages", "502": "goods_services", "503": "capital", "504": "capital_construction",
    "505": "institutions_current", "506": "institutions_capital", "507": "enterprises",
    "508": "enterprises_capital", "509": "individuals_families", "510": "social_security_funds",
    "511": "debt_interest", "512": "debt_principal", "513": "transfers", "514": "reserves",
    "599": "other_expenditure",
}  # fmt: skip


def _parsed() -> dict[str, tuple[str, str]]:
    items = {}
    for line in _ITEMS.strip().splitlines():
        code, _, names = line.partition(" ")
        chinese, _, english = names.partition(" | ")
        items[code] = (chinese, english)
    return items


_NAMES = _parsed()

ITEMS = {code: chinese for code, (chinese, _) in _NAMES.items()}
"""The name of each item, by its code."""

CLASS_OF_CODE = _CLASSES
"""The purpose that each class of the economic classifications is, by its code."""

PURPOSE_OF_ITEM = {code: _USED.get(code, f"item_{code}") for code in ITEMS}
"""The purpose that an item is: its own, or the one that a table of its kind has for it (会议费)."""

# The codes tell apart what bears one name in two classes: 办公设备购置, 资本性支出.
TITLES = {f"item_{code}": f"{code} {name}" for code, name in ITEMS.items() if code not in _USED}
"""What each purpose that is an item is called."""

IN_ENGLISH = {
    f"item_{code}": f"{code} {english}"
    for code, (_, english) in _NAMES.items()
    if code not in _USED
}
"""The same in English."""


def items_of(purpose: str) -> tuple[tuple[str, ...], ...]:
    """The purposes that make up a class, once for each classification; nothing for no class.

    >>> items_of("debt_interest")[0][:2], items_of("training")
    (('item_30701', 'item_30702'), ())
    """
    classes = [code for code, own in _CLASSES.items() if own == purpose]
    groups = (
        tuple(PURPOSE_OF_ITEM[code] for code in ITEMS if code.startswith(own)) for own in classes
    )
    return tuple(filter(None, groups))
