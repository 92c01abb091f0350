"""From the claims of an exchange and their origins to estimates with intervals; pure, with NumPy and SciPy.

Takes exchanges, questions and origins, gives estimates. It refuses to read, trace or judge: that is for others.
"""

from tumen.reconciling.estimating import reconcile, reconcile_all
from tumen.reconciling.influence import effective_origins
from tumen.reconciling.learning import learn
from tumen.reconciling.parameters import Factor, Lean, Parameters, Prior
from tumen.reconciling.settling import Accepted, settle

__all__ = [
    "Accepted",
    "Factor",
    "Lean",
    "Parameters",
    "Prior",
    "effective_origins",
    "learn",
    "reconcile",
    "reconcile_all",
    "settle",
]
