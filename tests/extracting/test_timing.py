"""When: the times that a claim may have."""

from __future__ import annotations

from dataclasses import replace

from tumen.codebook.document import Capture
from tumen.codebook.edtf import Edtf
from tumen.extracting.deciding import contexts_of
from tumen.extracting.marking import mark
from tumen.extracting.timing import time_options
from tumen.reading import read


def times(text: str, published: str) -> dict[str, str]:
    """The shapes of the times that the text's own words offer for its first candidate, by their values."""
    document = replace(read(Capture(name="a.txt", content=text.encode())), published=Edtf.parse(published))
    options = time_options(contexts_of(mark(document, None))[0])
    return {option.edtf.text: option.shape for option in options if option.edtf and option.span}


def test_what_is_to_be_ready_by_a_day_may_be_so_till_then_or_on_it() -> None:
    found = times("Moscow will have built 2 plants in Hamhung by mid-2026.", "2025-02-03")
    assert found == {"2026-07": "as", "../2026-07": "until"}


def test_a_month_without_a_year_may_be_that_of_the_year_beside() -> None:
    found = times("Oslo gave Kyiv 12 tanks in March.", "2024-06-16")
    assert found["2024-03"] == "as"
    assert found["2025-03"] == "other as"
    assert found["2025-03/.."] == "other onward"
    assert times("Oslo gave Kyiv 12 tanks at the end of March.", "2024-06-16")["2025-03"] == "other as"
    ahead = times("Oslo will give Kyiv 12 tanks in November.", "2024-06-16")
    assert (ahead["2024-11"], ahead["2023-11"]) == ("as", "other as")


def test_a_month_with_its_year_is_of_no_other() -> None:
    for told in ("in March 2024", "last March", "in March of last year"):
        assert not [
            shape for shape in times(f"Oslo gave Kyiv 12 tanks {told}.", "2024-06-16").values() if "other" in shape
        ]
