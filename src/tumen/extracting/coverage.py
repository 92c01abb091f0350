"""Which words of a sentence a cue covers, by the parse."""

from __future__ import annotations

import re
from typing import Final

from tumen.extracting.clauses import children
from tumen.extracting.sentences import Sentence, Word

Stretch = tuple[int, int]


_CLAUSES: Final = frozenset(
    {"ccomp", "xcomp", "dobj", "pcomp", "acomp", "attr", "oprd", "advcl", "parataxis", "prep", "dative", "dep", "conj"}
)


def depth_of(sentence: Sentence, word: Word) -> int:
    for steps in range(60):
        above = sentence.words[word.head]
        if above.index == word.index:
            return steps
        word = above
    return 60


def piece_around(sentence: Sentence, verb: Word) -> Stretch:
    """The stretch between semicolons around the verb."""
    start = sentence.text.rfind(";", 0, verb.start) + 1
    stop = sentence.text.find(";", verb.end)
    return start, len(sentence.text) if stop < 0 else stop


def covered_by(sentence: Sentence, verb: Word) -> tuple[tuple[Stretch, ...], bool]:
    """What a reporting verb covers: its complements; the clause that it interrupts or follows."""
    above = sentence.words[verb.head]
    if verb.dep in ("parataxis", "intj", "dep", "punct") or (
        verb.dep == "advcl" and any(w.lemma == "as" and w.dep in ("mark", "advmod") for w in children(sentence, verb))
    ):
        return (extent_of(sentence, clause_top(sentence, above)),), True
    if (
        verb.dep == "ccomp"
        and verb.index > above.index
        and not any(w.lemma == "that" and w.dep == "mark" for w in children(sentence, verb))
        and _between_commas(sentence, verb)
    ):
        return (extent_of(sentence, clause_top(sentence, above)),), True
    inside = [word for word in children(sentence, verb) if word.dep in _CLAUSES]
    covers = [extent_of(sentence, word) for word in inside]
    if verb.dep in ("relcl", "acl"):
        return tuple(covers), False
    if verb.dep == "ROOT":
        covers.append(_behind(sentence, verb))
    return tuple(covers) or (_behind(sentence, verb),), verb.dep in ("ROOT", "conj")


def _behind(sentence: Sentence, verb: Word) -> Stretch:
    """From the verb to the end of its clause; a semicolon ends it."""
    stop = sentence.text.find(";", verb.end)
    return verb.end, len(sentence.text) if stop < 0 else stop


def _between_commas(sentence: Sentence, verb: Word) -> bool:
    """Whether the verb stands in an insertion: ", the officer says,"."""
    left, right = sentence.text[: verb.start], sentence.text[verb.end :]
    return bool(re.search(r"[,\"]\s+(?:[\w'.-]+\s+){0,8}$", left)) and bool(
        re.match(r"\s*(?:[\w'.-]+\s+){0,8}?[\w'.-]*\s*[,.;]", right)
    )


def clause_top(sentence: Sentence, word: Word) -> Word:
    """The verb of the clause in which the word stands, or the word itself."""
    for _ in range(20):
        if word.pos in ("VERB", "AUX") and word.dep not in ("aux", "auxpass", "amod", "xcomp"):
            return word
        above = sentence.words[word.head]
        if above.index == word.index:
            return word
        word = above
    return word


def extent_of(sentence: Sentence, top: Word) -> Stretch:
    """From the first to the last character of all that hangs on the word."""
    below = [word for word in sentence.words if is_below(sentence, word, top)]
    return min(word.start for word in below), max(word.end for word in below)


def is_below(sentence: Sentence, word: Word, top: Word) -> bool:
    for _ in range(60):
        if word.index == top.index:
            return True
        above = sentence.words[word.head]
        if above.index == word.index:
            return False
        word = above
    return False
