"""What every facility of a portfolio is entitled to, who pays it, and what is still due.

Source: 3.2; 2.4.11 for the ban.

Limitations: see `infantcare_policy.frames`. A facility that a ban may touch is asked of
`subsidies.entitlement` itself, one by one: one that a ban names, and, where a ban names a code, one
whose own code nobody says.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
from attrs import evolve, frozen

from infantcare_policy.checks import require_day
from infantcare_policy.county import Ban, Payment
from infantcare_policy.decisions import Decided
from infantcare_policy.errors import Fault
from infantcare_policy.facilities import USCC, Acceptance
from infantcare_policy.frames.asking import (
    CASE,
    Counties,
    Plans,
    Table,
    look_up,
    numbered,
    opened,
    refuse,
)
from infantcare_policy.frames.cases import Cases, facility_with, facts_of
from infantcare_policy.frames.checking import (
    faults_of_acceptances,
    faults_of_facilities,
    faults_of_payments,
)
from infantcare_policy.frames.columns import (
    ACCEPTANCES,
    COUNTY,
    ENTITLED,
    PAYMENTS,
    RECORDED,
    TOWN,
    names_of,
)
from infantcare_policy.frames.engines import Engine, Frame, one_of, whole
from infantcare_policy.frames.growing import (
    ANY,
    COUNT,
    EARNED,
    OPEN,
    PASSED,
    REPEAT,
    SLOTS,
    UNKNOWN,
    by_themselves,
    grown,
    held,
    several,
    steps_of,
)
from infantcare_policy.frames.histories import (
    EARNS,
    HANGING,
    MET,
    NOTHING,
    READ,
    WORDED,
    entitlement_kinds,
    entitlement_table,
    grant_flag,
    histories,
    unstated_flag,
    worded,
)
from infantcare_policy.frames.laws import DAY, Law, over_column, shape
from infantcare_policy.money import Amount, fen, from_fen
from infantcare_policy.subsidies import entitlement
from infantcare_policy.subsidies.awards import POLICY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from infantcare_policy.frames.engines import FrameT, Kind
    from infantcare_policy.plan import Plan

__all__ = ["entitlements"]

TALLY, TALLIED = "tally_", 2**26
"""How many acceptances there are, and of how many nobody knows the result, in one number."""


def entitlements(  # noqa: PLR0913 - three frames, and the question
    facilities: FrameT,
    acceptances: FrameT,
    plan: Plans,
    *,
    on: date,
    payments: FrameT,
    bans: Sequence[Ban],
    checked: bool = False,
) -> FrameT:
    """Tell what each facility is entitled to on a day, in whole fen.

    Args:
        facilities: a row for each facility: `id`, `acceptances_recorded` (true where all its
            acceptances are in the other frame; else they are unknown), the columns of its facts,
            and `uscc` and `town` where they are known.
        acceptances: a row for each: `facility`, `on`, `slots`, `passed`.
        plan: the plan, or the plans of a province by the column `county` of every frame.
        on: the day for which the question is asked; the facts are those of that day, and later
            acceptances and payments are not seen.
        payments: a row for each: `facility`, `payer` (its id), `fen`, `on`.
        bans: the bans that are recorded; `()` says that there are none. With the plans of several
            counties a ban names a facility by its code, since an id is a county's own.
        checked: whether `check` has found these frames sound before.

    Returns:
        A row for each facility, as `subsidies.entitlement` tells it: `facility`, `town` if it was
        given, `kind` of the decision, `decider` (of a referral), `eligible`, what explains it,
        `unknown` (what the text does not state of the sums), `slots`, and for each payer
        `share_fen_…`, `paid_fen_…` and `due_fen_…`. What is not decided or not stated is null.

    Raises:
        InvalidFacts: with everything that is wrong in the frames.

    Source: 3.2; 2.4.11.
    """
    require_day(on)
    counties = Counties.of(plan)
    engine, held, wrong = opened(facilities, counties.within(ENTITLED), "facilities", ordered=True)
    _, accepted, wrong_too = opened(acceptances, counties.within(ACCEPTANCES), "acceptances")
    _, paid, also_wrong = opened(payments, counties.within(PAYMENTS), "payments")
    refuse(wrong, wrong_too, also_wrong, _of_no_county(bans, counties))
    if not checked:
        refuse(
            faults_of_facilities(engine, held, counties),
            faults_of_acceptances(engine, accepted, counties, on),
            faults_of_payments(engine, paid, counties),
        )
    portfolio = _Portfolio(held.rename({"id": "facility"}), accepted, paid, counties, engine, on)
    answer: FrameT = engine.give_back(portfolio.answer(tuple(bans)))
    return answer


def _of_no_county(bans: Iterable[Ban], counties: Counties) -> Iterator[Fault]:
    """Find bans that name a facility by an id that several counties may use."""
    if counties.several:
        for number, ban in enumerate(bans):
            if not USCC.fullmatch(ban.subject):
                expected = "a unified social credit code, with the plans of several counties"
                yield Fault(f"bans[{number}].subject", expected=expected, found=repr(ban.subject))


@frozen(eq=False)
class _Portfolio:
    """The frames that are asked about, and of what plans and day."""

    held: Frame
    accepted: Frame
    paid: Frame
    counties: Counties
    engine: Engine
    on: date

    @property
    def keys(self) -> list[str]:
        """The columns that name a facility."""
        return [*self.counties.keys, "facility"]

    @property
    def payers(self) -> tuple[str, ...]:
        """Every payer of some plan."""
        plans = self.counties.plans.values()
        return tuple(dict.fromkeys(payer.id for plan in plans for payer in plan.payers))

    @property
    def columns(self) -> dict[str, Kind]:
        """The columns of the answer with their types."""
        town = [TOWN.name] if TOWN.name in names_of(self.held) else []
        numbers = ["slots", *(each for payer in self.payers for each in _sums(payer))]
        return {
            **dict.fromkeys([*self.keys, *town], "String"),
            **WORDED,
            **dict.fromkeys([*numbers, *self.engine.order], "Int64"),
        }

    def answer(self, bans: tuple[Ban, ...]) -> Frame:
        """Reckon in columns, plans of one shape together, and ask one by one where a ban is."""
        touched = self._touched(bans)
        rest = self.held if touched is None else self.held.filter(~touched)
        groups: dict[object, dict[str, Plan]] = {}
        for county, plan in self.counties.plans.items():
            groups.setdefault(shape(plan), {})[county] = plan
        found = []
        for plans in groups.values():
            here = rest
            if len(groups) > 1:
                here = rest.filter(nw.col(COUNTY).is_in(list(plans)))
            law = Law(Counties(plans, several=self.counties.several), self.on)
            found.append(self._reckoned(here, law).select(*self.columns))
        if touched is not None and (rows := self._one_by_one(self.held.filter(touched), bans)):
            columns = self.columns
            table = {name: [row.get(name) for row in rows] for name in columns}
            found.append(self.engine.table(table, columns).select(*columns))
        return found[0] if len(found) == 1 else nw.concat(found, how="vertical")

    def _touched(self, bans: tuple[Ban, ...]) -> nw.Expr | None:
        """Tell which facilities a ban may touch; `None` where there are no bans."""
        if not bans:
            return None
        subjects = sorted({ban.subject for ban in bans})
        codes = [subject for subject in subjects if USCC.fullmatch(subject)]
        named = nw.col("facility").is_in(subjects)
        if not codes:
            return named
        if "uscc" not in names_of(self.held):
            return ~nw.col("facility").is_null()
        code = nw.col("uscc")
        return named | code.is_null() | code.fill_null("").is_in(codes)

    # in columns

    def _reckoned(self, facilities: Frame, law: Law) -> Frame:
        cases = Cases.of(law.counties.rows(POLICY.rows), names_of(facilities))
        accepted = held(self.accepted, self.keys, law)
        numbered_ = numbered(facilities, cases, self.engine)
        together = self.engine.once(self._together(numbered_, accepted, law, cases.size))
        counted = law.attach(together, self.engine)
        beside = counted.filter(~by_themselves(law))
        theirs = accepted.join(beside.select(*self.keys), on=self.keys, how="inner")
        others = several(theirs, self.keys, law, self.engine)
        columns = [*names_of(counted), *steps_of(law)]
        frame = nw.concat(
            [
                grown(counted.filter(by_themselves(law)), law, self.engine).select(*columns),
                beside.join(others, on=self.keys, how="left").select(*columns),
            ],
            how="vertical",
        )
        table = Table(
            size=cases.size * histories(law),
            kinds=entitlement_kinds(law),
            answers=lambda plan: entitlement_table(plan, cases, law),
        )
        asked = frame.with_columns(_with_history(law, cases.size))
        found = look_up(asked, law.counties, table, self.engine)
        return found.with_columns(*self._summed(law), _read(law))

    def _together(self, facilities: Frame, accepted: Frame, law: Law, size: int) -> Frame:
        """Put the case, the acceptances and the payments of each facility in one row.

        The frames are stacked and grouped once, which spares most engines two joins. Where the
        acceptances are not recorded, the number of cases is added to that of the case.
        """
        town = [TOWN.name] if TOWN.name in names_of(facilities) else []
        day = [DAY] if law.changes else []
        paid = {f"paid_{payer}_": payer for payer in self.payers}
        numbers = [CASE, TALLY, SLOTS, *day, *paid, *self.engine.order]
        nothing = {
            **dict.fromkeys(numbers, self.engine.nothing("Int64", beside="facility")),
            **dict.fromkeys(town, self.engine.nothing("String", beside="facility")),
        }
        not_recorded = whole(1) - one_of(nw.col(RECORDED.name).fill_null(value=False))
        of_facility = {
            CASE: nw.col(CASE) + not_recorded * whole(size),
            **{name: nw.col(name) for name in (*town, *self.engine.order)},
        }
        of_acceptance = {
            TALLY: whole(1) + (whole(1) - nw.col(PASSED)) * whole(TALLIED),
            **{name: nw.col(name) for name in (SLOTS, *day)},
        }
        of_payment = {
            column: nw.when(nw.col("payer") == nw.lit(payer)).then(nw.col("fen"))
            for column, payer in paid.items()
        }
        by_then = self.paid.filter(nw.col("on") <= nw.lit(self.on))
        stacked = nw.concat(
            [
                part.select(
                    *self.keys, *(own.get(name, none).alias(name) for name, none in nothing.items())
                )
                for part, own in (
                    (facilities, of_facility),
                    (accepted, of_acceptance),
                    (by_then, of_payment),
                )
            ],
            how="vertical",
        )
        added = [TALLY, *paid]
        grouped = stacked.group_by(*self.keys).agg(
            nw.col(name).sum() if name in added else nw.col(name).max() for name in nothing
        )
        plain = grouped.filter(~nw.col(CASE).is_null()).with_columns(
            # DuckDB sums in 128 bits
            *(nw.col(name).fill_null(whole(0)).cast(nw.Int64) for name in added),
            *(nw.col(name).fill_null(whole(0)) for name in (SLOTS, *day)),
        )
        unknown = self.engine.quotient(nw.col(TALLY), TALLIED)
        return plain.with_columns(
            unknown.alias(UNKNOWN), (nw.col(TALLY) - unknown * whole(TALLIED)).alias(COUNT)
        )

    def _summed(self, law: Law) -> Iterator[nw.Expr]:
        """Put together the slots, and what each payer owes, has paid and still owes."""
        decided = nw.col("kind") == nw.lit("decided")
        slots = nw.col(EARNED) * nw.col(EARNS)
        yield nw.when(decided).then(slots).alias("slots")
        for payer in self.payers:
            share, stated = whole(0), decided
            for line in law.lines:
                if line.payer == payer:
                    share += law.line(line, slots) * nw.col(grant_flag(line.grant))
            share *= nw.col(EARNS)
            if payer in law.payers:
                stated = decided & (nw.col(unstated_flag(payer)) == 0)
            paid = nw.col(f"paid_{payer}_")
            due = nw.col(MET) * one_of(share > paid) * (share - paid)
            sums = nw.when(stated).then(share), paid, nw.when(stated).then(due)
            yield from (each.alias(name) for each, name in zip(sums, _sums(payer), strict=True))

    # one by one

    def _one_by_one(self, held: Frame, bans: tuple[Ban, ...]) -> list[dict[str, Any]]:
        """Ask the rule itself about each facility of a few."""
        rows = self.engine.rows(held)
        names = {name: [row[name] for row in rows] for name in self.keys}
        theirs = self.engine.table(names, dict.fromkeys(self.keys, "String"))
        accepted, paid = (
            self._by_facility(self.accepted, theirs),
            self._by_facility(self.paid, theirs),
        )
        return [
            self._one(row, accepted.get(key, []), paid.get(key, []), bans)
            for row in rows
            for key in [self._key(row)]
        ]

    def _key(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(row[name] for name in self.keys)

    def _by_facility(
        self, frame: Frame, theirs: Frame
    ) -> dict[tuple[str, ...], list[dict[str, Any]]]:
        found: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for row in self.engine.rows(frame.join(theirs, on=self.keys, how="inner")):
            found.setdefault(self._key(row), []).append(row)
        return found

    def _one(
        self,
        row: Mapping[str, Any],
        accepted: Iterable[Mapping[str, Any]],
        paid: Iterable[Mapping[str, Any]],
        bans: tuple[Ban, ...],
    ) -> dict[str, Any]:
        plan = self.counties.plan_of(row)
        if plan is None:  # of a county that has no plan, which `check` would have refused
            return dict(row)
        name, facts = row["facility"], facts_of(row)
        facility = facility_with(
            facts, self.on, name=name, town=row.get(TOWN.name), uscc=row.get("uscc")
        )
        held = tuple(Acceptance(on=a["on"], slots=a["slots"], passed=a["passed"]) for a in accepted)
        facility = evolve(facility, acceptances=held if row[RECORDED.name] else None)
        payments = [
            Payment(
                id=f"{number}",
                facility=name,
                payer=each["payer"],
                amount=from_fen(each["fen"]),
                on=each["on"],
            )
            for number, each in enumerate(paid)
        ]
        answer = entitlement(facility, plan, on=self.on, payments=payments, bans=bans)
        told = {**row, **worded(answer)}
        for payer in self.payers:
            made = (each for each in payments if each.payer == payer and each.on <= self.on)
            told[f"paid_fen_{payer}"] = sum(fen(each.amount) for each in made)
        if not isinstance(answer, Decided):
            return told
        told["slots"] = answer.value.slots
        for payer in self.payers:
            theirs = payer in answer.value.payers
            share = answer.value.share(payer) if theirs else Amount()
            due = answer.value.due_from(payer) if theirs else Amount()
            if not share.unknown:
                told[f"share_fen_{payer}"] = fen(share.known)
                told[f"due_fen_{payer}"] = fen(due.known)
        return told


def _sums(payer: str) -> tuple[str, str, str]:
    """Name the columns of a payer's sums."""
    return f"share_fen_{payer}", f"paid_fen_{payer}", f"due_fen_{payer}"


def _with_history(law: Law, size: int) -> nw.Expr:
    """Number the case with what the acceptances come to."""
    grew = law.mask() + whole(HANGING)
    settled = nw.when(nw.col(OPEN) == 1).then(whole(HANGING)).otherwise(grew)
    history = nw.when(nw.col(ANY) == 1).then(settled).otherwise(whole(NOTHING))
    recorded = nw.col(CASE) + history * whole(size)
    # what is not recorded is numbered from `size` on already
    unrecorded = nw.col(CASE) - whole(size)
    return nw.when(nw.col(CASE) < size).then(recorded).otherwise(unrecorded).alias(CASE)


def _read(law: Law) -> nw.Expr:
    """Name the readings, with those that only the history, or a fen left over, brings in."""
    repeats = nw.col(REPEAT) == 1

    def read(*, left_over: bool) -> nw.Expr:
        with_repeat = nw.when(repeats).then(nw.col(READ[True, left_over]))
        return with_repeat.otherwise(nw.col(READ[False, left_over]))

    over = whole(0)
    for grant in law.uneven:
        over += nw.col(grant_flag(grant)) * nw.col(over_column(grant))
    found = read(left_over=False)
    if law.uneven:
        found = nw.when(over > 0).then(read(left_over=True)).otherwise(found)
    return found.alias("readings")
