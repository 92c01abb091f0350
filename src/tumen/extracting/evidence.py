"""What a document as a whole tells of its states: who only speaks, who gives, who receives.

Counted once a document from the frames of its sentences, so that a sentence that names no side ("another 3,000 came in
February") can be read in the light of those that do.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from tumen.codebook.item import family_of
from tumen.codebook.source import SourceKind
from tumen.extracting.clauses import head_of, is_passive, particle_of, path, predicate_of
from tumen.extracting.frames import Frame
from tumen.extracting.marking import Marks, Reading
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.spans import StateForm, StateSpan

MOST_ITEMS: Final = 3
_SUBJECTS: Final = frozenset({"nsubj", "csubj"})
_BY_ACCOUNT: Final = re.compile(
    r"(?:according to|cit(?:es?|ing)|quot(?:es?|ing)|told)\s+(?:the\s+|a\s+|an\s+|some\s+)?$", re.IGNORECASE
)
_ACCOUNT: Final = re.compile(
    r"(?:'s?)?\s*(?:own\s+)?(?:count|reckoning|estimate|figures?|account|reading|view|words|officials?|ministry|service"
    r"|spies|spy|intelligence|lawmakers?|military|general staff|television|radio|newspaper|agency|customs|border"
    r"|diplomats?|minister|president|foreign|defence|scholar|analyst|paper|press|media|reporter|envoy|ambassador)\b|\s*(?:\([^)]*\))?\s*:",
    re.IGNORECASE,
)
_VOICES: Final = frozenset(SourceKind) - {SourceKind.COMPANY, SourceKind.MILITARY}
_PLACES: Final = {
    "nsubj": "subject",
    "nsubjpass": "passive_subject",
    "dobj": "object",
    "mod": "adjective",
    "poss": "possessive",
}
_TELLING: Final = frozenset(
    [
        "give",
        "deploy",
        "get",
        "arrive",
        "leave",
        "lose",
        "pay",
        "promise",
        "offer",
        "plan",
        "stand",
        "make",
        "trade",
        "act",
    ]
)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Counts over a document: plain mentions, and mentions in a giver's or a receiver's place."""

    speaking: frozenset[tuple[int, int]]
    """Sentence and start of the mentions that name a source."""
    plain: Mapping[str, int]
    order: Mapping[str, int]
    """Rank by the number of plain mentions."""
    givers: Mapping[tuple[str, str], float]
    receivers: Mapping[tuple[str, str], float]
    """By state and item family; the family is empty for all together."""
    together: Mapping[tuple[str, str], int]
    """Sentences that name both of two states outright; the codes in order."""
    items: tuple[str, ...] = ()
    """The items named most often."""

    def rank(self, code: str) -> int:
        """Return the state's rank among those named in plain, 0 for the most named; 9 where it is not among them."""
        return self.order.get(code, 9)

    def company(self, first: str, second: str) -> float:
        """Return how often the two are named together, against the pair most often named together (0-1)."""
        pair = (first, second) if first < second else (second, first)
        return self.together.get(pair, 0) / self._most_together if self._most_together else 0.0

    def share(self, code: str, family: str, *, giving: bool) -> float:
        """Return which part of the document's givers (receivers) of a family the state makes up."""
        table = self.givers if giving else self.receivers
        total = self._totals[giving].get(family, 0.0)
        return table.get((code, family), 0.0) / total if total else 0.0

    # Worked out once: asked anew for each pair of states, many of them would cost a time that grows as a square.
    @cached_property
    def _most_together(self) -> int:
        return max(self.together.values(), default=0)

    @cached_property
    def _totals(self) -> Mapping[bool, Mapping[str, float]]:
        """The sums of the receivers and of the givers of each family."""
        found: dict[bool, defaultdict[str, float]] = {False: defaultdict(float), True: defaultdict(float)}
        for giving, table in ((False, self.receivers), (True, self.givers)):
            for (_, family), count in table.items():
                found[giving][family] += count
        return found


def gather(reading: Reading) -> Evidence:
    """Return what the document tells of its states."""
    speaking: set[tuple[int, int]] = set()
    plain: Counter[str] = Counter()
    givers: defaultdict[tuple[str, str], float] = defaultdict(float)
    receivers: defaultdict[tuple[str, str], float] = defaultdict(float)
    together: Counter[tuple[str, str]] = Counter()
    items = Counter(item.item for marks in reading.marks for item in marks.items if item.item)
    for sentence, marks in zip(reading.sentences, reading.marks, strict=True):
        families = {family_of(item.item) for item in marks.items if item.item}
        named: set[str] = set()
        for span in marks.states:
            if speaks(reading, sentence, marks, span):
                speaking.add((sentence.index, span.start))
                continue
            plain[span.code] += 1
            named.add(span.code)
            gives, gets = places_of(reading, sentence, marks, span)
            for family in ("", *sorted(families)):
                givers[span.code, family] += gives
                receivers[span.code, family] += gets
        together.update(combinations(sorted(named), 2))
    return Evidence(
        speaking=frozenset(speaking),
        plain=dict(plain),
        order={code: rank for rank, code in enumerate(sorted(plain, key=lambda name: (-plain[name], name)))},
        givers={key: count for key, count in givers.items() if count},
        receivers={key: count for key, count in receivers.items() if count},
        together=dict(together),
        items=tuple(sorted(items, key=lambda name: (-items[name], name))[:MOST_ITEMS]),
    )


def speaks(reading: Reading, sentence: Sentence, marks: Marks, span: StateSpan) -> bool:
    """Tell whether the state is named as, or within, the source of what is said, and not as a side of it."""
    text = sentence.text
    if _BY_ACCOUNT.search(text[max(0, span.start - 40) : span.start]) or _ACCOUNT.match(text[span.end : span.end + 60]):
        return True
    if any(body.start <= span.start < body.end and body.kind in _VOICES for body in marks.bodies):
        return True
    head = head_of(sentence, span.start, span.end)
    own = predicate_of(sentence, head) if head else None
    if head is None or own is None or reading.frames.of_verb(own.lemma) != "say":
        return False
    steps = path(sentence, head, own)
    return bool(steps) and steps is not None and steps[0] in _SUBJECTS


def place_name(step: str) -> str:
    """Return the place of `data/frames.yaml` for a step of a path."""
    return _PLACES.get(step, step)


def places_of(reading: Reading, sentence: Sentence, marks: Marks, span: StateSpan) -> tuple[float, float]:
    """Return how far the mention stands in a giver's and in a receiver's place (0 or 1 each)."""
    head = head_of(sentence, span.start, span.end)
    if head is None:
        return 0.0, 0.0
    if _is_dative(reading, sentence, span, head):
        return 0.0, 1.0
    if _modifies_item(sentence, marks, head):
        return 1.0, 0.0
    frame, steps = _frame_over(reading, sentence, head)
    if frame is None or not steps or frame.name not in _TELLING:
        before = sentence.text[: span.start].removesuffix("the ").rstrip().rpartition(" ")[2].lower()
        return 0.5 * (before == "from"), 0.5 * (before in _TOWARDS)
    stands_for = len(steps) == 2 and steps[1] in ("mod", "poss")
    place = place_name(steps[0]) if len(steps) == 1 or stands_for else ""
    return float(place in frame.giver), float(place in frame.receiver)


_TOWARDS: Final = frozenset(["to", "for", "into", "towards"])
_GIVING: Final = frozenset(["give", "promise", "offer", "pay", "plan"])


def _is_dative(reading: Reading, sentence: Sentence, span: StateSpan, head: Word) -> bool:
    """Whether a name stands right behind a verb of giving and another noun follows: offers Pyongyang milk powder."""
    if span.form is StateForm.PEOPLE or head.index == 0 or sentence.words[head.index].tag == "POS":
        return False
    first = next((word for word in sentence.words if word.end > span.start), None)
    if first is None or first.index == 0:
        return False
    before = sentence.words[first.index - 1]
    after = sentence.words[head.index + 1] if head.index + 1 < len(sentence.words) else None
    if before.pos not in ("VERB", "AUX") or reading.frames.of_verb(before.lemma) not in _GIVING or after is None:
        return False
    return after.pos in ("NOUN", "NUM", "ADJ", "DET", "PROPN", "ADV") and after.text != "'s"


def _modifies_item(sentence: Sentence, marks: Marks, head: Word) -> bool:
    above = sentence.words[head.head]
    return head.dep in ("amod", "poss", "compound", "nmod") and any(
        item.item and item.start <= above.start < item.end for item in marks.items
    )


def _frame_over(reading: Reading, sentence: Sentence, head: Word) -> tuple[Frame | None, tuple[str, ...]]:
    """The frame in which the word fills a place: that of the noun it hangs on by a preposition, else of its verb."""
    above = sentence.words[head.head]
    if above.dep == "prep" and sentence.words[above.head].pos == "NOUN":
        name = reading.frames.of_noun(sentence.words[above.head].lemma)
        if name:
            return reading.frames.by_name.get(name), (above.lemma,)
    if head.dep in ("poss", "amod", "compound"):
        name = reading.frames.of_noun(above.lemma)
        return reading.frames.by_name.get(name), ("poss" if head.dep == "poss" else "mod",)
    verb = predicate_of(sentence, head)
    if verb is None:
        return None, ()
    steps = path(sentence, head, verb) or ()
    name = reading.frames.of_verb(verb.lemma, particle_of(sentence, verb))
    if steps[:1] == ("nsubj",) and is_passive(sentence, verb):
        steps = ("nsubjpass",)
    return reading.frames.by_name.get(name), steps
