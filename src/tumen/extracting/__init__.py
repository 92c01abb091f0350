"""Reading claims out of a document: spans, frames, roles, qualifiers, sources, each layer to be seen and tested alone.

Takes a `Document` and a `CasePack`; gives an `Extraction`: entries with their passages to the letter, and what was read
and not coded. Refuses other languages than English with a problem that says so.
"""

from tumen.extracting.extractor import NAME, OfflineExtractor, extract

__all__ = ["NAME", "OfflineExtractor", "extract"]
