"""The words of a case as the statistics and the papers have them (domain.md §3.3, §3.4)."""

TYPES: dict[int, str] = {
    1: "婚姻家庭",
    2: "邻里",
    3: "房屋宅基地",
    4: "合同",
    5: "生产经营",
    6: "损害赔偿",
    7: "山林土地",
    8: "征地拆迁",
    9: "环境污染",
    10: "劳动争议",
    11: "旅游",
    12: "消费",
    13: "医疗",
    14: "道路交通事故",
    15: "物业",
    99: "其他",
}
FAMILY = 1
SOURCES = {"own": "主动调解", "apply": "依申请调解", "referred": "接受委托移送调解"}
REFERRERS = {
    "court": "法院",
    "procuratorate": "检察院",
    "police": "公安机关",
    "petition": "信访部门",
    "other": "其他部门",
}
DIFFICULTIES = {"simple": "简易", "normal": "一般", "hard": "疑难复杂", "major": "重大"}
HARD = ("hard", "major")
COMMITTEE_KINDS = {
    "village": "村（居）调委会",
    "street": "乡镇（街道）调委会",
    "company": "企事业单位调委会",
    "social": "行业性专业性及其他调委会",
}
LEVELS = {"grid": "网格员", "elder": "老娘舅", "street": "街道"}
SIDES = {"applicant": "申请人", "respondent": "被申请人"}
PARTY_KINDS = {"person": "个人", "organisation": "单位"}
AGENT_KINDS = {"mandate": "委托代理人", "legal": "法定代理人"}
FORMS = {"oral": "口头", "written": "书面"}
PERFORMANCES = {"full": "已履行", "part": "部分履行", "none": "未履行"}
OUTCOMES = {"success": "调解成功", "failed": "调解不成", "ended": "终止调解", "passed": "转交"}
CONFIRMATIONS = {"applied": "已申请", "confirmed": "确认有效", "refused": "不予确认"}
NOT_CONFIRMABLE = {"identity": "确认身份关系", "adoption": "确认收养关系", "marriage": "确认婚姻关系"}
"""What a court will not confirm (法释〔2011〕5号 art 4)."""

END_REASONS = {
    "refused": "一方当事人拒绝或者放弃调解",
    "hopeless": "调解委员会认为无法达成调解协议",
    "event": "发生特定事由，调解不能进行",
    "other": "依法可以终止的其他情形",
}
"""宁波市人民调解条例 art 23. `hopeless` is 调解不成, the others are 终止."""

REMEDIES = ("仲裁", "行政", "诉讼")
LOG_KINDS = {
    "accept": "受理登记",
    "investigate": "调查记录",
    "mediate": "调解记录",
    "agree": "协议",
    "perform": "履行",
    "visit": "回访记录",
    "contact": "联系",
    "evidence": "证据",
    "step": "办理",
    "escalate": "上报",
    "correct": "更正",
    "other": "其他",
}
WRITTEN_KINDS = ("investigate", "mediate", "contact", "evidence", "other")
"""The kinds a clerk writes by hand; the others are written by the act they record."""

ESCALATIONS = {"crime": "涉嫌犯罪", "crowd": "群体性事件风险"}
ATTACHMENT_KINDS = {
    "photo": "现场照片",
    "evidence": "证据材料",
    "scan": "签字原件扫描",
    "proof": "履行凭证",
    "other": "其他",
}
PREVENTION = {
    "survey_times": "排查纠纷（次）",
    "survey_cases": "排查纠纷（件）",
    "prevented": "预防纠纷（件）",
    "suicide_cases": "防止自杀（件）",
    "suicide_people": "防止自杀（人）",
    "crime_cases": "防止民转刑（件）",
    "crime_people": "防止民转刑（人）",
    "petition_cases": "防止群体性上访（件）",
    "petition_people": "防止群体性上访（人）",
    "brawl_cases": "防止群体性械斗（件）",
    "brawl_people": "防止群体性械斗（人）",
}


def type_text(code: int) -> str:
    """The label as printed: with 纠纷, but 劳动争议 as it is."""
    label = TYPES[code]
    return label if label.endswith("争议") else f"{label}纠纷"
