"""What a fresh interpreter pays for the import, and for its first answer.

Limitations: files and bytecode are warm, as they are from the second start on.
"""

import subprocess
import sys
from functools import partial
from subprocess import PIPE, STDOUT

import infantcare_policy
from benchmarks.measuring import Comparison, Effort, Side, expect, take_turns

FIRST_ANSWER = """
from datetime import date
from infantcare_policy import Acceptance, Facility, Setting, subsidies, yijun
nursery = Facility(
    id="F1",
    settings=(Setting.COMMUNITY,),
    acceptances=(Acceptance(on=date(2024, 5, 6), slots=30, passed=True),),
)
answer = subsidies.entitlement(nursery, yijun(), on=date(2026, 1, 5), payments=(), bans=())
print(answer.require().total.known)
"""
# `import openfisca_core` alone loads nothing: the package is empty. With these a country's package
# describes its law and a simulation is built.
OPENFISCA = """
from openfisca_core import simulation_builder, taxbenefitsystems
print(simulation_builder.SimulationBuilder.__name__, taxbenefitsystems.TaxBenefitSystem.__name__)
"""
PROGRAMS = {  # the code, and what it has to print every time; last, 30 slots at 20,000 yuan
    "empty interpreter": ("", ""),
    "import attrs": ("import attrs; print(attrs.__name__)", "attrs"),
    "import openfisca_core's simulations": (OPENFISCA, "SimulationBuilder TaxBenefitSystem"),
    "import infantcare_policy": (
        "import infantcare_policy; print(infantcare_policy.__file__)",
        infantcare_policy.__file__,
    ),
    "import, yijun(), first entitlement": (FIRST_ANSWER, "600000.00"),
}


def compare(effort: Effort) -> list[Comparison]:
    """Start each program in turns; all are compared with `import attrs`, one with OpenFisca too."""
    sides = [Side(name=name, run=partial(_run, name, *of)) for name, of in PROGRAMS.items()]
    empty, attrs, openfisca, bare, first = take_turns(sides, rounds=effort.processes, seconds=0)
    return [
        Comparison(what=empty, against=attrs),
        Comparison(what=bare, against=attrs, at_most=1.5),
        Comparison(what=bare, against=openfisca, at_most=0.25),
        Comparison(what=first, against=attrs, at_most=3),
    ]


def _run(name: str, code: str, printed: str) -> None:
    """Run code in a fresh interpreter, and check what it prints, a traceback too."""
    command = [sys.executable, "-I", "-c", code]
    done = subprocess.run(command, stdout=PIPE, stderr=STDOUT, text=True, check=False)  # noqa: S603 - our own code
    expect(name, done.stdout.strip(), printed)
