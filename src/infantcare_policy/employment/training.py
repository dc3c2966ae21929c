"""Training: the catalogues that care occupations enter, the subsidies, and public-welfare posts.

Source: 3.3 (catalogues, subsidies); 2.2.5 (public-welfare posts); 人社厅发〔2021〕92号 (titles).

Limitations: see `infantcare_policy.employment`. The text names two subsidies and a share of posts
and gives no number for any of them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from infantcare_policy.checks import instance, require, require_day
from infantcare_policy.decisions import Decided, Decision, Ground, Missing, Undetermined

if TYPE_CHECKING:
    from datetime import date

    from infantcare_policy.plan import Catalogue, Plan

__all__ = ["Training", "public_welfare_posts", "training", "training_catalogue"]


@frozen(kw_only=True)
class Training:
    """What an occupation of childcare is given in training.

    Attributes:
        occupation: the id of the occupation, also when it was asked for by an earlier title.
        catalogues: the ids of the catalogues and plans of training that it enters.
        training_subsidy: yuan, where a plan states them.
        skill_assessment_subsidy: yuan, where a plan states them.
    """

    occupation: str
    catalogues: tuple[str, ...]
    training_subsidy: Decision[Decimal]
    skill_assessment_subsidy: Decision[Decimal]


def training_catalogue(plan: Plan) -> Decision[tuple[Catalogue, ...]]:
    """List the catalogues and plans of training that care occupations enter.

    Source: 3.3.
    """
    if not plan.catalogues:
        return Undetermined((Missing("catalogues", "text"),), plan=plan.stamp)
    grounds = tuple(
        Ground("employment.catalogue", row.cite, (("catalogue", row.id),))
        for row in plan.catalogues
    )
    return Decided(plan.catalogues, grounds=grounds, plan=plan.stamp)


def training(occupation: str, plan: Plan, *, on: date) -> Decision[Training]:
    """Tell which catalogues an occupation enters, and which subsidies there are.

    Args:
        occupation: its id, its present title or an earlier one, such as 保育师 or 保育员.
        plan: the plan that is asked.
        on: the day whose figures apply.

    Raises:
        UnknownName: for a title that the plan does not know, with the nearest.
        InvalidFacts: for what is no title at all.

    Source: 3.3.
    """
    require_day(on)
    require(instance(str), occupation, "occupation")
    found = plan.occupation(occupation)
    if not plan.catalogues:
        return Undetermined((Missing("catalogues", "text"),), plan=plan.stamp)
    entered = [c for c in plan.catalogues if not c.occupations or found.id in c.occupations]
    grounds = (
        Ground("employment.occupation", found.cite, (("occupation", found.id),)),
        *(Ground("employment.catalogue", c.cite, (("catalogue", c.id),)) for c in entered),
    )
    value = Training(
        occupation=found.id,
        catalogues=tuple(catalogue.id for catalogue in entered),
        training_subsidy=_stated("training_subsidy", plan, on),
        skill_assessment_subsidy=_stated("skill_assessment_subsidy", plan, on),
    )
    return Decided(value, grounds=grounds, plan=plan.stamp)


def public_welfare_posts(plan: Plan, *, on: date) -> Decision[Decimal]:
    """Give the share of public-welfare posts (公益性岗位) in childcare, where a plan states it.

    Units: a fraction of 1; of which posts it is a share the text does not say.

    Source: 2.2.5.
    """
    require_day(on)
    return _stated("public_welfare_post_share", plan, on)


def _stated(figure: str, plan: Plan, on: date) -> Decision[Decimal]:
    """Give a figure, or say that the text does not."""
    figures = plan.figures(on)
    value, source = getattr(figures, figure), figures.cite(figure)
    if value is None:
        return Undetermined((Missing(figure, "text", source),), plan=plan.stamp)
    ground = Ground("employment.stated", source, (("figure", figure),))
    return Decided(value, grounds=(ground,), plan=plan.stamp)
