"""Figures whose millions were told before: by the number alone, where what is counted is money or measured goods."""

from __future__ import annotations

import pytest

from tumen.codebook.claim import Kind
from tumen.codebook.document import Capture
from tumen.extracting.deciding import contexts_of
from tumen.extracting.marking import mark
from tumen.extracting.quantities import find_quantities
from tumen.extracting.scales import figure_told
from tumen.reading import read


def low_told(text: str, low: float, kind: Kind, item: str) -> float | None:
    """What the figure of that low end is worth as a figure of the item."""
    reading = mark(read(Capture(name="a.txt", content=text.encode())), None)
    found = (each for each in contexts_of(reading) if each.candidate.quantity and each.candidate.quantity.low == low)
    told = figure_told(next(found), kind, item)
    assert told is not None
    return told.low


@pytest.mark.parametrize(
    ("text", "low", "item", "worth"),
    [
        ("The fund paid Chad 1.3 billion euros. Norway joined with 42 of its own.", 42, "money", 42e9),
        ("Tokyo lent Suva 600 million yen for boats. To Kuala Lumpur went four hundred.", 400, "money", 4e8),
        ("Baku sold Bulgaria two billion cubic metres of gas. Greece got 1.4.", 1.4, "gas", 1.4e9),
        ("Baku sold Bulgaria two billion cubic metres of gas. It sold Greece one.", 1, "gas", 1e9),
        ("Pledged (EUR million): Berlin gave Kyiv 576. The Hague gave 250.", 250, "money", 2.5e8),
        ("Paris made 1.2 million shells. Kyiv received 0.4 from Rome.", 0.4, "shells", 4e5),
        ("Berlin gives a hundred million euros for the budget. The police gets 40.", 40, "money", 4e7),
    ],
)
def test_a_number_alone_takes_the_scale_of_the_figure_of_its_sort(
    text: str, low: float, item: str, worth: float
) -> None:
    assert low_told(text, low, Kind.TRANSFER, item) == pytest.approx(worth)


@pytest.mark.parametrize(
    ("text", "low", "item"),
    [
        ("The fund paid Chad 1.3 billion euros. Norway sent 42 medics.", 42, "medics"),
        ("Seoul spent 3 billion dollars on it. Poland got 24 of them.", 24, "howitzers"),
        (
            "Baku sold Bulgaria two billion cubic metres. It rained for days. Nobody knew why. Rome got 40 by sea.",
            40,
            "gas",
        ),
        ("The price is 3 billion dollars. Rome received 1.4 of gas.", 1.4, "gas"),
        ("Norway joined with 42 of its own.", 42, "money"),
        ("Qatar gave 72 million dollars for livelihoods. It came to 100 per head.", 100, "payment"),
        ("Rosatom lent 3 billion euros. The guards cost 2,000 dollars; cooks get 300.", 300, "money"),
        ("Trade stood at 34 million dollars. It beat that of the year before by nine times over.", 9, "money"),
        ("The loan is 3 billion dollars; 1,200 went to the clerk.", 1200, "money"),
    ],
)
def test_what_is_counted_or_told_far_off_or_of_another_sort_stands_as_it_is(text: str, low: float, item: str) -> None:
    assert low_told(text, low, Kind.TRANSFER, item) == low


def test_a_name_is_no_unit_of_the_number_behind_a_colon() -> None:
    (figure,) = find_quantities("The minister, Shin Won-sik, gave his newest estimate of the containers: 10,000.")
    assert figure.unit is None
