"""What the grants of plans pay for a slot, by the day of acceptance, as columns reckon with it.

Source: 3.2.

Limitations: the plans that are put together have the same payers, grants and readings of money;
their amounts and the days from which these hold may differ.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from itertools import pairwise
from math import lcm
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
from attrs import frozen

from infantcare_policy.calendars import ONE_DAY
from infantcare_policy.frames.asking import Counties
from infantcare_policy.frames.columns import COUNTY
from infantcare_policy.frames.engines import one_of, whole
from infantcare_policy.money import fen
from infantcare_policy.plan import Grant, Plan, in_force

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from infantcare_policy.frames.engines import Engine, Frame, Kind

__all__ = ["DAY", "STEP", "Law", "Line", "over_column", "shape"]

DAY, STEP = "day_", "step_"
"""The day of an acceptance as a number, and the slots that it earned."""

NEVER = 99_999_999


def shape(plan: Plan) -> Hashable:
    """Tell by what plans must agree to be reckoned in the same columns."""
    grants = tuple((grant.id, grant.shares) for grant in plan.grants)
    payers = tuple(payer.id for payer in plan.payers)
    readings = plan.readings
    return payers, grants, readings.local_share, readings.odd_fen, readings.repeat_slots


def number_of(day: date) -> int:
    """Write a day as a whole number, as in 20260105."""
    return int(f"{day:%Y%m%d}")


def over_column(grant: int) -> str:
    """Name the column that says whether a fen of a grant was left over."""
    return f"over_{grant}_"


@frozen
class Line:
    """The part of one payer in one grant."""

    payer: str
    grant: int
    place: int

    @property
    def column(self) -> str:
        """The column in which its fen stand."""
        return f"line_{self.grant}_{self.place}_"


@frozen
class Law:
    """The amounts of plans of one shape.

    Attributes:
        counties: the plans.
        on: the day that is asked about; what begins later is not seen.
    """

    counties: Counties
    on: date

    @property
    def first(self) -> Plan:
        """One of the plans; they agree in everything that is asked of it."""
        return self.counties.first

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every payer's part of every grant."""
        return tuple(
            Line(share.payer, number, place)
            for number, grant in enumerate(self.first.grants)
            for place, share in enumerate(grant.shares)
        )

    @cached_property
    def payers(self) -> tuple[str, ...]:
        """Every payer of the plans."""
        return tuple(payer.id for payer in self.first.payers)

    # the days on which the amounts change

    def days(self, plan: Plan) -> list[date]:
        """Give the days on which an amount of a plan changed by now."""
        since = {row.since for grant in plan.grants for row in grant.rows}
        return sorted(day for day in since if day and day <= self.on)

    @cached_property
    def changes(self) -> int:
        """How often the amounts of a plan have changed at most."""
        return max(len(self.days(plan)) for plan in self.counties.plans.values())

    def day_under(self, plan: Plan, law: int) -> date | None:
        """Give a day on which the law of that number holds; `None` where there is none."""
        days = self.days(plan)
        if law > len(days):
            return None
        if law:
            return days[law - 1]
        if not days:
            return self.on
        return days[0] - ONE_DAY if days[0] > date.min else None

    # the amounts

    def amount(self, plan: Plan, grant: int, law: int) -> int:
        """Give the fen for a slot; 0 where the plan does not state them, or has no law yet."""
        day = self.day_under(plan, law)
        row = in_force(plan.grants[grant].rows, day) if day else None
        return 0 if row is None or row.value is None else fen(row.value)

    def _amounts(self, grant: int) -> set[int]:
        """Give every amount of a grant, of any plan under any law."""
        return {
            self.amount(plan, grant, law)
            for plan in self.counties.plans.values()
            for law in range(self.changes + 1)
        }

    @cached_property
    def highest(self) -> int:
        """The most fen for a slot on the way to a share, and in what a payer owes in all."""
        grants = range(len(self.first.grants))
        on_the_way = [max(self._amounts(grant)) * self._parts(grant) for grant in grants]
        owed = dict.fromkeys(self.payers, 0)
        for line in self.lines:
            owed[line.payer] += self._most(line)
        return max((*on_the_way, *owed.values()), default=0)

    def _most(self, line: Line) -> int:
        """Bound what a line comes to for a slot, with what may be left over."""
        amount, parts = max(self._amounts(line.grant)), self._parts(line.grant)
        grant = self.first.grants[line.grant]
        if not self._shared(grant):
            return amount
        left_over = parts if line.grant in self.uneven else 0
        return -(-amount * grant.shares[line.place].weight // parts) + left_over

    @cached_property
    def whole_slots(self) -> int:
        """So many slots are shared without a fen left over, whatever the amount."""
        return lcm(*(self._parts(grant) for grant in range(len(self.first.grants))))

    @cached_property
    def uneven(self) -> tuple[int, ...]:
        """The grants of which a fen may be left over."""
        return tuple(
            number
            for number, grant in enumerate(self.first.grants)
            if self._shared(grant)
            and any(
                amount * share.weight % self._parts(number)
                for amount in self._amounts(number)
                for share in grant.shares
            )
        )

    @cached_property
    def even(self) -> bool:
        """Whether every share is a multiple of the slots: one law, and never a fen left over."""
        return not (self.changes or self.counties.several or self.uneven)

    @cached_property
    def priced(self) -> tuple[str, ...]:
        """The columns in which the fen of each line stand; an even law needs none."""
        return () if self.even else tuple(line.column for line in self.lines)

    @cached_property
    def over(self) -> tuple[str, ...]:
        """The columns that say whether a fen of a grant was left over."""
        return tuple(map(over_column, self.uneven))

    def _parts(self, grant: int) -> int:
        return sum(share.weight for share in self.first.grants[grant].shares)

    def _shared(self, grant: Grant) -> bool:
        return len(grant.shares) > 1 and self.first.readings.local_share == "in-all"

    # the same in columns

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns in which the law of a county stands beside its acceptances."""
        if not self.counties.several:
            return ()
        since = (_since(change) for change in range(self.changes))
        grants, laws = range(len(self.first.grants)), range(self.changes + 1)
        return (*since, *(_amount(grant, law) for grant in grants for law in laws))

    def attach(self, frame: Frame, engine: Engine) -> Frame:
        """Add to each row the law of its county, where several are asked."""
        if not self.counties.several:
            return frame
        columns: dict[str, list[Any]] = {name: [] for name in (COUNTY, *self.columns)}
        for county, plan in self.counties.plans.items():
            columns[COUNTY].append(county)
            days = [number_of(day) for day in self.days(plan)]
            for change in range(self.changes):
                columns[_since(change)].append(days[change] if change < len(days) else NEVER)
            for grant in range(len(plan.grants)):
                for law in range(self.changes + 1):
                    columns[_amount(grant, law)].append(self.amount(plan, grant, law))
        kinds: dict[str, Kind] = {COUNTY: "String", **dict.fromkeys(self.columns, "Int64")}
        return frame.join(engine.table(columns, kinds), on=COUNTY, how="left")

    def _begun(self, change: int) -> nw.Expr:
        """Count 1 where a change came by the day of the acceptance."""
        if self.counties.several:
            return one_of(nw.col(DAY) >= nw.col(_since(change)))
        return one_of(nw.col(DAY) >= whole(number_of(self.days(self.first)[change])))

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """The columns that say under which law slots were earned."""
        return tuple(f"law_{law}_" for law in range(self.changes + 1))

    def marked(self) -> Iterator[nw.Expr]:
        """Mark the law under which an acceptance earned slots, with 1 in its column."""
        earned = one_of(nw.col(STEP) > 0)
        reached = [whole(1), *map(self._begun, range(self.changes)), whole(0)]
        for mark, (here, after) in zip(self.marks, pairwise(reached), strict=True):
            yield (earned * (here - after)).alias(mark)

    def mask(self) -> nw.Expr:
        """Put the marks of all laws into one number, a bit for each."""
        found = whole(0)
        for law, mark in enumerate(self.marks):
            found += nw.col(mark) * whole(1 << law)
        return found

    def _paid(self, grant: int) -> nw.Expr:
        """Multiply the slots of an acceptance with the amount of its day."""

        def amount(law: int) -> nw.Expr:
            if self.counties.several:
                return nw.col(_amount(grant, law))
            return whole(self.amount(self.first, grant, law))

        per_slot = amount(0)
        for change in range(self.changes):
            per_slot += self._begun(change) * (amount(change + 1) - amount(change))
        return nw.col(STEP) * per_slot

    def shares(self, engine: Engine) -> Iterator[nw.Expr]:
        """Share what each grant pays for an acceptance: once, on the total.

        Each share is rounded down to a fen; what is left over goes to one of the payers.
        """
        for number, grant in enumerate(self.first.grants):
            paid, parts = self._paid(number), self._parts(number)
            lines = [line for line in self.lines if line.grant == number]
            if not self._shared(grant):
                yield from (paid.alias(line.column) for line in lines)
                continue
            floors = [engine.quotient(paid * whole(s.weight), parts) for s in grant.shares]
            rest = paid
            for floor in floors:
                rest -= floor
            odd = [share.payer for share in grant.shares].index(self.first.readings.odd_fen)
            for line, floor in zip(lines, floors, strict=True):
                share = floor + rest if line.place == odd else floor
                yield share.alias(line.column)
            if number in self.uneven:
                over = whole(0)
                for weight, floor in zip((s.weight for s in grant.shares), floors, strict=True):
                    over += paid * whole(weight) - floor * whole(parts)
                yield one_of(over > 0).alias(over_column(number))

    def line(self, line: Line, slots: nw.Expr) -> nw.Expr:
        """Give the fen of a line for a facility; an even law's are a multiple of its slots."""
        if not self.even:
            return nw.col(line.column)
        grant, amount = self.first.grants[line.grant], self.amount(self.first, line.grant, 0)
        if self._shared(grant):
            amount = amount * grant.shares[line.place].weight // self._parts(line.grant)
        return slots * whole(amount)


def _since(change: int) -> str:
    return f"since_{change}_"


def _amount(grant: int, law: int) -> str:
    return f"amount_{grant}_{law}_"
