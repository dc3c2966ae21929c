"""The same result objects, written out by hand for one county, as plain attrs and `Decimal`.

This is what a developer would write who needs both answers for Yijun's law of today, with the same
grounds, citations, readings and notes: no rows and no matching, and no rule of the library. From
there come the facts, the classes of the results, the arithmetic of money and the plan's stamp.

Source: 2.4.10, A1.education; 3.2; 托育机构登记和备案办法（试行） art. 4.

Limitations: one law, under the readings that the plan takes by default, and the facts of
`known_facilities.csv`: none of them unknown, no payment, no ban and no introduced brand.
"""

from collections.abc import Iterable
from datetime import date

from infantcare_policy import Acceptance, Facility, LegalForm, Setting
from infantcare_policy.calendars import Deadline, Event
from infantcare_policy.decisions import (
    Citation,
    Conflicting,
    Decided,
    Decision,
    Ground,
    Missing,
    Option,
    PlanStamp,
    ReadingStamp,
    Undetermined,
)
from infantcare_policy.money import Amount, split, times, yuan
from infantcare_policy.registration import Route, Step
from infantcare_policy.subsidies import Award, Entitlement, Line

BY_FORM, INTEGRATED = Citation("yijun", "2.4.10"), Citation("yijun", "A1.education")
GRANTS, HIGHER = Citation("yijun", "3.2"), Citation("filing-measures", "4")

REGISTRARS = {
    LegalForm.PUBLIC_INSTITUTION: "establishment",
    LegalForm.SOCIAL_SERVICE: "approval",
    LegalForm.FOR_PROFIT: "approval",
}
AUTHORITIES = {
    LegalForm.SOCIAL_SERVICE: "县级以上民政部门",
    LegalForm.FOR_PROFIT: "县级以上市场监督管理部门",
}
PAYERS = ("central", "province", "city", "county")
PER_SLOT = yuan(10_000)


def _step(kind: str, actor: str) -> Ground:
    facts = (("actor", actor), ("recipient", "health"), ("words", "及时"))
    return Ground(f"registration.{kind}", BY_FORM, facts)


LATER_STEPS = (_step("push-data", "registrar"), _step("file", "facility"))
TWO_REGISTRARS = ReadingStamp("integrated-registrar", "open")
COMMUNITY_AS_SUCH = ReadingStamp("guidance-function", "inclusive-only")
ACCEPTED_IS_ENOUGH = ReadingStamp("meeting-requirements", "accepted")
EARNED_ONCE = ReadingStamp("repeat-slots", "high-water")
IN_ALL = ReadingStamp("local-share", "in-all")


def who_registers(facility: Facility, stamp: PlanStamp, on: date) -> Decision[Route]:
    """Go by the legal form, and by Annex 1 where a kindergarten is integrated."""
    form = facility.legal_form
    settings = ("settings", _sorted(facility))
    notes = []
    if _happened(facility.closed_on, on):
        notes.append(Ground("registration.closed", facts=(("closed_on", facility.closed_on),)))
    options = []
    if form in REGISTRARS:
        registrar = REGISTRARS[form]
        facts = (("registrar", registrar), ("legal_form", form.value), settings)
        options.append(
            Option(_route(registrar), (Ground("registration.registrar", BY_FORM, facts),))
        )
        if form in AUTHORITIES:
            named = (("registrar", registrar), ("authority", AUTHORITIES[form]))
            notes.append(Ground("registration.source-authority", HIGHER, named))
    readings: tuple[ReadingStamp, ...] = ()
    if Setting.KINDERGARTEN in (facility.settings or ()):
        readings = (TWO_REGISTRARS,)
        integrated = (("registrar", "education"), settings)
        options.append(
            Option(_route("education"), (Ground("registration.registrar", INTEGRATED, integrated),))
        )
    if not options:
        return Undetermined(
            (Missing("registrar", "text", BY_FORM),),
            grounds=(Ground("registration.no-registrar", BY_FORM, (("legal_form", str(form)),)),),
            notes=tuple(notes),
            plan=stamp,
        )
    if len(options) > 1:
        return Conflicting(
            tuple(options), grounds=LATER_STEPS, readings=readings, notes=tuple(notes), plan=stamp
        )
    return Decided(
        options[0].value,
        grounds=options[0].grounds + LATER_STEPS,
        readings=readings,
        notes=tuple(notes),
        plan=stamp,
    )


def what_is_owed(facility: Facility, stamp: PlanStamp, on: date) -> Decision[Entitlement]:
    """Ask for an inclusive facility with guidance or a community one, and for its acceptance."""
    with_guidance = facility.inclusive and facility.guidance
    community = Setting.COMMUNITY in (facility.settings or ())
    functions = (("guidance", facility.guidance), ("inclusive", facility.inclusive))
    ways = (
        (with_guidance, (("row", "inclusive-with-guidance"), *functions)),
        (community, (("row", "community"), ("settings", _sorted(facility)))),
    )
    met = [Ground("subsidy.eligible", GRANTS, facts) for holds, facts in ways if holds]
    unmet = [Ground("subsidy.not-eligible", GRANTS, facts) for _, facts in ways if not met]
    accepted = _accepted(facility, on)
    if not any(each.slots for each in accepted):
        unmet.append(Ground("subsidy.not-accepted", GRANTS))

    readings = []
    if community and not facility.guidance:
        readings.append(COMMUNITY_AS_SUCH)
    if not (_happened(facility.registered_on, on) and _happened(facility.filed_on, on)):
        readings.append(ACCEPTED_IS_ENOUGH)
    if unmet:
        return Decided(
            Entitlement(awards=(), paid=(), unmet=tuple(unmet), payers=PAYERS),
            grounds=tuple(unmet),
            readings=tuple(readings),
            plan=stamp,
        )

    growth = _growth(accepted)
    if growth != _growth_again(accepted):
        readings.append(EARNED_ONCE)
    readings.append(IN_ALL)
    notes = []
    if _happened(facility.closed_on, on):
        notes.append(Ground("subsidy.closed", GRANTS, (("closed_on", facility.closed_on),)))
    return Decided(
        Entitlement(
            awards=tuple(_award(day, slots) for day, slots in growth),
            paid=(),
            unmet=(),
            payers=PAYERS,
        ),
        grounds=(*met, *(ground for day, slots in growth for ground in _amounts(day, slots))),
        readings=tuple(readings),
        notes=tuple(notes),
        plan=stamp,
    )


def _happened(event: Event, on: date) -> bool:
    return isinstance(event, date) and event <= on


def _sorted(facility: Facility) -> tuple[str, ...]:
    return tuple(sorted(each.value for each in facility.settings or ()))


def _route(registrar: str) -> Route:
    soon = Deadline(words="及时")
    return Route(
        registrar=registrar,
        steps=(
            Step(kind="register", actor="facility", recipient=registrar),
            Step(kind="push-data", actor=registrar, recipient="health", limit=soon),
            Step(kind="file", actor="facility", recipient="health", limit=soon),
        ),
    )


def _accepted(facility: Facility, on: date) -> list[Acceptance]:
    held = [each for each in facility.acceptances or () if each.passed and each.on <= on]
    return sorted(held, key=lambda each: each.on)


def _growth(accepted: Iterable[Acceptance]) -> list[tuple[date, int]]:
    """Count what each acceptance adds to the most places that stood before it."""
    growth, most = [], 0
    for each in accepted:
        if each.slots > most:
            growth.append((each.on, each.slots - most))
            most = each.slots
    return growth


def _growth_again(accepted: Iterable[Acceptance]) -> list[tuple[date, int]]:
    """Count what each acceptance adds to the places that stood just before it."""
    growth, before = [], 0
    for each in accepted:
        if each.slots > before:
            growth.append((each.on, each.slots - before))
        before = each.slots
    return growth


def _amounts(day: date, slots: int) -> list[Ground]:
    """Name each grant of 3.2; the amount of the province is not stated."""
    seen = (("accepted_on", day), ("slots", slots))
    stated = (("per_slot", PER_SLOT), ("since", None))
    unstated = (("per_slot", None), ("since", None))
    return [
        Ground("subsidy.amount", GRANTS, (("grant", "central"), *seen, *stated)),
        Ground("subsidy.amount-not-stated", GRANTS, (("grant", "provincial"), *seen, *unstated)),
        Ground("subsidy.amount", GRANTS, (("grant", "local"), *seen, *stated)),
    ]


def _award(day: date, slots: int) -> Award:
    """Give 10,000 yuan a slot from the centre, and as much from city and county, 1 : 1."""
    grant = times(PER_SLOT, slots)
    city, county = split(grant, (1, 1), odd=0)
    return Award(
        accepted_on=day,
        slots=slots,
        lines=(
            Line(
                payer="central",
                grant="central",
                basis="recited",
                slots=slots,
                amount=Amount(grant),
            ),
            Line(
                payer="province",
                grant="provincial",
                basis="recited",
                slots=slots,
                amount=Amount(unknown=("grants.provincial",)),
            ),
            Line(payer="city", grant="local", basis="granted", slots=slots, amount=Amount(city)),
            Line(
                payer="county", grant="local", basis="granted", slots=slots, amount=Amount(county)
            ),
        ),
    )
