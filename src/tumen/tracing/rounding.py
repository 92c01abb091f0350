"""When two figures are the same figure: rounding as people round, bounds as intervals."""

from __future__ import annotations

import math

from tumen.codebook.claim import Claim

CLOSE = 0.05
"""Two numbers within this share of the larger one are one number."""
ROUNDED = 0.08
"""Rounding to the fewer significant digits may move a number by so much; beyond it, it is another number."""


def significant_digits(number: float) -> int:
    """Return how many digits of a number are told; trailing zeros are not.

    >>> significant_digits(11_200), significant_digits(5_000), significant_digits(33.3)
    (3, 1, 3)
    """
    if number == 0:
        return 1
    digits = f"{number:.12g}".split("e")[0].replace(".", "").replace("-", "").strip("0")
    return max(len(digits), 1)


def rounded(number: float, digits: int) -> float:
    """Return the number to so many significant digits, a half away from zero.

    >>> rounded(11_200, 2), rounded(4_700, 1), rounded(0, 1)
    (11000.0, 5000.0, 0.0)
    """
    if number == 0:
        return 0.0
    scale = 10.0 ** (math.floor(math.log10(abs(number))) - digits + 1)
    return math.floor(number / scale + 0.5 + 1e-9) * scale


def same_number(first: float, second: float) -> bool:
    """Tell whether two numbers are one as people round: within 5 %, or equal to the fewer significant digits.

    >>> same_number(4_700, 5_000), same_number(11_200, 11_000), same_number(10_000, 13_000), same_number(0, 1)
    (True, True, False, False)
    """
    if first == second:
        return True
    low, high = sorted((abs(first), abs(second)))
    if high - low <= CLOSE * high:
        return True
    if high - low > ROUNDED * high:
        return False
    digits = min(significant_digits(first), significant_digits(second))
    return math.isclose(rounded(first, digits), rounded(second, digits))


def figure_of(claim: Claim) -> tuple[float, float] | None:
    """Return the claim's figure as an interval; a missing bound is 0 or infinity; None without a figure.

    >>> from tumen.codebook.claim import Kind
    >>> from tumen.codebook.quantity import Hedge
    >>> figure_of(Claim(kind=Kind.TRANSFER, actor="KP", counterpart="RU", item="shells", low=5, hedge=Hedge.AT_LEAST))
    (5, inf)
    """
    if not claim.has_figure:
        return None
    return (claim.low if claim.low is not None else 0.0, claim.high if claim.high is not None else math.inf)


def told_numbers(claim: Claim) -> tuple[float, ...]:
    """Return the numbers that the claim tells, without repeats, lower first."""
    low, high = claim.low, claim.high
    if low is None or high is None or low == high:
        number = high if low is None else low
        return () if number is None else (number,)
    return (low, high) if low < high else (high, low)


def same_figure(first: Claim, second: Claim) -> bool:
    """Tell whether two claims tell the same number or numbers, whatever the hedge; two claims without one do.

    "More than 11,000" and "11,200" do; "3,000 to 4,000" and "4,000" do not.
    """
    numbers, others = told_numbers(first), told_numbers(second)
    return len(numbers) == len(others) and all(same_number(a, b) for a, b in zip(numbers, others, strict=True))
