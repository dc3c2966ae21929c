"""A county's plan for childcare under three as typed Python: exact, explained, cited.

Source: 宜君县促进3岁以下婴幼儿照护服务发展实施方案（征求意见稿）, clause by clause.

Limitations: the plan is a draft for comment; this library is no legal advice. Rules are reached
through their area: `registration.route`, `subsidies.entitlement`.

>>> import infantcare_policy as policy
>>> from datetime import date
>>> nursery = policy.Facility(id="F1", legal_form=policy.LegalForm.PUBLIC_INSTITUTION, settings=())
>>> policy.registration.route(nursery, policy.yijun(), on=date(2026, 1, 5)).require().registrar
'establishment'
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from infantcare_policy import codec as codec
    from infantcare_policy import conference as conference
    from infantcare_policy import credit as credit
    from infantcare_policy import employment as employment
    from infantcare_policy import enrolment as enrolment
    from infantcare_policy import guidance as guidance
    from infantcare_policy import inspections as inspections
    from infantcare_policy import provision as provision
    from infantcare_policy import registration as registration
    from infantcare_policy import safety as safety
    from infantcare_policy import subsidies as subsidies
    from infantcare_policy import supervision as supervision
    from infantcare_policy import support as support
    from infantcare_policy import targets as targets
    from infantcare_policy.assessments import (
        Evaluation as Evaluation,
    )
    from infantcare_policy.assessments import (
        Finding as Finding,
    )
    from infantcare_policy.assessments import (
        Inspection as Inspection,
    )
    from infantcare_policy.assessments import (
        SafetyRecord as SafetyRecord,
    )
    from infantcare_policy.calendars import (
        CHINA as CHINA,
    )
    from infantcare_policy.calendars import (
        Deadline as Deadline,
    )
    from infantcare_policy.calendars import (
        WorkCalendar as WorkCalendar,
    )
    from infantcare_policy.counts import (
        Count as Count,
    )
    from infantcare_policy.county import (
        Activity as Activity,
    )
    from infantcare_policy.county import (
        Ban as Ban,
    )
    from infantcare_policy.county import (
        County as County,
    )
    from infantcare_policy.county import (
        CreditRecord as CreditRecord,
    )
    from infantcare_policy.county import (
        Observation as Observation,
    )
    from infantcare_policy.county import (
        Payment as Payment,
    )
    from infantcare_policy.county import (
        ResidentialArea as ResidentialArea,
    )
    from infantcare_policy.credit import (
        Listing as Listing,
    )
    from infantcare_policy.credit import (
        Repair as Repair,
    )
    from infantcare_policy.credit import (
        Shown as Shown,
    )
    from infantcare_policy.credit import (
        Standing as Standing,
    )
    from infantcare_policy.decisions import (
        Citation as Citation,
    )
    from infantcare_policy.decisions import (
        Conflicting as Conflicting,
    )
    from infantcare_policy.decisions import (
        Decided as Decided,
    )
    from infantcare_policy.decisions import (
        Decision as Decision,
    )
    from infantcare_policy.decisions import (
        Ground as Ground,
    )
    from infantcare_policy.decisions import (
        Missing as Missing,
    )
    from infantcare_policy.decisions import (
        Open as Open,
    )
    from infantcare_policy.decisions import (
        Option as Option,
    )
    from infantcare_policy.decisions import (
        PlanStamp as PlanStamp,
    )
    from infantcare_policy.decisions import (
        ReadingStamp as ReadingStamp,
    )
    from infantcare_policy.decisions import (
        Referred as Referred,
    )
    from infantcare_policy.decisions import (
        Undetermined as Undetermined,
    )
    from infantcare_policy.employers import (
        Employer as Employer,
    )
    from infantcare_policy.employment import (
        Leave as Leave,
    )
    from infantcare_policy.employment import (
        LeavePart as LeavePart,
    )
    from infantcare_policy.employment import (
        MeasureTaken as MeasureTaken,
    )
    from infantcare_policy.employment import (
        Training as Training,
    )
    from infantcare_policy.employment import (
        Workplaces as Workplaces,
    )
    from infantcare_policy.enrolment import (
        Band as Band,
    )
    from infantcare_policy.enrolment import (
        Places as Places,
    )
    from infantcare_policy.errors import (
        Fault as Fault,
    )
    from infantcare_policy.errors import (
        InvalidFacts as InvalidFacts,
    )
    from infantcare_policy.errors import (
        InvalidMoney as InvalidMoney,
    )
    from infantcare_policy.errors import (
        PlanError as PlanError,
    )
    from infantcare_policy.errors import (
        PolicyError as PolicyError,
    )
    from infantcare_policy.errors import (
        UnknownName as UnknownName,
    )
    from infantcare_policy.errors import (
        Unsettled as Unsettled,
    )
    from infantcare_policy.errors import (
        WrongPlan as WrongPlan,
    )
    from infantcare_policy.facilities import (
        Acceptance as Acceptance,
    )
    from infantcare_policy.facilities import (
        Capacity as Capacity,
    )
    from infantcare_policy.facilities import (
        Change as Change,
    )
    from infantcare_policy.facilities import (
        ClassGroup as ClassGroup,
    )
    from infantcare_policy.facilities import (
        Demonstration as Demonstration,
    )
    from infantcare_policy.facilities import (
        Facility as Facility,
    )
    from infantcare_policy.families import (
        Birth as Birth,
    )
    from infantcare_policy.families import (
        Child as Child,
    )
    from infantcare_policy.families import (
        Family as Family,
    )
    from infantcare_policy.families import (
        HealthContact as HealthContact,
    )
    from infantcare_policy.families import (
        HealthInstitution as HealthInstitution,
    )
    from infantcare_policy.families import (
        PregnancyLoss as PregnancyLoss,
    )
    from infantcare_policy.families import (
        ServiceRecord as ServiceRecord,
    )
    from infantcare_policy.guidance import (
        ActivitiesHeld as ActivitiesHeld,
    )
    from infantcare_policy.guidance import (
        CentreNetwork as CentreNetwork,
    )
    from infantcare_policy.guidance import (
        CheckDue as CheckDue,
    )
    from infantcare_policy.guidance import (
        CoverageRate as CoverageRate,
    )
    from infantcare_policy.guidance import (
        HealthVisit as HealthVisit,
    )
    from infantcare_policy.guidance import (
        LectureStatus as LectureStatus,
    )
    from infantcare_policy.guidance import (
        LectureYear as LectureYear,
    )
    from infantcare_policy.guidance import (
        ServiceGiven as ServiceGiven,
    )
    from infantcare_policy.guidance import (
        ServiceReach as ServiceReach,
    )
    from infantcare_policy.guidance import (
        TownActivities as TownActivities,
    )
    from infantcare_policy.guidance import (
        TownCoverage as TownCoverage,
    )
    from infantcare_policy.guidance import (
        VisitStatus as VisitStatus,
    )
    from infantcare_policy.inspections import (
        Draw as Draw,
    )
    from infantcare_policy.inspections import (
        DrawRule as DrawRule,
    )
    from infantcare_policy.inspections import (
        Exclusion as Exclusion,
    )
    from infantcare_policy.inspections import (
        Infeasible as Infeasible,
    )
    from infantcare_policy.inspections import (
        InspectedObject as InspectedObject,
    )
    from infantcare_policy.inspections import (
        Recusal as Recusal,
    )
    from infantcare_policy.money import (
        Amount as Amount,
    )
    from infantcare_policy.money import (
        yuan as yuan,
    )
    from infantcare_policy.people import (
        HiringCheck as HiringCheck,
    )
    from infantcare_policy.people import (
        Incumbency as Incumbency,
    )
    from infantcare_policy.people import (
        Inspector as Inspector,
    )
    from infantcare_policy.people import (
        PersonKey as PersonKey,
    )
    from infantcare_policy.people import (
        StaffMember as StaffMember,
    )
    from infantcare_policy.plan import (
        Plan as Plan,
    )
    from infantcare_policy.plan import (
        Row as Row,
    )
    from infantcare_policy.plan import (
        Task as Task,
    )
    from infantcare_policy.plan import (
        Tasks as Tasks,
    )
    from infantcare_policy.plan import (
        load as load,
    )
    from infantcare_policy.plan import (
        loads as loads,
    )
    from infantcare_policy.plan import (
        yijun as yijun,
    )
    from infantcare_policy.provision import (
        Need as Need,
    )
    from infantcare_policy.provision import (
        Network as Network,
    )
    from infantcare_policy.provision import (
        OwnedAction as OwnedAction,
    )
    from infantcare_policy.provision import (
        Provision as Provision,
    )
    from infantcare_policy.provision import (
        Synchrony as Synchrony,
    )
    from infantcare_policy.provision import (
        TownNetwork as TownNetwork,
    )
    from infantcare_policy.registration import (
        FilingDeadlines as FilingDeadlines,
    )
    from infantcare_policy.registration import (
        Review as Review,
    )
    from infantcare_policy.registration import (
        Route as Route,
    )
    from infantcare_policy.registration import (
        State as State,
    )
    from infantcare_policy.registration import (
        Step as Step,
    )
    from infantcare_policy.registration import (
        Transition as Transition,
    )
    from infantcare_policy.report import (
        Report as Report,
    )
    from infantcare_policy.report import (
        compose as compose,
    )
    from infantcare_policy.safety import (
        Evaluated as Evaluated,
    )
    from infantcare_policy.safety import (
        Publication as Publication,
    )
    from infantcare_policy.subsidies import (
        Award as Award,
    )
    from infantcare_policy.subsidies import (
        Budget as Budget,
    )
    from infantcare_policy.subsidies import (
        BudgetLine as BudgetLine,
    )
    from infantcare_policy.subsidies import (
        Discrepancy as Discrepancy,
    )
    from infantcare_policy.subsidies import (
        DiscrepancyKind as DiscrepancyKind,
    )
    from infantcare_policy.subsidies import (
        Entitlement as Entitlement,
    )
    from infantcare_policy.subsidies import (
        Line as Line,
    )
    from infantcare_policy.supervision import (
        Duty as Duty,
    )
    from infantcare_policy.support import (
        ConditionMet as ConditionMet,
    )
    from infantcare_policy.support import (
        TaxRelief as TaxRelief,
    )
    from infantcare_policy.targets import (
        Progress as Progress,
    )
    from infantcare_policy.targets import (
        TargetStatus as TargetStatus,
    )
    from infantcare_policy.terms import (
        AreaKind as AreaKind,
    )
    from infantcare_policy.terms import (
        Authority as Authority,
    )
    from infantcare_policy.terms import (
        ClassKind as ClassKind,
    )
    from infantcare_policy.terms import (
        Education as Education,
    )
    from infantcare_policy.terms import (
        InstitutionKind as InstitutionKind,
    )
    from infantcare_policy.terms import (
        LegalForm as LegalForm,
    )
    from infantcare_policy.terms import (
        Level as Level,
    )
    from infantcare_policy.terms import (
        Move as Move,
    )
    from infantcare_policy.terms import (
        Operation as Operation,
    )
    from infantcare_policy.terms import (
        Qualification as Qualification,
    )
    from infantcare_policy.terms import (
        RecordKind as RecordKind,
    )
    from infantcare_policy.terms import (
        Role as Role,
    )
    from infantcare_policy.terms import (
        ServiceMode as ServiceMode,
    )
    from infantcare_policy.terms import (
        Setting as Setting,
    )
    from infantcare_policy.terms import (
        Severity as Severity,
    )
    from infantcare_policy.terms import (
        Stage as Stage,
    )
    from infantcare_policy.terms import (
        Subject as Subject,
    )
    from infantcare_policy.terms import (
        TownKind as TownKind,
    )
    from infantcare_policy.wording import (
        explain as explain,
    )
    from infantcare_policy.wording import (
        label as label,
    )

_AREAS = (
    "codec",
    "conference",
    "credit",
    "employment",
    "enrolment",
    "guidance",
    "inspections",
    "provision",
    "registration",
    "safety",
    "subsidies",
    "supervision",
    "support",
    "targets",
)

_HOMES = {
    "assessments": (
        "Evaluation",
        "Finding",
        "Inspection",
        "SafetyRecord",
    ),
    "calendars": (
        "CHINA",
        "Deadline",
        "WorkCalendar",
    ),
    "counts": ("Count",),
    "county": (
        "Activity",
        "Ban",
        "County",
        "CreditRecord",
        "Observation",
        "Payment",
        "ResidentialArea",
    ),
    "credit": (
        "Listing",
        "Repair",
        "Shown",
        "Standing",
    ),
    "decisions": (
        "Citation",
        "Conflicting",
        "Decided",
        "Decision",
        "Ground",
        "Missing",
        "Open",
        "Option",
        "PlanStamp",
        "ReadingStamp",
        "Referred",
        "Undetermined",
    ),
    "employers": ("Employer",),
    "employment": (
        "Leave",
        "LeavePart",
        "MeasureTaken",
        "Training",
        "Workplaces",
    ),
    "enrolment": (
        "Band",
        "Places",
    ),
    "errors": (
        "Fault",
        "InvalidFacts",
        "InvalidMoney",
        "PlanError",
        "PolicyError",
        "UnknownName",
        "Unsettled",
        "WrongPlan",
    ),
    "facilities": (
        "Acceptance",
        "Capacity",
        "Change",
        "ClassGroup",
        "Demonstration",
        "Facility",
    ),
    "families": (
        "Birth",
        "Child",
        "Family",
        "HealthContact",
        "HealthInstitution",
        "PregnancyLoss",
        "ServiceRecord",
    ),
    "guidance": (
        "CentreNetwork",
        "CheckDue",
        "CoverageRate",
        "HealthVisit",
        "ActivitiesHeld",
        "LectureStatus",
        "LectureYear",
        "ServiceGiven",
        "ServiceReach",
        "TownActivities",
        "TownCoverage",
        "VisitStatus",
    ),
    "inspections": (
        "Draw",
        "DrawRule",
        "Exclusion",
        "Infeasible",
        "InspectedObject",
        "Recusal",
    ),
    "money": (
        "Amount",
        "yuan",
    ),
    "people": (
        "HiringCheck",
        "Incumbency",
        "Inspector",
        "PersonKey",
        "StaffMember",
    ),
    "plan": (
        "Plan",
        "Row",
        "Task",
        "Tasks",
        "load",
        "loads",
        "yijun",
    ),
    "provision": (
        "Need",
        "Network",
        "OwnedAction",
        "Provision",
        "Synchrony",
        "TownNetwork",
    ),
    "registration": (
        "FilingDeadlines",
        "Review",
        "Route",
        "State",
        "Step",
        "Transition",
    ),
    "report": (
        "Report",
        "compose",
    ),
    "safety": (
        "Evaluated",
        "Publication",
    ),
    "subsidies": (
        "Award",
        "Budget",
        "BudgetLine",
        "Discrepancy",
        "DiscrepancyKind",
        "Entitlement",
        "Line",
    ),
    "supervision": ("Duty",),
    "support": (
        "ConditionMet",
        "TaxRelief",
    ),
    "targets": (
        "Progress",
        "TargetStatus",
    ),
    "terms": (
        "AreaKind",
        "Authority",
        "ClassKind",
        "Education",
        "InstitutionKind",
        "LegalForm",
        "Level",
        "Move",
        "Operation",
        "Qualification",
        "RecordKind",
        "Role",
        "ServiceMode",
        "Setting",
        "Severity",
        "Stage",
        "Subject",
        "TownKind",
    ),
    "wording": (
        "explain",
        "label",
    ),
}

_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [*_HOME_OF]  # noqa: PLE0604 - every one of them is a text


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, so that the import itself stays light."""
    if name in _AREAS:
        return import_module(f"{__name__}.{name}")
    if name not in _HOME_OF:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_AREAS, *__all__})
