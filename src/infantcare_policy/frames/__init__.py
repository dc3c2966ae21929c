"""The same rules over data frames: a county's or a province's facilities, asked at once.

The caller's frame decides the engine: Polars (eager or lazy), pandas, PyArrow, DuckDB, Dask or
PySpark. A rule is asked once about every combination of the facts that its rows test, and each row
of a frame looks its case up; slots, laws and sums are reckoned in columns. The answers are those of
the rule for one facility, with the codes of its grounds and its articles.

Source: the rules that are asked: `registration.route`, `subsidies.entitlement`,
`supervision.duties`, `provision.assess`, `targets.track`.

Limitations: money is whole fen in 64-bit integers, and a sum over 2⁵³ is an error. Names are put
together in one text, sorted and joined by `|`. Answers carry no notes. The rows of a lazy frame
come in no order; those of an eager one in the caller's. Lazy frames are read once for what is wrong
in them before they are asked, see `check`.

>>> from datetime import date
>>> import polars as pl
>>> from infantcare_policy.plan import yijun
>>> nurseries = pl.DataFrame(
...     {"id": ["F1", "F2"], "legal_form": ["for-profit", None], "settings": ["home", "home"]}
... )
>>> found = routes(nurseries, yijun(), on=date(2026, 1, 5))
>>> found.select("facility", "kind", "registrar", "missing", "articles").rows()
[('F1', 'decided', 'approval', '', 'yijun:2.4.10'), \
('F2', 'undetermined', None, 'legal_form', 'yijun:2.4.10')]
"""

from infantcare_policy.frames.areas import required_slots
from infantcare_policy.frames.checking import check
from infantcare_policy.frames.entitlements import entitlements
from infantcare_policy.frames.progressing import progress
from infantcare_policy.frames.records import columns_of
from infantcare_policy.frames.routes import routes
from infantcare_policy.frames.supervising import supervision
from infantcare_policy.frames.totals import totals

__all__ = [
    "check",
    "columns_of",
    "entitlements",
    "progress",
    "required_slots",
    "routes",
    "supervision",
    "totals",
]
