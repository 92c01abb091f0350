"""How many claims of each construction are extracted whole: told apart by a list of passages."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tumen.measuring.gold import Coded
from tumen.measuring.score import DIRECTED, TESTS, Fields, same_figure, same_source


def read_constructions(content: str) -> Mapping[str, list[tuple[str, str]]]:
    """Return (construction, quote) pairs by document, from a CSV with the columns doc, construction, quote."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(content)):
        found[row["doc"]].append((row["construction"], row["quote"]))
    return found


def score_constructions(
    listed: Iterable[tuple[str, str]], coded: Coded, given: Sequence[Fields], pairs: Iterable[tuple[int, int]]
) -> Iterator[tuple[str, bool]]:
    """Give, for each listed claim that is not optional, its construction and whether it was extracted whole."""
    paired = dict(pairs)
    by_quote = {str(claim.get("quote")): number for number, claim in enumerate(coded.claims)}
    for construction, quote in listed:
        number = by_quote.get(quote)
        if number is None or coded.claims[number].get("optional"):
            continue
        gold = coded.claims[number]
        told = given[paired[number]] if number in paired else None
        whole = told is not None and all(TESTS[name](gold, told) for name in DIRECTED)
        yield construction, bool(whole and told and same_figure(gold, told) and same_source(gold, told))
