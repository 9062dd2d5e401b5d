"""Tables in the layouts of provinces that no stored document is of: made-up figures that add up, "|" between cells."""

from __future__ import annotations

LAYOUTS: dict[str, tuple[str, dict[str, str]]] = {
    # The page; and by table the names of its columns of figures.
    "codes in three columns, unit and name in one column, a line per unit": (
        """
表1-2
部门收入总表
部门：万里市水务局||||单位：万元
项目|||||合计|上年结转|一般公共预算拨款收入|事业收入||上级补助收入
科目编码|||单位代码|单位名称（科目）||||金额|其中：教育收费|
类|款|项||||||||
||||合    计|1,210.50|10.00|1,200.50|||
|||301001|万里市水务局机关|1,010.00|10.00|1,000.00|||
213|03|01|301001|行政运行|1,010.00|10.00|1,000.00|||
|||301002|万里市河道管理所|200.50||200.50|||
208|05|05|301002|机关事业单位基本养老保险缴费支出|200.50||200.50|||
""",
        {
            "income": "amount carried_over general_public business_income education_fees superior_subsidy"
        },
    ),
    "economic classes as columns": (
        """
支出预算分类汇总表（按政府预算经济分类）
单位：万里县农业农村局|||||||金额单位：万元
科目|||科目名称|总计|机关工资福利支出|机关商品和服务支出|对个人和家庭的补助|机关资本性支出（一）
类|款|项||||||
|||合计|500.00|200.00|250.00|50.00|
213|||农林水支出|400.00|100.00|250.00|50.00|
213|01||农业农村|400.00|100.00|250.00|50.00|
213|01|01|行政运行|400.00|100.00|250.00|50.00|
208|||社会保障和就业支出|100.00|100.00|||
208|05||行政事业单位养老支出|100.00|100.00|||
208|05|05|机关事业单位基本养老保险缴费支出|100.00|100.00|||
""",
        {"expenditure": "amount wages goods_services individuals_families capital"},
    ),
    "basic spending by halves and classes, projects by kind": (
        """
部门支出总体情况表
部门名称：万里市司法局|||||||||单位：万元
科目编码|||单位代码|单位（科目名称）|总计|基本支出|||||项目支出||
类|款|项||||小计|人员经费||公用经费||小计|其他运转类|特定目标类
|||||||工资福利支出|对个人和家庭的补助支出|商品和服务支出|资本性支出|||
**|**|**|**|**|1|2|3|4|5|6|7|8|9
|||||600.0|400.0|300.0|20.0|80.0||200.0|50.0|150.0
|||||600.0|400.0|300.0|20.0|80.0||200.0|50.0|150.0
204|06|01|112001|行政运行|400.0|400.0|300.0|20.0|80.0||||
204|06|02|112001|一般行政管理事务|200.0||||||200.0|50.0|150.0
""",
        {
            "expenditure": "amount basic personnel_wages personnel_individuals_families running_goods_services running_capital "
            "project other_operation specific_target"
        },
    ),
    "economic items as columns, codes over names": (
        """
一般公共预算基本支出表
部门：万里市水务局||||||||单位：万元
科目编码|科目名称|合计|301|30101|30102|302|30201|30215
|||工资福利支出|基本工资|津贴补贴|商品和服务支出|办公费|会议费
|合计|100.50|60.30|40.10|20.20|40.20|30.00|10.20
213|农林水支出|100.50|60.30|40.10|20.20|40.20|30.00|10.20
21303|水利|100.50|60.30|40.10|20.20|40.20|30.00|10.20
2130301|行政运行|100.50|60.30|40.10|20.20|40.20|30.00|10.20
""",
        {
            "basic-expenditure": "amount wages item_30101 item_30102 goods_services item_30201 meetings"
        },
    ),
    "economic items as columns, names alone, of the government's classification": (
        """
一般公共预算支出表
部门：万里市水务局|||||||单位：万元
单位名称|总计|工资福利支出||||对个人和家庭的补助||
||合计|工资奖金津补贴|社会保障缴费|住房公积金|小计|社会福利和救助|离退休费
合计|100.50|60.30|40.10|10.20|10.00|40.20|30.00|10.20
水务局机关|90.50|50.30|30.10|10.20|10.00|40.20|30.00|10.20
河道管理所|10.00|10.00|10.00|||||
""",
        {
            "general-public-expenditure": "amount wages item_50101 item_50102 item_50103 individuals_families item_50901 item_50905"
        },
    ),
    "economic items as columns below the halves, code behind the name": (
        """
基本支出预算表
部门：万里市水务局||||||单位：万元
科目名称|合计|人员经费|||公用经费||
||小计|津贴补贴（30102）|住房公积金（30113）|小计|电费（30206）|培训费（30216）
合计|100.50|60.30|40.10|20.20|40.20|30.00|10.20
行政运行|100.50|60.30|40.10|20.20|40.20|30.00|10.20
""",
        {
            "basic-expenditure": "amount personnel personnel_item_30102 personnel_item_30113 running running_item_30206 running_training"
        },
    ),
    "three expenditure lists beside the income": (
        """
收支总表
单位：万里县农业农村局|||||金额单位：万元
收入||支出|||||
项目|本年预算|项目（按功能分类）|本年预算|项目（按支出性质）|本年预算|项目（按支出经济分类）|本年预算
一、一般公共预算拨款收入|500.00|一、一般公共服务支出||一、基本支出|300.00|一、工资福利支出|200.00
二、政府性基金拨款||八、社会保障和就业支出|100.00|人员经费|220.00|二、商品和服务支出|250.00
三、财政专户管理资金||十三、农林水支出|400.00|公用经费|80.00|三、对个人和家庭的补助|50.00
||||二、项目支出|200.00||
本年收入合计|500.00|本年支出合计|500.00|本年支出合计|500.00|本年支出合计|500.00
上年结转结余||年终结转结余||年终结转结余||年终结转结余|
收入总计|500.00|支出总计|500.00|支出总计|500.00|支出总计|500.00
""",
        {"summary": "amount"},
    ),
    "budget and outturn of the year, each with its own columns": (
        """
财政拨款“三公”经费支出决算表
公开09表
部门：白沙部||||||||||金额单位：万元
预算数||||||决算数|||||
合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费|合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费
||小计|公务用车购置费|公务用车运行维护费||||小计|公务用车购置费|公务用车运行维护费|
1|2|3|4|5|6|7|8|9|10|11|12
20.00|5.00|10.00||10.00|5.00|15.00|4.00|8.00||8.00|3.00
""",
        {
            "three-public": "adjusted_budget adjusted_budget_travel_abroad adjusted_budget_vehicles adjusted_budget_vehicle_purchase "
            "adjusted_budget_vehicle_running adjusted_budget_hospitality amount travel_abroad vehicles vehicle_purchase "
            "vehicle_running hospitality"
        },
    ),
    "class, division and item beside the numbers of the columns": (
        """
政府性基金预算财政拨款收入支出决算表
公开07表
部门：白沙部||||||||金额单位：万元
项目||||年初结转和结余|本年收入|本年支出|||年末结转和结余
功能分类科目编码|||科目名称|||小计|基本支出|项目支出|
类|款|项|栏次|1|2|3|4|5|6
|||合计|5.00|10.00|12.00||12.00|3.00
212|||城乡社区支出|5.00|10.00|12.00||12.00|3.00
21208|||国有土地使用权出让收入安排的支出|5.00|10.00|12.00||12.00|3.00
2120803|||城市建设支出|5.00|10.00|12.00||12.00|3.00
""",
        {
            "government-fund-expenditure": "opening_balance received amount basic project closing_balance"
        },
    ),
    "the code in brackets before the name, the body's own line beside the unit": (
        """
部门预算支出总表
111白沙市文化广电和旅游局|||||单位：元
功能分类科目|合计|基本支出|项目支出|经营支出|上缴上级支出
**|1|2|3|4|5
合计|5000000.00|3000000.00|2000000.00||
[207]文化旅游体育与传媒支出|5000000.00|3000000.00|2000000.00||
[20701]文化和旅游|5000000.00|3000000.00|2000000.00||
[2070101]行政运行|3000000.00|3000000.00|||
[2070199]其他文化和旅游支出|2000000.00||2000000.00||
""",
        {"expenditure": "amount basic project trading superior_payment"},
    ),
    "income with this year's and last year's money in two groups": (
        """
收入预算总表
部门编码及名称：[105]万里市审计局||||||||||||单位：元
部门（单位）代码|部门（单位）名称|合计|本年收入|||||||上年结转结余||
|||小计|一般公共预算|政府性基金预算|国有资本经营预算|财政专户管理资金|事业收入|其他收入|小计|一般公共预算|单位资金
合计||120.00|100.00|90.00||||10.00||20.00|20.00|
105|万里市审计局|120.00|100.00|90.00||||10.00||20.00|20.00|
105001|万里市审计局|120.00|100.00|90.00||||10.00||20.00|20.00|
""",
        {
            "income": "amount current_year current_year_general_public current_year_government_fund current_year_state_capital "
            "current_year_fiscal_account current_year_business_income current_year_other_income carried_over "
            "carried_over_general_public carried_over_own_funds"
        },
    ),
    "last year's outturn, this year's budget and their difference": (
        """
一般公共预算支出表
部门公开表5
部门：白沙部||||||||单位：万元
功能分类科目||2024年执行数|2025年预算数|||2025年预算数比2024年执行数|
科目编码|科目名称||小计|基本支出|项目支出|增减额|增减%
205|教育支出|100.00|150.00||150.00|50.00|50.00%
20508|进修及培训|100.00|150.00||150.00|50.00|50.00%
2050803|培训支出|100.00|150.00||150.00|50.00|50.00%
|合计|100.00|150.00||150.00|50.00|50.00%
""",
        {
            "general-public-expenditure": "previous_outturn amount basic project change change_percent"
        },
    ),
    "the appropriation with its income as of last year and this year": (
        """
财政拨款收支总表
部门：万里旗林业和草原局||||||单位：万元
收入||支出||||
项目|预算数|项目|合计|一般公共预算|政府性基金预算|国有资本经营预算
一、本年收入|90.00|一、本年支出|95.00|95.00||
（一）一般公共预算拨款|90.00|（一）一般公共服务支出|95.00|95.00||
（二）政府性基金预算拨款||（二）外交支出||||
（三）国有资本经营预算拨款||||||
二、上年结转|5.00|||||
（一）一般公共预算拨款|5.00|||||
（二）政府性基金预算拨款||二、结转下年||||
收入总计|95.00|支出总计|95.00|95.00||
""",
        {"appropriation-summary": "amount general_public government_fund state_capital"},
    ),
    "projects by kind and source": (
        """
项目支出表
部门：万里盟水利局||||||||||单位：万元
类型|项目名称|项目单位|合计|本年拨款|||财政拨款结转结余|||财政专户管理资金|单位资金
||||一般公共预算|政府性基金预算|国有资本经营预算|一般公共预算|政府性基金预算|国有资本经营预算||
合计|||65.0|60.0|||5.0||||
特定目标类|||65.0|60.0|||5.0||||
31-部门项目|修渠|万里盟水利局|40.0|40.0|||||||
31-部门项目|治沙|万里盟水利局|25.0|20.0|||5.0||||
""",
        {
            "projects": "amount current_year_general_public current_year_government_fund current_year_state_capital "
            "carried_over_general_public carried_over_government_fund carried_over_state_capital fiscal_account own_funds"
        },
    ),
    "economic codes of the department and of the government side by side": (
        """
一般公共预算基本支出预算表
部门：万里市档案馆|||||||单位：元
部门预算支出经济分类科目|||政府预算支出经济分类科目|||本年一般公共预算基本支出||
科目编码||科目名称|科目编码||科目名称|合计|人员经费|公用经费
类|款||类|款||||
|||||合计|300.00|280.00|20.00
301||工资福利支出||||280.00|280.00|
301|01|基本工资|501|01|工资奖金津补贴|180.00|180.00|
301|02|津贴补贴|501|01|工资奖金津补贴|100.00|100.00|
302||商品和服务支出||||20.00||20.00
302|01|办公费|502|01|办公经费|20.00||20.00
""",
        {"basic-expenditure": "amount personnel running"},
    ),
    "income of the body's own in a group of its own": (
        """
部门收入预算表
单位名称：万里州妇幼保健院||||||||||||||单位：万元
部门（单位）代码|部门（单位）名称|合计|财政拨款||||财政专户管理资金|单位资金||||||上年结转结余
|||小计|一般公共预算|政府性基金预算|国有资本经营预算||小计|事业收入|事业单位经营收入|上级补助收入|附属单位上缴收入|其他收入|
131|万里州卫生健康委员会|900.00|300.00|300.00||||600.00|590.00||||10.00|
131005|万里州妇幼保健院|900.00|300.00|300.00||||600.00|590.00||||10.00|
合计||900.00|300.00|300.00||||600.00|590.00||||10.00|
""",
        {
            "income": "amount appropriation general_public government_fund state_capital fiscal_account own_funds "
            "business_income trading_income superior_subsidy subordinate_payment other_income carried_over"
        },
    ),
    "one line without a key, under two years": (
        """
财政拨款“三公”经费支出表
部门公开表9
||||||||||单位：万元
2024年预算数||||||2025年预算数|||||
合计|因公出国（境）费|公务用车购置及运行费|||公务接待费|合计|因公出国（境）费|公务用车购置及运行费|||公务接待费
||小计|公务用车购置费|公务用车运行费||||小计|公务用车购置费|公务用车运行费|
9.00|5.00|3.00||3.00|1.00|8.50|5.00|3.00||3.00|0.50
""",
        {
            "three-public": "previous_budget previous_budget_travel_abroad previous_budget_vehicles "
            "previous_budget_vehicle_purchase previous_budget_vehicle_running previous_budget_hospitality amount "
            "travel_abroad vehicles vehicle_purchase vehicle_running hospitality"
        },
    ),
    "three years side by side, of which the model has two": (
        """
一般公共预算支出情况表
单位：万里市档案馆||||单位：万元
科目编码|科目名称|2024年执行数|2025年预算数|2025年预算数比2024年执行数增减（%）
201|一般公共服务支出|80.00|100.00|25.00
20126|档案事务|80.00|100.00|25.00
2012604|档案馆|80.00|100.00|25.00
合计||80.00|100.00|25.00
""",
        {"general-public-expenditure": "previous_outturn amount change_percent"},
    ),
    "numbers set wide, full-width, negative in brackets": (
        """
支出预算总表
单位：万里市统计局||||单位：万元
科目编码|科目名称|合计|基本支出|项目支出
201|一般公共服务支出|1 200.50|１，０００．００|200. 50
20105|统计信息事务|1 200.50|１，０００．００|200. 50
2010501|行政运行|1 000.00|１，０００．００|
2010508|统计抽样调查|（9.50）||(9.50)
2010599|其他统计信息事务支出|210.00||210 .00
|合 计|1,200.50|1,000.00|200.50
""",
        {"expenditure": "amount basic project"},
    ),
    "a note that there is nothing in a row of the table": (
        """
政府性基金预算支出预算表
单位：万里市统计局||||单位：万元
科目编码|科目名称|合计|基本支出|项目支出
|合计|||
注：本单位没有政府性基金预算拨款安排的支出，故本表无数据。||||
""",
        {"government-fund-expenditure": "amount basic project"},
    ),
    "procurement by what is bought": (
        """
政府采购预算表
单位：万里市统计局|||||||||单位：万元
单位名称|采购项目|采购品目|采购数量|单价|合计|货物|工程|服务
合计|||||3.50|1.50||2.00
万里市统计局|办公设备|台式计算机|3|0.50|1.50|1.50||
万里市统计局|调查外包|其他服务|1|2.00|2.00|||2.00
""",
        {
            "procurement": "count unit_price amount procurement_goods procurement_works procurement_services"
        },
    ),
    "nature, then fund, in three rows of head": (
        """
部门支出预算表
单位：万里市体育局||||||||||单位：元
功能分类科目编码|功能分类科目名称|总计|财政拨款|||||财政专户管理资金|单位资金
|||小计|一般公共预算|||政府性基金预算||
||||合计|基本支出|项目支出|||
207|文化旅游体育与传媒支出|90.00|80.00|70.00|50.00|20.00|10.00||10.00
20703|体育|90.00|80.00|70.00|50.00|20.00|10.00||10.00
2070301|行政运行|90.00|80.00|70.00|50.00|20.00|10.00||10.00
合计||90.00|80.00|70.00|50.00|20.00|10.00||10.00
""",
        {
            "expenditure": "amount appropriation general_public general_public_basic general_public_project "
            "government_fund fiscal_account own_funds"
        },
    ),
    "what an agency runs on, as lines": (
        """
一般公共预算机关运行经费支出预算表
公开11表
部门：万里市统计局|||单位：万元
科目编码|科目名称|机关运行经费支出
302|商品和服务支出|30.50
30201|办公费|20.50
30211|差旅费|10.00
|合计|30.50
""",
        {"agency-operating": "amount"},
    ),
    "the body over its functions, without a code of its own": (
        """
支出总表
||||单位：万元
科目编码|单位及科目名称|合计|基本支出|项目支出
|合计|60.00|40.00|20.00
|万里市粮食局|60.00|40.00|20.00
|万里市粮食局本级|45.00|35.00|10.00
222|粮油物资储备支出|45.00|35.00|10.00
22201|粮油物资事务|45.00|35.00|10.00
2220101|行政运行|45.00|35.00|10.00
|万里市粮食质量监测站|15.00|5.00|10.00
222|粮油物资储备支出|15.00|5.00|10.00
22201|粮油物资事务|15.00|5.00|10.00
2220150|事业运行|15.00|5.00|10.00
""",
        {"expenditure": "amount basic project"},
    ),
    "balances before and after, of both natures": (
        """
一般公共预算财政拨款收入支出决算表
公开05表
部门：万里市粮食局||||||||||||单位：万元
项目||年初结转和结余|||本年收入|||本年支出|||年末结转和结余||
功能分类科目编码|科目名称|合计|基本支出结转|项目支出结转和结余|合计|基本支出|项目支出|合计|基本支出|项目支出|合计|基本支出结转|项目支出结转和结余
|合计|5.00|1.00|4.00|50.00|30.00|20.00|52.00|31.00|21.00|3.00||3.00
222|粮油物资储备支出|5.00|1.00|4.00|50.00|30.00|20.00|52.00|31.00|21.00|3.00||3.00
22201|粮油物资事务|5.00|1.00|4.00|50.00|30.00|20.00|52.00|31.00|21.00|3.00||3.00
2220101|行政运行|5.00|1.00|4.00|50.00|30.00|20.00|52.00|31.00|21.00|3.00||3.00
""",
        {
            "general-public-expenditure": "opening_balance opening_balance_basic opening_balance_project received "
            "received_basic received_project amount basic project closing_balance closing_balance_basic closing_balance_project"
        },
    ),
}
