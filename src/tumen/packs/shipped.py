"""The packs that come with the package."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Final

from tumen.codebook.case_pack import CasePack
from tumen.errors import InvalidPack
from tumen.packs.parse import PACK_FILES, parse_pack

SHIPPED: Final = "dprk-russia"
_DATA = resources.files("tumen.packs") / "data"


def pack_names() -> tuple[str, ...]:
    """Return the names of the shipped packs, sorted."""
    return tuple(sorted(folder.name for folder in _DATA.iterdir() if (folder / "pack.yaml").is_file()))


@lru_cache(maxsize=8)
def load_pack(name: str = SHIPPED) -> CasePack:
    """Return a shipped pack.

    Raises:
        InvalidPack: there is no pack of that name, or one of its files cannot be used.
    """
    if name not in pack_names():
        raise InvalidPack(name, "no such case pack", "There are: " + ", ".join(pack_names()))
    folder = _DATA / name
    return parse_pack(
        {file: (folder / file).read_text(encoding="utf-8") for file in PACK_FILES if (folder / file).is_file()}
    )
