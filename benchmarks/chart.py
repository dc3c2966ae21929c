"""The ratios of a run as one picture, for the documentation.

Limitations: it shows the ratios of the medians, not how much they moved; the table and the record
say that.
"""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from benchmarks.measuring import Comparison, in_digits

# between black and white, so that each can be read on a light page and on a dark one
GREY = "#797979"
COLOURS = {True: "#2a8a57", False: "#c2612c", None: "#5b7fb5"}
LEGEND = {True: "as asked for", False: "not as asked for", None: "nothing is asked for"}
STABLE: dict[Any, Any] = {  # text stays text, and nothing differs from run to run but the values
    "svg.fonttype": "none",
    "svg.hashsalt": "ratios",
    "font.size": 9,
    "text.color": GREY,
    "axes.edgecolor": GREY,
    "axes.labelcolor": GREY,
    "xtick.color": GREY,
}
METADATA = {"Title": "ratios of the benchmarks", "Date": None, "Creator": None}

WIDTH, LINE = 9.5, 0.22  # inches: of the picture, and the height of one bar or heading
GAP = 0.4  # of a line, over a heading
LEFT, RIGHT, ABOVE, BELOW = 3.9, 1.3, 0.4, 0.5  # inches around the bars
WIDER = 1.6  # so many times past the longest bar there is room for its number


def draw(rows: Sequence[Comparison], file: Path) -> None:
    """Draw each ratio as a bar from 1, where both sides take as long, and mark what is asked for.

    Raises:
        OSError: when the file cannot be written.
    """
    groups = [list(group) for _, group in groupby(rows, lambda row: row.what.get_name())]
    lines = len(rows) + len(groups) * (1 + GAP)
    with rc_context(STABLE):
        height = lines * LINE + ABOVE + BELOW
        figure = Figure(figsize=(WIDTH, height))
        inner = (WIDTH - LEFT - RIGHT, lines * LINE)
        axes = figure.add_axes(
            (LEFT / WIDTH, BELOW / height, inner[0] / WIDTH, inner[1] / height), xscale="log"
        )
        place = 0.0
        for group in groups:
            _heading(axes, place + GAP, group[0].what.get_name())
            for number, row in enumerate(group, 1):
                _bar(axes, place + GAP + number, row)
            place += GAP + 1 + len(group)
        _frame(axes, rows, lines)
        file.parent.mkdir(exist_ok=True)
        figure.savefig(
            file,
            format="svg",
            transparent=True,
            metadata=METADATA,
            bbox_inches="tight",
        )


def _heading(axes: Axes, place: float, words: str) -> None:
    """Name what was measured, over its bars."""
    left = axes.get_yaxis_transform()
    axes.text(-0.02, place, words, transform=left, ha="right", va="center", weight="bold")


def _bar(axes: Axes, place: float, row: Comparison) -> None:
    """Draw a ratio, with what it is against on the left and its number on the right."""
    left = axes.get_yaxis_transform()
    against = f"against {row.against.get_name()}"
    against += f" ({row.remark})" if row.remark else ""
    axes.text(-0.02, place, against, transform=left, ha="right", va="center")
    axes.barh(place, row.ratio - 1, left=1, height=0.62, color=COLOURS[row.reached])
    for end, words in ((1.13, in_digits(row.ratio)), (1.28, row.asked)):
        axes.text(end, place, words, transform=left, ha="right", va="center")
    if row.at_most is not None:
        axes.plot([row.at_most] * 2, [place - 0.45, place + 0.45], color=GREY, linewidth=2)


def _frame(axes: Axes, rows: Sequence[Comparison], lines: float) -> None:
    """Draw the axis, the line of 1, and what the colours mean."""
    shown = [row.ratio for row in rows] + [row.at_most for row in rows if row.at_most]
    axes.set_xlim(min(*shown, 1) / WIDER, max(*shown, 1) * WIDER)
    axes.set_ylim(lines - 0.4, -0.4)
    axes.set_yticks([])
    axes.xaxis.set_major_formatter(lambda ratio, _: f"{ratio:g}×")
    axes.axvline(1, color=GREY, linewidth=0.8)
    axes.grid(axis="x", color=GREY, alpha=0.25, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "left", "right"]].set_visible(False)
    axes.patch.set_alpha(0)
    axes.set_xlabel("its time, or its bytes, as a multiple of the other's: less is better")
    marks = (
        *(Patch(color=COLOURS[reached], label=words) for reached, words in LEGEND.items()),
        Line2D([], [], color=GREY, linewidth=2, label="at most"),
    )
    axes.legend(handles=marks, loc="lower right", bbox_to_anchor=(1.3, 1.0), ncols=4, frameon=False)
