"""Which records ban somebody, and which moves there are in the life of a facility."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from infantcare_policy.decisions import Missing, ReadingStamp
from infantcare_policy.errors import PlanError
from infantcare_policy.plan import loads

if TYPE_CHECKING:
    from infantcare_policy.conditions import Facts
    from infantcare_policy.plan import BanRow, MoveRow, Plan

# each row: what the record says, whether it is for life, the article
STATUTORY: dict[str, tuple[dict[str, Any], bool, str]] = {
    "abuse-by-statute": (
        {"record": ("child-abuse",), "subject": ("person",), "established": (True,)},
        True,
        "population-law:41",
    ),
    "ban-by-court": (
        {"record": ("court-ban",), "subject": ("person",), "established": (True,)},
        False,
        "criminal-law:37-1",
    ),
}
OWN: dict[str, tuple[dict[str, Any], bool, str]] = {
    "abuse-by-person": (
        {"record": ("child-abuse",), "subject": ("person",), "established": (True,)},
        True,
        "yijun:2.4.11",
    ),
    "abuse-by-facility": (
        {
            "record": ("child-abuse",),
            "subject": ("facility",),
            "established": (True,),
            "reading.ban-scope": ("institutions-and-persons",),
        },
        True,
        "yijun:2.4.11",
    ),
}

# each row: the stages before, those of which no text says, the stage after, the words, the article
NATIONAL: dict[str, tuple[tuple[str, ...], tuple[str, ...], str | None, str, str]] = {
    "register": (("proposed",), (), "registered", "", "filing-measures:4"),
    "file": (("registered",), (), "filed", "", "filing-measures:7"),
    "open": (("filed", "accepted"), ("registered",), "operating", "", "population-law:28"),
    "change": (
        ("registered", "filed", "accepted", "operating"),
        (),
        None,
        "",
        "filing-measures:10",
    ),
    "report-change": (
        ("filed", "accepted", "operating"),
        (),
        None,
        "及时",
        "filing-measures:10",
    ),
    "close": (
        ("registered", "filed", "accepted", "operating"),
        (),
        "closed",
        "及时",
        "filing-measures:10",
    ),
}
ACCEPT: tuple[tuple[str, ...], tuple[str, ...], str, str, str] = (
    ("filed", "accepted", "operating"),
    ("proposed", "registered"),
    "accepted",
    "",
    "yijun:3.2",
)

BARE = 'id = "bare"\nextends = "china"\nname = { zh = "某县", en = "some county" }\n'
LOWER = 'id = "lower"\nextends = "yijun"\nname = { zh = "某区", en = "some district" }\n'


def ban_rows(plan: Plan) -> dict[str, tuple[object, bool, str]]:
    return {row.id: (row.when, row.for_life, str(row.cite)) for row in plan.banning}


def move_rows(plan: Plan) -> dict[str, tuple[object, ...]]:
    return {
        row.kind.value: (row.after, row.unstated, row.to, row.words, str(row.cite))
        for row in plan.moves
    }


class TestTheBans:
    """The statute bans persons, the plan facilities too; a court bans for some years."""

    def test_they_are_those_of_the_sheet(self, yijun_plan: Plan) -> None:
        assert ban_rows(yijun_plan) == STATUTORY | OWN
        assert [row.id for row in yijun_plan.banning] == [*STATUTORY, *OWN]
        assert not [row for row in yijun_plan.banning if row.unless]

    @pytest.mark.parametrize(
        ("record", "subject", "option", "expected"),
        [
            ("child-abuse", "person", "institutions-and-persons", (True, True)),
            ("child-abuse", "person", "persons-only", (True, True)),
            ("child-abuse", "facility", "institutions-and-persons", (True,)),
            ("child-abuse", "facility", "persons-only", ()),
            ("court-ban", "person", "institutions-and-persons", (False,)),
            ("court-ban", "facility", "institutions-and-persons", ()),
            ("complaint", "person", "institutions-and-persons", ()),
            ("penalty", "facility", "institutions-and-persons", ()),
            ("joint-sanction", "facility", "institutions-and-persons", ()),
        ],
    )
    def test_an_established_record_bans_by_its_kind_and_subject(
        self,
        record: str,
        subject: str,
        option: str,
        expected: tuple[bool, ...],
        yijun_plan: Plan,
    ) -> None:
        plan = yijun_plan.with_readings({"ban-scope": option})
        facts: Facts = {"record": record, "subject": subject, "established": True}
        matched = plan.match(plan.banning, facts, lambda row: row.for_life)
        assert tuple(row.for_life for row in matched.rows) == expected
        assert matched.missing == ()

    @pytest.mark.parametrize("subject", ["person", "facility"])
    def test_an_allegation_bans_nobody(self, subject: str, yijun_plan: Plan) -> None:
        facts: Facts = {"record": "child-abuse", "subject": subject, "established": False}
        matched = yijun_plan.match(yijun_plan.banning, facts, lambda row: row.for_life)
        assert (matched.rows, matched.missing, matched.readings) == ((), (), ())

    def test_what_nobody_knows_to_be_established_is_missing(self, yijun_plan: Plan) -> None:
        facts: Facts = {"record": "child-abuse", "subject": "person"}
        matched = yijun_plan.match(yijun_plan.banning, facts, lambda row: row.for_life)
        source = yijun_plan.banning[0].cite
        assert matched.missing == (Missing("established", "fact", source),)

    def test_the_reading_is_stamped_for_a_facility_only(self, yijun_plan: Plan) -> None:
        stamps = {}
        for subject in ("person", "facility"):
            facts: Facts = {"record": "child-abuse", "subject": subject, "established": True}
            matched = yijun_plan.match(yijun_plan.banning, facts, lambda row: row.for_life)
            stamps[subject] = matched.readings
        assert stamps == {
            "person": (),
            "facility": (ReadingStamp("ban-scope", "institutions-and-persons"),),
        }


class TestTheMoves:
    """A facility is registered, filed, accepted and opened; it changes, reports, and closes."""

    def test_they_are_those_of_the_sheet(self, yijun_plan: Plan) -> None:
        assert move_rows(yijun_plan) == {**NATIONAL, "accept": ACCEPT}
        assert [move.kind for move in yijun_plan.moves] == [*NATIONAL, "accept"]

    def test_none_is_stated_and_unstated_at_once(self, yijun_plan: Plan, qinghe: Plan) -> None:
        for plan in (yijun_plan, qinghe):
            for move in plan.moves:
                assert not set(move.after) & set(move.unstated), move.kind

    def test_none_may_come_after_the_closing(self, yijun_plan: Plan) -> None:
        assert not [m for m in yijun_plan.moves if "closed" in (*m.after, *m.unstated)]

    def test_only_a_change_and_its_report_lead_nowhere(self, yijun_plan: Plan) -> None:
        assert [m.kind for m in yijun_plan.moves if m.to is None] == ["change", "report-change"]


def ban_of(plan: Plan, name: str) -> BanRow:
    return next(row for row in plan.banning if row.id == name)


def move_of(plan: Plan, kind: str) -> MoveRow:
    return next(row for row in plan.moves if row.kind == kind)


class TestALowerLayer:
    """Replaces a ban by its id and a move by its kind, where they stand; a new one comes last."""

    BAN = (
        '[[ban]]\nid = "{}"\nwhen = {{ record = "court-ban", established = true }}\n'
        "for_life = true\n"
    )
    CITE = 'cite = "filing-measures:8"\n'
    OPEN = '[[move]]\nkind = "open"\nafter = ["accepted"]\nto = "operating"\nwords = "当日"\n'

    @pytest.mark.parametrize(
        ("head", "name"),
        [(BARE, "ban-by-court"), (LOWER, "ban-by-court"), (LOWER, "abuse-by-facility")],
    )
    def test_replaces_a_ban_whole(self, head: str, name: str) -> None:
        before, after = loads(head), loads(head + self.BAN.format(name) + self.CITE)
        assert list(ban_rows(after)) == list(ban_rows(before))
        assert ban_rows(after) == ban_rows(before) | {
            name: (
                {"record": ("court-ban",), "established": (True,)},
                True,
                "filing-measures:8",
            )
        }

    def test_adds_a_ban_after_those_that_it_inherits(self) -> None:
        after = loads(BARE + self.BAN.format("one-more") + self.CITE)
        assert list(ban_rows(after)) == [*STATUTORY, "one-more"]
        assert ban_of(after, "one-more").for_life

    @pytest.mark.parametrize("head", [BARE, LOWER])
    def test_replaces_a_move_whole(self, head: str) -> None:
        before, after = loads(head), loads(head + self.OPEN + self.CITE)
        assert list(move_rows(after)) == list(move_rows(before))
        assert move_rows(after) == move_rows(before) | {
            "open": (("accepted",), (), "operating", "当日", "filing-measures:8")
        }

    def test_replaces_the_acceptance_of_yijun(self) -> None:
        row = '[[move]]\nkind = "accept"\nafter = ["registered"]\nto = "accepted"\n'
        accept = move_of(loads(LOWER + row + self.CITE), "accept")
        assert (accept.after, accept.unstated) == (("registered",), ())

    def test_adds_an_acceptance_of_its_own(self) -> None:
        row = '[[move]]\nkind = "accept"\nafter = ["registered"]\nto = "accepted"\n'
        after = loads(BARE + row + self.CITE)
        assert list(move_rows(after)) == [*NATIONAL, "accept"]


class TestNothingOfYijunLeaks:
    """Another county has what the nation says, and what it says itself."""

    def test_a_county_over_the_nation_alone_has_no_acceptance(self, qinghe: Plan) -> None:
        for plan in (loads(BARE), qinghe):
            assert move_rows(plan) == NATIONAL

    def test_a_county_over_the_nation_alone_bans_no_facility(self, qinghe: Plan) -> None:
        for plan in (loads(BARE), qinghe):
            assert ban_rows(plan) == STATUTORY
            facts: Facts = {"record": "child-abuse", "subject": "facility", "established": True}
            matched = plan.match(plan.banning, facts, lambda row: row.for_life)
            assert (matched.rows, matched.readings) == ((), ())


@pytest.mark.parametrize(
    ("name", "number", "status", "repealed"),
    [
        ("double-random-notice", "国办发〔2015〕58号", "in-force", None),
        ("joint-credit-opinion", "国发〔2016〕33号", "in-force", None),
        ("credit-repair-trial", "", "repealed", date(2026, 4, 1)),
        ("code-scheme", "国发〔2015〕33号", "in-force", None),
        ("code-standard", "GB 32100-2015", "in-force", None),
    ],
)
def test_the_texts_on_credit_and_inspections_are_the_nations(
    name: str, number: str, status: str, repealed: date | None
) -> None:
    found = loads(BARE).instrument(name)
    assert (found.number, found.status, found.repealed) == (number, status, repealed)


def test_the_measures_on_repair_begin_on_the_day_on_which_the_trial_ones_end(
    yijun_plan: Plan,
) -> None:
    ended = yijun_plan.instrument("credit-repair-trial").repealed
    assert yijun_plan.instrument("credit-repair-measures").effective == ended == date(2026, 4, 1)


HEAD = 'id = "bare"\nextends = "china"\nname = { zh = "某县", en = "a county" }\n'


class TestWhatCannotBeMeant:
    BAN = '[[ban]]\nid = "all"\nwhen = {{ {} }}\nfor_life = true\ncite = "criminal-law:37-1"\n'
    MOVE = '[[move]]\nkind = "{}"\nafter = ["proposed"]\n{}cite = "filing-measures:4"\n'
    YEARLY = '[figures]\n{} = [{{ value = {}, cite = "minors-law:62" }}]\n'
    TWICE = '[[document]]\nid = "x"\nname = {{ zh = "{}", en = "y" }}\ncite = "filing-measures:8"\n'
    TO = "expected no stage for a change and its report, one for any other move"

    @pytest.mark.parametrize(
        ("more", "fault"),
        [
            (BAN.format(""), "ban[all].when.record: expected the kind of a record, got nothing"),
            (
                BAN.format('record = "complaint"'),
                "ban[all].when.established: expected a test of whether it is established, got none",
            ),
            (MOVE.format("register", ""), f"move[register].to: {TO}, got none"),
            (MOVE.format("change", 'to = "closed"\n'), f"move[change].to: {TO}, got closed"),
            (
                YEARLY.format("hiring_checks_per_year", 0),
                "figures.hiring_checks_per_year[0].value: expected 1 to 12 checks a year, got 0",
            ),
            (
                YEARLY.format("staff_checks_per_year", 13),
                "figures.staff_checks_per_year[0].value: expected 1 to 12 checks a year, got 13",
            ),
            (
                TWICE.format("托育机构备案书"),
                (
                    "document[x].name: expected names of its own, got '托育机构备案书', which is "
                    "filing-form already"
                ),
            ),
        ],
    )
    def test_is_a_fault(self, more: str, fault: str) -> None:
        with pytest.raises(PlanError) as raised:
            loads(HEAD + more)
        assert fault in [str(each) for each in raised.value.faults]
