"""What a residential area owes in slots, whether it has them, by when, and how wide the net is.

Source: 2.2.4 (slots per thousand in new areas, with the housing; three years in existing ones);
2.2.5 (the N+M network); 2.3.6–2.3.9 (steps, brands from outside).

Limitations: the text does not say whom it counts as residents, nor from which day the three years
run; `ResidentialArea.population` and the reading `three-years-from` say so. How a facility comes
about (purchase, exchange, lease and the like) is an open list of the text and is not judged.

>>> from datetime import date
>>> from infantcare_policy.plan import yijun
>>> required_slots(126, yijun(), on=date(2026, 1, 5))
2
"""

from infantcare_policy.counts import Count
from infantcare_policy.provision.acting import OwnedAction, actions
from infantcare_policy.provision.areas import Provision, Synchrony, assess, required_slots
from infantcare_policy.provision.needing import Need, needs
from infantcare_policy.provision.reach import Network, TownNetwork, network

__all__ = [
    "Count",
    "Need",
    "Network",
    "OwnedAction",
    "Provision",
    "Synchrony",
    "TownNetwork",
    "actions",
    "assess",
    "needs",
    "network",
    "required_slots",
]
