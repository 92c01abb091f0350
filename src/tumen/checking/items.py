"""Whether two items may be one thing told more or less exactly."""

from __future__ import annotations

from tumen.codebook.claim import Claim, Kind
from tumen.codebook.item import FAMILY_ITEMS

_BROADER: dict[str, frozenset[str]] = {
    "munitions": frozenset(FAMILY_ITEMS["munition"]),
    "missiles": frozenset({"ballistic_missiles", "antitank_missiles"}),
    "troops": frozenset({"special_forces", "officers"}),
    "military_technology": frozenset(FAMILY_ITEMS["technology"]),
    "money": frozenset({"payment", "debt_relief", "trade_total"}),
    "containers": frozenset({"munitions", "aid_package"}),
}
_BUILDERS = {"workers", "engineers"}
_KIN = (
    frozenset(FAMILY_ITEMS["people"]),
    frozenset({"howitzers", "mlrs"}),
    frozenset({"shells", "rockets", "munitions", "containers"}),
    frozenset({"missiles", "ballistic_missiles", "antitank_missiles", "rockets"}),
)
_CAPTIVES = frozenset({"troops", "prisoners"})


def same_item(told: Claim, recorded: Claim) -> bool:
    """Tell whether the two items are one thing, or one the more general name of the other.

    Weapons in general hold shells and missiles, troops hold special forces; shells and rockets, soldiers and
    engineers do not. Men lost are one item whatever became of them: their outcome tells them apart.
    """
    first, second = told.item, recorded.item
    if first == second or second in _BROADER.get(first, ()) or first in _BROADER.get(second, ()):
        return True
    if told.kind is Kind.LOSS and recorded.kind is Kind.LOSS:
        return {first, second} <= _CAPTIVES
    return _noun(first) == _noun(second)


def exactly_same_item(told: Claim, recorded: Claim) -> bool:
    """Tell whether both name the very item."""
    return told.item == recorded.item or _noun(told.item) == _noun(recorded.item)


def are_builders(told: Claim, recorded: Claim) -> bool:
    """Tell whether one says workers and the other engineers: builders are called either."""
    return {told.item, recorded.item} == _BUILDERS


def are_kin(told: Claim, recorded: Claim) -> bool:
    """Tell whether two items are readily taken for one another: people, guns and launchers, sorts of fire."""
    pair = {told.item, recorded.item}
    return any(pair <= kin for kin in _KIN)


def is_broader(told: Claim, recorded: Claim) -> bool:
    """Tell whether the record names the item only more generally: weapons, where the article says missiles."""
    return told.item != recorded.item and told.item in _BROADER.get(recorded.item, ())


def _noun(item: str) -> str:
    """The item's noun without ``other:``, plural and signs."""
    return item.removeprefix("other:").replace("-", "_").replace(" ", "_").rstrip("s").casefold()
