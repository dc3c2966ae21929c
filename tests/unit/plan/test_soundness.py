from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from infantcare_policy.plan import loads
from infantcare_policy.plan.soundness import faults_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from infantcare_policy.plan import Plan

    Altered = Callable[[str, str], str]
    FaultsOf = Callable[[str], list[str]]
    FaultOf = Callable[[str, str, str], str]


class TestASoundPlan:
    """A plan in which every name leads somewhere has no fault."""

    def test_the_plans_of_the_project_are_sound(self, yijun_plan: Plan, qinghe: Plan) -> None:
        assert list(faults_in(yijun_plan)) == []
        assert list(faults_in(qinghe)) == []

    def test_it_stays_sound_under_every_option_of_every_reading(self, yijun_plan: Plan) -> None:
        for reading in yijun_plan.open_questions:
            for option in reading.options:
                assert list(faults_in(yijun_plan.with_readings({reading.id: option.id}))) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param(
            'registrar = "market"',
            'registrar = "markets"',
            (
                "route[anyone].registrar: expected a department id, got 'markets'; "
                "did you mean market?"
            ),
            id="a registrar that is no department",
        ),
        pytest.param(
            'registrar = "market"',
            'registrar = "shangqiao"',
            "route[anyone].registrar: expected a department id, got 'shangqiao'",
            id="a registrar that is a town",
        ),
        pytest.param(
            'recipient = "health"',
            'recipient = "helth"',
            (
                "step[file].recipient: expected facility, registrar or a department id, "
                "got 'helth'; did you mean health?"
            ),
            id="a recipient of a step that is nobody",
        ),
        pytest.param(
            'actor = "facility"',
            'actor = "facilty"',
            (
                "step[file].actor: expected facility, registrar or a department id, "
                "got 'facilty'; did you mean facility?"
            ),
            id="an actor of a step that is nobody",
        ),
        pytest.param(
            'to = "health"',
            'to = "helth"',
            "referral[brand].to: expected a department id, got 'helth'; did you mean health?",
            id="a referral to nobody",
        ),
        pytest.param(
            'office = "health"',
            'office = "helth"',
            (
                "conference.office: expected a department or town id, got 'helth'; "
                "did you mean health?"
            ),
            id="a conference without a host",
        ),
        pytest.param(
            "convener = true }",
            'convener = true, body = "shangqia" }',
            (
                "conference.seats[0].body: expected a department or town id, got 'shangqia'; "
                "did you mean shangqiao?"
            ),
            id="a seat of nobody",
        ),
        pytest.param(
            'responsible = ["县卫健委", "各乡镇"]',
            'responsible = ["县卫健委", "各乡镇办"]',
            (
                "clause[1].responsible[1]: expected a department, town or group, got '各乡镇办'; "
                "did you mean 各乡镇?"
            ),
            id="a responsible unit that is nobody",
        ),
        pytest.param(
            'lead = "卫生健康部门"',
            'lead = "卫生健康局"',
            (
                "clause[1].lead: expected a department, town or group, got '卫生健康局'; "
                "did you mean 卫生健康部门?"
            ),
            id="a lead that is nobody",
        ),
        pytest.param(
            'unanswered = "not yet built"\n',
            "",
            "clause[2]: expected answers, or one line in unanswered, and not both, got neither",
            id="a clause that nothing answers and that does not say why",
        ),
        pytest.param(
            'answers = ["registration.route"]',
            'answers = ["registration.route"]\nunanswered = "not yet built"',
            "clause[1]: expected answers, or one line in unanswered, and not both, got both",
            id="a clause that is answered and says why it is not",
        ),
        pytest.param(
            'aliases = ["市场部门"]',
            'aliases = ["市场部门", "卫生健康部门"]',
            "market.aliases: expected names of its own, got '卫生健康部门', which is health",
            id="an alias of two departments",
        ),
        pytest.param(
            'name = { zh = "上桥镇", en = "Shangqiao Town" }',
            'name = { zh = "县市场局", en = "Shangqiao Town" }',
            "shangqiao.aliases: expected names of its own, got '县市场局', which is market already",
            id="a town by the name of a department",
        ),
        pytest.param(
            'name = { zh = "各乡镇", en = "all towns" }',
            'name = { zh = "各乡镇", en = "all towns" }\naliases = ["上 桥 镇"]',
            "towns.aliases: expected names of its own, got '上桥镇', which is shangqiao already",
            id="a group by the name of a town",
        ),
        pytest.param(
            "when = { serves_meals = true }",
            "when = { serves_meal = true }",
            (
                "document[menu].when.serves_meal: expected a known fact, got 'serves_meal'; "
                "did you mean serves_meals"
            ),
            id="a fact that does not exist",
        ),
        pytest.param(
            "when = { serves_meals = true }",
            'when = { serves_meals = "true" }',
            "document[menu].when.serves_meals: expected one of true, false, got 'true'",
            id="a text where the fact is yes or no",
        ),
        pytest.param(
            'when = { legal_form = ["for-profit", "social-service"] }',
            'when = { legal_form = ["for-profit", "private"] }',
            (
                "route[anyone].when.legal_form: expected one of public-institution, "
                "social-service, for-profit, unincorporated, got 'private'"
            ),
            id="a value that the fact cannot have",
        ),
        pytest.param(
            'when = { legal_form = ["for-profit", "social-service"] }',
            'unless = { "reading.pace" = "fast" }\nwhen = {}',
            "route[anyone].unless.reading.pace: expected one of none, linear, got 'fast'",
            id="an option that the reading does not have",
        ),
        pytest.param(
            "when = { closed = true }",
            'when = { "reading.paces" = "none" }',
            (
                "grant[local].bars[closed].when.reading.paces: expected a known fact, "
                "got 'reading.paces'; did you mean reading.pace"
            ),
            id="a reading that does not exist",
        ),
        pytest.param(
            "when = { inclusive = true }",
            "when = { inclusiv = true }",
            (
                "grant[local].eligible[inclusive].when.inclusiv: expected a known fact, "
                "got 'inclusiv'; did you mean inclusive?"
            ),
            id="an eligibility by a fact that does not exist",
        ),
        pytest.param(
            'figure = "slots_per_thousand"',
            'figure = "slot_per_thousands"',
            (
                "target[slots].figure: expected a known figure, got 'slot_per_thousands'; "
                "did you mean slots_per_thousand"
            ),
            id="a target for a figure that does not exist",
        ),
        pytest.param(
            '[{ value = 6, cite = "1" }]',
            '[{ value = 6, cite = "3" }]',
            "figures.slots_per_thousand[0].cite: expected a clause of this plan, got '3'",
            id="a figure from a clause that does not exist",
        ),
        pytest.param(
            '[{ value = 6, cite = "1" }]',
            '[{ value = 6, cite = "filing-measure:9" }]',
            (
                "figures.slots_per_thousand[0].cite: expected a declared instrument, "
                "got 'filing-measure'; did you mean filing-measures"
            ),
            id="a figure from an instrument that is not declared",
        ),
        pytest.param(
            'registrar = "market"\ncite = "1"',
            'registrar = "market"\ncite = "9"',
            "route[anyone].cite: expected a clause of this plan, got '9'",
            id="a route from a clause that does not exist",
        ),
        pytest.param(
            'registrar = "market"\n',
            'registrar = "market"\nsource_authority.cite = "9"\n'
            'source_authority.name = { zh = "局", en = "office" }\n',
            "route[anyone].source_authority.cite: expected a clause of this plan, got '9'",
            id="an authority from a clause that does not exist",
        ),
        pytest.param(
            'recipient = "health"\ncite = "1"',
            'recipient = "health"\ncite = "9"',
            "step[file].cite: expected a clause of this plan, got '9'",
            id="a step from a clause that does not exist",
        ),
        pytest.param(
            'to = "health"\ncite = "2"',
            'to = "health"\ncite = "9"',
            "referral[brand].cite: expected a clause of this plan, got '9'",
            id="a referral from a clause that does not exist",
        ),
        pytest.param(
            "when = { serves_meals = true }\ncite = ",
            'when = { serves_meals = true }\ncite = "9" # ',
            "document[menu].cite: expected a clause of this plan, got '9'",
            id="a document from a clause that does not exist",
        ),
        pytest.param(
            'due = 2026-12-31\ncite = "1"',
            'due = 2026-12-31\ncite = "9"',
            "target[slots].cite: expected a clause of this plan, got '9'",
            id="a target from a clause that does not exist",
        ),
        pytest.param(
            'basis = "granted"\ncite = "2"',
            'basis = "granted"\ncite = "9"',
            "grant[local].cite: expected a clause of this plan, got '9'",
            id="a grant from a clause that does not exist",
        ),
        pytest.param(
            'since = 2024-03-01, cite = "2"',
            'since = 2024-03-01, cite = "9"',
            "grant[local].rows[0].cite: expected a clause of this plan, got '9'",
            id="an amount from a clause that does not exist",
        ),
        pytest.param(
            'when = { closed = true }\ncite = "2"',
            'when = { closed = true }\ncite = "9"',
            "grant[local].bars[closed].cite: expected a clause of this plan, got '9'",
            id="a bar from a clause that does not exist",
        ),
        pytest.param(
            '[conference]\ncite = "1"',
            '[conference]\ncite = "9"',
            "conference.cite: expected a clause of this plan, got '9'",
            id="a conference from a clause that does not exist",
        ),
        pytest.param(
            '{ payer = "county", weight = 1 }',
            '{ payer = "city", weight = 1 }',
            "grant[0].shares[1]: expected a key of its own, got 'city', which is shares[0] already",
            id="a payer who stands twice",
        ),
        pytest.param(
            '{ payer = "city", weight = 2 }',
            '{ payer = "cities", weight = 2 }',
            "grant[local].shares: expected a payer of this plan, got 'cities'; did you mean city?",
            id="a payer that does not exist",
        ),
        pytest.param(
            "[figures]",
            (
                '[reading.odd-fen]\noptions = [{ id = "bank", words = { zh = "行", en = "bank" } }]'
                "\n\n[figures]"
            ),
            (
                "grant[local].shares: expected the payer who takes the odd fen, "
                "got 'bank', who pays no share; "
                "set [reading.odd-fen] options to the payers of local"
            ),
            id="an odd fen that falls to nobody who pays",
        ),
        pytest.param(
            "rows = [{ value = 6000, since = 2024-03-01, ",
            "rows = [{ value = 6000, stated = false, ",
            "grant[0].rows[0]: expected a value, or stated = false, got a value",
            id="an amount that is given and not stated",
        ),
        pytest.param(
            "rows = [{ value = 6000, since = 2024-03-01, ",
            "rows = [{ ",
            "grant[0].rows[0]: expected a value, or stated = false, got none",
            id="an amount that is neither given nor not stated",
        ),
        pytest.param(
            "rows = [{ value = 6000, since = 2024-03-01, ",
            'rows = [{ value = 7000, since = 2024-03-01, cite = "2" }, '
            "{ value = 6000, since = 2024-03-01, ",
            "grant[0].rows[1]: expected a key of its own, got 2024-03-01, which is rows[0] already",
            id="two amounts for a day",
        ),
        pytest.param(
            "rows = [{ value = 6000, ",
            'rows = [] # [{ cite = "2", ',
            "grant[local]: expected shares, rows and a way to be eligible, got one of them empty",
            id="a grant without an amount",
        ),
        pytest.param(
            '[[grant.eligible]]\nid = "inclusive"',
            '[[grant.bars]]\nid = "inclusive"',
            "grant[local]: expected shares, rows and a way to be eligible, got one of them empty",
            id="a grant for which nobody is eligible",
        ),
        pytest.param(
            'basis = "granted"',
            'basis = "granted"\neligible_as = "locals"',
            "grant[local].eligible_as: expected another grant, got 'locals'; did you mean local?",
            id="an eligibility of a grant that does not exist",
        ),
        pytest.param(
            "[figures]",
            '[reading.pace]\ndefault = "linaer"\n\n[figures]',
            ("reading.pace.default: expected one of none, linear, got 'linaer'"),
            id="a default that is no option",
        ),
        pytest.param(
            "[figures]",
            '[reading.pace]\noptions = [{ id = "none", words = { zh = "不", en = "no" } }]\n\n'
            "[figures]",
            "reading.pace.options: expected the options none, linear, got none",
            id="options that leave one out",
        ),
        pytest.param(
            "[figures]",
            '[reading.pace]\ncites = ["9"]\n\n[figures]',
            "reading.pace.cite: expected a clause of this plan, got '9'",
            id="a reading from a clause that does not exist",
        ),
        pytest.param(
            "[figures]",
            '[reading.paces]\ndefault = "none"\n\n[figures]',
            "reading.paces: expected a known reading, got 'paces'; did you mean pace?",
            id="a reading that no rule knows",
        ),
    ],
)
def test_a_name_that_leads_nowhere_is_a_fault(
    old: str, new: str, fault: str, altered: Altered, faults_of: FaultsOf
) -> None:
    (found,) = faults_of(altered(old, new))
    assert found.startswith(fault)


# the conditions and the sources of the small plan's rows on staff, safety, bans and moves
CONDITIONS = {
    "post[cook]": ('when = { services = "full-day" }', 'unless = { settings = "home" }'),
    "requirement[recordings]": (
        "when = { open_to_neighbours = false }",
        'unless = { settings = "workplace" }',
    ),
    "publication[notice]": (
        "when = { demonstration = true }",
        'unless = { settings = "kindergarten" }',
    ),
    "ban[sanctioned]": (
        'when = { record = "joint-sanction", subject = "facility" }',
        "unless = { established = false }",
    ),
}
OF_A_FACILITY = [path for path in CONDITIONS if not path.startswith("ban")]
SOURCES = {
    "post[cook]": 'asks = { qualifications = "care-training" }\ncite = "1"',
    "requirement[recordings]": 'figure = "recordings_days"\ncite = "1"',
    "publication[notice]": 'figure = "filing_notice_workdays"\ncite = "1"',
    "ban[sanctioned]": 'for_life = false\ncite = "1"',
    "move[accept]": 'to = "accepted"\ncite = "1"',
}
FIGURES = {
    "requirement[recordings]": "recordings_days",
    "publication[notice]": "filing_notice_workdays",
}


@pytest.mark.parametrize("part", ["when", "unless"])
class TestTheConditionsOfARow:
    """A row asks for facts of its own kind, with values that they can have."""

    @pytest.fixture
    def fault_of(self, altered: Altered, faults_of: FaultsOf) -> FaultOf:
        """Write another condition into a row and give what is said of it."""

        def refuse(path: str, part: str, test: str) -> str:
            old = CONDITIONS[path][part == "unless"]
            (found,) = faults_of(altered(old, f"{part} = {{ {test} }}"))
            assert found.startswith(f"{path}.{part}.")
            return found.removeprefix(f"{path}.{part}.")

        return refuse

    @pytest.mark.parametrize("path", OF_A_FACILITY)
    @pytest.mark.parametrize(
        ("test", "fault"),
        [
            (
                "inclusiv = true",
                "inclusiv: expected a known fact, got 'inclusiv'; did you mean inclusive",
            ),
            ('inclusive = "yes"', "inclusive: expected one of true, false, got 'yes'"),
            (
                'settings = ["home", "houses"]',
                (
                    "settings: expected one of standalone, kindergarten, community, workplace, "
                    "home, got 'houses'"
                ),
            ),
            (
                '"reading.yearly-check" = "monthly"',
                (
                    "reading.yearly-check: expected one of twelve-months, calendar-year, "
                    "got 'monthly'"
                ),
            ),
            (
                '"reading.yearly-checks" = "twelve-months"',
                "reading.yearly-checks: expected a known fact, got 'reading.yearly-checks'",
            ),
            ('role = "head"', "role: expected a known fact, got 'role'"),
            ("established = true", "established: expected a known fact, got 'established'"),
            ('activity = "lecture"', "activity: expected a known fact, got 'activity'"),
        ],
    )
    def test_on_a_facility(
        self, test: str, fault: str, path: str, part: str, fault_of: FaultOf
    ) -> None:
        assert fault_of(path, part, test).startswith(fault)

    @pytest.mark.parametrize(
        ("test", "fault"),
        [
            (
                'recrd = "complaint"',
                "recrd: expected a known fact, got 'recrd'; did you mean record",
            ),
            (
                'record = "abuse"',
                (
                    "record: expected one of complaint, penalty, child-abuse, court-ban, "
                    "joint-incentive, joint-sanction, got 'abuse'"
                ),
            ),
            ('subject = "county"', "subject: expected one of person, facility, got 'county'"),
            ('established = "no"', "established: expected one of true, false, got 'no'"),
            (
                '"reading.ban-scope" = "nobody"',
                (
                    "reading.ban-scope: expected one of institutions-and-persons, persons-only, "
                    "got 'nobody'"
                ),
            ),
            ("closed = true", "closed: expected a known fact, got 'closed'"),
            ('role = "head"', "role: expected a known fact, got 'role'"),
        ],
    )
    def test_on_a_record(self, test: str, fault: str, part: str, fault_of: FaultOf) -> None:
        assert fault_of("ban[sanctioned]", part, test).startswith(fault)


@pytest.mark.parametrize(
    ("asks", "fault"),
    [
        (
            'qualification = "care-training"',
            (
                "qualification: expected a known fact, got 'qualification'; "
                "did you mean qualifications"
            ),
        ),
        (
            'qualifications = "care training"',
            (
                "qualifications: expected one of head-training, care-experience, related-major, "
                "care-training, health-training, guard-certificate, got 'care training'"
            ),
        ),
        (
            'education = ["college", "doctor"]',
            (
                "education: expected one of lower-secondary, upper-secondary, college, bachelor, "
                "postgraduate, got 'doctor'"
            ),
        ),
        ('experienced = "yes"', "experienced: expected one of true, false, got 'yes'"),
        ("inclusive = true", "inclusive: expected a known fact, got 'inclusive'"),
        ("established = true", "established: expected a known fact, got 'established'"),
        ('"reading.pace" = "none"', "reading.pace: expected a known fact, got 'reading.pace'"),
    ],
)
def test_a_post_asks_for_facts_about_a_person_with_values_that_they_can_have(
    asks: str, fault: str, altered: Altered, faults_of: FaultsOf
) -> None:
    (found,) = faults_of(
        altered('asks = { qualifications = "care-training" }', f"asks = {{ {asks} }}")
    )
    assert found.startswith(f"post[cook].asks.{fault}")


@pytest.mark.parametrize(("path", "figure"), FIGURES.items())
class TestTheFigureOfARow:
    """A requirement or a publication names a figure that is a number."""

    def fault(self, altered: Altered, faults_of: FaultsOf, figure: str, wrong: str) -> str:
        (found,) = faults_of(altered(f'figure = "{figure}"', f'figure = "{wrong}"'))
        return found

    def test_is_a_known_one(
        self, path: str, figure: str, altered: Altered, faults_of: FaultsOf
    ) -> None:
        wrong = figure.replace("days", "day")
        assert self.fault(altered, faults_of, figure, wrong).startswith(
            f"{path}.figure: expected a known figure, got '{wrong}'; did you mean {figure}"
        )

    @pytest.mark.parametrize("wrong", ["sources", "_sources"])
    def test_is_not_where_the_figures_come_from(
        self, wrong: str, path: str, figure: str, altered: Altered, faults_of: FaultsOf
    ) -> None:
        assert self.fault(altered, faults_of, figure, wrong).startswith(
            f"{path}.figure: expected a known figure, got '{wrong}'"
        )

    @pytest.mark.parametrize(
        "wrong", ["class_limits", "existing_area_due", "repair_conditions", "code_prefixes"]
    )
    def test_is_no_table_day_or_list(
        self, wrong: str, path: str, figure: str, altered: Altered, faults_of: FaultsOf
    ) -> None:
        assert self.fault(altered, faults_of, figure, wrong) == (
            f"{path}.figure: expected a figure that is a number, got '{wrong}', which is none"
        )

    @pytest.mark.parametrize("other", ["outdoor_hours", "home_point_square_metres"])
    def test_is_a_whole_or_an_exact_number(
        self, other: str, path: str, figure: str, altered: Altered
    ) -> None:
        plan = loads(altered(f'figure = "{figure}"', f'figure = "{other}"'))
        held = {
            **{f"requirement[{row.id}]": row.figure for row in plan.requirements},
            **{f"publication[{row.id}]": row.figure for row in plan.publications},
        }
        assert held[path] == other


@pytest.mark.parametrize(("path", "source"), SOURCES.items())
class TestTheSourceOfARow:
    """Every row cites a clause of the plan or an instrument that is declared."""

    def test_is_a_clause_that_exists(
        self, path: str, source: str, altered: Altered, faults_of: FaultsOf
    ) -> None:
        text = altered(source, source.replace('cite = "1"', 'cite = "9"'))
        assert faults_of(text) == [f"{path}.cite: expected a clause of this plan, got '9'"]

    def test_is_an_instrument_that_is_declared(
        self, path: str, source: str, altered: Altered, faults_of: FaultsOf
    ) -> None:
        text = altered(source, source.replace('cite = "1"', 'cite = "filing-measure:9"'))
        (found,) = faults_of(text)
        assert found.startswith(
            f"{path}.cite: expected a declared instrument, got 'filing-measure'; "
            "did you mean filing-measures"
        )


def test_every_stage_of_which_a_move_says_two_things_is_named(
    altered: Altered, faults_of: FaultsOf
) -> None:
    text = altered(
        'after = ["registered"]\nunstated = ["proposed"]',
        'after = ["registered", "proposed", "filed"]\nunstated = ["proposed", "filed"]',
    )
    assert faults_of(text) == [
        (
            "move[accept].unstated: expected stages of which the text says nothing, "
            "got filed, proposed"
        )
    ]


def test_all_faults_of_the_rows_on_staff_safety_and_bans_come_at_once(
    linshui: str, faults_of: FaultsOf
) -> None:
    text = (
        linshui.replace('figure = "recordings_days"', 'figure = "class_limits"')
        .replace("open_to_neighbours", "open")
        .replace('figure = "filing_notice_workdays"', 'figure = "workdays"')
        .replace('services = "full-day"', 'services = "night"')
        .replace('qualifications = "care-training"', 'training = "care-training"')
        .replace('subject = "facility"', 'subject = "county"')
        .replace('unstated = ["proposed"]', 'unstated = ["registered"]')
    )
    assert [fault.partition(": ")[0] for fault in faults_of(text)] == [
        "requirement[recordings].figure",
        "requirement[recordings].when.open",
        "publication[notice].figure",
        "post[cook].when.services",
        "post[cook].asks.training",
        "ban[sanctioned].when.subject",
        "move[accept].unstated",
    ]


def test_all_faults_of_a_plan_come_at_once(linshui: str, faults_of: FaultsOf) -> None:
    text = (
        linshui.replace('registrar = "market"', 'registrar = "nobody"')
        .replace('to = "health"', 'to = "nobody"')
        .replace("serves_meals", "meals")
        .replace('payer = "city"', 'payer = "bank"')
        .replace('figure = "slots_per_thousand"', 'figure = "places"')
        .replace('"各乡镇"]', '"各村"]')
        .replace('unanswered = "not yet built"', "")
        .replace('value = 6, cite = "1"', 'value = 6, cite = "9"')
    )
    assert [fault.partition(": ")[0] for fault in faults_of(text)] == [
        "clause[1].responsible[1]",
        "clause[2]",
        "route[anyone].registrar",
        "document[menu].when.meals",
        "referral[brand].to",
        "target[slots].figure",
        "grant[local].shares",
        "figures.slots_per_thousand[0].cite",
    ]


def test_a_county_may_write_options_for_the_odd_fen_of_its_own(altered: Altered) -> None:
    text = altered(
        "[figures]",
        '[reading.odd-fen]\noptions = [{ id = "city", words = { zh = "市", en = "city" } }]\n\n'
        "[figures]",
    )
    assert loads(text).readings.odd_fen == "city"


@pytest.mark.parametrize("role", ["facility", "registrar", "town"])
def test_a_department_is_not_called_what_rows_call_a_role(
    role: str, altered: Callable[[str, str], str], faults_of: Callable[[str], list[str]]
) -> None:
    # a row for `town` would speak of this department or of any township, and nobody could tell
    body = f'[[department]]\nid = "{role}"\nname = {{ zh = "某局", en = "A Bureau" }}\n\n[[town]]'
    assert faults_of(altered("[[town]]", body)) == [
        (
            f"department[{role}].id: expected an id that is no role (facility, registrar, town), "
            f"got '{role}'"
        )
    ]
