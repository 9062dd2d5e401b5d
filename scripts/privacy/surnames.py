"""Whether a few Chinese characters are a person's name, or a body, an office, a word."""

from __future__ import annotations

import re

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴"
    "霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚"
    "岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑"
    "迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉"
    "禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜"
    "印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由某"
)
_DOUBLE_SURNAMES = frozenset(
    (
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "司徒",
        "端木",
        "夏侯",
    )
)
# What ends the name of a body, an office, a post or a thing.
_NO_NAME = re.compile(
    r".*(?:局|处|科|室|部|厅|委|院|中心|办|公司|单位|人员|组|会|站|所|队|校|馆|司|署|股|岗|区|县|市|省|镇|乡"
    r"|政府|机构|部门|领导|职工|费|款|金|表|员|者|等|无|略|同上|如下|情况|工作|职责|姓名|签字|签章|盖章|电话|方式"
    r"|本人|待定|空缺|不详|详见|个人信息不收|街道|学校|银行|协会|集团)"
)
# Words of two characters that begin like a name, or stand where one is asked for: 高度重视, 联系电话.
_WORD_BEGINS = (
    "联系办公手机传真座机固定地址日期填报审核科室意见年月盖章签字签名负责经办职称邮编邮箱备注"
    "不同严格主持主要从事任免任务任职优秀但是位置信息全部全面公共公开关于关键农业农村利用包括华为单位"
    "原因古树司机司法合格同意向上向社和分和经和财国家安全安排完成容易居民展开属实左右已审常务平均应当"
    "应急康复强化成员成立房屋支出支持文件文化方式方案方法方面施工无误时间时限明确明细来源查看武装温馨"
    "满意由于相关相应简介简要管理职务能力良好解决计划费用资金路径车辆边界连带连续通过都是金额项目高度"
)
_WORDS = frozenset(_WORD_BEGINS[at : at + 2] for at in range(0, len(_WORD_BEGINS), 2))


def is_name(text: str, *, sure: bool = False, glued: bool = False) -> bool:
    """Whether a text of Chinese characters is a person's name.

    After a colon nearly everything of two to four characters is one, unless it ends as bodies,
    offices and things do. With `sure` the first character must be a surname; glued to its label
    (联系人王某) it may have three characters at most and begin no common word.

    >>> is_name("欧阳某"), is_name("财政局"), is_name("高度重", sure=True, glued=True)
    (True, False, False)
    """
    parts = re.split("[·•.]", text)
    if len(parts) > 1:
        return all(parts) and not _NO_NAME.fullmatch(parts[-1])
    longest = 4
    if glued and text[:2] not in _DOUBLE_SURNAMES:
        longest = 3
    if not 2 <= len(text) <= longest or _NO_NAME.fullmatch(text):
        return False
    if not sure:
        return text[:2] not in _WORDS
    begins = text[0] in _SURNAMES or text[:2] in _DOUBLE_SURNAMES
    return begins and text[:2] not in _WORDS
