from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from infantcare_policy import codec
from infantcare_policy.calendars import Deadline
from infantcare_policy.decisions import Citation, Ground, Missing, Undetermined
from infantcare_policy.errors import InvalidFacts, Unsettled
from infantcare_policy.inspections import (
    ALGORITHM,
    Assignment,
    Draw,
    DrawRule,
    Exclusion,
    Infeasible,
    InspectedObject,
    Mismatch,
    Notice,
    Recusal,
    Shortage,
    draw,
    publish_by,
    verify,
)
from infantcare_policy.people import Inspector
from infantcare_policy.plan import Plan, Row, yijun

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ON = date(2026, 1, 5)
LATER = date(2027, 1, 1)
LOCAL = Citation("local-rule", "7")
SEED = "2026-01"

ARTICLE = Citation("enterprise-information-rules", "6")


def objects_of(*names: str, risk_class: str | None = None) -> list[InspectedObject]:
    return [InspectedObject(id=name, risk_class=risk_class) for name in names]


def numbered(count: int, *, letter: str = "F", risk_class: str | None = None) -> list[Any]:
    names = (f"{letter}{number:02}" for number in range(1, count + 1))
    return objects_of(*names, risk_class=risk_class)


def staff_of(*names: str, until: date = LATER) -> list[Inspector]:
    return [Inspector(id=name, certificate_until=until) for name in names]


def asking(**options: Any) -> DrawRule:  # noqa: ANN401 - any way to say how many
    sound: dict[str, Any] = {"team_size": 1, "citation": LOCAL}
    return DrawRule(**sound | options)


FIVE = objects_of("F1", "F2", "F3", "F4", "F5")
FOUR = staff_of("P1", "P2", "P3", "P4")


def tried(  # noqa: PLR0913 - everything that a draw rests on
    objects: Iterable[InspectedObject] = FIVE,
    inspectors: Iterable[Inspector] = FOUR,
    *,
    rule: DrawRule | None = None,
    recusals: Iterable[Recusal] = (),
    excluded: Iterable[Exclusion] = (),
    seed: str = SEED,
    on: date = ON,
) -> Draw | Infeasible:
    rule = rule or asking(count=2, team_size=2)
    return draw(
        objects, inspectors, on=on, rule=rule, seed=seed, recusals=recusals, excluded=excluded
    )


def drawn(*lists: Any, **options: Any) -> Draw:  # noqa: ANN401 - what `tried` takes
    found = tried(*lists, **options)
    assert isinstance(found, Draw)
    return found


def undrawn(*lists: Any, **options: Any) -> Infeasible:  # noqa: ANN401 - what `tried` takes
    found = tried(*lists, **options)
    assert isinstance(found, Infeasible)
    return found


def faults(*lists: Any, **options: Any) -> dict[str, str]:  # noqa: ANN401 - what `tried` takes
    """Try a draw that is refused, and give its faults by place."""
    with pytest.raises(InvalidFacts) as invalid:
        tried(*lists, **options)
    return {fault.path: fault.found for fault in invalid.value.faults}


def names(found: Draw) -> list[str]:
    return [assignment.object for assignment in found.assignments]


class TestARule:
    @pytest.mark.parametrize(
        "ways",
        [
            {},
            {"count": 1, "rate": Decimal("0.5")},
            {"count": 0, "rates": {"A": Decimal(1)}},
            {"rate": Decimal("0.5"), "rates": {"A": Decimal(1)}},
            {"count": 1, "rate": Decimal("0.5"), "rates": {"A": Decimal(1)}},
        ],
    )
    def test_says_how_many_in_exactly_one_way(self, ways: dict[str, Any]) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            asking(**ways)
        (fault,) = invalid.value.faults
        assert (fault.path, fault.found) == ("count", f"{len(ways)} of them")
        assert fault.expected == "one of count, rate and rates"

    @pytest.mark.parametrize("rate", [Decimal(0), Decimal("1.01"), Decimal(2), Decimal("1E+9")])
    def test_has_rates_over_0_and_up_to_1(self, rate: Decimal) -> None:
        for ways, place in (({"rate": rate}, "rate"), ({"rates": {"A": rate}}, "rates.A")):
            with pytest.raises(InvalidFacts) as invalid:
                asking(**ways)
            (fault,) = invalid.value.faults
            assert (fault.path, fault.found) == (place, str(rate))

    def test_tells_every_contradiction_at_once(self) -> None:
        rates = {"A": Decimal(2), "B": Decimal(1), "C": Decimal("NaN"), "D": Decimal(-1)}
        with pytest.raises(InvalidFacts) as invalid:
            asking(rate=Decimal(3), rates=rates)
        places = [fault.path for fault in invalid.value.faults]
        assert places == ["count", "rate", "rates.A", "rates.C", "rates.D"]

    @pytest.mark.parametrize("count", [-1, True, 1.0, "1", Decimal(1)])
    def test_counts_in_whole_numbers(self, count: object) -> None:
        with pytest.raises(InvalidFacts, match="count: expected a whole number ≥ 0"):
            asking(count=count)

    @pytest.mark.parametrize("rate", [0.5, "0.5", True, Decimal("NaN"), Decimal(-1)])
    def test_has_an_exact_rate(self, rate: object) -> None:
        with pytest.raises(InvalidFacts, match="rate: expected an exact number ≥ 0"):
            asking(rate=rate)

    @pytest.mark.parametrize("rates", [None, [("A", Decimal(1))], "A", {"A": 0.5}, {1: Decimal(1)}])
    def test_has_rates_by_class(self, rates: object) -> None:
        with pytest.raises(InvalidFacts, match="rates"):
            asking(rates=rates)

    @pytest.mark.parametrize("size", [0, -1, True, None, 1.5])
    def test_has_teams_of_one_or_more(self, size: object) -> None:
        with pytest.raises(InvalidFacts, match="team_size: expected a whole number ≥ 1"):
            asking(count=1, team_size=size)

    @pytest.mark.parametrize("citation", [None, "local-rule:7"])
    def test_is_cited(self, citation: object) -> None:
        with pytest.raises(InvalidFacts, match="citation: expected a Citation"):
            asking(count=1, citation=citation)


class TestHowMany:
    @pytest.mark.parametrize(
        ("ways", "of", "wanted"),
        [
            ({"count": 0}, 10, 0),
            ({"count": 3}, 10, 3),
            ({"count": 10}, 10, 10),
            ({"rate": Decimal("0.1")}, 0, 0),
            ({"rate": Decimal("0.1")}, 1, 1),
            ({"rate": Decimal("0.1")}, 9, 1),
            ({"rate": Decimal("0.1")}, 10, 1),
            ({"rate": Decimal("0.1")}, 11, 2),
            ({"rate": Decimal("0.1")}, 20, 2),
            ({"rate": Decimal("0.1")}, 21, 3),
            ({"rate": Decimal("0.07")}, 100, 7),
            ({"rate": Decimal("0.29")}, 100, 29),
            ({"rate": Decimal("0.3333333333333333333333333333333333333333")}, 3, 1),
            ({"rate": Decimal("0.3333333333333333333333333333333333333334")}, 3, 2),
            ({"rate": Decimal("0.5")}, 3, 2),
            ({"rate": Decimal(1)}, 7, 7),
        ],
    )
    def test_is_a_count_or_a_rate_rounded_up(
        self, ways: dict[str, Any], of: int, wanted: int
    ) -> None:
        rule = asking(**ways)
        assert rule.number_of(numbered(of)) == wanted
        assert len(drawn(numbered(of), rule=rule).assignments) == wanted

    def test_is_a_rate_for_each_class_rounded_up_in_each(self) -> None:
        rates = {"A": Decimal("0.1"), "B": Decimal("0.25"), "C": Decimal("0.5"), "D": Decimal(1)}
        objects = [
            item
            for risk_class, count in zip("ABCD", (10, 5, 4, 2), strict=True)
            for item in numbered(count, letter=risk_class, risk_class=risk_class)
        ]
        found = names(drawn(objects, rule=asking(rates=rates)))
        # 10 · 0.1 = 1; 5 · 0.25 = 1.25, up to 2; 4 · 0.5 = 2; 2 · 1 = 2
        assert {name: sum(n[0] == name for n in found) for name in "ABCD"} == {
            "A": 1,
            "B": 2,
            "C": 2,
            "D": 2,
        }

    def test_of_a_class_that_has_no_object_is_none(self) -> None:
        rule = asking(rates={"A": Decimal("0.5"), "B": Decimal(1)})
        assert names(drawn(objects_of("F1", risk_class="A"), rule=rule)) == ["F1"]
        assert names(drawn([], rule=rule)) == []

    def test_is_reckoned_without_what_is_excluded(self) -> None:
        excluded = [
            Exclusion(object="F1", reason="closed"),
            Exclusion(object="F2", reason="closed"),
        ]
        # half of 3 that are left, up to 2; half of 5 would be 3
        assert len(drawn(rule=asking(rate=Decimal("0.5")), excluded=excluded).assignments) == 2

    def test_heeds_classes_only_where_each_has_a_rate(self) -> None:
        mixed = [*objects_of("F1", risk_class="A"), *objects_of("F2")]
        assert len(drawn(mixed, rule=asking(count=2)).assignments) == 2

    def test_may_be_none(self) -> None:
        found = drawn(rule=asking(count=0, team_size=2))
        assert found.assignments == ()
        assert verify(found, FIVE, FOUR) == ()


class TestADraw:
    def test_keeps_all_that_it_rests_on(self) -> None:
        rule = asking(count=2, team_size=2)
        recusals = [Recusal(inspector="P1", object="F2"), Recusal(inspector="P2", object="F1")]
        excluded = [
            Exclusion(object="F5", reason="已停办"),
            Exclusion(object="F4", reason="inspected in December"),
        ]
        found = drawn(rule=rule, recusals=recusals, excluded=excluded)
        assert (found.algorithm, found.on, found.rule, found.seed) == (ALGORITHM, ON, rule, SEED)
        assert found.recusals == (recusals[1], recusals[0])
        assert found.excluded == (excluded[1], excluded[0])
        assert found.require() is found
        assert found.kind == "draw"

    def test_never_draws_what_is_excluded(self) -> None:
        excluded = [Exclusion(object=name, reason="closed") for name in ("F1", "F3", "F5")]
        for seed in map(str, range(50)):
            assert set(names(drawn(excluded=excluded, seed=seed))) == {"F2", "F4"}

    def test_never_assigns_who_recused_themselves(self) -> None:
        recusals = [
            Recusal(inspector="P1", object="F1"),
            Recusal(inspector="P2", object="F1"),
            Recusal(inspector="P3", object="F2"),
        ]
        rule = asking(count=5, team_size=2)
        for seed in map(str, range(50)):
            teams = {
                assignment.object: set(assignment.inspectors)
                for assignment in drawn(rule=rule, recusals=recusals, seed=seed).assignments
            }
            assert teams["F1"] == {"P3", "P4"}
            assert "P3" not in teams["F2"]

    def test_takes_a_recusal_that_is_said_twice_once(self) -> None:
        recusal = Recusal(inspector="P1", object="F1")
        assert drawn(recusals=[recusal, recusal]).recusals == (recusal,)

    def test_takes_certificates_that_hold_on_the_day_itself(self) -> None:
        staff = [
            *staff_of("P1", until=ON),
            *staff_of("P2", until=date(2026, 1, 4)),
            Inspector(id="P3", certificate_until=False),
        ]
        found = drawn(FIVE, staff, rule=asking(count=5))
        assert {team.inspectors for team in found.assignments} == {("P1",)}

    def test_has_the_whole_list_in_its_fingerprint(self) -> None:
        rule = asking(count=1)
        found = drawn(rule=rule)
        expired = [*FOUR, *staff_of("P9", until=date(2000, 1, 1))]
        assert drawn(FIVE, expired, rule=rule).assignments == found.assignments
        assert (
            drawn(FIVE, expired, rule=rule).inspectors_fingerprint != found.inspectors_fingerprint
        )

    def test_of_fewer_is_the_start_of_the_draw_of_more(self) -> None:
        draws = [drawn(rule=asking(count=count, team_size=2)) for count in range(6)]
        for count, found in enumerate(draws):
            assert found.assignments == draws[5].assignments[:count]

    def test_with_smaller_teams_has_the_start_of_the_larger(self) -> None:
        teams = [
            [a.inspectors for a in drawn(rule=asking(count=5, team_size=size)).assignments]
            for size in (1, 2, 3, 4)
        ]
        for size, smaller in enumerate(teams, start=1):
            assert smaller == [team[:size] for team in teams[-1]]

    def test_does_not_hang_on_the_order_of_its_lists(self) -> None:
        recusals = [Recusal(inspector="P1", object="F2"), Recusal(inspector="P2", object="F1")]
        excluded = [Exclusion(object="F5", reason="b"), Exclusion(object="F4", reason="a")]
        one = drawn(recusals=recusals, excluded=excluded)
        other = drawn(
            reversed(FIVE),
            reversed(FOUR),
            recusals=reversed(recusals),
            excluded=(item for item in reversed(excluded)),
        )
        assert one == other
        assert codec.to_json(one) == codec.to_json(other)

    def test_with_rates_in_another_order_is_the_same_to_the_byte(self) -> None:
        objects = [*objects_of("F1", risk_class="A"), *objects_of("F2", risk_class="B")]
        rates = {"A": Decimal("0.5"), "B": Decimal(1)}
        one = drawn(objects, rule=asking(rates=rates))
        other = drawn(objects, rule=asking(rates=dict(reversed(rates.items()))))
        assert one == other
        assert codec.to_json(one) == codec.to_json(other)

    def test_can_be_kept_in_sets(self) -> None:
        objects = objects_of("F1", risk_class="A")
        for rule in (asking(count=1), asking(rates={"A": Decimal(1)})):
            assert len({drawn(objects, rule=rule), drawn(objects, rule=rule)}) == 1

    def test_with_another_seed_is_another(self) -> None:
        assert len({drawn(seed=seed).assignments for seed in map(str, range(20))}) > 10


class TestARefusal:
    def test_tells_every_fault_with_its_place(self) -> None:
        objects = [
            *objects_of("F1", "F1", risk_class="A"),
            *objects_of("F2", risk_class="B"),
            *objects_of("F3"),
        ]
        found = faults(
            objects,
            staff_of("P1", "P2", "P2"),
            rule=asking(rates={"A": Decimal(1)}),
            recusals=[
                Recusal(inspector="P1", object="F1"),
                Recusal(inspector="P8", object="F8"),
                Recusal(inspector="P9", object="F9"),
            ],
            excluded=[
                Exclusion(object="F1", reason="closed"),
                Exclusion(object="F1", reason="banned"),
                Exclusion(object="F7", reason="closed"),
            ],
        )
        assert found == {
            "objects[1]": "'F1', which is objects[0] already",
            "inspectors[2]": "'P2', which is inspectors[1] already",
            "excluded[1]": "'F1', which is excluded[0] already",
            "excluded[2].object": "F7",
            "recusals[1].object": "F8",
            "recusals[1].inspector": "P8",
            "recusals[2].object": "F9",
            "recusals[2].inspector": "P9",
            "objects[2].risk_class": "B",
            "objects[3].risk_class": "None",
        }

    def test_names_the_places_of_the_lists_as_they_were_handed_in(self) -> None:
        assert faults(objects_of("F3", "F1", "F3", "F2")) == {
            "objects[2]": "'F3', which is objects[0] already"
        }
        assert faults(recusals=[
            Recusal(inspector="P1", object="F9"), Recusal(inspector="P1", object="F1")
        ]) == {"recusals[0].object": "F9"}  # fmt: skip

    @pytest.mark.parametrize("on", [None, "2026-01-05", datetime(2026, 1, 5, 9, tzinfo=UTC)])
    def test_of_a_day_that_is_none(self, on: Any) -> None:  # noqa: ANN401 - anything may be wrong
        assert list(faults(on=on)) == ["on"]

    @pytest.mark.parametrize("seed", ["", " ", "a\nb", "a\tb", "a\x00b", None, 7])
    def test_of_a_seed_that_is_no_line(self, seed: Any) -> None:  # noqa: ANN401 - anything may be wrong
        assert list(faults(seed=seed)) == ["seed"]

    @pytest.mark.parametrize(
        "name", ["", " ", "F\t1", "F\n1", "F\r1", "F\u20281", "\ud800", 1, None]
    )
    def test_of_an_id_that_is_no_line(self, name: Any) -> None:  # noqa: ANN401 - anything may be wrong
        for make in (
            lambda: InspectedObject(id=name),
            lambda: Exclusion(object=name, reason="closed"),
            lambda: Recusal(inspector="P1", object=name),
            lambda: Recusal(inspector=name, object="F1"),
        ):
            with pytest.raises(InvalidFacts):
                make()

    def test_of_an_exclusion_without_a_reason(self) -> None:
        with pytest.raises(InvalidFacts, match="reason: expected a text that is not empty"):
            Exclusion(object="F1", reason="")

    def test_never_shows_two_lists_as_one(self) -> None:
        # cells cannot run into each other: a tab in an id is refused, and an empty cell has its own
        one = drawn(objects_of("F1", risk_class="A"), rule=asking(count=1))
        other = drawn(objects_of("F1 A"), rule=asking(count=1))
        assert one.objects_fingerprint != other.objects_fingerprint


class TestInfeasible:
    def test_names_every_object_that_lacks_inspectors_also_one_not_drawn(self) -> None:
        recusals = [
            *(Recusal(inspector=name, object="F2") for name in ("P1", "P2", "P3")),
            *(Recusal(inspector=name, object="F4") for name in ("P1", "P2", "P3", "P4")),
            Recusal(inspector="P1", object="F1"),
        ]
        for count in (0, 1, 5):
            rule = asking(count=count, team_size=2)
            for seed in map(str, range(20)):
                found = undrawn(rule=rule, recusals=recusals, seed=seed)
                assert found.shortages == (
                    Shortage(object="F2", usable=("P4",), needed=2),
                    Shortage(object="F4", usable=(), needed=2),
                )
                assert (found.objects, found.wanted) == (5, count)

    def test_is_not_said_of_what_is_excluded(self) -> None:
        recusals = [Recusal(inspector=name, object="F2") for name in ("P1", "P2", "P3")]
        excluded = [Exclusion(object="F2", reason="closed")]
        assert drawn(recusals=recusals, excluded=excluded).kind == "draw"

    def test_never_becomes_a_smaller_team(self) -> None:
        found = undrawn(FIVE, FOUR[:1], rule=asking(count=1, team_size=2))
        assert [shortage.object for shortage in found.shortages] == ["F1", "F2", "F3", "F4", "F5"]
        assert {shortage.usable for shortage in found.shortages} == {("P1",)}

    def test_counts_no_certificate_that_has_run_out(self) -> None:
        staff = [*staff_of("P1"), *staff_of("P2", until=date(2026, 1, 4))]
        found = undrawn(objects_of("F1"), staff, rule=asking(count=1, team_size=2))
        assert found.shortages == (Shortage(object="F1", usable=("P1",), needed=2),)
        the_day_before = date(2026, 1, 4)
        rule = asking(count=1, team_size=2)
        assert names(drawn(objects_of("F1"), staff, rule=rule, on=the_day_before)) == ["F1"]

    def test_is_a_count_over_the_number_of_objects(self) -> None:
        found = undrawn(rule=asking(count=6))
        assert (found.shortages, found.objects, found.wanted) == ((), 5, 6)
        assert found.kind == "infeasible"

    def test_is_a_count_over_what_is_left_by_exclusions(self) -> None:
        excluded = [Exclusion(object="F1", reason="closed")]
        found = undrawn(rule=asking(count=5), excluded=excluded)
        assert (found.objects, found.wanted) == (4, 5)

    def test_cannot_be_required(self) -> None:
        with pytest.raises(Unsettled, match=r"^6 objects are asked for, and there are 5$"):
            undrawn(rule=asking(count=6)).require()
        short = undrawn(objects_of("F1", "F2"), [], rule=asking(count=1))
        with pytest.raises(Unsettled, match=r"^too few inspectors for F1, F2$") as unsettled:
            short.require()
        assert unsettled.value.answer is short

    def test_is_told_as_json(self) -> None:
        assert json.loads(codec.to_json(undrawn(objects_of("甲"), [], rule=asking(count=2)))) == {
            "shortages": [{"object": "甲", "usable": [], "needed": 1}],
            "objects": 1,
            "wanted": 2,
        }


def whats(found: Sequence[Mismatch]) -> list[str]:
    return [mismatch.what for mismatch in found]


class TestVerify:
    def test_finds_nothing_in_a_draw_that_holds(self) -> None:
        recusals = [Recusal(inspector="P1", object="F1")]
        excluded = [Exclusion(object="F2", reason="closed")]
        found = drawn(recusals=recusals, excluded=excluded)
        assert verify(found, FIVE, FOUR) == ()
        assert verify(found, reversed(FIVE), iter(FOUR[::-1])) == ()

    def test_finds_an_object_whose_line_was_altered(self) -> None:
        found = drawn()
        altered = [*FIVE[:4], InspectedObject(id="F5", risk_class="A")]
        (mismatch,) = verify(found, altered, FOUR)
        assert (mismatch.what, mismatch.recorded) == ("objects", found.objects_fingerprint)
        assert mismatch.recomputed == drawn(altered).objects_fingerprint

    def test_finds_an_object_that_was_struck_off(self) -> None:
        found = drawn()
        left = [item for item in FIVE if item.id != names(found)[0]]
        assert whats(verify(found, left, FOUR)) == ["objects", "assignments"]

    def test_finds_a_certificate_that_was_altered(self) -> None:
        found = drawn()
        longer = [*FOUR[:3], evolve(FOUR[3], certificate_until=date(2027, 1, 2))]
        (mismatch,) = verify(found, FIVE, longer)
        assert (mismatch.what, mismatch.recorded) == ("inspectors", found.inspectors_fingerprint)

    def test_finds_a_department_that_was_altered(self) -> None:
        moved = [evolve(FOUR[0], department="health"), *FOUR[1:]]
        assert whats(verify(drawn(), FIVE, moved)) == ["inspectors"]

    def test_finds_an_inspector_who_was_removed(self) -> None:
        found = drawn()
        first = found.assignments[0].inspectors[0]
        left = [person for person in FOUR if person.id != first]
        assert whats(verify(found, FIVE, left)) == ["inspectors", "assignments"]

    def test_finds_an_assignment_that_was_altered(self) -> None:
        found = drawn()
        one, two = found.assignments
        for altered in (
            (two, one),
            (one,),
            (),
            (one, two, two),
            (one, Assignment(object=two.object, inspectors=two.inspectors[::-1])),
            (one, Assignment(object=two.object, inspectors=two.inspectors[:1])),
            (one, Assignment(object="F9", inspectors=two.inspectors)),
        ):
            (mismatch,) = verify(evolve(found, assignments=altered), FIVE, FOUR)
            assert mismatch.what == "assignments"
            assert mismatch.recorded != mismatch.recomputed

    def test_shows_what_was_recorded_and_what_follows(self) -> None:
        found = drawn(rule=asking(count=1, team_size=2))
        altered = (Assignment(object="F9", inspectors=("P8", "P9")),)
        (mismatch,) = verify(evolve(found, assignments=altered), FIVE, FOUR)
        (own,) = found.assignments
        assert mismatch == Mismatch(
            what="assignments",
            recorded="F9: P8, P9",
            recomputed=f"{own.object}: {', '.join(own.inspectors)}",
        )

    def test_finds_two_assignments_that_only_look_like_those(self) -> None:
        # ids may hold the signs between which the names are shown
        staff = staff_of("P1", "P2", "P1, P2")
        found = drawn(objects_of("F1"), staff[:2], rule=asking(count=1, team_size=2))
        (own,) = found.assignments
        joined = Assignment(object="F1", inspectors=(", ".join(own.inspectors),))
        assert whats(verify(evolve(found, assignments=(joined,)), objects_of("F1"), staff[:2])) == [
            "assignments"
        ]

    def test_finds_a_seed_that_was_altered(self) -> None:
        found = evolve(drawn(rule=asking(count=5, team_size=4)), seed="2026-02")
        assert whats(verify(found, FIVE, FOUR)) == ["assignments"]

    def test_finds_recusals_and_exclusions_that_change_the_draw(self) -> None:
        found = drawn(rule=asking(count=1, team_size=2))
        (own,) = found.assignments
        away = (Recusal(inspector=own.inspectors[0], object=own.object),)
        assert whats(verify(evolve(found, recusals=away), FIVE, FOUR)) == ["assignments"]
        out = (Exclusion(object=own.object, reason="closed"),)
        assert whats(verify(evolve(found, excluded=out), FIVE, FOUR)) == ["assignments"]

    def test_finds_another_construction_and_goes_no_further(self) -> None:
        found = evolve(drawn(), algorithm="infantcare-draw-2", assignments=())
        assert verify(found, FIVE, FOUR) == (
            Mismatch(what="algorithm", recorded="infantcare-draw-2", recomputed=ALGORITHM),
        )

    def test_finds_lists_from_which_nothing_can_be_drawn(self) -> None:
        for lists in ((FIVE, FOUR[:1]), (FIVE[:1], FOUR), ([], [])):
            *altered, last = verify(drawn(), *lists)
            assert {mismatch.what for mismatch in altered} <= {"objects", "inspectors"}
            assert altered
            assert (last.what, last.recomputed) == ("assignments", "no draw is possible")

    def test_finds_a_list_that_no_draw_could_come_from(self) -> None:
        (mismatch,) = verify(drawn(), [*FIVE, FIVE[0]], FOUR)
        assert mismatch.what == "objects"

    def test_finds_a_list_without_somebody_whom_a_recusal_names(self) -> None:
        found = drawn(recusals=[Recusal(inspector=FOUR[0].id, object=FIVE[0].id)])
        (mismatch,) = verify(found, FIVE, FOUR[1:])
        assert mismatch.what == "inspectors"


class TestANotice:
    def test_holds_no_recusal_and_no_list(self) -> None:
        recusals = [Recusal(inspector="K9", object="F1")]
        staff = [*FOUR, *staff_of("K9"), *staff_of("K8", until=date(2000, 1, 1))]
        excluded = [Exclusion(object="F5", reason="closed")]
        found = drawn(FIVE, staff, recusals=recusals, excluded=excluded, seed="12")
        notice = found.notice
        assert isinstance(notice, Notice)
        text = codec.to_json(notice)
        assert "recusals" not in codec.to_data(notice)
        drawn_for = {name for team in notice.assignments for name in team.inspectors}
        for person in {person.id for person in staff} - drawn_for:
            assert f'"{person}"' not in text
        for name in {item.id for item in FIVE} - {"F5", *names(found)}:
            assert f'"{name}"' not in text
        assert "2027-01-01" not in text

    def test_holds_everything_else(self) -> None:
        found = drawn(excluded=[Exclusion(object="F5", reason="closed")])
        data = codec.to_data(found)
        del data["recusals"]
        public = codec.to_data(found.notice)
        assert public.pop("recusals_fingerprint") == hashlib.sha256(b"").hexdigest()
        assert public == data

    def test_binds_the_recusals_without_naming_them(self) -> None:
        recusals = [Recusal(inspector="P2", object="F1"), Recusal(inspector="P1", object="F3")]
        lines = b"P1\tF3\nP2\tF1"
        found = drawn(recusals=recusals).notice
        assert found.recusals_fingerprint == hashlib.sha256(lines).hexdigest()


class TestJson:
    @pytest.mark.parametrize(
        "rule",
        [
            asking(count=2, team_size=2),
            asking(rate=Decimal("0.5")),
            asking(rates={"A": Decimal("0.5"), "乙": Decimal(1)}),
        ],
        ids=["count", "rate", "rates"],
    )
    def test_of_a_draw_verifies_when_it_comes_back(self, rule: DrawRule) -> None:
        objects = [
            *numbered(5, letter="园", risk_class="A"),
            *numbered(2, letter="点", risk_class="乙"),
        ]
        found = drawn(
            objects,
            rule=rule,
            recusals=[Recusal(inspector="P1", object="园01")],
            excluded=[Exclusion(object="点02", reason="已停办")],
        )
        back = codec.from_json(codec.to_json(found), Draw)
        assert back == found
        assert verify(back, objects, FOUR) == ()

    def test_that_was_altered_does_not_verify(self) -> None:
        data = codec.to_data(drawn())
        data["assignments"][0]["inspectors"].reverse()
        assert whats(verify(codec.from_data(data, Draw), FIVE, FOUR)) == ["assignments"]

    def test_is_read_strictly(self) -> None:
        data = codec.to_data(drawn())
        data["assignments"][0]["inspectors"] = [7]
        data["seed"] = ""
        with pytest.raises(InvalidFacts) as invalid:
            codec.from_data(data | {"drawn_by": "P1"}, Draw)
        places = {fault.path for fault in invalid.value.faults}
        assert {"assignments[0].inspectors[0]", "seed"} <= places

    @pytest.mark.parametrize(
        "anything", [None, "F1", ("F1",), [Assignment(object="F1", inspectors=())]]
    )
    def test_of_assignments_that_are_none_is_refused(self, anything: Any) -> None:  # noqa: ANN401 - anything may be wrong
        with pytest.raises(InvalidFacts, match="assignments"):
            evolve(drawn(), assignments=anything)


SCRIPT = """\
import sys
from datetime import date
from infantcare_policy import codec
from infantcare_policy.decisions import Citation
from infantcare_policy.inspections import DrawRule, Exclusion, InspectedObject, Recusal, draw
from infantcare_policy.people import Inspector

way = -1 if "reversed" in sys.argv else 1
print(codec.to_json(draw(
    [InspectedObject(id=f"园{n}") for n in range(40)][::way],
    {Inspector(id=f"P{n}", certificate_until=date(2027, 1, n + 1)) for n in range(9)},
    on=date(2026, 1, 5),
    rule=DrawRule(count=20, team_size=3, citation=Citation("local-rule", "7")),
    seed="2026-01",
    recusals={Recusal(inspector=f"P{n % 9}", object=f"园{n}") for n in range(40)},
    excluded=[Exclusion(object=f"园{n}", reason="closed") for n in (3, 1, 2)][::way],
)))
"""


def test_a_draw_is_the_same_to_the_byte_in_every_process() -> None:
    printed = {
        subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", SCRIPT, order],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed, order in (("0", "given"), ("1", "reversed"), ("2", "given"), ("0", "reversed"))
    }
    (text,) = printed
    assert len(json.loads(text)["assignments"]) == 20


@pytest.fixture(scope="module")
def plan() -> Plan:
    return yijun()


class TestPublishBy:
    @pytest.mark.parametrize(
        ("result_on", "by"),
        [
            # Tue 10 Feb 2026: 11 12 13, Sat 14 is made up for (4); 15–23 are holidays;
            # 24–27 (8), Sat 28 is made up for (9); 2–6 March (14), 9–13 (19), 16 (20)
            (date(2026, 2, 10), date(2026, 3, 16)),
            # the same from any day of the holidays but four: 24–28 (5), 2–6 (10), 9–13 (15), 16–20
            (date(2026, 2, 15), date(2026, 3, 20)),
            (date(2026, 2, 23), date(2026, 3, 20)),
            # Wed 30 Sep 2026: 1–7 Oct are holidays; 8 9, Sat 10 (3); 12–16 (8), 19–23 (13),
            # 26–30 (18), 2 3 Nov (20)
            (date(2026, 9, 30), date(2026, 11, 3)),
        ],
    )
    def test_counts_the_official_working_days(self, plan: Plan, result_on: date, by: date) -> None:
        assert publish_by(result_on, plan).require() == Deadline(by=by)

    def test_rests_on_the_article(self, plan: Plan) -> None:
        answer = publish_by(date(2026, 2, 10), plan)
        assert answer.grounds == (Ground("inspections.publication", ARTICLE, (("workdays", 20),)),)
        assert (answer.citations, answer.readings, answer.plan) == ((ARTICLE,), (), plan.stamp)

    def test_past_the_calendar_is_provisional(self, plan: Plan) -> None:
        answer = publish_by(date(2090, 3, 1), plan)
        assert answer.require() == Deadline(by=None, provisional=True)
        assert [note.code for note in answer.notes] == ["calendar.not-published"]

    def test_takes_another_calendar(self, plan: Plan) -> None:
        class Every:
            def is_workday(self, _day: date, /) -> bool:
                return True

        answer = publish_by(date(2090, 3, 1), plan, calendar=Every())
        assert answer.require() == Deadline(by=date(2090, 3, 21))
        assert answer.notes == ()

    def test_follows_the_figure_of_another_plan(self, plan: Plan) -> None:
        own = plan.amend({"figures.publication_workdays": [Row(5, cite=LOCAL)]})
        answer = publish_by(date(2026, 3, 2), own)
        assert answer.require().by == date(2026, 3, 9)
        assert answer.citations == (LOCAL,)

    def test_that_is_not_stated_is_text_that_is_missing(self, plan: Plan) -> None:
        silent = plan.amend({"figures.publication_workdays": [Row(stated=False, cite=ARTICLE)]})
        answer = publish_by(date(2026, 3, 2), silent)
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("publication_workdays", "text", ARTICLE),)
        assert answer.plan == silent.stamp

    def test_of_a_plan_without_the_figure_is_missing(self, plan: Plan) -> None:
        bare = plan.amend({"figures.publication_workdays": []})
        answer = publish_by(date(2026, 3, 2), bare)
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("publication_workdays", "text"),)
        assert answer.plan == bare.stamp

    @pytest.mark.parametrize("day", [None, "2026-03-02", datetime(2026, 3, 2, tzinfo=UTC)])
    def test_asks_for_a_day(self, plan: Plan, day: Any) -> None:  # noqa: ANN401 - anything may be wrong
        with pytest.raises(InvalidFacts, match="result_on: expected a day"):
            publish_by(day, plan)
