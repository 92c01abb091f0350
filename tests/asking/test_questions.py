"""What users ask of the shipped case: how many, how many independent, which contradict.

Each docstring is the question.
"""

from __future__ import annotations

from datetime import date

from tests.asking.shipped import all_contradictions, between, estimate, exchanges, origins_behind
from tumen.asking.contradictions import ContradictionKind
from tumen.codebook.claim import Kind


def test_containers_by_early_september_2024() -> None:
    """How many containers of arms had North Korea sent to Russia by early September 2024?"""
    answer = estimate("KP>RU:containers/cumulative/container/done", date(2024, 9, 4))
    assert answer.low is not None
    assert answer.middle is not None
    assert answer.high is not None
    # Seoul: more than 13,000 on 27 August; Washington: about 16,400 on 4 September; the two are not added up.
    assert 13_000 < answer.middle < 18_000
    assert answer.low < 16_400 < answer.high < 29_000
    told = {entry for influence in answer.influences for entry in influence.entries}
    assert {"con24", "con109", "con130"} <= told


def test_what_was_known_in_2024_is_answered_from_what_was_published_by_then() -> None:
    """How many containers, by what was known on 1 September 2024?"""
    answer = estimate("KP>RU:containers/cumulative/container/done", date(2024, 9, 1), date(2024, 9, 1))
    assert "con24" in answer.entries
    assert "con130" not in answer.entries


def test_independent_origins_of_soldiers_in_kursk() -> None:
    """How many independent origins stand behind North Korean soldiers in Kursk?"""
    states = {
        "south korea": {"trp01", "trp02"},
        "united states": {"trp37", "trp52"},
        "ukraine": {"trp49"},
        "russia": {"pol04", "pol06"},
        "north korea": {"pol05"},
    }
    behind = {state: origins_behind(*claims) for state, claims in states.items()}
    assert all(behind.values())
    for state, found in behind.items():
        others = set().union(*(origins for name, origins in behind.items() if name != state))
        assert not found & others, state


def test_three_reports_of_a_million_barrels_are_one_origin() -> None:
    """The BBC, Ukrainska Pravda, the MSMT all report over a million barrels of fuel: three confirmations?"""
    assert len(origins_behind("oil01", "oil02", "oil03", "oil07")) == 1
    answer = estimate("RU>KP:oil/cumulative/barrel/done", date(2024, 11, 30))
    of_the_million = [one for one in answer.influences if set(one.entries) & {"oil01", "oil02", "oil03", "oil07"}]
    assert len(of_the_million) == 1


def test_wounded_or_killed_and_wounded_together() -> None:
    """Were 4,700 North Koreans wounded in Kursk, or killed and wounded together?"""
    assert between("los31", "los32") == {ContradictionKind.OUTCOME}
    together = estimate("KP>RU:troops/loss/casualties/cumulative", date(2025, 4, 30))
    wounded = estimate("KP>RU:troops/loss/wounded/cumulative", date(2025, 4, 30))
    assert together.middle is not None
    assert wounded.middle is not None
    assert 3_800 < together.middle < 6_000
    # The 4,700 "injured" of a copy count as casualties; the wounded are what is left without the dead.
    assert wounded.middle < together.middle
    assert "los32" not in {entry for one in wounded.influences if one.weight > 0 for entry in one.entries[:1]}


def test_shares_of_different_scope() -> None:
    """Do North Korean shells make up 40, 50 or 60 percent of what Russia fires?"""
    assert between("con27", "con88") == {ContradictionKind.SCOPE}
    assert ContradictionKind.CONFLICT not in between("con49", "con46")
    assert between("con49", "con46") <= {ContradictionKind.DATE, ContradictionKind.SCOPE}


def test_nine_million_in_a_year_and_six_million_in_all() -> None:
    """The MSMT says 9 million rounds in 2024, the ROK DIA 6 million by August 2024: who is right?"""
    assert between("con32", "con25") == {ContradictionKind.MEASURE}


def test_reinforcements_of_early_2025() -> None:
    """Did North Korea send 1,000 to 3,000, 3,000 or 3,000 to 4,000 more soldiers in early 2025?"""
    assert between("trp09", "trp39") == {ContradictionKind.DATE}
    answer = estimate("KP>RU:troops/increment/person/done", date(2025, 4, 1))
    assert answer.low is not None
    assert answer.high is not None
    assert answer.low < 3_000 < answer.high < 6_000


def test_five_thousand_containers_at_three_factors() -> None:
    """How can the same 5,000 containers be 400,000 rounds, 2 million and 2.3 million?"""
    assert between("con05", "con06") == {ContradictionKind.FACTOR}
    assert between("con05", "con103") == {ContradictionKind.FACTOR}


def test_a_million_barrels_are_not_56_000_tonnes() -> None:
    """Are one million barrels of refined products 56,000 tonnes?"""
    told = [
        found for found in all_contradictions() if found.kind is ContradictionKind.UNIT and "oil02" in found.entries
    ]
    assert len(told) == 1
    assert "8.33" in told[0].because


def test_a_possibility_hardened_into_a_plan_and_a_deed() -> None:
    """Are 25,000 North Koreans working in the drone plant at Alabuga?"""
    assert ContradictionKind.STAGE in between("wrk04", "wrk05")
    assert ContradictionKind.STAGE in between("wrk04", "wrk06")


def test_a_copy_that_added_up_two_readings() -> None:
    """Did Seoul say in February 2024 that Russia got 3.5 million shells?"""
    assert between("con08", "con09") == {ContradictionKind.CHANGED_COPY}
    assert "ukraine" not in " ".join(sorted(origins_behind("con08", "con09"))).casefold()


def test_six_and_a_half_or_twelve_million() -> None:
    """How many shells in all by autumn 2025: 6.5 million or 12 million?"""
    assert between("con145", "con34") == {ContradictionKind.CONFLICT}
    answer = estimate("KP>RU:shells/cumulative/round/done", date(2025, 11, 1))
    assert answer.low is not None
    assert answer.middle is not None
    assert answer.high is not None
    assert answer.low < 6_500_000 < answer.middle < 12_000_000 < answer.high * 1.15
    # 12 million is 28,000 containers times a factor: the count speaks once, through the factor that all share.
    assert "con34" not in {entry for one in answer.influences for entry in one.entries}
    assert answer.width_by_cause["factor"] > 0


def test_every_loss_of_the_shipped_case_keeps_its_outcome() -> None:
    """How did the NIS figure of North Korean dead change between December 2024 and September 2025?"""
    dead = [estimate("KP>RU:troops/loss/killed/cumulative", day) for day in (date(2025, 1, 13), date(2025, 4, 30))]
    middles = [answer.middle for answer in dead]
    assert middles[0] is not None
    assert middles[1] is not None
    assert 200 < middles[0] < middles[1] < 1_200
    assert all(
        entry.claim.outcome
        for exchange, _ in exchanges()
        for entry in exchange.entries
        if entry.claim.kind is Kind.LOSS
    )
