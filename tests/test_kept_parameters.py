"""Parameters that a ledger keeps come back as they were, also those that were written before they took their form."""

from __future__ import annotations

import json
from datetime import date

from tumen.case.amounts import dump_parameters, parse_parameters
from tumen.reconciling import Factor, Lean, Parameters, Prior

LEARNED = Parameters(
    leans={"NIS|movement": Lean(mean=0.1, variance=0.02, care=1.2, slips=0.07)},
    factors=(Factor(from_unit="container", to_unit="round", middle=400.0),),
    priors=(Prior(flow="KP>RU:shells/cumulative/round/done", day=date(2025, 1, 1), middle=5e6),),
    discounts={"party": 2.0},
    anchors=("neutral",),
    shared=((0.1, 0.75), (0.4, 0.25)),
    cut_off=date(2025, 1, 1),
    resolved=3,
    slips=0.1,
)


def test_all_of_it_comes_back() -> None:
    assert parse_parameters(dump_parameters(LEARNED)) == LEARNED
    assert parse_parameters(dump_parameters(Parameters())) == Parameters()


def test_a_shared_error_of_one_size_is_still_read() -> None:
    kept = {**json.loads(dump_parameters(LEARNED)), "shared": 0.18, "shared_share": 0.12}
    read = parse_parameters(json.dumps(kept))
    assert read.shared == ((0.18, 1.0),)
    assert round(read.shared[0][0] * read.shared_share, 9) == 0.12
