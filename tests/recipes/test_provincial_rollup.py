"""The recipe of the provincial roll-up says of every facility what the rules say of it alone.

One session of Spark serves all tests here, and the province is asked once.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from contextlib import redirect_stdout
from datetime import date, timedelta
from importlib.util import module_from_spec, spec_from_file_location
from io import StringIO
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession

from infantcare_policy import (
    Acceptance,
    Ban,
    Conflicting,
    Decided,
    Facility,
    InvalidFacts,
    LegalForm,
    Payment,
    Plan,
    Referred,
    Setting,
    Undetermined,
    load,
    registration,
    subsidies,
)
from infantcare_policy.money import fen, from_fen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

    from infantcare_policy.decisions import Decision

pytestmark = [
    pytest.mark.xdist_group("spark"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]

RECIPES = Path(__file__).parents[2] / "docs" / "recipes"
ON = date(2026, 7, 1)
TABLES = ("facilities", "acceptances", "payments", "bans")


def recipe(name: str) -> ModuleType:
    """Load a recipe by its path: it is no part of the package."""
    spec = spec_from_file_location(name, RECIPES / f"{name}.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MADE_UP = recipe("made_up_province")
ROLL_UP = recipe("provincial_rollup")


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Give the session that other tests have started, or one that is small and light."""
    if not (shutil.which("java") or "JAVA_HOME" in environ):
        pytest.skip("PySpark needs Java")
    if active := SparkSession.getActiveSession():
        yield active
        return
    builder = SparkSession.builder.master("local[2]")
    for name, value in LIGHT.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


LIGHT = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.buffer.pageSize": "1m",
    # nothing runs for long enough to be worth compiling well
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
}


class Province(NamedTuple):
    """Where a province stands, what the roll-up printed of it, and with which status it ended."""

    folder: Path
    status: int
    printed: str

    def table(self, name: str) -> list[dict[str, Any]]:
        """Read a table of the answers."""
        return read(self.folder / "output" / name)


def read(folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(folder).to_pylist()
    return rows


def roll_up(folder: Path, *more: str) -> int:
    places = [f"--{name}={folder / name}" for name in ("input", "plans", "output")]
    status: int = ROLL_UP.main([*places, f"--on={ON}", *more])
    return status


def plans_of(folder: Path) -> dict[str, Plan]:
    return {file.stem: load(file) for file in sorted((folder / "plans").glob("*.toml"))}


@pytest.fixture(scope="module")
def province(spark: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> Province:
    del spark
    folder = tmp_path_factory.mktemp("province")
    MADE_UP.write_plans(folder / "plans")
    MADE_UP.write_input(folder / "input")
    printed = StringIO()
    with redirect_stdout(printed):
        status = roll_up(folder)
    return Province(folder, status, printed.getvalue())


@pytest.fixture
def small(spark: SparkSession, tmp_path: Path) -> Path:
    """Give a province of one county, which nobody has asked yet."""
    del spark
    MADE_UP.write_plans(tmp_path / "plans", 1)
    MADE_UP.write_input(tmp_path / "input", 1, 3)
    return tmp_path


@pytest.fixture(scope="module")
def plans(province: Province) -> dict[str, Plan]:
    return plans_of(province.folder)


# what is known of the province, as the classes of the library


class Records(NamedTuple):
    facilities: Mapping[str, list[Facility]]
    payments: Mapping[str, list[Payment]]
    bans: tuple[Ban, ...]


@pytest.fixture(scope="module")
def records(province: Province) -> Records:
    """Read the Parquet again, row by row and without Spark."""
    rows = {name: read(province.folder / "input" / name) for name in TABLES}
    acceptances: dict[tuple[str, str], list[Acceptance]] = {}
    for row in rows["acceptances"]:
        key = row.pop("county"), row.pop("facility")
        acceptances.setdefault(key, []).append(Acceptance(**row))
    facilities: dict[str, list[Facility]] = {}
    for row in rows["facilities"]:
        held = tuple(acceptances.get((row["county"], row["id"]), ()))
        facilities.setdefault(row["county"], []).append(facility_of(row, held))
    payments: dict[str, list[Payment]] = {}
    for number, row in enumerate(rows["payments"]):
        payment = Payment(
            id=f"P{number}",
            facility=row["facility"],
            payer=row["payer"],
            amount=from_fen(row["fen"]),
            on=row["on"],
        )
        payments.setdefault(row["county"], []).append(payment)
    return Records(facilities, payments, tuple(Ban(**row) for row in rows["bans"]))


def facility_of(row: Mapping[str, Any], held: tuple[Acceptance, ...]) -> Facility:
    settings = row["settings"]
    return Facility(
        id=row["id"],
        town=row["town"],
        uscc=row["uscc"],
        legal_form=row["legal_form"] and LegalForm(row["legal_form"]),
        settings=None
        if settings is None
        else tuple(map(Setting, filter(None, settings.split("|")))),
        inclusive=row["inclusive"],
        guidance=row["guidance"],
        introduced_brand=row["introduced_brand"],
        registered_on=ON - timedelta(days=9) if row["registered"] else row["registered"],
        filed_on=ON - timedelta(days=8) if row["filed"] else row["filed"],
        acceptances=held if row["acceptances_recorded"] else None,
    )


# what the rules say, in the columns of the answers


def joined(names: object) -> str:
    return "|".join(sorted({str(name) for name in names}))  # type: ignore[attr-defined]


def explained(answer: Decision[Any]) -> dict[str, object]:
    grounds = list(answer.grounds)
    if isinstance(answer, Conflicting):
        grounds += [ground for option in answer.options for ground in option.grounds]
    missing = answer.missing if isinstance(answer, Undetermined) else ()
    return {
        "kind": answer.kind,
        "missing": joined(item.name for item in missing),
        "grounds": joined(ground.code for ground in grounds),
        "articles": joined(answer.citations),
        "readings": joined(f"{stamp.id}={stamp.option}" for stamp in answer.readings),
    }


def routed(facility: Facility, plan: Plan) -> dict[str, object]:
    answer = registration.route(facility, plan, on=ON)
    options = answer.options if isinstance(answer, Conflicting) else ()
    return {
        **explained(answer),
        "registrar": answer.value.registrar if isinstance(answer, Decided) else None,
        "options": joined(option.value.registrar for option in options),
    }


def entitled(
    facility: Facility, plan: Plan, payments: list[Payment], bans: tuple[Ban, ...]
) -> dict[str, object]:
    own = [payment for payment in payments if payment.facility == facility.id]
    answer = subsidies.entitlement(facility, plan, on=ON, payments=own, bans=bans)
    found = answer.value if isinstance(answer, Decided) else None
    told: dict[str, object] = {
        **explained(answer),
        "town": facility.town,
        "decider": answer.to if isinstance(answer, Referred) else None,
        "eligible": found and found.eligible,
        "slots": None if found is None else found.slots,
        "unknown": "" if found is None else joined(found.total.unknown),
    }
    for payer in (each.id for each in plan.payers):
        share, due = (found.share(payer), found.due_from(payer)) if found else (None, None)
        made = sum(fen(p.amount) for p in own if p.payer == payer and p.on <= ON)
        told[f"share_fen_{payer}"] = fen(share.known) if share and not share.unknown else None
        told[f"due_fen_{payer}"] = fen(due.known) if due and not due.unknown else None
        told[f"paid_fen_{payer}"] = made
    return told


class TestProvince:
    """Every answer that is written is that of the rule, asked about this facility alone."""

    def test_it_ends_well_and_leaves_no_draft(self, province: Province) -> None:
        assert province.status == 0
        assert sorted(path.name for path in province.folder.iterdir()) == [
            "input",
            "output",
            "plans",
        ]

    def test_there_are_107_plans_that_differ(self, plans: Mapping[str, Plan]) -> None:
        assert len(plans) == 107
        assert len({repr(plan.grants) for plan in plans.values()}) > 50
        assert len({repr(plan.routes) for plan in plans.values()}) > 2
        assert len({plan.readings for plan in plans.values()}) > 5

    def test_every_route(
        self, province: Province, plans: Mapping[str, Plan], records: Records
    ) -> None:
        found = {(row.pop("county"), row.pop("facility")): row for row in province.table("routes")}
        expected = {
            (county, facility.id): routed(facility, plan)
            for county, plan in plans.items()
            for facility in records.facilities[county]
        }
        assert len(found) == 3210
        assert found == expected
        kinds = Counter(row["kind"] for row in expected.values())
        assert kinds.keys() == {"decided", "undetermined", "conflicting"}

    def test_every_entitlement(
        self, province: Province, plans: Mapping[str, Plan], records: Records
    ) -> None:
        found = {
            (row.pop("county"), row.pop("facility")): row for row in province.table("entitlements")
        }
        expected = {
            (county, facility.id): entitled(facility, plan, records.payments[county], records.bans)
            for county, plan in plans.items()
            for facility in records.facilities[county]
        }
        assert found.keys() == expected.keys()
        for key, answer in expected.items():
            own = {name: found[key][name] for name in answer}
            assert (key, own) == (key, answer)
            others = {name: found[key][name] for name in found[key].keys() - answer.keys()}
            assert all(name.endswith("_fen_zone") for name in others)
            assert set(others.values()) <= {0, None}
        kinds = Counter(row["kind"] for row in expected.values())
        assert kinds.keys() == {"decided", "undetermined", "referred"}
        grounds = {code for row in expected.values() for code in str(row["grounds"]).split("|")}
        assert {
            "subsidy.barred",
            "subsidy.barred-from-grant",
            "subsidy.amount-not-stated",
        } <= grounds

    def test_the_totals_are_those_of_the_budgets(
        self, province: Province, plans: Mapping[str, Plan], records: Records
    ) -> None:
        found = {row["county"]: row for row in province.table("totals")}
        for county, plan in plans.items():
            budget = subsidies.budget(
                records.facilities[county],
                plan,
                on=ON,
                payments=records.payments[county],
                bans=records.bans,
            )
            row = found.pop(county)
            assert row["facilities"] == 30
            assert row["decided"] == 30 - len(budget.open)
            for payer in (each.id for each in plan.payers):
                lines = [line for line in budget.lines if line.payer == payer]
                partly = sum(fen(line.amount.known) for line in lines if line.amount.unknown)
                known = fen(budget.total(payer=payer).known) - partly
                unknown = len(budget.open) + sum(bool(line.amount.unknown) for line in lines)
                assert (county, payer, row[f"due_fen_{payer}"]) == (county, payer, known)
                assert (county, payer, row[f"unknown_{payer}"]) == (county, payer, unknown)
        assert found == {}

    def test_it_says_which_plans_were_asked(
        self, province: Province, plans: Mapping[str, Plan]
    ) -> None:
        stamps = {
            county: {
                "county": county,
                "status": plan.status,
                "fingerprint": plan.fingerprint,
                "on": ON,
            }
            for county, plan in plans.items()
        }
        assert {row["county"]: row for row in province.table("plans")} == stamps
        for county, stamp in stamps.items():
            shown = f"{county}  {stamp['status']:17}  {str(stamp['fingerprint'])[:12]}"
            assert shown in province.printed

    def test_it_prints_what_is_known_and_of_whom_nobody_knows(self, province: Province) -> None:
        rows = province.table("totals")
        due = from_fen(sum(row["due_fen_central"] for row in rows))
        unknown = sum(row["unknown_central"] for row in rows)
        (line,) = [each for each in province.printed.splitlines() if each.startswith("central ")]
        assert line.split()[-2:] == [f"{due:,}", f"{unknown:,}"]
        assert f"Asked for {ON}, of 107 plans." in province.printed

    def test_a_county_is_one_folder_and_one_file(self, province: Province) -> None:
        for name in ("routes", "entitlements"):
            folders = sorted((province.folder / "output" / name).glob("county=*"))
            assert len(folders) == 107
            assert {len(list(folder.glob("*.parquet"))) for folder in folders} == {1}


class TestAnotherRun:
    """Answers are replaced on demand, and only by a whole run."""

    @pytest.fixture
    def asked(self, small: Path) -> Path:
        """Give a province with the answers of an earlier run."""
        (small / "output" / "totals").mkdir(parents=True)
        (small / "output" / "totals" / "_SUCCESS").touch()
        (small / "output" / "totals" / "part-0.parquet").touch()
        return small

    def test_they_stay_unless_it_is_said(
        self, asked: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        refused(asked, capsys, "exists; name another folder, or say --overwrite")

    def test_they_are_replaced_whole(self, asked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ROLL_UP, "_write", written)
        assert roll_up(asked, "--overwrite") == 0
        assert [path.name for path in (asked / "output" / "totals").iterdir()] == ["new"]
        assert sorted(path.name for path in asked.iterdir()) == ["input", "output", "plans"]

    def test_a_run_that_breaks_off_leaves_them(
        self,
        asked: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        def broken_off(spark: object, plans: object, records: object, place: str, on: date) -> str:
            written(spark, plans, records, place, on)
            raise InvalidFacts([], "the totals")

        monkeypatch.setattr(ROLL_UP, "_write", broken_off)
        refused(asked, capsys, "the totals", overwrite=True)
        assert (asked / "output" / "totals" / "_SUCCESS").exists()


def written(_spark: object, _plans: object, _records: object, place: str, _on: date) -> str:
    """Stand for the answers of a later run."""
    (Path(place) / "totals").mkdir(parents=True)
    (Path(place) / "totals" / "new").touch()
    return ""


def refused(
    folder: Path, capsys: pytest.CaptureFixture[str], *told: str, overwrite: bool = False
) -> None:
    """Expect status 2, everything that is wrong told at once, and nothing written."""
    before = sorted(folder.iterdir())
    assert roll_up(folder, *(["--overwrite"] if overwrite else [])) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("error: ")
    assert [part for part in told if part not in printed.err] == []
    assert sorted(folder.iterdir()) == before


class TestRefusals:
    """What cannot be asked ends with status 2 and every fault, and nothing is written."""

    @pytest.mark.parametrize("day", ["2026-02-30", "1 July", "20260701", ""])
    def test_a_bad_day(self, tmp_path: Path, capsys: pytest.CaptureFixture[str], day: str) -> None:
        with pytest.raises(SystemExit) as ended:
            roll_up(tmp_path, f"--on={day}")
        assert ended.value.code == 2
        assert f"expected a day such as 2025-12-31, got {day!r}" in capsys.readouterr().err

    def test_no_folder_of_plans(self, small: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (small / "plans").rename(small / "elsewhere")
        refused(small, capsys, f"{small / 'plans'}: expected a folder of plan files, found none")

    def test_no_plans(self, small: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (small / "plans" / "county-001.toml").unlink()
        refused(small, capsys, "expected a plan file (.toml) for each county, found none")

    def test_every_fault_of_every_plan(
        self, small: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        good = (small / "plans" / "county-001.toml").read_text(encoding="utf-8")
        bad = good.replace('payer = "city"', 'payer = "citty"').replace('cite = "1"', 'cite = "9"')
        (small / "plans" / "county-002.toml").write_text(bad.replace('cite = "2"', 'cite = "8"'))
        (small / "plans" / "county-003.toml").write_bytes(b"\xff")
        refused(
            small,
            capsys,
            "county-002.toml: ",
            "grant[local].shares: expected a payer of this plan, got 'citty'; did you mean city?",
            "grant[local].rows[0].cite: expected a clause of this plan, got '8'",
            "county-003.toml: 1 fault",
        )

    def test_two_plans_of_one_county(self, small: Path, capsys: pytest.CaptureFixture[str]) -> None:
        plans = small / "plans"
        (plans / "copy.toml").write_bytes((plans / "county-001.toml").read_bytes())
        refused(small, capsys, "got county-001, which is that of", "copy.toml")

    def test_every_table_that_is_missing(
        self, small: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for name in ("acceptances", "bans"):
            (small / "input" / name).rename(small / "input" / f"no-{name}")
        refused(small, capsys, "there is no acceptances, no bans")

    def test_what_is_no_parquet(self, small: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (small / "input" / "payments" / "part-0.parquet").write_text("county,facility\n")
        (small / "input" / "payments" / ".part-0.parquet.crc").unlink(missing_ok=True)
        refused(small, capsys, "payments: expected Parquet, got: ")

    def test_every_fault_of_the_records(
        self, small: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = small / "input" / "facilities" / "part-0.parquet"
        rows = pq.read_table(file).to_pylist()
        rows[0]["legal_form"] = "company"
        rows[1]["county"] = "county-999"
        rows[2]["town"] = "North Town"
        pq.write_table(pa.Table.from_pylist(rows, schema=MADE_UP.FACILITY), file)
        refused(
            small,
            capsys,
            "facilities.legal_form: expected one of public-institution, social-service",
            "facilities.county: expected a county that has a plan, got 'county-999'",
            "facilities.town: expected the id of a town of the plan county-001, got 'North Town'",
        )

    def test_every_fault_of_the_bans(self, small: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = small / "input" / "bans" / "part-0.parquet"
        rows = pq.read_table(file).to_pylist()
        rows[0]["until"] = rows[0]["since"]
        rows[1]["until"] = rows[1]["since"] - timedelta(days=1)
        pq.write_table(pa.Table.from_pylist(rows, schema=MADE_UP.BAN), file)
        refused(small, capsys, "bans: 2 faults", "bans[0].until: ", "bans[1].until: ")

    def test_a_ban_by_an_id_that_several_counties_may_use(
        self, small: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = small / "input" / "bans" / "part-0.parquet"
        rows = pq.read_table(file).to_pylist()
        rows[0]["subject"] = "F00001"
        pq.write_table(pa.Table.from_pylist(rows, schema=MADE_UP.BAN), file)
        refused(small, capsys, "bans[0].subject: expected a unified social credit code")

    def test_bans_without_a_column(self, small: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = small / "input" / "bans" / "part-0.parquet"
        pq.write_table(pq.read_table(file).drop_columns(["until"]), file)
        refused(small, capsys, "expected the columns subject, since, for_life, until")

    def test_an_output_that_holds_other_things(
        self, small: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (small / "output").mkdir()
        (small / "output" / "budget.xlsx").touch()
        expected = "output: expected the answers of an earlier run, found other things"
        refused(small, capsys, expected, overwrite=True)
        assert (small / "output" / "budget.xlsx").exists()

    def test_no_spark(
        self, small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setitem(sys.modules, "pyspark.sql", None)
        refused(small, capsys, "this recipe needs pyspark: python -m pip install ")


class TestMakingUp:
    """The province that is made up is the same each time, and never written over something."""

    def test_it_has_no_chance_in_it(self, small: Path, tmp_path: Path) -> None:
        again = tmp_path / "again"
        MADE_UP.write_plans(again / "plans", 1)
        MADE_UP.write_input(again / "input", 1, 3)
        for name in TABLES:
            assert read(small / "input" / name) == read(again / "input" / name)
        (first,), (second,) = (plans_of(place).values() for place in (small, again))
        assert first.fingerprint == second.fingerprint

    def test_it_wants_new_folders(self, small: Path, capsys: pytest.CaptureFixture[str]) -> None:
        places = [f"--plans={small / 'plans'}", f"--input={small / 'new'}"]
        assert MADE_UP.main(places) == 2
        assert "expected a new folder, got one that exists" in capsys.readouterr().err
        assert not (small / "new").exists()
