"""What an article only says in passing, without a figure, gets no verdict unless the machine is sure of it."""

from __future__ import annotations

import tumen

OPINION = """The two rulers need one another, and each knows it. Nobody sends arms to Russia out of friendship.

What North Korea wants for its weapons is technology that Russia has never shared, and may not share now.

On 30 April 2025 South Korea's spy agency said that 600 North Korean soldiers had been killed in Kursk.
"""


def test_a_claim_without_a_figure_is_checked_only_where_the_machine_is_sure() -> None:
    checked = tumen.shipped_case().check(OPINION, published="2025-05-02")
    bare = [verdict for verdict in checked.verdicts if not verdict.entry.claim.has_figure]
    assert all(verdict.entry.coding.confidence >= 0.5 for verdict in bare)
    assert any("in passing" in passage.reason for passage in checked.uncoded)
    assert any(verdict.entry.claim.low == 600 for verdict in checked.verdicts)
