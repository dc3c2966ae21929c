from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from attrs import frozen

from infantcare_policy.decisions import Citation
from infantcare_policy.errors import InvalidFacts, InvalidMoney
from infantcare_policy.plan import (
    Clause,
    GrantRow,
    Instrument,
    Row,
    Share,
    Target,
    Wording,
    in_force,
)

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = Wording(zh="补助", en="grant")
HERE = Citation("linshui", "2")
MOMENT = datetime(2026, 1, 1, 9, 30, tzinfo=UTC)


@frozen
class Dated:
    since: date | None


class TestTheRowInForce:
    """The row that holds on a day is the latest that has begun."""

    EARLIER = Dated(date(2024, 1, 1))
    LATER = Dated(date(2026, 1, 1))
    ALWAYS = Dated(None)

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            (date.min, ALWAYS),
            (date(2023, 12, 31), ALWAYS),
            (date(2024, 1, 1), EARLIER),
            (date(2025, 12, 31), EARLIER),
            (date(2026, 1, 1), LATER),
            (date.max, LATER),
        ],
    )
    def test_it_changes_on_the_first_day_of_the_next(self, on: date, expected: Dated) -> None:
        assert in_force((self.ALWAYS, self.EARLIER, self.LATER), on) == expected

    def test_it_does_not_depend_on_the_order_of_the_rows(self) -> None:
        rows = (self.LATER, self.ALWAYS, self.EARLIER)
        assert in_force(rows, date(2025, 6, 1)) == self.EARLIER

    def test_there_is_none_before_the_first_has_begun(self) -> None:
        assert in_force((self.EARLIER, self.LATER), date(2023, 12, 31)) is None

    def test_there_is_none_among_no_rows(self) -> None:
        assert in_force((), date(2026, 1, 1)) is None


class TestAFigureRow:
    """`Row(8, cite="2.2.4")` says a figure, its source and its first day."""

    def test_an_article_alone_belongs_to_the_plan_that_takes_the_row(self) -> None:
        assert Row(8, cite="2.2.4").cite == Citation("", "2.2.4")

    def test_an_article_of_another_instrument_names_it(self) -> None:
        assert Row(8, cite="filing-measures:9").cite == Citation("filing-measures", "9")

    def test_a_citation_is_taken_as_it_is(self) -> None:
        assert Row(8, cite=HERE).cite is HERE

    def test_it_holds_on_any_day_is_stated_and_stands_in_the_plan_unless_it_says_otherwise(
        self,
    ) -> None:
        row = Row(8, cite="2.2.4")
        assert (row.since, row.stated, row.unit, row.confidence) == (None, True, "", "S")

    def test_rows_that_say_the_same_are_equal(self) -> None:
        assert Row(8, cite="2.2.4") == Row(8, cite="2.2.4")
        assert Row(8, cite="2.2.4") != Row(8, cite="2.2.4", since=date(2026, 1, 1))

    def test_a_moment_is_no_first_day(self) -> None:
        with pytest.raises(InvalidFacts, match=r"since: expected a day without a time of day"):
            Row(8, cite="2.2.4", since=MOMENT)


def test_wording_is_chosen_by_locale() -> None:
    assert [WORDS.in_(locale) for locale in ("zh_CN", "zh", "en", "en_GB")] == [
        "补助",
        "补助",
        "grant",
        "grant",
    ]


@pytest.mark.parametrize(
    ("build", "fault"),
    [
        (
            lambda: Wording(zh="补助", en=" "),
            "en: expected a text that is not empty, got ' '",
        ),
        (
            lambda: Clause(id="", heading=WORDS, summary=WORDS, kind="rule"),
            "id: expected a text that is not empty, got ''",
        ),
        (
            lambda: Share(payer="city", weight=0),
            "weight: expected a whole number ≥ 1, got 0",
        ),
        (
            lambda: Share(payer="city", weight=True),
            "weight: expected a whole number ≥ 1, got True",
        ),
        (
            lambda: GrantRow(value=Decimal(-1), cite=HERE),
            "value: expected yuan ≥ 0 as a Decimal with at most two decimals, got -1.00",
        ),
    ],
)
def test_a_part_that_cannot_be_is_refused(build: Callable[[], object], fault: str) -> None:
    with pytest.raises(InvalidFacts) as refused:
        build()
    assert [str(each) for each in refused.value.faults] == [fault]


@pytest.mark.parametrize(
    "build",
    [
        lambda: Instrument(id="x", title=WORDS, issued=MOMENT),
        lambda: Target(id="x", name=WORDS, kind="rate", cite=HERE, due=MOMENT),
        lambda: GrantRow(value=Decimal(1), cite=HERE, since=MOMENT),
    ],
)
def test_a_moment_is_never_taken_for_a_day(build: Callable[[], object]) -> None:
    with pytest.raises(InvalidFacts) as refused:
        build()
    (fault,) = refused.value.faults
    assert fault.expected == "a day without a time of day"
    assert fault.found == "the datetime 2026-01-01 09:30"
    assert fault.advice == "take its .date() in Asia/Shanghai"


def test_a_part_tells_all_its_faults_at_once() -> None:
    with pytest.raises(InvalidFacts) as refused:
        Share(payer=" ", weight=-1)
    assert [fault.path for fault in refused.value.faults] == ["payer", "weight"]


class TestAGrantRow:
    """The amount of a grant is exact yuan, or it is named and not stated."""

    def test_it_has_two_places_however_it_is_written(self) -> None:
        rows = {GrantRow(value=Decimal(text), cite=HERE) for text in ("6000", "6000.0", "6E+3")}
        assert [str(row.value) for row in rows] == ["6000.00"]

    def test_it_may_be_named_and_not_stated(self) -> None:
        assert GrantRow(stated=False, cite=HERE).value is None

    @pytest.mark.parametrize("value", [0.5, 6000.0, True, Decimal("0.001"), Decimal("NaN"), "six"])
    def test_it_is_never_a_float_or_finer_than_a_fen(self, value: object) -> None:
        with pytest.raises(InvalidMoney):
            GrantRow(value=value, cite=HERE)  # type: ignore[arg-type]
