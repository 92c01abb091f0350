"""The items of the codebook and their families."""

from __future__ import annotations

from typing import Final

FAMILY_ITEMS: Final[dict[str, tuple[str, ...]]] = {
    family: tuple(items.split())
    for family, items in {
        "people": "troops special_forces workers engineers medics officers students prisoners",
        "munition": "munitions containers shells rockets ballistic_missiles antitank_missiles missiles howitzers "
        "mlrs small_arms",
        "platform": "air_defence drones aircraft vehicles ships",
        "technology": "electronic_warfare missile_technology space_technology nuclear_technology drone_technology "
        "submarine_technology military_technology combat_experience intelligence cyber",
        "goods": "oil gas coal food raw_materials machinery",
        "money": "money payment debt_relief trade_total aid_package",
        "politics": "treaty veto recognition sanction",
        "building": "bridge plant rail flight tourism",
    }.items()
}
ITEM_FAMILY: Final[dict[str, str]] = {item: family for family, items in FAMILY_ITEMS.items() for item in items}
OTHER_PREFIX: Final = "other:"


def is_item(item: str) -> bool:
    """Tell whether the text is an item of the list, or ``other:`` with a noun.

    >>> is_item("shells"), is_item("other:launchers"), is_item("other:"), is_item("shell")
    (True, True, False, False)
    """
    return item in ITEM_FAMILY or (item.startswith(OTHER_PREFIX) and bool(item[len(OTHER_PREFIX) :].strip()))


def family_of(item: str) -> str:
    """Return the item's family; ``other`` for an item outside the list.

    >>> family_of("containers"), family_of("other:launchers")
    ('munition', 'other')
    """
    return ITEM_FAMILY.get(item, "other")
