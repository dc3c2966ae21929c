"""The closed lists of words that the plan's rows and the facts have in common.

Source: 2.2.5, 2.3.6–2.3.9, 2.4.10; 托育机构登记和备案办法（试行） arts. 2, 4;
托育机构设置标准（试行） arts. 18, 19; 未成年人保护法 art. 62; 信用修复管理办法.

Limitations: words are matched after white space is dropped and full-width forms are folded; a
word that the list does not hold is an error with the nearest ones, never a guess.

>>> LegalForm.named("民办非企业单位")
<LegalForm.SOCIAL_SERVICE: 'social-service'>
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Literal, Self, TypeAlias

from infantcare_policy.errors import UnknownWord

__all__ = [
    "ActivityKind",
    "AreaKind",
    "Authority",
    "ClassKind",
    "Education",
    "InstitutionKind",
    "LegalForm",
    "Level",
    "Move",
    "Operation",
    "Qualification",
    "RecordKind",
    "Role",
    "ServiceMode",
    "Setting",
    "Severity",
    "Stage",
    "Subject",
    "TownKind",
    "Word",
    "fold",
]


def fold(text: str) -> str:
    """Drop white space and fold full-width forms, so that ％ is % and １ is 1."""
    return "".join(unicodedata.normalize("NFKC", text).split())


class Word(StrEnum):
    """A closed list in which each word knows the official terms that mean it."""

    words: tuple[str, ...]

    def __new__(cls, value: str, *words: str) -> Self:
        """Make a member from its stable id and the official terms, the preferred one first."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words
        return member

    @classmethod
    def named(cls, name: str) -> Self:
        """Find the member that an id or an official term means.

        Raises:
            UnknownWord: with the nearest terms.
        """
        wanted = fold(name)
        for member in cls:
            if wanted in (member.value, *map(fold, member.words)):
                return member
        raise UnknownWord(name, [term for member in cls for term in (*member.words, member.value)])


class Level(Word):
    """A level of government."""

    TOWN = "town", "乡镇级"
    COUNTY = "county", "县级", "县"
    CITY = "city", "市级", "市"
    PROVINCE = "province", "省级", "省"
    CENTRAL = "central", "中央", "国家"


class TownKind(Word):
    """What kind of township body it is."""

    TOWN = "town", "镇"
    TOWNSHIP = "township", "乡"
    SUBDISTRICT = "subdistrict", "街道办事处", "街道"
    SERVICE_CENTRE = "service-centre", "综合服务中心"


class LegalForm(Word):
    """The legal nature of a facility (2.4.10); `unincorporated` is no legal person of its own."""

    PUBLIC_INSTITUTION = "public-institution", "事业单位"
    SOCIAL_SERVICE = "social-service", "社会服务机构", "民办非企业单位"
    FOR_PROFIT = "for-profit", "营利性机构", "营利性", "营利", "企业"
    UNINCORPORATED = "unincorporated", "非法人", "无独立法人资格"


class Setting(Word):
    """Where a facility stands; several may hold at once."""

    STANDALONE = "standalone", "独立设置"
    KINDERGARTEN = "kindergarten", "托幼一体化", "幼儿园托班", "托班"
    COMMUNITY = "community", "社区托育", "社区（村）托育中心", "社区托育服务机构"
    WORKPLACE = "workplace", "用人单位托育", "托育点"
    HOME = "home", "家庭托育点"


class Operation(Word):
    """Who built and who runs a facility (2.2.5)."""

    PUBLIC = "public", "公办"
    PUBLIC_BUILT_PRIVATE_RUN = "public-built-private-run", "公办民营", "公建民营"
    PRIVATE_PUBLICLY_AIDED = "private-publicly-aided", "民办公助"
    PRIVATE = "private", "民办"


class ServiceMode(Word):
    """For how long a day children are cared for."""

    FULL_DAY = "full-day", "全日托"
    HALF_DAY = "half-day", "半日托"
    HOURLY = "hourly", "计时托"
    OCCASIONAL = "occasional", "临时托"


class ClassKind(Word):
    """The kind of a class group, by the ages in it."""

    INFANT = "infant", "乳儿班"
    TODDLER = "toddler", "托小班"
    OLDER_TODDLER = "older-toddler", "托大班"
    MIXED = "mixed", "混合编班", "混龄班"


class Stage(Word):
    """How far a facility has come."""

    PROPOSED = "proposed", "拟设立"
    REGISTERED = "registered", "已登记"
    FILED = "filed", "已备案"
    ACCEPTED = "accepted", "验收合格"
    OPERATING = "operating", "运营中"
    CLOSED = "closed", "已停办"


class Move(Word):
    """A step in the life of a facility."""

    REGISTER = "register", "登记"
    FILE = "file", "备案"
    ACCEPT = "accept", "验收"
    OPEN = "open", "开业", "开始收托"
    CHANGE = "change", "变更"
    REPORT_CHANGE = "report-change", "更新备案信息"
    CLOSE = "close", "停办", "终止服务"


class Role(Word):
    """A post in a facility; the old name of a post means the same as the new one."""

    HEAD = "head", "负责人", "园长"
    CARER = "carer", "保育人员", "保育师", "保育员", "育婴员"
    HEALTH_WORKER = "health-worker", "保健人员"
    GUARD = "guard", "保安人员", "保安员"
    COOK = "cook", "炊事人员"
    OTHER = "other", "其他工作人员"


class Education(Word):
    """The education that somebody has completed, the least first."""

    LOWER_SECONDARY = "lower-secondary", "初中及以下"
    UPPER_SECONDARY = "upper-secondary", "高中", "中专"
    COLLEGE = "college", "大专", "专科"
    BACHELOR = "bachelor", "本科"
    POSTGRADUATE = "postgraduate", "研究生"


class Qualification(Word):
    """What somebody brings to a post besides education and years."""

    HEAD_TRAINING = "head-training", "托育机构负责人岗位培训合格"
    CARE_EXPERIENCE = "care-experience", "婴幼儿照护经验"
    RELATED_MAJOR = "related-major", "相关专业背景"
    CARE_TRAINING = "care-training", "婴幼儿保育相关培训", "婴幼儿保育和心理健康知识培训"
    HEALTH_TRAINING = "health-training", "妇幼保健机构卫生保健专业知识培训合格"
    GUARD_CERTIFICATE = "guard-certificate", "保安员证"


class RecordKind(Word):
    """What the credit register says of somebody."""

    COMPLAINT = "complaint", "投诉举报"
    PENALTY = "penalty", "行政处罚"
    CHILD_ABUSE = "child-abuse", "虐童等行为", "虐童"
    COURT_BAN = "court-ban", "从业禁止"
    JOINT_INCENTIVE = "joint-incentive", "守信联合激励"
    JOINT_SANCTION = "joint-sanction", "失信联合惩戒"


class Subject(Word):
    """Of whom a record speaks."""

    PERSON = "person", "人员"
    FACILITY = "facility", "机构"


class Severity(Word):
    """How grave a breach of trust is."""

    MINOR = "minor", "轻微"
    GENERAL = "general", "一般"
    SERIOUS = "serious", "严重"


class Authority(Word):
    """Who is asked about a person before hiring."""

    PUBLIC_SECURITY = "public-security", "公安机关"
    PROCURATORATE = "procuratorate", "人民检察院"


class InstitutionKind(Word):
    """What kind of health institution it is (2.1.2); several may hold."""

    MATERNAL_CHILD_CENTRE = "maternal-child-centre", "妇幼保健计划生育中心", "妇计中心"
    MATERNITY = "maternity", "定点分娩医疗机构"
    PRIMARY_CARE = "primary-care", "基层医疗机构"


class AreaKind(Word):
    """Whether a residential area is newly built or already stands (2.2.4)."""

    NEW = "new", "新建小区", "新建居住区"
    EXISTING = "existing", "已建成居住区"


ActivityKind: TypeAlias = Literal["parents-class", "lecture", "free-clinic"]
"""What is held for families: 父母课堂, 育儿讲座, 义诊 (2.1.2)."""
