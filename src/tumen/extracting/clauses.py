"""Walking a parse: the head of a span, the verb that governs it, and how one word hangs on another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tumen.extracting.sentences import Sentence, Word

CLAUSAL: Final = frozenset({"ccomp", "advcl", "relcl", "acl", "xcomp", "pcomp", "csubj", "parataxis"})
_TRANSPARENT: Final = frozenset({"conj", "appos", "dep"})
_MODIFYING: Final = frozenset({"compound", "amod", "nmod", "nn", "quantmod", "nummod", "det", "npadvmod"})
_AUXILIARY: Final = frozenset({"aux", "auxpass"})
STEPS: Final = 60


def head_of(sentence: Sentence, start: int, end: int) -> Word | None:
    """Return the word of ``text[start:end]`` on which the others hang; None where the sentence was not parsed."""
    inside = sentence.words_in(start, end)
    indices = {word.index for word in inside}
    outer = [word for word in inside if (word.head not in indices or word.head == word.index) and word.pos != "PUNCT"]
    nominal = [word for word in outer if word.pos in ("NOUN", "PROPN", "NUM", "VERB")]
    found = nominal or outer or list(inside)
    return found[-1] if found else None


def upwards(sentence: Sentence, word: Word) -> Iterator[Word]:
    """Yield the words above the word, nearest first."""
    words = sentence.words
    for _ in range(STEPS):
        above = words[word.head]
        if above.index == word.index:
            return
        yield above
        word = above


def children(sentence: Sentence, word: Word) -> tuple[Word, ...]:
    """Return the words that hang on the word, in order."""
    return tuple(other for other in sentence.words if other.head == word.index and other.index != word.index)


def predicate_of(sentence: Sentence, word: Word) -> Word | None:
    """Return the verb that governs the word (itself where it is one); the root where there is no verb above."""
    if word.pos in ("VERB", "AUX") and word.dep not in _AUXILIARY:
        return word
    top = word
    for above in upwards(sentence, word):
        if above.pos in ("VERB", "AUX") and above.dep not in _AUXILIARY:
            return above
        top = above
    return top if top.index != word.index else None


def particle_of(sentence: Sentence, word: Word) -> str:
    """Return the verb's particle (handed over), or empty."""
    return next((other.lemma for other in sentence.words if other.head == word.index and other.dep == "prt"), "")


def is_passive(sentence: Sentence, word: Word) -> bool:
    """Tell whether the verb stands in the passive, a bare participle behind a noun included."""
    if any(other.head == word.index and other.dep in ("nsubjpass", "auxpass", "agent") for other in sentence.words):
        return True
    return word.tag == "VBN" and word.dep in ("acl", "amod")


def auxiliaries(sentence: Sentence, word: Word) -> tuple[str, ...]:
    """Return the lemmas of the verb's auxiliaries, ``not`` and ``never`` included."""
    return tuple(
        other.lemma if other.dep != "neg" else "not"
        for other in sentence.words
        if other.head == word.index and other.dep in ("aux", "auxpass", "neg")
    )


def _step(sentence: Sentence, word: Word) -> tuple[str, Word]:
    """One step up: its name, and the word reached; a preposition and its object are one step."""
    above = sentence.words[word.head]
    if word.dep in ("pobj", "pcomp") and above.dep in ("prep", "agent", "dative", "prt", "advmod", "mark"):
        name = above.dep if above.dep in ("agent", "dative") else above.lemma
        return name, sentence.words[above.head] if above.head != above.index else above
    if word.dep in _MODIFYING:
        return "mod", above
    return word.dep, above


def path(sentence: Sentence, lower: Word, upper: Word, *, most: int = 4) -> tuple[str, ...] | None:
    """Return the steps from ``lower`` up to ``upper``, nearest to ``upper`` first; None where it does not hang on it.

    Steps are dependency labels, a preposition by its own word, ``mod`` for what stands before a noun; members of a list
    and appositions count as the first member.
    """
    steps: list[str] = []
    word = lower
    for _ in range(STEPS):
        if word.index == upper.index:
            return tuple(reversed(steps))[:most]
        name, above = _step(sentence, word)
        if above.index == word.index:
            return None
        if name not in _TRANSPARENT:
            steps.append(name)
        word = above
    return None


def clause_words(sentence: Sentence, predicate: Word) -> tuple[Word, ...]:
    """Return the words of the predicate's own clause, without the clauses below it and its fellow verbs."""
    kept = {predicate.index}
    words = sentence.words
    below: dict[int, list[int]] = {}
    for word in words:
        if word.head != word.index:
            below.setdefault(word.head, []).append(word.index)
    waiting = [predicate.index]
    while waiting:
        for index in below.get(waiting.pop(), ()):
            word = words[index]
            if word.dep in CLAUSAL or (word.dep == "conj" and word.pos in ("VERB", "AUX")):
                continue
            kept.add(index)
            waiting.append(index)
    return tuple(words[index] for index in sorted(kept))
