"""Make a province up: 107 counties with plans of their own, and their facilities as Parquet.

    python docs/recipes/made_up_province.py --plans made-up/plans --input made-up/input

Everything goes by numbers, in cycles whose lengths have no common divisor: there is no chance in
it, and two runs write the same. Nobody's text stands behind these plans, and no facility exists.

Source: none; the rows are shaped like those of Yijun's 2.4.10 and 3.2.

Limitations: it writes to local folders. Ids of facilities repeat from county to county, as those of
real registers do; the codes are of no real organisation.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import frozen
from immutabledict import immutabledict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["COUNTIES", "PER_COUNTY", "main", "write_input", "write_plans"]

COUNTIES = 107
PER_COUNTY = 30
BAD_INPUT = 2

# the plans: one layer of the province, and a file for each county that extends it

PROVINCE = """\
# The rules of a made-up province, over those of the nation.

id = "made-up-province"
extends = "china"
name = { zh = "虚构省", en = "Made-up Province" }

[[instrument]]
id = "provincial-measures"
title = { zh = "虚构省托育补助办法", en = "Childcare grant measures of Made-up Province" }
number = "虚政发〔2023〕0号"
issuer = "虚构省人民政府"

[[department]]
id = "approval"
name = { zh = "县行政审批局", en = "Administrative Approval Bureau" }

[[department]]
id = "establishment"
name = { zh = "县编制办", en = "Establishment Office" }

[[department]]
id = "education"
name = { zh = "县教育局", en = "Education Bureau" }

[[department]]
id = "civil-affairs"
name = { zh = "县民政局", en = "Civil Affairs Bureau" }

[[department]]
id = "market"
name = { zh = "县市场监督管理局", en = "Market Regulation Bureau" }

[[department]]
id = "finance"
name = { zh = "县财政局", en = "Finance Bureau" }

[[payer]]
id = "central"
name = { zh = "中央财政", en = "central government" }

[[payer]]
id = "province"
name = { zh = "省级财政", en = "province" }

[[payer]]
id = "city"
name = { zh = "市级财政", en = "city" }

[[payer]]
id = "county"
name = { zh = "县级财政", en = "county" }

[[grant]]
id = "central"
name = { zh = "中央补助", en = "central subsidy" }
per = "accepted-slot"
basis = "recited"
cite = "provincial-measures:2"
rows = [{ value = 10000, cite = "provincial-measures:2" }]
shares = [{ payer = "central", weight = 1 }]
eligible_as = "local"

[[grant]]
id = "provincial"
name = { zh = "省级补助", en = "provincial subsidy" }
per = "accepted-slot"
basis = "recited"
cite = "provincial-measures:3"
rows = [{ value = 3000, cite = "provincial-measures:3" }]
shares = [{ payer = "province", weight = 1 }]
eligible_as = "local"

[[referral]]
id = "introduced-brand"
when = { introduced_brand = true, "reading.brand-support" = "instead" }
to = "finance"
cite = "provincial-measures:4"

[[referral]]
id = "introduced-brand-besides"
when = { introduced_brand = true, "reading.brand-support" = "besides" }
to = "finance"
instead = false
cite = "provincial-measures:4"

[[route]]
id = "public-institution"
when = { legal_form = "public-institution" }
unless = { settings = "kindergarten", "reading.integrated-registrar" = "education" }
registrar = "establishment"
cite = "provincial-measures:5"

[[route]]
id = "social-service"
when = { legal_form = "social-service" }
unless = { settings = "kindergarten", "reading.integrated-registrar" = "education" }
registrar = "approval"
cite = "provincial-measures:5"

[[route]]
id = "for-profit"
when = { legal_form = "for-profit" }
unless = { settings = "kindergarten", "reading.integrated-registrar" = "education" }
registrar = "approval"
cite = "provincial-measures:5"

[[route]]
id = "kindergarten-integrated"
when = { settings = "kindergarten", "reading.integrated-registrar" = ["open", "education"] }
registrar = "education"
cite = "provincial-measures:6"
"""

COUNTY = Template("""\
# A made-up county.

id = "$id"
extends = "layers/province.toml"
name = { zh = "虚构$number县", en = "Made-up County $number" }

[[instrument]]
id = "$id"
title = { zh = "虚构$number县托育实施方案", en = "Childcare plan of Made-up County $number" }
status = "$status"

[[clause]]
id = "1"
heading = { zh = "登记", en = "Registration" }
summary = { zh = "按机构性质登记。", en = "A facility registers by its legal form." }
kind = "rule"
responsible = ["县行政审批局"]
answers = ["registration.route"]

[[clause]]
id = "2"
heading = { zh = "补助", en = "Money" }
summary = { zh = "按验收合格托位补助。", en = "Money is granted for each accepted slot." }
kind = "rule"
responsible = ["县财政局"]
answers = ["subsidies.entitlement", "subsidies.budget"]

[[town]]
id = "east"
name = { zh = "东镇", en = "East Town" }
kind = "town"

[[town]]
id = "west"
name = { zh = "西乡", en = "West Township" }
kind = "township"
$payer$route
[[grant]]
id = "local"
name = { zh = "市县补助", en = "subsidy of city and county" }
per = "accepted-slot"
basis = "granted"
cite = "2"
rows = [
$rows
]
shares = [$shares]

[[grant.eligible]]
id = "inclusive-with-guidance"
when = { inclusive = true, guidance = true }
cite = "2"

[[grant.eligible]]
id = "community"
when = { settings = "$centre", "reading.guidance-function" = "inclusive-only" }
cite = "2"

[[grant.eligible]]
id = "community-with-guidance"
when = { settings = "$centre", guidance = true, "reading.guidance-function" = "both" }
cite = "2"
$bars
$readings""")

ZONE = """
[[payer]]
id = "zone"
name = { zh = "开发区财政", en = "development zone" }
"""

OTHER_ROUTE = Template("""
[[route]]
id = "$form"
when = { legal_form = "$form" }
registrar = "$registrar"
cite = "1"
""")

BARS = """
[[grant.bars]]
id = "not-filed"
when = { "reading.meeting-requirements" = "registered-and-filed" }
unless = { filed = true }
cite = "2"
"""

READING = Template("""
[reading.$id]
cites = ["2"]
default = "$option"
""")

ODD_FEN = Template("""
[reading.odd-fen]
cites = ["2"]
options = [$options]
default = "$option"
""")


@frozen
class City:
    """What the counties of a city have alike: who pays which part, and how they read the text.

    Attributes:
        centre: the setting that is supported without being inclusive.
        readings: the options that are not the first.
        bars: what keeps a facility out.
        steady: whether the amounts have never changed.
    """

    shares: Mapping[str, int]
    odd_fen: str
    centre: str = "community"
    readings: Mapping[str, str] = immutabledict()
    bars: str = ""
    steady: bool = False


CITIES = (
    City({"city": 1, "county": 1}, "county"),
    City({"city": 1, "county": 1}, "county", readings={"guidance-function": "both"}),
    City({"province": 3, "city": 3, "county": 4}, "county", readings={"repeat-slots": "net"}),
    City({"city": 1, "county": 1}, "county", readings={"brand-support": "besides"}),
    City(
        {"city": 2, "zone": 5},
        "zone",
        centre="workplace",
        readings={"meeting-requirements": "registered-and-filed", "local-share": "each"},
        bars=BARS,
        steady=True,
    ),
)
OTHER_REGISTRARS = ("", "civil-affairs", "", "market")
NOT_STATED = 21  # one county of so many names its grant and does not state it
DRAFTS = 4


def write_plans(folder: Path, counties: int = COUNTIES) -> None:
    """Write the plan of every county, and the layer that they extend, to a folder."""
    (folder / "layers").mkdir(parents=True)
    (folder / "layers" / "province.toml").write_text(PROVINCE, encoding="utf-8")
    for number in range(counties):
        text = plan_of(number)
        (folder / f"{id_of(number)}.toml").write_text(text, encoding="utf-8")


def id_of(number: int) -> str:
    """Give the id of a county."""
    return f"county-{number + 1:03d}"


def plan_of(number: int) -> str:
    """Write the plan of one county."""
    city = CITIES[number % len(CITIES)]
    readings = dict(city.readings)
    if number % 3:
        readings["integrated-registrar"] = ("by-legal-form", "education")[number % 3 - 1]
    registrar = OTHER_REGISTRARS[number % len(OTHER_REGISTRARS)]
    form = "for-profit" if registrar == "market" else "social-service"
    options = ", ".join(
        f'{{ id = "{payer}", words = {{ zh = "{payer}", en = "{payer}" }} }}'
        for payer in city.shares
    )
    told = [ODD_FEN.substitute(options=options, option=city.odd_fen)]
    told += [READING.substitute(id=name, option=option) for name, option in readings.items()]
    return COUNTY.substitute(
        id=id_of(number),
        number=f"{number + 1:03d}",
        status="draft-for-comment" if number % DRAFTS == 0 else "in-force",
        payer=ZONE if "zone" in city.shares else "",
        route=OTHER_ROUTE.substitute(form=form, registrar=registrar) if registrar else "",
        rows="\n".join(_rows(number, steady=city.steady)),
        shares=", ".join(
            f'{{ payer = "{payer}", weight = {weight} }}' for payer, weight in city.shares.items()
        ),
        centre=city.centre,
        bars=city.bars,
        readings="".join(told),
    )


def _rows(number: int, *, steady: bool) -> Iterator[str]:
    """Give the amounts of a county, by the day from which they hold."""
    if number % NOT_STATED == NOT_STATED - 1:
        yield '  { stated = false, cite = "2" },'
        return
    yuan = 6000 + 250 * (number % 13)
    amount = f"{yuan}.{number % 100:02d}"
    later = date(2024, 1, 1) + timedelta(days=5 * number)
    match 0 if steady else number % 7:
        case 0 | 1:
            yield f'  {{ value = {amount}, cite = "2" }},'
        case 2 | 3:
            yield f'  {{ value = {amount}, cite = "2" }},'
            yield f'  {{ value = {yuan + 1500}, cite = "2", since = {later} }},'
        case 4:
            yield f'  {{ value = {amount}, cite = "2", since = {later} }},'
        case 5:
            yield f'  {{ value = {amount}, cite = "2" }},'
            yield '  { stated = false, cite = "2", since = 2025-07-01 },'
        case _:
            yield f'  {{ value = {amount}, cite = "2" }},'
            yield f'  {{ value = {yuan + 1500}, cite = "2", since = 2027-01-01 }},'


# the facilities

LEGAL_FORMS = (
    *("for-profit", "social-service", "for-profit", "public-institution", "social-service"),
    *("unincorporated", None),
)
SETTINGS = (
    *("community", "standalone", "community|kindergarten", "workplace", "kindergarten|community"),
    *("kindergarten", "community", "", "home", "workplace|community", None),
)
INCLUSIVE = (True, True, False, True, None)
GUIDANCE = (True, False, None)
BRANDS = {0: True, 11: None}
EVERY_BRAND = 23
FILED = (True, True, True, False, True, None, True, True)
TOWNS = ("east", "west", "east", "west", None)
NO_CODE = 31

START, DAYS = date(2023, 1, 9), 797
UNSEEN = 2400  # so many days later nobody has seen yet

HISTORIES: tuple[tuple[tuple[int, int, bool | None], ...] | None, ...] = (
    ((0, 30, True),),
    ((0, 45, True), (300, 61, True)),
    ((0, 24, True),),
    ((0, 50, True), (200, 20, True), (400, 57, True)),
    ((0, 33, False), (50, 31, True)),
    (),
    ((0, 40, None),),
    ((0, 18, True), (210, 18, None)),
    None,
    ((0, 72, True), (500, 90, False), (UNSEEN, 95, True)),
    ((0, 25, False),),
    ((0, 30, True), (150, 44, None), (330, 28, True)),
    ((0, 0, True),),
)
"""Acceptances: days later, slots, whether they passed; `None` where nobody has a record."""

ACCOUNTS: tuple[tuple[tuple[int, str, int], ...], ...] = (
    *((), (), ()),
    ((90, "central", 300_000_00),),
    ((60, "central", 100_000_00), (90, "county", 20_000_01)),
    ((120, "city", 75_000_50), (150, "county", 900_000_00)),
    ((30, "province", 12_345_67), (40, "province", 1), (UNSEEN, "central", 10_000_00)),
)
"""Payments: days later, payer, fen."""

BANS: tuple[tuple[int, date, bool, date | None], ...] = (
    (17, date(2025, 3, 3), True, None),
    (405, date(2024, 1, 8), False, date(2024, 11, 6)),
    (607, date(2025, 3, 3), True, None),
    (1203, date(2025, 9, 1), False, None),
)
"""Facilities by their number, from when, whether for life, and the last day where it is known."""

FACILITY = pa.schema(
    [
        *((name, pa.string()) for name in ("county", "id", "town", "uscc")),
        *((name, pa.string()) for name in ("legal_form", "settings")),
        *((name, pa.bool_()) for name in ("inclusive", "guidance", "introduced_brand")),
        *((name, pa.bool_()) for name in ("registered", "filed", "acceptances_recorded")),
    ]
)
ACCEPTANCE = pa.schema(
    [
        ("county", pa.string()),
        ("facility", pa.string()),
        ("on", pa.date32()),
        ("slots", pa.int64()),
        ("passed", pa.bool_()),
    ]
)
PAYMENT = pa.schema(
    [
        ("county", pa.string()),
        ("facility", pa.string()),
        ("payer", pa.string()),
        ("fen", pa.int64()),
        ("on", pa.date32()),
    ]
)
BAN = pa.schema(
    [
        ("subject", pa.string()),
        ("since", pa.date32()),
        ("for_life", pa.bool_()),
        ("until", pa.date32()),
    ]
)


def write_input(folder: Path, counties: int = COUNTIES, per_county: int = PER_COUNTY) -> None:
    """Write the facilities of all counties, their acceptances and payments, and the bans."""
    numbers = [(c, c * per_county + f) for c in range(counties) for f in range(per_county)]
    tables = {
        "facilities": ([_facility(c, n, n - c * per_county) for c, n in numbers], FACILITY),
        "acceptances": (
            [row for c, n in numbers for row in _acceptances(c, n, n - c * per_county)],
            ACCEPTANCE,
        ),
        "payments": (
            [row for c, n in numbers for row in _payments(c, n, n - c * per_county)],
            PAYMENT,
        ),
        "bans": (
            [
                {"subject": _code(n), "since": since, "for_life": for_life, "until": until}
                for n, since, for_life, until in BANS
            ],
            BAN,
        ),
    }
    for name, (rows, schema) in tables.items():
        (folder / name).mkdir(parents=True)
        table = pa.Table.from_pylist(rows, schema=schema)
        pq.write_table(table, folder / name / "part-0.parquet")


def _facility(county: int, number: int, own: int) -> dict[str, str | bool | None]:
    return {
        "county": id_of(county),
        "id": f"F{own:05d}",
        "town": TOWNS[number % len(TOWNS)],
        "uscc": None if number % NO_CODE == NO_CODE - 1 else _code(number),
        "legal_form": LEGAL_FORMS[number % len(LEGAL_FORMS)],
        "settings": SETTINGS[number % len(SETTINGS)],
        "inclusive": INCLUSIVE[number % len(INCLUSIVE)],
        "guidance": GUIDANCE[number % len(GUIDANCE)],
        "introduced_brand": BRANDS.get(number % EVERY_BRAND, False),
        "registered": FILED[(number + 1) % len(FILED)],
        "filed": FILED[number % len(FILED)],
        "acceptances_recorded": HISTORIES[number % len(HISTORIES)] is not None,
    }


def _code(number: int) -> str:
    """Give a code of the right shape that no organisation has."""
    return f"91999999MA{number:08d}"


def _acceptances(county: int, number: int, own: int) -> Iterator[dict[str, object]]:
    for later, slots, passed in HISTORIES[number % len(HISTORIES)] or ():
        yield {
            "county": id_of(county),
            "facility": f"F{own:05d}",
            "on": _day(number, later),
            "slots": slots,
            "passed": passed,
        }


def _payments(county: int, number: int, own: int) -> Iterator[dict[str, object]]:
    for later, payer, fen in ACCOUNTS[number % len(ACCOUNTS)]:
        yield {
            "county": id_of(county),
            "facility": f"F{own:05d}",
            "payer": payer,
            "fen": fen,
            "on": _day(number, later),
        }


def _day(number: int, later: int) -> date:
    return START + timedelta(days=number % DAYS + later)


# the command


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the province, and give the exit status."""
    parser = argparse.ArgumentParser(
        prog="made_up_province.py",
        description="Make up a province: a plan for each county (TOML), and its records (Parquet).",
    )
    parser.add_argument("--plans", type=Path, required=True, help="a new folder for the plans")
    parser.add_argument("--input", type=Path, required=True, help="a new folder for the records")
    parser.add_argument(
        "--facilities",
        type=int,
        default=PER_COUNTY,
        help="how many facilities each county has (default: %(default)s)",
    )
    options = parser.parse_args(arguments)
    for folder in (options.plans, options.input):
        if folder.exists():
            sys.stderr.write(f"error: {folder}: expected a new folder, got one that exists\n")
            return BAD_INPUT
    write_plans(options.plans)
    write_input(options.input, per_county=options.facilities)
    sys.stdout.write(f"{COUNTIES} plans in {options.plans}, their records in {options.input}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
