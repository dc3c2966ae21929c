from __future__ import annotations

from hypothesis import settings

# a law holds however slow the machine is
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
