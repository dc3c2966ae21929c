from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_UP, Decimal, localcontext
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from infantcare_policy.county import Ban, County, Payment
from infantcare_policy.decisions import Decided, Decision, Referred, Undetermined
from infantcare_policy.facilities import Acceptance, Facility, Setting
from infantcare_policy.money import Amount, from_fen
from infantcare_policy.plan import Grant, GrantRow, Plan, Row, load, yijun
from infantcare_policy.subsidies import (
    Award,
    Budget,
    Discrepancy,
    DiscrepancyKind,
    Entitlement,
    budget,
    entitlement,
    reconcile,
)
from infantcare_policy.testing import (
    acceptances,
    bans,
    counties,
    days,
    facilities,
    forgetting,
    payments,
    plans_under,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DataObject, DrawFn, SearchStrategy

    from infantcare_policy.decisions import Ground

YIJUN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")

READINGS = (
    "guidance-function",
    "meeting-requirements",
    "local-share",
    "odd-fen",
    "repeat-slots",
    "brand-support",
    "ban-scope",
)

DAY = timedelta(days=1)


@cache
def priced(plan: Plan, amount: str) -> Plan:
    """Give a plan whose local grant is one sum on any day."""
    return plan.amend({"grants.local": [Row(Decimal(amount), cite=str(plan.grants[0].cite))]})


# both counties' plans as they are written; with one sum on any day, some of an odd number of fen
AS_WRITTEN = [YIJUN, QINGHE]
WITH_ONE_SUM = [priced(p, amount) for p in AS_WRITTEN for amount in ("0.01", "333.33", "12000")]


def under_any_reading(plans: list[Plan], *, but: str = "") -> SearchStrategy[Plan]:
    """Give plans under any readings, but for one that stays at its default."""
    names = [name for name in READINGS if name != but]
    return st.sampled_from(plans).flatmap(lambda plan: plans_under(plan, names))


LAWS = under_any_reading([*AS_WRITTEN, *WITH_ONE_SUM])
SHARED_IN_ALL = under_any_reading([*AS_WRITTEN, *WITH_ONE_SUM], but="local-share")
AT_ONE_SUM = under_any_reading(WITH_ONE_SUM)
AT_ONE_SUM_BY_HIGH_WATER = under_any_reading(WITH_ONE_SUM, but="repeat-slots")

# a county takes longer to draw than a facility
MODEST = settings(max_examples=50)


@frozen(kw_only=True)
class Question:
    """Everything that an entitlement is asked with."""

    plan: Plan
    on: date
    facility: Facility
    payments: tuple[Payment, ...] = ()
    bans: tuple[Ban, ...] = ()

    def ask(self) -> Decision[Entitlement]:
        return entitlement(
            self.facility, self.plan, on=self.on, payments=self.payments, bans=self.bans
        )


@st.composite
def questions(draw: DrawFn, plans: SearchStrategy[Plan] = LAWS, *, known: bool = False) -> Question:
    plan = draw(plans)
    facility = draw(facilities(plan, known=known))
    return Question(
        plan=plan,
        on=draw(days()),
        facility=facility,
        payments=draw(payments(facility, plan)),
        bans=draw(bans((facility,), known=known)),
    )


@st.composite
def settled(draw: DrawFn) -> Question:
    """Ask about a facility of which every fact is known, and which is no brand."""
    question = draw(questions(known=True))
    return evolve(question, facility=evolve(question.facility, introduced_brand=False))


@st.composite
def earning(draw: DrawFn, plans: SearchStrategy[Plan] = LAWS, *, known: bool = True) -> Question:
    """Ask about a facility that is eligible under every reading, and accepted or not."""
    plan = draw(plans)
    facility = Facility(
        id="F1",
        settings=(Setting.COMMUNITY,),
        inclusive=True,
        guidance=True,
        registered_on=date(2020, 1, 1),
        filed_on=date(2020, 1, 1),
        acceptances=draw(acceptances(known=known)),
    )
    return Question(plan=plan, on=draw(days()), facility=facility)


@frozen(kw_only=True)
class Books:
    """A county's whole record, asked for its budget or audited on a day."""

    plan: Plan
    on: date
    county: County

    def budget(self) -> Budget:
        own = self.county
        return budget(
            own.facilities or (), self.plan, on=self.on, payments=own.payments, bans=own.bans
        )

    def audit(self) -> tuple[Discrepancy, ...]:
        own = self.county
        return reconcile(own.facilities or (), own.payments, self.plan, on=self.on, bans=own.bans)


@st.composite
def books(draw: DrawFn, *, known: bool = False) -> Books:
    plan = draw(LAWS)
    return Books(plan=plan, on=draw(days()), county=draw(counties(plan, known=known)))


def earned(question: Question) -> Entitlement:
    answer = question.ask()
    assert isinstance(answer, Decided)
    return answer.value


def in_fen(amount: Decimal) -> int:
    count = Fraction(amount) * 100
    assert count.denominator == 1
    return count.numerator


def row_on(grant: Grant, day: date) -> GrantRow | None:
    """Find the law of a day by hand: the last row that has begun."""
    begun = [row for row in grant.rows if row.since is None or row.since <= day]
    return max(begun, key=lambda row: row.since or date.min) if begun else None


def verdict(answer: Decision[Entitlement]) -> object:
    """What an answer comes to, apart from why."""
    match answer:
        case Decided(value):
            return ("decided", value.eligible, value.awards, value.paid)
        case Undetermined(missing):
            return ("undetermined", sorted(item.name for item in missing))
        case Referred(to):
            return ("referred", to)
    return answer


def passed_by(question: Question) -> list[Acceptance]:
    history = question.facility.acceptances or ()
    return sorted((a for a in history if a.passed and a.on <= question.on), key=lambda a: a.on)


class TestSharesAddUp:
    """3.2: city and county bear the local grant 1 : 1; in Qinghe three payers do, 3 : 3 : 4."""

    @given(earning())
    def test_to_the_sum_of_the_day_for_every_slot(self, question: Question) -> None:
        each = question.plan.readings.local_share == "each"
        for award, grant in pairs(question):
            row = row_on(grant, award.accepted_on)
            lines = [line for line in award.lines if line.grant == grant.id]
            if row is None:
                assert not lines
                continue
            assert [line.payer for line in lines] == [share.payer for share in grant.shares]
            assert all(line.slots == award.slots for line in lines)
            if row.value is None:
                unknown = Amount(unknown=(f"grants.{grant.id}",))
                assert [line.amount for line in lines] == [unknown] * len(lines)
                continue
            whole = in_fen(row.value) * award.slots
            times = len(lines) if each else 1
            assert sum(in_fen(line.amount.require()) for line in lines) == whole * times

    @given(earning(SHARED_IN_ALL))
    def test_and_only_the_payer_of_the_odd_fen_pays_more_than_the_exact_part(
        self, question: Question
    ) -> None:
        readings = question.plan.readings
        for award, grant in pairs(question):
            row = row_on(grant, award.accepted_on)
            if row is None or row.value is None:
                continue
            weights = {share.payer: share.weight for share in grant.shares}
            for payer, weight in weights.items():
                (line,) = (x for x in award.lines if (x.grant, x.payer) == (grant.id, payer))
                part = in_fen(line.amount.require())
                exact = Fraction(in_fen(row.value) * award.slots * weight, sum(weights.values()))
                if payer == readings.odd_fen or len(weights) == 1:
                    assert exact <= part < exact + len(weights)
                else:
                    assert exact - 1 < part <= exact

    @MODEST
    @given(settled())
    def test_to_the_total_and_what_is_due_to_what_is_left(self, question: Question) -> None:
        whole = earned(question)
        shares = [whole.share(payer) for payer in whole.payers]
        assert whole.total == Amount.sum(shares)
        assert whole.due == Amount.sum(whole.due_from(payer) for payer in whole.payers)
        for payer, share in zip(whole.payers, shares, strict=True):
            left = whole.due_from(payer)
            assert 0 <= left.known <= share.known
            paid = dict(whole.paid).get(payer, Decimal(0))
            if whole.eligible:
                assert left.unknown == share.unknown
                assert in_fen(left.known) == max(0, in_fen(share.known) - in_fen(paid))
            else:
                assert left == Amount()


def pairs(question: Question) -> list[tuple[Award, Grant]]:
    return [(award, grant) for award in earned(question).awards for grant in question.plan.grants]


class TestEachPlaceIsPaidForOnce:
    """3.2: 验收合格后…再给予每个托位1万元的一次性补助 - after acceptance, once for each place."""

    @given(earning())
    def test_the_slots_are_those_that_were_added(self, question: Question) -> None:
        slots = [a.slots for a in passed_by(question)]
        before = [0, *slots[:-1]]
        net = sum(max(0, now - then) for then, now in zip(before, slots, strict=bool(slots)))
        high_water = max(slots, default=0)
        option = question.plan.readings.repeat_slots
        assert earned(question).slots == (net if option == "net" else high_water)

    @MODEST
    @given(earning())
    def test_an_award_is_dated_by_the_acceptance_that_added_its_slots(
        self, question: Question
    ) -> None:
        awards = earned(question).awards
        on = [award.accepted_on for award in awards]
        assert on == sorted(set(on))
        assert set(on) <= {a.on for a in passed_by(question)}
        assert all(award.slots > 0 for award in awards)

    @given(earning(AT_ONE_SUM_BY_HIGH_WATER), st.data())
    def test_a_history_in_steps_earns_as_much_as_in_one(
        self, question: Question, data: DataObject
    ) -> None:
        steps = passed_by(question)
        highest = max(steps, key=lambda a: a.slots, default=None)
        kept = [a for a in steps if a is highest or data.draw(st.booleans())]
        fewer = evolve(question, facility=evolve(question.facility, acceptances=tuple(kept)))
        whole, part = earned(question), earned(fewer)
        assert part.slots == whole.slots == (highest.slots if highest else 0)
        assert part.total == whole.total

    @given(earning())
    def test_a_failed_acceptance_earns_nothing_and_undoes_nothing(self, question: Question) -> None:
        history = question.facility.acceptances or ()
        passed = tuple(a for a in history if a.passed)
        without = evolve(question, facility=evolve(question.facility, acceptances=passed))
        assert question.ask() == without.ask()


class TestPayingWhatIsDue:
    """3.2: what the payers still owe; paid, it is owed no more."""

    @given(settled() | earning(), st.data())
    def test_leaves_nothing_due(self, question: Question, data: DataObject) -> None:
        before = earned(question)
        after = earned(paying(question, before, data))
        for payer in before.payers:
            assert after.due_from(payer) == Amount(unknown=before.due_from(payer).unknown)
        assert after.awards == before.awards

    @given(earning(), st.data())
    def test_exactly_is_no_discrepancy(self, question: Question, data: DataObject) -> None:
        paid = paying(question, earned(question), data)
        found = reconcile([paid.facility], paid.payments, paid.plan, on=paid.on, bans=())
        assert found == ()

    @MODEST
    @given(earning(), st.data())
    def test_by_one_payer_changes_nothing_for_the_others(
        self, question: Question, data: DataObject
    ) -> None:
        before = earned(question)
        payer = data.draw(st.sampled_from([payer.id for payer in question.plan.payers]))
        made = Payment(
            id="P1", facility="F1", payer=payer, amount=Decimal("99999999.99"), on=question.on
        )
        after = earned(evolve(question, payments=(made,)))
        for other in {*before.payers} - {payer}:
            assert after.due_from(other) == before.due_from(other)
        assert after.total == before.total


def paying(question: Question, owed: Entitlement, data: DataObject) -> Question:
    """Pay to the fen what each payer owes, in one part or in two."""
    made = list(question.payments)
    for payer in owed.payers:
        due = in_fen(owed.due_from(payer).known)
        first = data.draw(st.integers(0, due)) if due > 1 else due
        for number, part in enumerate((first, due - first)):
            if part:
                payment = Payment(
                    id=f"due-{payer}-{number}",
                    facility=question.facility.id,
                    payer=payer,
                    amount=from_fen(part),
                    on=question.on,
                )
                made.append(payment)
    return evolve(question, payments=tuple(made))


class TestWhatIsUnknown:
    """Unknown is never “no”: an answer that is given stands, whatever the missing facts are."""

    @given(questions(known=True), st.data())
    def test_never_turns_a_verdict_into_its_opposite(
        self, question: Question, data: DataObject
    ) -> None:
        whole = verdict(question.ask())
        partly = evolve(
            question,
            facility=data.draw(forgetting(question.facility)),
            bans=tuple(map(endless, question.bans)) if data.draw(st.booleans()) else question.bans,
        )
        answer = partly.ask()
        if not isinstance(answer, Undetermined):
            assert verdict(answer) == whole

    @given(questions(known=True), st.data())
    def test_is_asked_for_until_the_answer_stands(
        self, question: Question, data: DataObject
    ) -> None:
        partly = evolve(
            question,
            facility=data.draw(forgetting(question.facility)),
            bans=tuple(map(endless, question.bans)) if data.draw(st.booleans()) else question.bans,
        )
        answer = partly.ask()
        while isinstance(answer, Undetermined):
            assert answer.missing
            for item in answer.missing:
                assert item.kind == "fact"
                told = telling(item.name, partly, question)
                assert told != partly, f"{item.name} is known already"
                partly = told
            answer = partly.ask()
        assert verdict(answer) == verdict(question.ask())

    @MODEST
    @given(settled() | earning())
    def test_a_sum_that_is_not_stated_is_never_zero(self, question: Question) -> None:
        whole = earned(question)
        stated = all(row.stated for grant in question.plan.grants for row in grant.rows)
        if whole.awards:
            assert bool(whole.total.unknown) == (not stated)


def endless(ban: Ban) -> Ban:
    return evolve(ban, until=None)


EVENTS = {name: f"{name}_on" for name in ("registered", "filed", "opened", "closed")}


def telling(name: str, partly: Question, whole: Question) -> Question:
    """Supply one missing fact."""
    if name == "bans.until":
        return evolve(partly, bans=whole.bans)
    fact = EVENTS.get(name, name.partition(".")[0])
    changes: dict[str, Any] = {fact: getattr(whole.facility, fact)}
    return evolve(partly, facility=evolve(partly.facility, **changes))


class TestOrder:
    """The plan knows no order but that of the days."""

    @given(questions() | earning(known=False), st.data())
    def test_of_acceptances_payments_and_bans_changes_nothing(
        self, question: Question, data: DataObject
    ) -> None:
        history = question.facility.acceptances
        if history is not None:
            history = tuple(data.draw(st.permutations(history)))
        shuffled = evolve(
            question,
            facility=evolve(question.facility, acceptances=history),
            payments=tuple(data.draw(st.permutations(question.payments))),
            bans=tuple(data.draw(st.permutations(question.bans))),
        )
        assert shuffled.ask() == question.ask()

    @MODEST
    @given(books(), st.data())
    def test_of_facilities_changes_no_budget_and_no_audit(
        self, asked: Books, data: DataObject
    ) -> None:
        county = asked.county
        shuffled = evolve(
            asked,
            county=evolve(
                county,
                facilities=tuple(data.draw(st.permutations(county.facilities or ()))),
                payments=tuple(data.draw(st.permutations(county.payments))),
                bans=tuple(data.draw(st.permutations(county.bans))),
            ),
        )
        assert shuffled.budget() == asked.budget()
        assert shuffled.audit() == asked.audit()


class TestTime:
    """3.2: the award follows the law of its acceptance day; nothing later reaches back."""

    @MODEST
    @given(questions(), st.data())
    def test_later_events_are_not_seen(self, question: Question, data: DataObject) -> None:
        on, facility = question.on, question.facility
        later = st.dates(on + DAY, on + 900 * DAY)
        history = facility.acceptances
        if history is not None:
            seen = [a for a in history if a.on <= on]
            new = data.draw(st.dictionaries(later, st.integers(0, 99), max_size=2))
            history = (*seen, *(Acceptance(on=d, slots=s, passed=True) for d, s in new.items()))
        events: dict[str, Any] = {
            name: data.draw(later)
            for name in ("registered_on", "filed_on")
            if (day := getattr(facility, name)) is False or (day and day > on)
        }
        more = evolve(
            question,
            facility=evolve(facility, acceptances=history, **events),
            payments=(
                *(p for p in question.payments if p.on <= on),
                Payment(
                    id="later",
                    facility=facility.id,
                    payer=question.plan.payers[0].id,
                    amount=Decimal(1),
                    on=data.draw(later),
                ),
            ),
            bans=(
                *(b for b in question.bans if b.since <= on),
                Ban(subject=facility.id, since=data.draw(later), for_life=True),
            ),
        )
        assert more.ask() == question.ask()

    @MODEST
    @given(questions(under_any_reading(AS_WRITTEN)), st.data())
    def test_a_later_sum_changes_nothing_before_its_day(
        self, question: Question, data: DataObject
    ) -> None:
        since = question.on + data.draw(st.integers(1, 900)) * DAY
        amended = evolve(question, plan=with_sum_since(question.plan, Decimal(77), since))
        before, after = question.ask(), amended.ask()
        assert evolve(after, plan=None) == evolve(before, plan=None)

    @MODEST
    @given(earning(AT_ONE_SUM), st.data())
    def test_a_new_sum_holds_from_its_day_on_and_does_not_reach_back(
        self, question: Question, data: DataObject
    ) -> None:
        since = data.draw(days())
        amended = evolve(question, plan=with_sum_since(question.plan, Decimal(20_000), since))
        for old, new in zip(earned(question).awards, earned(amended).awards, strict=True):
            if old.accepted_on < since:
                assert new == old
            else:
                local = [line.amount for line in new.lines if line.grant == "local"]
                each = question.plan.readings.local_share == "each"
                times = len(local) if each else 1
                assert Amount.sum(local) == Amount(Decimal(20_000 * new.slots * times))


def with_sum_since(plan: Plan, amount: Decimal, since: date) -> Plan:
    (grant,) = (grant for grant in plan.grants if grant.id == "local")
    rows = [
        Row(row.value, cite=row.cite, since=row.since)
        for row in grant.rows
        if row.since != since  # a day has one row
    ]
    return plan.amend({"grants.local": [Row(amount, cite=grant.cite, since=since), *rows]})


class TestAmbientContext:
    """A sum of yuan is exact, whatever precision and rounding the application has set."""

    @given(earning() | questions(), st.data(), st.integers(1, 3))
    def test_does_not_reach_an_entitlement(
        self, question: Question, data: DataObject, precision: int
    ) -> None:
        made = data.draw(payments(question.facility, question.plan))
        asked = evolve(question, payments=made)
        plainly, audited = asked.ask(), audit(asked)
        totals = sums(plainly)
        with localcontext(prec=precision, rounding=ROUND_UP):
            assert sums(asked.ask()) == totals
            assert asked.ask() == plainly
            assert audit(asked) == audited

    @MODEST
    @given(books())
    def test_does_not_reach_a_budget_or_an_audit(self, asked: Books) -> None:
        plainly, audited = asked.budget(), asked.audit()
        with localcontext(prec=2, rounding=ROUND_UP):
            narrowly = asked.budget()
            assert str(narrowly.total().known) == str(plainly.total().known)
            assert narrowly == plainly
            assert asked.audit() == audited


def sums(answer: Decision[Entitlement]) -> tuple[str, ...]:
    """Write down what an answer adds up to, as it stands under the context of the moment."""
    if not isinstance(answer, Decided):
        return ()
    due = (answer.value.due_from(payer) for payer in answer.value.payers)
    return tuple(str(sum_) for sum_ in (answer.value.total, answer.value.due, *due))


class TestABudget:
    """3.2: what the payers owe all facilities together is what they owe each of them."""

    @MODEST
    @given(books())
    def test_is_the_sum_over_its_facilities(self, asked: Books) -> None:
        whole = asked.budget()
        county = asked.county
        answers = {
            facility.id: Question(
                plan=asked.plan,
                on=asked.on,
                facility=facility,
                payments=county.payments,
                bans=county.bans,
            ).ask()
            for facility in (county.facilities or ())
        }
        settled = [a.value.due for a in answers.values() if isinstance(a, Decided)]
        unsettled = {name: a for name, a in answers.items() if not isinstance(a, Decided)}
        names = Amount(unknown=tuple(f"facilities.{name}" for name in unsettled))
        assert whole.total() == Amount.sum(settled) + names
        assert dict(whole.open) == unsettled

    @MODEST
    @given(books())
    def test_adds_up_over_its_payers(self, asked: Books) -> None:
        whole = asked.budget()
        assert whole.total() == Amount.sum(
            whole.total(payer=payer.id) for payer in asked.plan.payers
        )

    @MODEST
    @given(books(known=True))
    def test_adds_up_over_its_towns(self, asked: Books) -> None:
        whole = asked.budget()
        assert whole.total() == Amount.sum(whole.total(town=town.id) for town in asked.plan.towns)
        for payer in asked.plan.payers:
            assert whole.total(payer=payer.id) == Amount.sum(
                whole.total(payer=payer.id, town=town.id) for town in asked.plan.towns
            )

    @MODEST
    @given(books())
    def test_has_a_line_for_each_payer_with_something_due(self, asked: Books) -> None:
        whole = asked.budget()
        keys = [(line.facility, line.payer) for line in whole.lines]
        assert len(set(keys)) == len(keys)
        assert all(line.amount != Amount() for line in whole.lines)
        assert not {line.facility for line in whole.lines} & set(whole.open)

    @MODEST
    @given(books())
    def test_of_a_town_leaves_out_no_facility_that_may_stand_there(self, asked: Books) -> None:
        whole = asked.budget()
        for town in asked.plan.towns:
            parts = whole.total(town=town.id)
            for facility in asked.county.facilities or ():
                owed = any(line.facility == facility.id for line in whole.lines)
                if facility.town is None and owed:
                    assert f"facilities.{facility.id}" in parts.unknown


class TestAnAudit:
    """3.2, 2.4.11: money that does not agree with what was owed is found, and nothing else is."""

    @MODEST
    @given(books())
    def test_speaks_of_payments_that_were_made(self, asked: Books) -> None:
        made = {p.id: p for p in asked.county.payments if p.on <= asked.on}
        found = asked.audit()
        for item in found:
            assert item.payments
            assert list(item.payments) == sorted(set(item.payments))
            of = [made[name] for name in item.payments]
            assert {payment.facility for payment in of} == {item.facility}
            assert {payment.payer for payment in of} == {item.payer}
            assert sum(in_fen(payment.amount) for payment in of) == in_fen(item.paid)
        assert len(set(found)) == len(found)

    @MODEST
    @given(books())
    def test_gives_a_reason_for_all_that_it_finds(self, asked: Books) -> None:
        for item in asked.audit():
            if item.kind != DiscrepancyKind.UNSETTLED:
                assert item.grounds

    @MODEST
    @given(books())
    def test_finds_every_payment_to_a_facility_that_nobody_knows(self, asked: Books) -> None:
        found = asked.audit()
        stray = {name for d in found if d.kind == "unknown-facility" for name in d.payments}
        known = {facility.id for facility in (asked.county.facilities or ())}
        made = [payment for payment in asked.county.payments if payment.on <= asked.on]
        assert stray == {payment.id for payment in made if payment.facility not in known}

    @MODEST
    @given(questions(known=True))
    def test_finds_every_payment_to_a_facility_that_is_barred(self, question: Question) -> None:
        binds = question.plan.readings.ban_scope == "institutions-and-persons"
        facility = question.facility
        barred = {
            payment.id
            for payment in question.payments
            for ban in question.bans
            if binds
            and ban.subject in (facility.id, facility.uscc)
            and payment.on <= question.on
            and ban.since <= payment.on
            and (ban.for_life or (ban.until is not None and payment.on <= ban.until))
        }
        found = audit(question)
        assert {n for d in found if d.kind == "to-barred" for n in d.payments} == barred

    @given(earning(), st.data())
    def test_finds_whatever_is_paid_over_the_share(
        self, question: Question, data: DataObject
    ) -> None:
        made = data.draw(payments(question.facility, question.plan))
        paid = evolve(question, payments=made)
        owed = earned(paid)
        found = {item.payer for item in audit(paid)}
        for payer, amount in owed.paid:
            if not owed.share(payer).unknown and amount > owed.share(payer).known:
                assert payer in found

    @given(earning(), st.data())
    def test_finds_no_fault_with_a_share_that_is_paid_in_full_and_in_time(
        self, question: Question, data: DataObject
    ) -> None:
        owed = earned(question)
        made = []
        for award in owed.awards:
            for payer in owed.payers:
                share = award.share(payer)
                if share.known and data.draw(st.booleans()):
                    payment = Payment(
                        id=f"{award.accepted_on}-{payer}",
                        facility="F1",
                        payer=payer,
                        amount=share.known,
                        on=award.accepted_on,
                        accepted_on=award.accepted_on,
                    )
                    made.append(payment)
        assert audit(evolve(question, payments=tuple(made))) == ()


def audit(question: Question) -> Sequence[Any]:
    return reconcile(
        [question.facility],
        question.payments,
        question.plan,
        on=question.on,
        bans=question.bans,
    )


class TestWhatIsUnmet:
    """3.2, 2.4.11: a facility that is not entitled is told every ground, not the first."""

    @given(questions(plans_under(YIJUN, READINGS), known=True))
    def test_names_each_row_and_each_bar(self, question: Question) -> None:
        answer = question.ask()
        if isinstance(answer, Referred):
            return
        facility, readings, on = question.facility, question.plan.readings, question.on
        assert isinstance(answer, Decided)
        named = {(ground.code, row_of(ground)) for ground in answer.value.unmet}

        guided = facility.guidance is True
        community = Setting.COMMUNITY in (facility.settings or ())
        both = readings.guidance_function == "both"
        inclusive_row = facility.inclusive is True and guided
        community_row = community and (guided or not both)
        expected: set[tuple[str, object]] = set()
        if not inclusive_row and not community_row:
            second = "community-with-guidance" if both else "community"
            expected |= {
                ("subsidy.not-eligible", "inclusive-with-guidance"),
                ("subsidy.not-eligible", second),
            }
        if readings.meeting_requirements == "registered-and-filed":
            if not (facility.registered_on and facility.registered_on <= on):
                expected.add(("subsidy.barred-from-grant", "not-registered"))
            if not (facility.filed_on and facility.filed_on <= on):
                expected.add(("subsidy.barred-from-grant", "not-filed"))
        if not any(a.passed and a.slots and a.on <= on for a in facility.acceptances or ()):
            expected.add(("subsidy.not-accepted", None))
        if readings.ban_scope == "institutions-and-persons" and any(
            ban.subject in (facility.id, facility.uscc) and ban.in_force(on)
            for ban in question.bans
        ):
            expected.add(("subsidy.barred", None))

        assert expected <= named
        assert {code for code, _ in named - expected} <= {"subsidy.accepted-while-barred"}

    @given(questions() | earning())
    def test_is_never_empty_where_nothing_is_earned(self, question: Question) -> None:
        answer = question.ask()
        if isinstance(answer, Decided) and not answer.value.awards:
            assert answer.value.unmet
            assert not answer.value.eligible

    @MODEST
    @given(questions())
    def test_is_among_the_grounds_of_the_answer(self, question: Question) -> None:
        answer = question.ask()
        if isinstance(answer, Decided):
            assert set(answer.value.unmet) <= set(answer.grounds)


def row_of(ground: Ground) -> object:
    facts = dict(ground.facts)
    return facts.get("row") or facts.get("bar")


class TestReadings:
    """A reading that is not stamped has not shaped the answer: any option gives the same."""

    @given(questions(), st.data())
    def test_that_are_not_stamped_could_be_taken_the_other_way(
        self, question: Question, data: DataObject
    ) -> None:
        answer = question.ask()
        stamped = {stamp.id for stamp in answer.readings}
        name = data.draw(st.sampled_from([name for name in READINGS if name not in stamped]))
        for option in question.plan.reading(name).options:
            other = evolve(question, plan=question.plan.with_readings({name: option.id}))
            assert verdict(other.ask()) == verdict(answer)

    @MODEST
    @given(questions())
    def test_are_stamped_with_the_option_in_force_each_once(self, question: Question) -> None:
        stamps = question.ask().readings
        assert len({stamp.id for stamp in stamps}) == len(stamps)
        for stamp in stamps:
            assert stamp == question.plan.reading_stamp(stamp.id)

    @MODEST
    @given(questions())
    def test_and_the_plan_that_was_asked_stands_in_every_answer(self, question: Question) -> None:
        assert question.ask().plan == question.plan.stamp
