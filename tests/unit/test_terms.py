from __future__ import annotations

import pickle

import pytest

from infantcare_policy.errors import UnknownWord
from infantcare_policy.fact_kinds import ACTIVITY_FACTS, FACTS, FactKind
from infantcare_policy.terms import (
    AreaKind,
    ClassKind,
    LegalForm,
    Level,
    Operation,
    ServiceMode,
    Setting,
    TownKind,
    Word,
    fold,
)

LISTS: dict[type[Word], set[str]] = {
    Level: {"town", "county", "city", "province", "central"},
    TownKind: {"town", "township", "subdistrict", "service-centre"},
    LegalForm: {"public-institution", "social-service", "for-profit", "unincorporated"},
    Setting: {"standalone", "kindergarten", "community", "workplace", "home"},
    Operation: {"public", "public-built-private-run", "private-publicly-aided", "private"},
    ServiceMode: {"full-day", "half-day", "hourly", "occasional"},
    ClassKind: {"infant", "toddler", "older-toddler", "mixed"},
    AreaKind: {"new", "existing"},
}

TERMS = [
    pytest.param(member, term, id=f"{type(member).__name__}-{term}")
    for words in LISTS
    for member in words
    for term in (member.value, *member.words)
]


class TestFold:
    @pytest.mark.parametrize(
        ("given", "folded"),
        [
            ("９５％", "95%"),
            ("（一）", "(一)"),
            (" 卫生　健康\n局\t", "卫生健康局"),
            ("ＡＢＣ", "ABC"),
            ("", ""),
        ],
    )
    def test_drops_white_space_and_full_width_forms(self, given: str, folded: str) -> None:
        assert fold(given) == folded


class TestWords:
    @pytest.mark.parametrize(
        ("words", "ids"), LISTS.items(), ids=[words.__name__ for words in LISTS]
    )
    def test_are_a_closed_list_with_stable_ids(self, words: type[Word], ids: set[str]) -> None:
        assert {str(member) for member in words} == ids
        assert len(words) == len(ids)

    @pytest.mark.parametrize(("member", "term"), TERMS)
    def test_are_found_by_their_id_and_every_official_term(self, member: Word, term: str) -> None:
        assert type(member).named(term) is member

    @pytest.mark.parametrize(
        ("words", "term", "member"),
        [
            (LegalForm, "事业单位", "public-institution"),
            (LegalForm, "民办非企业单位", "social-service"),
            (LegalForm, "社会服务机构", "social-service"),
            (LegalForm, "营利性", "for-profit"),
            (Setting, "托幼一体化", "kindergarten"),
            (Setting, "家庭托育点", "home"),
            (Operation, "公建民营", "public-built-private-run"),
            (Operation, "民办公助", "private-publicly-aided"),
            (ServiceMode, "计时托", "hourly"),
            (ClassKind, "乳儿班", "infant"),
            (ClassKind, "托小班", "toddler"),
            (ClassKind, "托大班", "older-toddler"),
            (ClassKind, "混合编班", "mixed"),
            (TownKind, "街道办事处", "subdistrict"),
            (Level, "县级", "county"),
            (AreaKind, "已建成居住区", "existing"),
        ],
    )
    def test_mean_what_the_official_term_says(
        self, words: type[Word], term: str, member: str
    ) -> None:
        assert words.named(term) == member

    @pytest.mark.parametrize(
        "term", ["社区（村）托育中心", "社区(村)托育中心", " 社区（村） 托育　中心\n"]
    )
    def test_are_found_in_any_width_and_spacing(self, term: str) -> None:
        assert Setting.named(term) is Setting.COMMUNITY

    def test_that_are_unknown_name_the_nearest(self) -> None:
        with pytest.raises(UnknownWord) as unknown:
            LegalForm.named("民办非企单位")
        assert unknown.value.name == "民办非企单位"
        assert unknown.value.nearest[0] == "民办非企业单位"

    @pytest.mark.parametrize("term", ["", "  ", "单位", "For-Profit", "forprofit"])
    def test_that_are_unknown_are_never_guessed(self, term: str) -> None:
        with pytest.raises(UnknownWord):
            LegalForm.named(term)

    def test_of_another_list_are_unknown(self) -> None:
        with pytest.raises(UnknownWord):
            ClassKind.named("事业单位")

    def test_are_texts(self) -> None:
        assert f"{Setting.HOME}" == "home"
        assert {"home": 1}[Setting.HOME] == 1
        assert Setting("home") is Setting.HOME

    def test_begin_with_the_preferred_term(self) -> None:
        assert LegalForm.SOCIAL_SERVICE.words == ("社会服务机构", "民办非企业单位")

    @pytest.mark.parametrize("words", LISTS)
    def test_survive_pickling_as_themselves(self, words: type[Word]) -> None:
        for member in words:
            again = pickle.loads(pickle.dumps(member))  # noqa: S301 - bytes made on the spot
            assert again is member


class TestFacts:
    def test_that_are_words_may_have_each_word(self) -> None:
        assert set(FACTS["legal_form"].values) == LISTS[LegalForm]
        assert set(FACTS["operation"].values) == LISTS[Operation]
        assert set(FACTS["settings"].values) == LISTS[Setting]
        assert set(FACTS["services"].values) == LISTS[ServiceMode]
        assert set(FACTS["demonstration_level"].values) == LISTS[Level]

    def test_about_an_activity_are_its_kind_and_its_level(self) -> None:
        assert set(ACTIVITY_FACTS["activity"].values) == {"parents-class", "lecture", "free-clinic"}
        assert set(ACTIVITY_FACTS["level"].values) == LISTS[Level]

    def test_that_are_sets_are_known(self) -> None:
        assert {name for name, kind in FACTS.items() if kind.several} == {
            "settings",
            "services",
            "demonstration_level",
        }

    def test_that_are_flags_may_be_true_or_false(self) -> None:
        flags = {name for name, kind in FACTS.items() if set(kind.values) == {True, False}}
        assert flags == {
            "inclusive",
            "guidance",
            "introduced_brand",
            "demonstration",
            "serves_meals",
            "open_to_neighbours",
            "registered",
            "filed",
            "opened",
            "closed",
        }
        words = {"legal_form", "operation", "settings", "services", "demonstration_level"}
        assert flags == set(FACTS) - words

    def test_have_each_value_once(self) -> None:
        for kind in FACTS.values():
            assert len(set(kind.values)) == len(kind.values) > 1

    def test_cannot_be_changed(self) -> None:
        with pytest.raises(TypeError):
            FACTS["inclusive"] = FactKind((True,))  # type: ignore[index]
