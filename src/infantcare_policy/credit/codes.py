"""What is odd about a unified social credit code.

Source: GB 32100-2015 (check digit); 国发〔2015〕33号 (the first two characters).

Limitations: an odd code is a warning and never an error, since some that were issued do not have
the check digit of the standard. Whether a code was issued to the facility is not known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infantcare_policy.checks import require_day
from infantcare_policy.decisions import Citation, Ground
from infantcare_policy.terms import LegalForm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from infantcare_policy.facilities import Facility
    from infantcare_policy.plan import Plan

__all__ = ["code_warnings"]

CHECK_DIGIT = Citation("code-standard", "校验码")
PREFIX_LENGTH = 2


def code_warnings(facility: Facility, plan: Plan, *, on: date) -> tuple[Ground, ...]:
    """Warn of a code whose check digit is not sound, or whose first characters belie the form.

    Returns:
        Nothing for a sound code, and for one that is unknown.

    Source: GB 32100-2015; 国发〔2015〕33号.
    """
    require_day(on)
    return tuple(_warnings(facility, plan, on)) if facility.uscc else ()


def _warnings(facility: Facility, plan: Plan, on: date) -> Iterator[Ground]:
    from stdnum.cn import uscc  # noqa: PLC0415 - only codes need it

    code = facility.uscc or ""
    expected = uscc.calc_check_digit(code[:-1])
    if code[-1] != expected:
        facts = (("uscc", code), ("expected", expected))
        yield Ground("credit.code-check-digit", CHECK_DIGIT, facts)
    figures = plan.figures(on)
    if figures.code_prefixes is None:
        return
    source, prefix = figures.cite("code_prefixes"), code[:PREFIX_LENGTH]
    meant = figures.code_prefixes.get(prefix)
    if meant is None:
        yield Ground("credit.code-prefix-unknown", source, (("uscc", code), ("prefix", prefix)))
    # a point without a legal person of its own may go by the code of whoever runs it
    elif (form := facility.legal_form) and form not in (LegalForm.UNINCORPORATED, meant):
        said = (
            ("uscc", code),
            ("prefix", prefix),
            ("meant", meant.value),
            ("legal_form", form.value),
        )
        yield Ground("credit.code-prefix", source, said)
