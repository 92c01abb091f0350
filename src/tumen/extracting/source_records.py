"""Possible sources that no cue names: records that carry a figure, whoever shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tumen.codebook.source import SourceKind
from tumen.extracting.clauses import children
from tumen.extracting.cue_lists import cue_words, role_kinds
from tumen.extracting.marking import Marks
from tumen.extracting.noun_phrases import clean_name, left_part, right_end
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.source_places import Option, OptionKind, Place
from tumen.extracting.speaker import Speaker
from tumen.extracting.voice import speakers_under

_PLACES: Final = frozenset({"nsubj", "nsubjpass", "pobj", "dobj", "ROOT", "conj", "appos", "attr"})
_SHOWN: Final = frozenset(
    {"see", "obtain", "review", "compile", "show", "publish", "leak", "steal", "seize", "collect", "print", "read"}
)


def record_options(place: Place) -> Iterator[Option]:
    """Records named in the sentence or the one before ("shipping documents seen by Reuters"), each as an origin."""
    for back in (0, 1):
        index = place.sentence.index - back
        if index < 0 or place.telling.sentences[index].block < place.sentence.block - 1:
            return
        sentence, marks = place.telling.sentences[index], place.telling.reading.marks[index]
        for word in sentence.words:
            if word.lemma not in cue_words("records") or word.dep not in _PLACES or word.pos not in ("NOUN", "PROPN"):
                continue
            shower = _shower(sentence, marks, word)
            record = _record(sentence, word)
            above = sentence.words[word.head]
            governor = sentence.words[above.head] if word.dep == "pobj" else above
            own = (
                f"noun={word.lemma}",
                f"dep={word.dep}/{above.lemma if word.dep == 'pobj' else ''}",
                f"above={governor.lemma}",
                f"back={back}",
                f"shown={shower is not None}",
                f"over={bool(place.over)}",
                f"first={back == 1 or word.start < place.start}",
                f"noun_dep={word.lemma}/{word.dep}/{back}",
            )
            yield Option(
                kind=OptionKind.SUBJECT,
                chain=(record,) if shower is None else (shower, record),
                also=(),
                reason=f"{record.name} carries it",
                features=place.features("record", *own),
                inferred=bool(back),
                spot=(index, word.start, word.end),
            )


def _record(sentence: Sentence, word: Word) -> Speaker:
    start, end = left_part(sentence, word)[0].start, right_end(sentence, word)
    kind = role_kinds().get(word.lemma, SourceKind.GOVERNMENT)
    return Speaker(name=clean_name(sentence.text[start:end]), kind=kind, start=start, end=end, role=word.lemma)


def _shower(sentence: Sentence, marks: Marks, record: Word) -> Speaker | None:
    """Who saw or made the record: the agent of its clause, or the subject of "obtained"."""
    for clause in children(sentence, record):
        if clause.dep in ("acl", "relcl") and clause.lemma in _SHOWN:
            below = children(sentence, clause)
            agent = next((w for w in below if w.dep == "agent"), None)
            noun = next((w for w in below if w.dep == "nsubj"), None)
            if agent is not None:
                noun = next((w for w in children(sentence, agent) if w.dep == "pobj"), None)
            found = () if noun is None else speakers_under(sentence, marks, noun)
            return found[0] if found and not found[0].own and not found[0].anaphor else None
    return None
