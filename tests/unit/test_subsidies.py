from __future__ import annotations

import weakref
from datetime import date, datetime
from decimal import Decimal, localcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from infantcare_policy.county import Ban, Payment
from infantcare_policy.decisions import (
    Citation,
    Decided,
    Decision,
    Ground,
    Missing,
    ReadingStamp,
    Referred,
    Undetermined,
)
from infantcare_policy.errors import InvalidFacts, PolicyError, UnknownPayer, UnknownTown, Unsettled
from infantcare_policy.facilities import Acceptance, Facility, Setting
from infantcare_policy.money import Amount, yuan
from infantcare_policy.plan import Plan, load, loads, yijun
from infantcare_policy.subsidies import (
    Award,
    Budget,
    BudgetLine,
    Discrepancy,
    DiscrepancyKind,
    Entitlement,
    Line,
    budget,
    entitlement,
    reconcile,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

QINGHE = Path(__file__).parents[1] / "plans" / "qinghe.toml"
ON = date(2026, 1, 5)
ACCEPTED = date(2024, 5, 6)
TEXT = Citation("yijun", "3.2")
BAN_TEXT = Citation("yijun", "2.4.11")
PROVINCIAL = "grants.provincial"

COMMUNITY = Facility(
    id="F1",
    settings=(Setting.COMMUNITY,),
    acceptances=(Acceptance(on=ACCEPTED, slots=30, passed=True),),
)
ORDINARY = {"guidance-function": "inclusive-only", "meeting-requirements": "accepted"}
SHARED = ORDINARY | {"local-share": "in-all"}

NO_GRANTS = """\
id = "bare"
extends = "china"
name = { zh = "空县", en = "Bare County" }

[[instrument]]
id = "bare"
title = { zh = "空县方案", en = "Bare's plan" }
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return yijun()


@pytest.fixture(scope="module")
def qinghe() -> Plan:
    return load(QINGHE)


def ask(facility: Facility, plan: Plan, **changes: Any) -> Any:  # noqa: ANN401 - any answer
    question: dict[str, Any] = {"on": ON, "payments": (), "bans": ()} | changes
    return entitlement(facility, plan, **question)


def pay(name: str, amount: str, payer: str = "city", **changes: Any) -> Payment:  # noqa: ANN401
    payment: dict[str, Any] = {"facility": "F1", "on": date(2024, 7, 1)} | changes
    return Payment(id=name, payer=payer, amount=yuan(amount), **payment)


def audit(plan: Plan, *payments: Payment, facility: Facility = COMMUNITY) -> list[Discrepancy]:
    return list(reconcile([facility], payments, plan, on=ON, bans=()))


def facts(ground: Ground) -> dict[str, object]:
    return dict(ground.facts)


def stamps(answer: Any) -> dict[str, str]:  # noqa: ANN401 - any answer
    return {stamp.id: stamp.option for stamp in answer.readings}


def lines() -> tuple[Line, ...]:
    """Thirty slots under 3.2, worked out by hand."""
    parts = (
        ("central", "central", "recited", Amount(yuan(300_000))),
        ("province", "provincial", "recited", Amount(unknown=(PROVINCIAL,))),
        ("city", "local", "granted", Amount(yuan(150_000))),
        ("county", "local", "granted", Amount(yuan(150_000))),
    )
    return tuple(
        Line(payer=payer, grant=grant, basis=basis, slots=30, amount=amount)  # type: ignore[arg-type]
        for payer, grant, basis, amount in parts
    )


class TestAnEntitlement:
    def test_has_a_line_for_each_payer_with_its_grant_and_basis(self, plan: Plan) -> None:
        (award,) = ask(COMMUNITY, plan).require().awards
        assert award == Award(accepted_on=ACCEPTED, slots=30, lines=lines())

    def test_names_its_payers_in_the_order_of_the_plan(self, plan: Plan, qinghe: Plan) -> None:
        assert ask(COMMUNITY, plan).require().payers == ("central", "province", "city", "county")
        inclusive = evolve(COMMUNITY, inclusive=True)
        assert ask(inclusive, qinghe).require().payers == ("province", "city", "district")

    def test_sums_what_is_stated_and_names_what_is_not(self, plan: Plan) -> None:
        found = ask(COMMUNITY, plan).require()
        assert found.total == Amount(yuan(600_000), (PROVINCIAL,))
        with pytest.raises(Unsettled, match=PROVINCIAL):
            found.total.require()

    def test_refuses_a_payer_that_the_plan_does_not_have(self, plan: Plan) -> None:
        found = ask(COMMUNITY, plan).require()
        for owed in (found.share, found.due_from):
            with pytest.raises(UnknownPayer) as unknown:
                owed("couny")
            assert unknown.value.nearest[0] == "county"

    def test_shows_what_each_payer_has_paid(self, plan: Plan) -> None:
        made = (
            pay("P1", "1000.50", "county"),
            pay("P2", "0.01", "县级财政"),
            pay("P3", "7.00", "central"),
            pay("P4", "9.00", on=date(2026, 1, 6)),
            pay("P5", "9.00", facility="F2"),
        )
        found = ask(COMMUNITY, plan, payments=made).require()
        assert found.paid == (("central", yuan("7.00")), ("county", yuan("1000.51")))
        assert found.due_from("county") == Amount(yuan("148999.49"))

    def test_is_exact_under_a_context_that_rounds(self, plan: Plan) -> None:
        with localcontext(prec=3):
            found = ask(COMMUNITY, plan, payments=(pay("P1", "1000.51", "county"),)).require()
            assert str(found.due_from("county").known) == "148999.49"
            assert str(found.due.known) == "598999.49"
            (wrong,) = audit(plan, pay("P1", "150000.01"))
        assert (str(wrong.paid), str(wrong.due.known)) == ("150000.01", "150000.00")

    def test_that_is_empty_owes_nothing_to_anybody(self) -> None:
        ground = Ground("subsidy.not-accepted", TEXT)
        empty = Entitlement(awards=(), paid=(), unmet=(ground,), payers=("city", "county"))
        assert not empty.eligible
        assert empty.slots == 0
        assert empty.total == empty.due == empty.share("city") == empty.due_from("city") == Amount()

    def test_of_a_barred_facility_shows_what_it_earned_and_owes_nothing(self, plan: Plan) -> None:
        ban = Ban(subject="F1", since=ON, for_life=True, citation=BAN_TEXT)
        found = ask(COMMUNITY, plan, bans=(ban,)).require()
        assert not found.eligible
        assert found.total == Amount(yuan(600_000), (PROVINCIAL,))
        assert found.due == Amount()

    def test_says_what_it_derives(self) -> None:
        for name in Entitlement.derived:
            assert isinstance(getattr(Entitlement, name), property)


class TestTheGroundsOfAnEntitlement:
    def test_name_the_row_and_the_law_of_the_day(self, plan: Plan) -> None:
        answer = ask(COMMUNITY, plan)
        codes = [ground.code for ground in answer.grounds]
        assert codes == [
            "subsidy.eligible",
            "subsidy.amount",
            "subsidy.amount-not-stated",
            "subsidy.amount",
        ]
        eligible, central, provincial, local = answer.grounds
        assert facts(eligible)["row"] == "community"
        assert facts(eligible)["settings"] == ("community",)
        assert facts(central)["grant"] == "central"
        assert facts(provincial)["grant"] == "provincial"
        assert facts(local) == {
            "grant": "local",
            "accepted_on": ACCEPTED,
            "slots": 30,
            "per_slot": yuan(10_000),
            "since": None,
        }

    def test_name_every_row_that_holds(self, plan: Plan) -> None:
        both = evolve(COMMUNITY, inclusive=True, guidance=True)
        rows = [
            facts(ground)["row"]
            for ground in ask(both, plan).grounds
            if ground.code == "subsidy.eligible"
        ]
        assert rows == ["inclusive-with-guidance", "community"]

    def test_name_the_first_day_of_the_sum(self, qinghe: Plan) -> None:
        inclusive = evolve(COMMUNITY, inclusive=True)
        (amount,) = (g for g in ask(inclusive, qinghe).grounds if g.code == "subsidy.amount")
        assert facts(amount)["since"] == date(2024, 1, 1)
        assert facts(amount)["per_slot"] == yuan("8000.01")
        assert amount.citation == Citation("qinghe", "3.1")

    @pytest.mark.parametrize(
        "facility",
        [
            COMMUNITY,
            evolve(COMMUNITY, acceptances=()),
            evolve(COMMUNITY, settings=(), inclusive=False, acceptances=()),
            evolve(COMMUNITY, registered_on=False, filed_on=False),
            evolve(COMMUNITY, introduced_brand=True),
            Facility(id="F1"),
        ],
    )
    @pytest.mark.parametrize(
        "readings",
        [{}, {"meeting-requirements": "registered-and-filed"}, {"brand-support": "besides"}],
    )
    def test_all_rest_on_the_clause(
        self, plan: Plan, facility: Facility, readings: dict[str, str]
    ) -> None:
        answer = ask(facility, plan.with_readings(readings))
        told = [note for note in answer.notes if note.code != "subsidy.also-unknown"]
        assert all(ground.citation == TEXT for ground in (*answer.grounds, *told))
        assert answer.citations == (TEXT,)

    def test_of_a_bar_is_the_article_of_the_ban_that_holds(self, plan: Plan) -> None:
        over = Ban(
            subject="F1",
            since=date(2020, 1, 1),
            until=date(2020, 12, 31),
            for_life=False,
            citation=Citation("minors-law", "126"),
        )
        holds = Ban(subject="F1", since=date(2025, 3, 1), for_life=True, citation=BAN_TEXT)
        for bans in ((over, holds), (holds, over)):
            (unmet,) = ask(COMMUNITY, plan, bans=bans).require().unmet
            assert (unmet.code, unmet.citation) == ("subsidy.barred", BAN_TEXT)
            assert facts(unmet)["since"] == date(2025, 3, 1)

    def test_of_what_is_missing_rest_on_the_clause(self, plan: Plan) -> None:
        answer = ask(Facility(id="F1"), plan)
        assert isinstance(answer, Undetermined)
        names = {"guidance", "inclusive", "settings", "acceptances"}
        assert set(answer.missing) == {Missing(name, "fact", TEXT) for name in names}

    def test_note_an_unknown_fact_that_could_only_add_a_ground(self, plan: Plan) -> None:
        answer = ask(Facility(id="F1", acceptances=()), plan)
        (note,) = answer.notes
        assert note.code == "subsidy.also-unknown"
        assert set(facts(note)["unknown"]) == {"guidance", "inclusive", "settings"}  # type: ignore[call-overload]


class TestTheReadingsOfAnEntitlement:
    """Only those that shaped the answer are stamped."""

    def test_of_an_ordinary_grant(self, plan: Plan) -> None:
        assert stamps(ask(COMMUNITY, plan)) == SHARED

    def test_without_the_guidance_function_where_both_options_agree(self, plan: Plan) -> None:
        both = evolve(COMMUNITY, inclusive=True, guidance=True)
        assert stamps(ask(both, plan)) == {
            "meeting-requirements": "accepted",
            "local-share": "in-all",
        }

    def test_without_the_requirements_where_they_are_met(self, plan: Plan) -> None:
        met = evolve(COMMUNITY, guidance=True, registered_on=ACCEPTED, filed_on=ACCEPTED)
        assert stamps(ask(met, plan)) == {"local-share": "in-all"}

    def test_with_the_odd_fen_only_where_there_is_one(self, qinghe: Plan) -> None:
        for slots, odd in ((10, False), (7, True)):
            facility = Facility(
                id="F1",
                inclusive=True,
                acceptances=(Acceptance(on=ACCEPTED, slots=slots, passed=True),),
            )
            found = stamps(ask(facility, qinghe))
            assert ("odd-fen" in found) is odd

    def test_with_the_growth_only_where_it_grew_again(self, plan: Plan) -> None:
        def grown(*slots: int) -> Facility:
            history = (
                Acceptance(on=date(2020 + year, 1, 1), slots=count, passed=True)
                for year, count in enumerate(slots)
            )
            return evolve(COMMUNITY, acceptances=tuple(history))

        for slots, again in (((30, 20), False), ((30, 20, 25), True), ((20, 30, 40), False)):
            assert ("repeat-slots" in stamps(ask(grown(*slots), plan))) is again

    def test_with_the_scope_of_a_ban_only_where_a_ban_counts(self, plan: Plan) -> None:
        def banned(since: date, until: date | None) -> dict[str, str]:
            ban = Ban(subject="F1", since=since, until=until, for_life=until is None)
            return stamps(ask(COMMUNITY, plan, bans=(ban,)))

        assert "ban-scope" in banned(ON, None)
        assert "ban-scope" in banned(date(2024, 5, 1), date(2024, 5, 31))
        assert banned(date(2026, 1, 6), None) == SHARED
        assert banned(date(2024, 6, 1), date(2024, 6, 30)) == SHARED

    def test_with_the_brand_only_where_it_is_one_or_may_be(self, plan: Plan) -> None:
        brand = evolve(COMMUNITY, introduced_brand=True)
        assert stamps(ask(brand, plan)) == {"brand-support": "instead"}
        assert "brand-support" in stamps(ask(evolve(COMMUNITY, introduced_brand=None), plan))

    def test_of_one_that_is_refused_say_nothing_of_its_growth(self, plan: Plan) -> None:
        history = tuple(
            Acceptance(on=date(2020 + year, 1, 1), slots=slots, passed=True)
            for year, slots in enumerate((30, 20, 25))
        )
        refused = evolve(COMMUNITY, settings=(), inclusive=False, acceptances=history)
        assert "repeat-slots" not in stamps(ask(refused, plan))

    def test_are_stamps_of_the_plan(self, plan: Plan) -> None:
        other = plan.with_readings({"local-share": "each"})
        assert ReadingStamp("local-share", "each") in ask(COMMUNITY, other).readings


class TestTheStampOfAnAnswer:
    @pytest.mark.parametrize(
        "facility",
        [
            COMMUNITY,
            Facility(id="F1"),
            Facility(id="F1", acceptances=()),
            evolve(COMMUNITY, introduced_brand=True),
        ],
    )
    def test_is_that_of_the_plan(self, plan: Plan, facility: Facility) -> None:
        stamp = ask(facility, plan).plan
        assert (stamp.id, stamp.status) == ("yijun", "draft-for-comment")
        assert stamp.fingerprint == plan.fingerprint

    def test_changes_with_the_plan(self, plan: Plan) -> None:
        others = [
            plan.issued_on(date(2026, 1, 1)),
            plan.with_readings({"pace": "linear"}),
        ]
        for other in others:
            assert ask(COMMUNITY, other).plan == other.stamp
            assert other.stamp != plan.stamp


class TestCaseByCase:
    def test_is_referred_to_nobody_that_the_text_names(self, plan: Plan) -> None:
        answer = ask(evolve(COMMUNITY, introduced_brand=True), plan)
        assert isinstance(answer, Referred)
        assert answer.to is None
        (ground,) = answer.grounds
        assert (ground.code, ground.citation) == ("subsidy.case-by-case", TEXT)
        assert facts(ground)["introduced_brand"] is True

    def test_besides_is_a_note(self, plan: Plan) -> None:
        answer = ask(
            evolve(COMMUNITY, introduced_brand=True),
            plan.with_readings({"brand-support": "besides"}),
        )
        assert isinstance(answer, Decided)
        assert [note.code for note in answer.notes] == ["subsidy.case-by-case"]


class TestAPlanWithoutGrants:
    def test_entitles_nobody(self) -> None:
        answer = ask(COMMUNITY, loads(NO_GRANTS))
        if isinstance(answer, Decided):
            assert not answer.value.eligible
            assert answer.grounds
        else:
            assert isinstance(answer, Undetermined)
            assert {item.kind for item in answer.missing} == {"text"}

    def test_has_nothing_in_its_budget(self) -> None:
        found = budget([COMMUNITY], loads(NO_GRANTS), on=ON, payments=(), bans=())
        assert found.lines == ()


SECOND_GRANT = """
[[payer]]
id = "fund"
name = { zh = "基金", en = "fund" }

[[grant]]
id = "extra"
name = { zh = "另补", en = "extra grant" }
per = "accepted-slot"
basis = "granted"
cite = "3.1"
rows = [{ value = 0.01, cite = "3.1" }]
shares = [{ payer = "fund", weight = 1 }, { payer = "district", weight = 1 }]
eligible_as = "local"
"""


class TestAPlanWithTwoSharedGrants:
    def test_refuses_an_odd_fen_for_somebody_who_has_no_share_in_both(self) -> None:
        # the city shares the local grant, and not the extra one
        text = QINGHE.read_text(encoding="utf-8") + SECOND_GRANT
        inclusive = evolve(COMMUNITY, inclusive=True)
        with pytest.raises(PolicyError):
            ask(inclusive, loads(text).with_readings({"odd-fen": "city"}))


class TestAWrongQuestion:
    def test_of_an_unknown_payer_names_the_nearest(self, plan: Plan) -> None:
        made = (pay("P1", "1.00", "couny"),)
        with pytest.raises(UnknownPayer) as unknown:
            ask(COMMUNITY, plan, payments=made)
        assert unknown.value.nearest[0] == "county"
        with pytest.raises(UnknownPayer):
            budget([COMMUNITY], plan, on=ON, payments=made, bans=())
        with pytest.raises(UnknownPayer):
            reconcile([COMMUNITY], made, plan, on=ON, bans=())
        with pytest.raises(UnknownPayer):
            reconcile([], made, plan, on=ON, bans=())

    def test_of_another_countys_payer_is_one(self, plan: Plan) -> None:
        with pytest.raises(UnknownPayer):
            ask(COMMUNITY, plan, payments=(pay("P1", "1.00", "district"),))

    def test_of_an_unknown_town_names_the_nearest(self, plan: Plan) -> None:
        with pytest.raises(UnknownTown) as unknown:
            budget([evolve(COMMUNITY, town="yiyan")], plan, on=ON, payments=(), bans=())
        assert unknown.value.nearest[0] == "yiyang"

    @pytest.mark.parametrize("missing", ["on", "payments", "bans"])
    def test_that_leaves_something_out_is_refused(self, plan: Plan, missing: str) -> None:
        question: dict[str, Any] = {"on": ON, "payments": (), "bans": ()}
        del question[missing]
        with pytest.raises(TypeError, match=missing):
            entitlement(COMMUNITY, plan, **question)
        with pytest.raises(TypeError, match=missing):
            budget([COMMUNITY], plan, **question)

    @pytest.mark.parametrize("on", [datetime(2026, 1, 5, 9), "2026-01-05", None])  # noqa: DTZ001
    def test_on_something_that_is_no_day_is_refused_by_name(self, plan: Plan, on: Any) -> None:  # noqa: ANN401
        with pytest.raises(InvalidFacts, match="on: expected a day"):
            ask(COMMUNITY, plan, on=on)
        with pytest.raises(InvalidFacts, match="on: expected a day"):
            budget([COMMUNITY], plan, on=on, payments=(), bans=())
        with pytest.raises(InvalidFacts, match="on: expected a day"):
            reconcile([COMMUNITY], (), plan, on=on, bans=())


class TestABudgetOfManyFacilities:
    def test_holds_no_facility_longer_than_it_is_asked_about(self, plan: Plan) -> None:
        seen: list[weakref.ref[Facility]] = []
        alive: list[int] = []

        def facilities() -> Iterator[Facility]:
            for number in range(200):
                facility = evolve(COMMUNITY, id=f"F{number:03}")
                seen.append(weakref.ref(facility))
                yield facility
                del facility

        def count(asked: int) -> None:
            alive.append(sum(each() is not None for each in seen))
            assert asked == len(seen)

        found = budget(facilities(), plan, on=ON, payments=(), bans=(), progress=count)
        assert len(alive) == 200
        assert max(alive) <= 2  # the one that is asked about, and the one before it
        assert found.total(payer="central").require() == yuan(60_000_000)  # 200 × 30 × 10,000

    def test_is_the_same_in_whatever_order_they_come(self, plan: Plan) -> None:
        facilities = [evolve(COMMUNITY, id=f"F{number}") for number in range(9)]
        facilities[4] = evolve(facilities[4], acceptances=None)
        made = (pay("P1", "150000.00", "city", facility="F3"),)
        there, back = (
            budget(iter(each), plan, on=ON, payments=iter(made), bans=())
            for each in (facilities, facilities[::-1])
        )
        assert there == back
        assert list(there.open) == ["F4"]


class TestABudget:
    @pytest.fixture
    def found(self, plan: Plan) -> Budget:
        facilities = [
            evolve(COMMUNITY, id="F2", town="彭镇"),
            evolve(COMMUNITY, town="yiyang"),
            Facility(id="F3", town="wuli"),
            evolve(COMMUNITY, id="F4", town="yiyang", introduced_brand=True),
            evolve(COMMUNITY, id="F5", acceptances=()),
        ]
        made = (pay("P1", "150000.00"), pay("P2", "300000.00", "central", facility="F2"))
        return budget(facilities, plan, on=ON, payments=made, bans=())

    def test_lists_what_is_due_by_facility_and_payer(self, found: Budget) -> None:
        rows = [(line.facility, line.town, line.payer, line.slots) for line in found.lines]
        assert rows == [
            ("F1", "yiyang", "central", 30),
            ("F1", "yiyang", "province", 30),
            ("F1", "yiyang", "county", 30),
            ("F2", "pengzhen", "province", 30),
            ("F2", "pengzhen", "city", 30),
            ("F2", "pengzhen", "county", 30),
        ]
        assert found.lines[-1] == BudgetLine(
            facility="F2", town="pengzhen", payer="county", slots=30, amount=Amount(yuan(150_000))
        )

    def test_keeps_the_open_answers(self, found: Budget) -> None:
        assert list(found.open) == ["F3", "F4"]
        assert isinstance(found.open["F3"], Undetermined)
        assert isinstance(found.open["F4"], Referred)

    def test_knows_the_towns_of_what_is_open(self, found: Budget) -> None:
        assert found.towns == {"F3": "wuli", "F4": "yiyang"}

    def test_adds_up_by_payer_and_town(self, found: Budget) -> None:
        unknown = ("facilities.F3", "facilities.F4", PROVINCIAL)
        assert found.total() == Amount(yuan(750_000), unknown)
        assert found.total(payer="city") == Amount(yuan(150_000), unknown[:2])
        assert found.total(town="yiyang") == Amount(yuan(450_000), unknown[1:])
        assert found.total(town="wuli") == Amount(unknown=("facilities.F3",))
        assert found.total(payer="county", town="pengzhen") == Amount(yuan(150_000))

    def test_cannot_be_changed(self, found: Budget) -> None:
        with pytest.raises(TypeError):
            found.open["F9"] = found.open["F3"]  # type: ignore[index]

    @pytest.mark.parametrize("payer", ["couny", "district", ""])
    def test_of_somebody_who_pays_nothing_here_is_refused(self, found: Budget, payer: str) -> None:
        with pytest.raises(UnknownPayer):
            found.total(payer=payer)

    @pytest.mark.parametrize("town", ["yiyan", "beihe", ""])
    def test_of_a_town_that_is_not_here_is_refused(self, found: Budget, town: str) -> None:
        with pytest.raises(UnknownTown):
            found.total(town=town)


class TestADiscrepancy:
    def test_carries_the_law_then_in_force(self, plan: Plan) -> None:
        (found,) = audit(plan, pay("P1", "150000.01"))
        assert found.kind is DiscrepancyKind.OVERPAID
        assert (found.paid, found.due) == (yuan("150000.01"), Amount(yuan(150_000)))
        (local,) = (g for g in found.grounds if facts(g).get("grant") == "local")
        assert facts(local)["per_slot"] == yuan(10_000)
        assert local.citation == TEXT
        assert {stamp.id: stamp.option for stamp in found.readings} == SHARED
        assert found.plan == plan.stamp

    def test_to_a_facility_that_is_not_eligible_says_why(self, plan: Plan) -> None:
        refused = evolve(COMMUNITY, settings=(), inclusive=False)
        (found,) = audit(plan, pay("P1", "150000.00"), facility=refused)
        assert found.kind is DiscrepancyKind.OVERPAID
        assert {ground.code for ground in found.grounds} == {"subsidy.not-eligible"}
        assert found.due == Amount()

    def test_before_acceptance_rests_on_the_clause(self, plan: Plan) -> None:
        (found,) = audit(plan, pay("P1", "150000.00", on=date(2024, 5, 5)))
        assert found.kind is DiscrepancyKind.BEFORE_ACCEPTANCE
        first = found.grounds[0]
        assert first.code == "subsidy.paid-before-acceptance"
        assert facts(first)["on"] == date(2024, 5, 5)
        assert first.citation == TEXT  # 验收合格后

    def test_to_a_barred_facility_rests_on_the_article_of_the_ban(self, plan: Plan) -> None:
        ban = Ban(subject="F1", since=date(2024, 7, 1), for_life=True, citation=BAN_TEXT)
        (found,) = reconcile([COMMUNITY], [pay("P1", "1.00")], plan, on=ON, bans=[ban])
        assert found.kind is DiscrepancyKind.TO_BARRED
        first = found.grounds[0]
        assert (first.code, first.citation) == ("subsidy.paid-to-barred", BAN_TEXT)
        assert facts(first)["on"] == date(2024, 7, 1)

    def test_to_a_barred_facility_names_the_reading_that_binds_it(self, plan: Plan) -> None:
        # the ban has ended by the day that is asked about, and touched no acceptance
        ban = Ban(subject="F1", since=date(2024, 6, 1), for_life=False, until=date(2024, 8, 1))
        paid = [pay("P1", "150000.00", on=date(2024, 7, 1))]
        (found,) = reconcile([COMMUNITY], paid, plan, on=ON, bans=[ban])
        assert found.kind is DiscrepancyKind.TO_BARRED
        assert stamps(found)["ban-scope"] == "institutions-and-persons"
        persons = plan.with_readings({"ban-scope": "persons-only"})
        assert reconcile([COMMUNITY], paid, persons, on=ON, bans=[ban]) == ()

    def test_to_an_unknown_facility_names_it(self, plan: Plan) -> None:
        (found,) = reconcile([], [pay("P1", "1.00")], plan, on=ON, bans=())
        assert found.kind is DiscrepancyKind.UNKNOWN_FACILITY
        (ground,) = found.grounds
        assert (ground.code, facts(ground)) == ("subsidy.unknown-facility", {"facility": "F1"})
        assert found.plan == plan.stamp

    def test_of_an_open_entitlement_names_the_facility(self, plan: Plan) -> None:
        (found,) = audit(plan, pay("P1", "1.00"), facility=Facility(id="F1"))
        assert found.kind is DiscrepancyKind.UNSETTLED
        assert found.due == Amount(unknown=("facilities.F1",))

    def test_names_its_payer_by_its_id(self, plan: Plan) -> None:
        (found,) = audit(plan, pay("P1", "150000.01", "市级财政"))
        assert found.payer == "city"

    def test_comes_in_the_order_of_facility_payer_and_kind(self, plan: Plan) -> None:
        made = [
            pay("P6", "1.00", facility="F9"),
            pay("P5", "1.00", "county", on=date(2024, 5, 5)),
            pay("P4", "1.00", "city"),
            pay("P3", "150000.00", "county"),
            pay("P2", "1.00", "central"),
        ]
        found = reconcile([COMMUNITY], made, plan, on=ON, bans=())
        assert [(d.facility, d.payer, d.kind.value) for d in found] == [
            ("F1", "central", "underpaid"),
            ("F1", "city", "underpaid"),
            ("F1", "county", "before-acceptance"),
            ("F1", "county", "overpaid"),
            ("F9", "city", "unknown-facility"),
        ]

    def test_is_of_a_closed_list_of_kinds(self) -> None:
        assert {kind.value for kind in DiscrepancyKind} == {
            "overpaid",
            "underpaid",
            "duplicate",
            "before-acceptance",
            "to-barred",
            "unknown-facility",
            "unsettled",
        }

    def test_is_equal_and_hashes_by_its_content(self, plan: Plan) -> None:
        made = pay("P1", "150000.01")
        assert len({*audit(plan, made), *audit(plan, made)}) == 1
        assert Decimal("150000.01") == audit(plan, made)[0].paid


class TestABanByACode:
    """2.4.11: a ban follows a facility by its code; which code it has may be unknown."""

    CODE = "52610222000000027Y"

    def asked(self, uscc: str | None, since: date, on: date = ON) -> Decision[Entitlement]:
        bans = (Ban(subject=self.CODE, since=since, for_life=True, citation=BAN_TEXT),)
        facility = evolve(COMMUNITY, uscc=uscc)
        return entitlement(facility, yijun(), on=on, payments=(), bans=bans)

    def test_bars_whoever_has_the_code(self) -> None:
        assert not self.asked(self.CODE, ACCEPTED).require().eligible

    def test_leaves_open_whoever_may_have_it(self) -> None:
        answer = self.asked(None, ACCEPTED)
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("uscc", "fact", BAN_TEXT),)

    def test_says_nothing_before_it_begins(self) -> None:
        assert self.asked(None, date(2026, 1, 6)).require().eligible

    def test_is_no_matter_of_another_code(self) -> None:
        assert self.asked("91610222000000035Q", ACCEPTED).require().eligible
