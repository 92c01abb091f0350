"""Files made in the tests: PDF pages with text at given places, DOCX packages, zip bombs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

import docx

Placed = tuple[float, float, float, str]  # left, bottom, size, text


def pdf(*pages: Iterable[Placed], title: str = "") -> bytes:
    """A PDF of A4 pages with lines of Helvetica; the origin is the lower left corner."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        stream = "".join(
            f"BT /F1 {size} Tf {left} {bottom} Td ({text.translate(_ESCAPED)}) Tj ET\n"
            for left, bottom, size, text in lines
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}endstream")
        kids.append(len(objects) + 1)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({title}) >>")
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return (out + head + tail).encode("latin-1")


_ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def column(left: float, top: float, lines: Iterable[str], *, size: float = 10) -> list[Placed]:
    """Lines below one another, at the usual distance."""
    return [(left, top - number * size * 1.2, size, line) for number, line in enumerate(lines)]


def word(build: object = None) -> bytes:
    """A DOCX package; ``build`` fills it."""
    document = docx.Document()
    if callable(build):
        build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zip_bomb() -> bytes:
    """A DOCX package of a few kilobytes that unpacks to hundreds of megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        for number in range(5):
            packed.writestr(f"word/media/{number}.xml", b"\0" * 10_000_000)
    return out.getvalue()


ENTITY_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in zip("abcdefgh", "bcdefghi", strict=True))
    + ']><rss version="2.0"><channel><title>&i;</title><item><title>&i;</title></item></channel></rss>'
).encode()
