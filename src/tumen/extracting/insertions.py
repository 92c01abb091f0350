"""Cues set off by signs, whatever the parser made of them: ", the officer says," and ", says a port agent,"."""

from __future__ import annotations

import re
from typing import Final

from tumen.extracting.clauses import children
from tumen.extracting.coverage import is_below
from tumen.extracting.cue_lists import cue_words
from tumen.extracting.noun_phrases import is_human
from tumen.extracting.sentences import Sentence, Word

FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "VBN", "NN", "NNS"})


_STOPS: Final = frozenset({",", '"', ";", "--", "-", "(", ":", "'", "!", "?"})


_SKIPPED: Final = frozenset({"ADV", "AUX", "PART"})


def adjacent_subject(sentence: Sentence, verb: Word) -> Word | None:
    """The verb's subject by the parse where its phrase, appositions included, ends right before the verb."""
    subject = next((w for w in children(sentence, verb) if w.dep == "nsubj" and w.index < verb.index), None)
    if subject is None:
        return None
    last = max(w.index for w in sentence.words if is_below(sentence, w, subject))
    between = sentence.words[last + 1 : verb.index]
    return subject if last < verb.index and len(between) <= 1 and all(w.pos != "PUNCT" for w in between) else None


def before_insertion(sentence: Sentence, verb: Word) -> Word | None:
    """The subject in ", the officer says,": a phrase between a sign and the verb, with nothing said behind it."""
    words = sentence.words
    behind = words[verb.index + 1] if verb.index + 1 < len(words) else None
    if behind is not None and not (
        behind.pos in ("PUNCT", "ADP", "ADV")
        or behind.text.lower() in ("last", "this", "yesterday", "today", "me", "us", "reporters", "on", "in")
    ):
        return None
    if (
        behind is not None
        and behind.pos != "PUNCT"
        and any(
            w.dep in ("ccomp", "xcomp", "dobj") and w.index > verb.index and w.text.lower() not in ("me", "us", "you")
            for w in children(sentence, verb)
        )
    ):
        return None
    place = verb.index - 1
    while place >= 0 and words[place].pos in _SKIPPED:
        place -= 1
    head = words[place] if place >= 0 and _may_head(words, place) else None
    if head is None or head.text.lower() in ("who", "which", "that", "what"):
        return None
    head = _top_of_phrase(sentence, head)
    for index in range(place, max(-1, place - 14), -1):
        word = words[index]
        if word.text in _STOPS and index < place:
            return head if index >= 2 and not _continues(words, index, place) else None
        if (
            word.text.lower() in ("that", "who", "which", "if", "when", "while", "what", "but", "and", "because", "as")
            and word.index < head.index
        ):
            return head if word.text.lower() == "as" and index >= 2 else None
        if word.pos == "VERB" and word.tag in ("VBD", "VBZ", "VBP"):
            return None
    return None


def _may_head(words: tuple[Word, ...], place: int) -> bool:
    """Whether the word may end a subject; rare nouns are taken for adjectives ("an adjutant recalls")."""
    word = words[place]
    return word.pos in ("NOUN", "PROPN", "PRON") or (word.pos == "ADJ" and place > 0 and words[place - 1].pos == "DET")


def behind_quotation(sentence: Sentence, verb: Word) -> Word | None:
    """The subject in '"Hundreds," one of the men told them': the noun before the verb, outside the quotation."""
    if verb.index < 2:
        return None
    noun = sentence.words[verb.index - 1]
    return _top_of_phrase(sentence, noun) if noun.pos in ("NOUN", "PROPN") else None


def apposed_before(sentence: Sentence, verb: Word) -> Word | None:
    """The subject in ", its director, Ann Other, told them": a name between commas, with a phrase before it.

    Or what somebody is said to be: "one of them, a former legionnaire, told Radio France".
    """
    words = sentence.words
    if verb.index < 5 or words[verb.index - 1].text != "," or verb.pos == "NOUN":
        return None
    name = words[verb.index - 2]
    if name.pos == "NOUN" and name.dep == "appos" and verb.tag in ("VBD", "VBZ"):
        return name if is_human(name.lemma) or words[name.head].pos in ("NUM", "PRON") else None
    if name.pos != "PROPN":
        return None
    place = name.index
    while place > 0 and (words[place - 1].pos == "PROPN" or words[place - 1].text == "-"):
        place -= 1
    if place < 2 or words[place - 1].text != "," or words[place - 2].pos not in ("NOUN", "PROPN"):
        return None
    return name


def _top_of_phrase(sentence: Sentence, noun: Word) -> Word:
    """The noun that governs the phrase: "the sister" in "the sister of its leader"."""
    for _ in range(6):
        above = sentence.words[noun.head]
        if noun.dep == "pobj" and above.dep in ("prep", "agent"):
            governor = sentence.words[above.head]
            if governor.dep == "acl" and governor.tag == "VBN":
                governor = sentence.words[governor.head]
            between = sentence.text[governor.end : noun.start]
            if (
                governor.pos in ("NOUN", "PROPN")
                and governor.index < noun.index
                and not any(sign in between for sign in ',;"')
            ):
                noun = governor
                continue
        break
    return noun


def _continues(words: tuple[Word, ...], sign: int, head: int) -> bool:
    """Whether the sign stands right before the head and so does not open its phrase."""
    return words[sign].text == "," and head - sign == 0


def _near_subject(sentence: Sentence, subject: Word, verb: Word) -> bool:
    """Whether the noun is the verb's own subject, with no sign between ("The field holds")."""
    return not any(sign in sentence.text[subject.end : verb.start] for sign in (",", '"', "--"))


def _may_invert(sentence: Sentence, verb: Word) -> bool:
    """Whether the verb is one that stands before its subject, and has no subject of its own before it."""
    if verb.lemma not in cue_words("inverting") or (verb.pos == "NOUN" and verb.text not in cue_words("mistaken")):
        return False
    subjects = (w for w in children(sentence, verb) if w.dep == "nsubj" and w.index < verb.index - 1 and w.pos != "NUM")
    return not any(_near_subject(sentence, subject, verb) for subject in subjects)


def after_inversion(sentence: Sentence, verb: Word) -> Word | None:
    """The subject in ", says a port agent"."""
    words = sentence.words
    if verb.index < 2 or words[verb.index - 1].text not in _STOPS - {"(", ":"} or not _may_invert(sentence, verb):
        return None
    for index in range(verb.index + 1, min(len(words), verb.index + 9)):
        word = words[index]
        if word.pos in ("NOUN", "PROPN") or (word.pos == "PRON" and index == verb.index + 1):
            last = index
            while (
                last + 1 < len(words) and words[last + 1].pos in ("NOUN", "PROPN") and words[last + 1].text[0].isalpha()
            ):
                last += 1
            if last + 1 < len(words) and (words[last + 1].text == "'s" or _is_compound(words, last)):
                continue
            return words[last]
        if words[index - 1].text == "-" and word.pos == "VERB":
            continue
        if word.pos not in ("DET", "ADJ", "PART", "NUM", "PUNCT", "PROPN", "NOUN") or word.text in (",", ".", ";"):
            return None
    return None


def _is_compound(words: tuple[Word, ...], place: int) -> bool:
    """Whether a hyphen makes an attribute of the name: "said the Seoul-based institute"."""
    return words[place + 1].text == "-" and place + 2 < len(words) and words[place + 2].pos in ("VERB", "ADJ")


def opens_anew(sentence: Sentence, subject: Word, head: Word) -> bool:
    """Tell whether a comma and an article part the two: ", an official of the service said" behind a list."""
    return re.search(r",\s+(?:an?|the)\s+(?!\w+,)[\w\s'’-]*$", sentence.text[subject.end : head.start]) is not None
