"""A drawing of ours as a picture, without a browser, a network or the machine's own fonts."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from resvg_py import svg_to_bytes

_FAMILY: Final = "Source Sans Pro"
_FONT: Final = "files/SourceSansPro-Regular.ttf"


def png_of(svg: str, *, zoom: float = 2.0) -> bytes:
    """Return an SVG of `charts` as a PNG on white, by default with two pixels for each of its own.

    Letters come from a font that is installed with Tumen, so that every machine gives the same bytes; it holds the
    Latin, Greek and Cyrillic ones.
    """
    return svg_to_bytes(
        svg_string=svg,
        background="white",
        zoom=zoom,
        skip_system_fonts=True,
        font_files=[str(files("font_source_sans_pro") / _FONT)],
        font_family=_FAMILY,
        sans_serif_family=_FAMILY,
    )
