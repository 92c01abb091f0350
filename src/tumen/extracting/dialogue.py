"""Who speaks where a document is a talk (interview, hearing, transcript), or an agency's text under its dateline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tumen.codebook.document import BlockKind
from tumen.codebook.source import SourceKind
from tumen.extracting.answering import find_answerer
from tumen.extracting.cue_lists import role_kinds
from tumen.extracting.marking import Reading
from tumen.extracting.sentences import Sentence
from tumen.extracting.speaker import Speaker

_LABEL: Final = re.compile(
    r"^(?P<title>(?:(?:Mr|Mrs|Ms|MR|MS|MRS|DR|Dr|Sir|Lord|Prof|Rep|Sen|Gen|Col|Amb|The|Professor|Ambassador|General"
    r"|Colonel|Admiral|Senator|Minister|President|Chairman|Secretary)\b\.?\s+)*)"
    r"(?P<name>[A-Z][A-Z'-]{2,}(?:\s+[A-Z][A-Z'-]+){0,2}|[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){0,2}|[a-z]{3,11}"
    r"|(?:Secretary|Minister|Secretary of State|Under-Secretary"
    r"|Foreign Minister))(?:\s*\((?P<full>[^)]{1,30})\))?\s?[:.](?:\s|$)"
)
_NOBODY: Final = frozenset(
    [
        "host",
        "guest",
        "presenter",
        "interviewer",
        "moderator",
        "chair",
        "question",
        "answer",
        "q",
        "a",
        "reporter",
        "caller",
        "reader",
        "worker",
        "voice",
        "narrator",
        "announcer",
        "anchor",
        "audience",
        "member",
        "journalist",
        "speaker",
        "editor",
        "update",
        "correction",
        "note",
        "source",
        "sources",
        "headline",
        "lead",
        "wed",
        "mon",
        "tue",
        "thu",
        "fri",
        "sat",
        "sun",
        "breaking",
        "caption",
        "photo",
        "verdict",
        "claim",
        "total",
        "sum",
        "correspondent",
        "producer",
        "operator",
        "translator",
        "minutes",
        "present",
        "item",
        "agenda",
    ]
)
_TITLE_KINDS: Final = {
    **dict.fromkeys(("general", "gen", "colonel", "col", "admiral"), SourceKind.MILITARY),
    **dict.fromkeys(("ambassador", "amb", "senator", "sen", "rep", "minister", "president"), SourceKind.GOVERNMENT),
    **dict.fromkeys(("secretary", "chairman"), SourceKind.GOVERNMENT),
}
_PERSON_NAME: Final = re.compile(
    r"\b(?P<name>(?:[A-Z][a-zà-ž'’-]+|[A-Z]\.)(?:[ -](?:[A-Z][a-zà-ž'’-]+|[A-Z]\.|al|bin|van|von|de"
    r"|der))*[ -][A-Z][a-zà-ž'’-]+)"
)
_TALK: Final = re.compile(
    r"\b(?:interview|spoken? (?:to|with) (?:us|our|me|the)|talked (?:to|with) (?:us|our|me)|in conversation"
    r"|questions? (?:to|for)|asked|answers?|sat down|conversation|met (?:him|her|us))\b",
    re.IGNORECASE,
)
_SELF: Final = re.compile(r"\b(?:I|my|me|myself)\b(?!\.)")
_CALLED: Final = re.compile(
    r"\b(?:(?:by|uses|under) the name(?: of)?|calls (?:him|her)self|called) (?P<name>[A-Z][a-z]+)\b"
)
_ANSWER: Final = re.compile(
    r"^(?:Written )?(?:Answer|Reply|Response)(?: (?:by|from|of))?\s+\(?(?:the )?"
    r"(?P<name>[A-Z](?:(?! to )[^().:?,]){2,60})"
    r"(?:,[^().:?]{2,40})?\)?\s*[.:]"
)
_ASKED: Final = re.compile(r"^(?:Written )?(?:Supplementary )?Question\b|^(?:Asked|Q)\b|\bTo ask\b")
_WORD: Final = re.compile(r"\w+")
_DATELINE: Final = re.compile(r"^[A-Z][\w ,./-]{2,50}\((?P<agency>[A-Z][\w ]{1,20})\)\s*[-—–]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The name or role at the head of a block ("DARIA:", "Administrator:"), which may say whose words follow."""

    speaker: Speaker
    sentence: int
    uses: int
    """How many blocks of the document it heads."""
    others: int
    """How many other labels the document has."""
    nobody: bool
    """Whether it is a word like "host", which seldom names a source."""


def find_labels(reading: Reading) -> tuple[Label | None, ...]:
    """Return for each sentence the label last seen at the head of a block; a headline ends it, None before any."""
    heads = {
        head.index: match["name"]
        for head in _block_heads(reading)
        if (match := _LABEL.match(head.text)) and ":" in head.text[match.end("name") : match.end()]
    }
    counts = Counter(heads.values())
    found: list[Label | None] = []
    current: Label | None = None
    for sentence in reading.sentences:
        name = heads.get(sentence.index)
        if name is not None:
            start = sentence.text.index(name)
            current = Label(
                speaker=_named_by_label(reading, sentence.index, name, start),
                sentence=sentence.index,
                uses=counts[name],
                others=len(counts) - 1,
                nobody=_is_nobody(name),
            )
        elif sentence.kind is BlockKind.HEADLINE:
            current = None
        found.append(current)
    return tuple(found)


def _named_by_label(reading: Reading, index: int, name: str, start: int) -> Speaker:
    """Whom a label names, wherever else it is named or not: a state, a body, a role, else a person."""
    end, marks = start + len(name), reading.marks[index]
    body = next((body for body in marks.bodies if body.start < end and start < body.end), None)
    plain = name.removesuffix("'s").removesuffix("\u2019s")
    if body is not None:
        return Speaker(name=body.name, kind=body.kind, start=start, end=end, person=body.person, named=True)
    if any(state.start < end and start < state.end for state in marks.states):
        return Speaker(name=plain, kind=SourceKind.GOVERNMENT, start=start, end=end, named=True, state=True)
    kind = role_kinds().get(plain.rsplit(maxsplit=1)[-1].lower())
    return Speaker(name=plain, kind=kind or SourceKind.PERSON, start=start, end=end, person=True, named=kind is None)


def find_speakers(reading: Reading) -> tuple[Speaker | None, ...]:
    """Return for each sentence the person or agency whose talk it is; None where it is the document's own text.

    Speakers are told by labels at the head of blocks, by the name in the opening lines of an interview, by what else
    says who answers in it, and by an agency in a dateline that is not the publisher.
    """
    labels = _labels(reading)
    if sum(label is not None for label in labels.values()) >= 2:
        return tuple(_by_label(reading, labels))
    answering = tuple(_by_answers(reading))
    if any(answering):
        return answering
    asked = _questions(reading)
    talk = len({reading.sentences[index].block for index in asked}) >= 3
    guest = _guest(reading, asked) if talk else None
    if guest is not None:
        first = min(asked)
        return tuple(None if s.index <= first or s.index in asked else guest for s in reading.sentences)
    answerer = find_answerer(reading, asked)
    if answerer is not None:
        return tuple(answerer.speaker if s.index in answerer.answers else None for s in reading.sentences)
    return tuple(_by_dateline(reading))


def _by_answers(reading: Reading) -> Iterator[Speaker | None]:
    """Who answers in a record of questions: "Answer (Minister of State):", till the next one is asked."""
    current: Speaker | None = None
    for sentence in reading.sentences:
        found = _ANSWER.match(sentence.text)
        if found is not None:
            current = _titled(" ".join(found["name"].split()))
        elif _ASKED.search(sentence.text) or sentence.kind is BlockKind.HEADLINE:
            current = None
        yield None if found is not None and found.end() >= len(sentence.text) else current


def _titled(name: str) -> Speaker:
    """A speaker by the title or name with which he stands in a record."""
    words = re.findall(r"[a-z]+", name.lower())
    kind = next((role_kinds()[word] for word in words if word in role_kinds()), SourceKind.GOVERNMENT)
    return Speaker(name=name, kind=kind, start=0, end=0, person=True, named=True)


def _labels(reading: Reading) -> dict[int, str | None]:
    """Labels by the first sentence of their block; None for a label that names nobody (host, question).

    Labels are taken for a talk where two of them come again, or one does beside a host or a question.
    """
    found: dict[int, str] = {}
    counts: Counter[str] = Counter()
    full: dict[str, str] = {}
    for sentence in _block_heads(reading):
        match = _LABEL.match(sentence.text)
        if match is None:
            continue
        name, titled = match["name"], bool(match["title"].strip())
        signed = sentence.text[match.end("name") :].lstrip()[:1] in (":", "(")
        if not (signed or titled or (name.isupper() and len(name) > 2)):
            continue
        label = f"{match['title']}{name}"
        if match["full"] and (match["full"][:1].isupper() or (_is_nobody(label) and _tells_role(match["full"]))):
            full.setdefault(label, match["full"])
        found[sentence.index] = label
        counts[label] += 1
    again = [label for label, count in counts.items() if count > 1]
    if len(again) < 2 and not (again and any(_is_nobody(label) for label in counts)):
        return {}
    naming = _Naming(reading)
    known = {label: naming.tells_of(full.get(label, label)) for label in counts}
    return {index: full.get(label, label) if known[label] else None for index, label in found.items()}


class _Naming:
    """Whom a document names outside its labels."""

    def __init__(self, reading: Reading) -> None:
        self._persons = {body.name.lower() for marks in reading.marks for body in marks.bodies if body.person}
        self._texts = [sentence.text.lower() for sentence in reading.sentences]
        self._places: dict[str, list[int]] = {}
        for index, text in enumerate(self._texts):
            for word in set(_WORD.findall(text)):
                self._places.setdefault(word, []).append(index)

    def tells_of(self, label: str) -> bool:
        """Whether a label names somebody that a reader can tell: with a title, or named elsewhere in the document."""
        if _is_nobody(label):
            return False
        words = label.replace(".", "").split()
        name = words[-1].lower()
        if _tells_role(label) or len(words) > 1 or any(name in person for person in self._persons):
            return True
        alone = re.compile(rf"\b{re.escape(name)}\b(?!\s*[:.(])")
        first = _WORD.search(name)
        return first is not None and any(alone.search(self._texts[at]) for at in self._places.get(first[0], ()))


def _tells_role(words: str) -> bool:
    """Whether the brackets say what a nameless speaker is: "SPEAKER (former deputy minister)"."""
    return words.rsplit(maxsplit=1)[-1].lower() in role_kinds() and words.islower()


def _is_nobody(label: str) -> bool:
    return label.rsplit(maxsplit=1)[-1].lower().strip(".") in _NOBODY


def _block_heads(reading: Reading) -> Iterator[Sentence]:
    block = -1
    for sentence in reading.sentences:
        if sentence.block != block and sentence.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTATION):
            yield sentence
        block = sentence.block


def _by_label(reading: Reading, labels: dict[int, str | None]) -> Iterator[Speaker | None]:
    current: Speaker | None = None
    for sentence in reading.sentences:
        if sentence.index in labels:
            label = labels[sentence.index]
            current = None if label is None else _labelled(reading, label)
        yield current


def _labelled(reading: Reading, label: str) -> Speaker:
    """The source that a label names, by a fuller name elsewhere in the document where there is one."""
    if _tells_role(label):
        former = label.startswith(("former ", "ex-", "retired "))
        kind = SourceKind.PERSON if former else role_kinds()[label.rsplit(maxsplit=1)[-1]]
        return Speaker(name=label, kind=kind, start=0, end=0, person=True)
    words = label.replace(".", "").split()
    surname = words[-1].title() if words[-1].isupper() else words[-1]
    title_kind = next((_TITLE_KINDS[word.lower()] for word in words[:-1] if word.lower() in _TITLE_KINDS), None)
    for marks in reading.marks if title_kind is None else ():
        for body in marks.bodies:
            if body.person and body.name.split()[-1].lower() == surname.lower():
                return Speaker(name=body.name, kind=body.kind, start=0, end=0, person=True, named=True)
    role = role_kinds().get(surname.lower())
    if role is not None and words[0].lower() == "the":
        return Speaker(name=surname, kind=role, start=0, end=0, person=True)
    title = "" if title_kind is not None or words[0].lower() not in ("mr", "mrs", "ms", "dr") else f"{words[0]} "
    return Speaker(
        name=f"{title}{surname}", kind=title_kind or SourceKind.PERSON, start=0, end=0, person=True, named=True
    )


def _questions(reading: Reading) -> frozenset[int]:
    """Sentences at the head of a block that ask, with one before the question; three blocks make an interview."""
    found: set[int] = set()
    for head in _block_heads(reading):
        second = reading.sentences[head.index + 1] if head.index + 1 < len(reading.sentences) else head
        if head.text.endswith("?") and len(head.text) < 160:
            found.add(head.index)
        elif second.block == head.block and second.text.endswith("?") and len(head.text) + len(second.text) < 160:
            found.update((head.index, second.index))
    return frozenset(found)


def _guest(reading: Reading, asked: frozenset[int]) -> Speaker | None:
    """The person named in the opening lines, which tell of a talk; or most blocks ask, and the answers say "I"."""
    opening = [s for s in reading.sentences[:8] if s.kind is not BlockKind.HEADLINE and not s.text.endswith("?")][:3]
    if not any(_TALK.search(s.text) for s in opening):
        opening = [s for s in opening if s.index < min(asked)]
        later = reading.sentences[min(asked) :]
        blocks = {s.block for s in later}
        asking = {reading.sentences[index].block for index in asked}
        if 3 * len(asking) < 2 * len(blocks) or not any(_SELF.search(s.text) for s in later):
            return None
    for sentence in opening:
        for match in _PERSON_NAME.finditer(sentence.text):
            last = match["name"].split()[-1].lower()
            if last in role_kinds() or last.rpartition("-")[2] in role_kinds() or last.endswith(("marshal", "year")):
                continue
            marks = reading.marks[sentence.index]
            body = next((b for b in marks.bodies if b.start < match.end() and match.start() < b.end), None)
            if body is not None and not body.person:
                continue
            if body is None and any(s.start < match.end() and match.start() < s.end for s in marks.states):
                continue
            text = sentence.text.lower()
            former = re.search(r"\b(?:retd|retired|former|defect\w*|ex-)", text)
            kind = SourceKind.PERSON if former or body is None else body.kind
            if body is None and not former:
                kind = next(
                    (
                        role_kinds()[w]
                        for w in re.findall(r"[a-z]+", text)
                        if w in ("minister", "ambassador", "lawmaker", "general", "colonel", "spokesman")
                    ),
                    SourceKind.PERSON,
                )
            return Speaker(name=match["name"], kind=kind, start=0, end=0, person=True, named=True)
    called = next((found for found in (_CALLED.search(s.text) for s in opening) if found is not None), None)
    if called is None:
        return None
    return Speaker(name=called["name"], kind=SourceKind.PERSON, start=0, end=0, person=True, named=True)


def _by_dateline(reading: Reading) -> Iterator[Speaker | None]:
    agency: Speaker | None = None
    for sentence in reading.sentences:
        found = _DATELINE.match(sentence.text)
        if found is not None:
            name = found["agency"]
            body = next(
                (b for b in reading.marks[sentence.index].bodies if b.name == name and b.kind is SourceKind.MEDIA), None
            )
            own = name.lower() in (reading.document.publisher or "").lower()
            agency = (
                None if body is None or own else Speaker(name=name, kind=SourceKind.MEDIA, start=0, end=0, named=True)
            )
        inserted = sentence.text.startswith("[") or (sentence.text.endswith("]") and "[" not in sentence.text)
        yield None if inserted or _within_brackets(reading, sentence) else agency


def _within_brackets(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence stands in square brackets that an editor opened before it in its block."""
    before = [
        s.text for s in reading.sentences[max(0, sentence.index - 12) : sentence.index] if s.block == sentence.block
    ]
    joined = " ".join(before)
    return joined.count("[") > joined.count("]")
