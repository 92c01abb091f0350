"""Items in a text: nouns and designations that name an item of the codebook, by a lexicon and the longest match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, cast

from ahocorasick_rs import AhoCorasick

from tumen.codebook.case_pack import CasePack
from tumen.codebook.item import ITEM_FAMILY
from tumen.extracting.matching import folded, phrase_matches, without_overlaps
from tumen.extracting.spans import ItemForm, ItemSpan
from tumen.extracting.wordlists import yaml_list

_WEAK: Final = 0.3
_NO_MEASURES: Final = ("item", "tin", "crossing")
_CARRIED: Final = {
    **dict.fromkeys(("shipment", "shipments"), "shipment"),
    **dict.fromkeys(("consignment", "consignments"), "consignment"),
    **dict.fromkeys(("delivery", "deliveries"), "delivery"),
    **dict.fromkeys(("cargo", "cargoes"), "cargo"),
}
"""In what goods are counted that are named by how they come: twelve shipments of shells are no twelve shells."""
_VARIANT: Final = re.compile(
    r"(?<![\w-])(?P<series>(?P<maker>[A-Z][A-Za-z]{0,3})-\d{1,3})(?:[A-Z][A-Z\d]{0,4})?(?P<many>s)?(?!\w)"
)
"""A type with the letters of its make behind the number, or in the plural: Su-30SMEs, T-72Bs."""
_AIRCRAFT_MAKERS: Final = frozenset(["Su", "MiG", "Mi", "Il", "An", "Tu", "Ka", "Yak", "Be"])
_SPELLINGS: Final = (
    ("defence", "defense"), ("labour", "labor"), ("armour", "armor"), ("programme", "program"),
    ("aeroplane", "airplane"),
    ("centre", "center"), ("calibre", "caliber"), ("licence", "license"), ("fibre", "fiber"), ("tonne", "ton"),
    ("recognis", "recogniz"), ("traveller", "traveler"), ("aluminium", "aluminum"), ("sulphur", "sulfur"),
    ("fertilis", "fertiliz"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWord:
    """A word of the lexicon: what it names, and in which number and form."""

    item: str
    unit: str
    form: ItemForm
    weight: float
    plural: bool
    exact: str | None = None
    """The spelling, where case matters (types)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLexicon:
    """Words that name items, with the automaton that finds them."""

    words: tuple[tuple[ItemWord, ...], ...]
    automaton: AhoCorasick
    types: Mapping[str, ItemWord]
    """Designations in lower case."""


def item_lexicon(pack: CasePack | None = None) -> ItemLexicon:
    """Return the lexicon of the extractor's own words, and those of the case where one is given."""
    entries: dict[str, list[ItemWord]] = {}
    for phrase, word in [*_own_words(), *(_case_words(pack) if pack is not None else ())]:
        for spelling in _spellings(folded(phrase)):
            held = entries.setdefault(spelling, [])
            if all((other.item, other.exact) != (word.item, word.exact) for other in held):
                held.append(word)
    words = tuple(_in_their_unit(held) for held in entries.values())
    types = {phrase: word for phrase, held in entries.items() for word in held if word.form is ItemForm.DESIGNATION}
    return ItemLexicon(words=words, automaton=AhoCorasick([*entries]), types=types)


def _in_their_unit(held: list[ItemWord]) -> tuple[ItemWord, ...]:
    """Words for goods in general that are units, too, with that unit: three battalions are no three soldiers."""
    unit = next((word.unit for word in held if word.form is ItemForm.UNIT and word.unit not in _NO_MEASURES), None)
    loose = [bool(unit) and word.weight == _WEAK and word.item != "containers" for word in held]
    return tuple(replace(word, unit=unit or "") if free else word for word, free in zip(held, loose, strict=True))


def find_items(text: str, lexicon: ItemLexicon) -> tuple[ItemSpan, ...]:
    """Return the words of the text that name an item or are only a unit, in order; of those that overlap the longest.

    Where a word names several items (a battery of guns, a battery cell), the one with the greater weight is returned.

    >>> [(s.words, s.item, s.unit) for s in find_items("20 wagons of artillery shells and a KN-23", item_lexicon())]
    [('wagons', '', 'wagon'), ('artillery shells', 'shells', 'round'), ('KN-23', 'ballistic_missiles', 'item')]
    """
    spans: list[ItemSpan] = []
    for start, end, number in phrase_matches(text, lexicon.automaton):
        word = _fitting(lexicon.words[number], text[start:end])
        if word is None:
            continue
        spans.append(_span(text, start, end, word, plural=word.plural))
    spans.extend(_variants(text, lexicon))
    return tuple(without_overlaps(sorted(spans, key=lambda s: (s.start - s.end, -s.weight))))


def _variants(text: str, lexicon: ItemLexicon) -> Iterator[ItemSpan]:
    """The makes of a listed type that are not listed themselves, and the unlisted types of the makers of aircraft."""
    for match in _VARIANT.finditer(text):
        word = lexicon.types.get(folded(match["series"]))
        if word is None and match["maker"] in _AIRCRAFT_MAKERS:
            word = lexicon.types[folded("Su-30")]
        if word is not None:
            yield _span(text, match.start(), match.end(), word, plural=match["many"] is not None)


def _span(text: str, start: int, end: int, word: ItemWord, *, plural: bool) -> ItemSpan:
    return ItemSpan(
        start=start,
        end=end,
        item=word.item,
        unit=word.unit,
        form=word.form,
        words=text[start:end],
        weight=word.weight,
        plural=plural,
    )


def _fitting(words: Iterable[ItemWord], found: str) -> ItemWord | None:
    """The word that fits the spelling found, the weightiest first; None where case forbids all."""
    fitting = [word for word in words if word.exact is None or _same_case(word.exact, found)]
    return max(fitting, key=lambda word: (word.form is ItemForm.DESIGNATION, word.weight), default=None)


def _same_case(exact: str, found: str) -> bool:
    """A type needs its first capital, so that "grad" and "tor" stay ordinary words."""
    return found[:1].isupper() or not exact[:1].isupper()


def plural_of(noun: str) -> str:
    """Return the regular plural of a noun.

    >>> plural_of("shell"), plural_of("battery"), plural_of("box"), plural_of("gunship")
    ('shells', 'batteries', 'boxes', 'gunships')
    """
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(?:s|x|z|ch|sh)$", noun) else "s")


def _own_words() -> Iterator[tuple[str, ItemWord]]:
    """Every word of the extractor's own list, in singular and plural."""
    for item, entry in yaml_list("items.yaml").items():
        if item == "units":
            yield from _unit_words(cast("dict[str, str]", entry))
            continue
        table = cast("dict[str, list[str]]", entry)
        yield from _item_words(item, cast("str", cast("dict[str, object]", entry)["unit"]), table)


def _item_words(item: str, unit: str, table: dict[str, list[str]]) -> Iterator[tuple[str, ItemWord]]:
    for phrase, word in _words_in_pieces(item, unit, table):
        carried = _CARRIED.get(phrase.partition(" of ")[0].rpartition(" ")[2])
        yield phrase, replace(word, unit=carried) if carried and item != "containers" else word


def _words_in_pieces(item: str, unit: str, table: dict[str, list[str]]) -> Iterator[tuple[str, ItemWord]]:
    for noun in table.get("nouns", []):
        singular, _, plural = noun.partition("/")
        yield singular, ItemWord(item=item, unit=unit, form=ItemForm.NOUN, weight=1.0, plural=False)
        if plural or "/" not in noun:
            yield (
                plural or plural_of(singular),
                ItemWord(item=item, unit=unit, form=ItemForm.NOUN, weight=1.0, plural=True),
            )
    for words, weight in ((table.get("mass", []), 1.0), (table.get("weak", []), _WEAK)):
        for word in words:
            yield word, ItemWord(item=item, unit=unit, form=ItemForm.NOUN, weight=weight, plural=True)
    for name in table.get("types", []):
        many = len(name) > 3 and name.endswith("s") and name[:-1] in table["types"]
        yield name, ItemWord(item=item, unit=unit, form=ItemForm.DESIGNATION, weight=1.0, plural=many, exact=name)


def _unit_words(table: dict[str, str]) -> Iterator[tuple[str, ItemWord]]:
    for noun, unit in table.items():
        for word, plural in ((noun, False), (plural_of(noun), True)):
            yield word, ItemWord(item="", unit=unit, form=ItemForm.UNIT, weight=0.2, plural=plural)


def _case_words(pack: CasePack) -> Iterator[tuple[str, ItemWord]]:
    """The words of the case; its designations keep their case, and remarks in brackets are left out."""
    for names in pack.items:
        if names.item not in ITEM_FAMILY:
            continue
        for alias in (names.label, names.plural, *names.aliases):
            plain = re.sub(r"\s*\(.*?\)", "", alias).strip()
            if len(plain) > 2 and plain.isascii():
                plural = plain != names.label
                yield plain, ItemWord(item=names.item, unit=names.unit, form=ItemForm.NOUN, weight=0.9, plural=plural)
        for name in names.designations:
            plain = re.sub(r"\s*\(.*?\)", "", name).strip()
            if re.search(r"[A-Za-z]", plain) and not re.match(r"\d+ mm$", plain):
                yield (
                    plain,
                    ItemWord(
                        item=names.item,
                        unit=names.unit,
                        form=ItemForm.DESIGNATION,
                        weight=0.9,
                        plural=False,
                        exact=plain,
                    ),
                )


def _spellings(phrase: str) -> set[str]:
    """The phrase in British and American spelling."""
    american = phrase
    for british, other in _SPELLINGS:
        american = american.replace(british, other)
    return {phrase, american}
