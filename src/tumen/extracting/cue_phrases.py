"""Sources named by a phrase: according to, by the count of, citing, before a colon, in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tumen.extracting.clauses import children
from tumen.extracting.coverage import clause_top, extent_of
from tumen.extracting.cue_lists import cue_words, role_kinds
from tumen.extracting.marking import Marks
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.spans import BodySpan
from tumen.extracting.speaker import Speaker
from tumen.extracting.voice import Manner, Voice, speakers_under

_CITE: Final = frozenset({"cite", "quote", "credit"})


def find_phrases(sentence: Sentence, marks: Marks) -> Iterator[Voice]:
    yield from _colons(sentence, marks)
    yield from _brackets(sentence, marks)
    for word in sentence.words:
        yield from _belief(sentence, marks, word)
        yield from _according(sentence, marks, word)
        yield from _account(sentence, marks, word)
        yield from _citing(sentence, marks, word)


def _colons(sentence: Sentence, marks: Marks) -> Iterator[Voice]:
    """A source before a colon: "Seoul's ministry in February: 6,700 containers"."""
    for colon in re.finditer(r":\s", sentence.text):
        opening = max(sentence.text.rfind(sign, 0, colon.start()) for sign in (";", ". ", '"', ": ")) + 1
        left = [w for w in sentence.words if opening <= w.start < colon.start()]
        if not left or colon.start() < sentence.heads or len(left) > LONGEST_LEAD or not _is_lead(sentence, left):
            continue
        speakers = _first_speakers(sentence, marks, left, colon.start())
        if speakers:
            stop = sentence.text.find(";", colon.end())
            yield Voice(
                sentence=sentence.index,
                start=speakers[0].start,
                end=colon.end(),
                manner=Manner.COLON,
                speakers=speakers,
                told=None,
                covers=((colon.end(), len(sentence.text) if stop < 0 else stop),),
                verb=":",
                whole=opening == 0,
            )


LONGEST_LEAD: Final = 16
"""Words before a colon, beyond which it opens no account."""


def _is_lead(sentence: Sentence, left: Sequence[Word]) -> bool:
    """Whether the words before a colon are no clause of their own, no order and no dateline."""
    if any(word.tag in ("VBD", "VBZ", "VBP", "MD") for word in left) or left[0].tag == "VB":
        return False
    if len(left) <= 2 and left[0].start == 0 and left[0].text.lower() in cue_words("labels"):
        return False
    return re.match(r"[A-Z]{4,}[A-Z/ ]*,", sentence.text) is None


def _first_speakers(sentence: Sentence, marks: Marks, left: Sequence[Word], end: int) -> tuple[Speaker, ...]:
    """The first phrase before a colon that names a source; empty where none does."""
    for word in left:
        if word.pos not in ("NOUN", "PROPN") or any(span.start <= word.start < span.end for span in marks.items):
            continue
        following = sentence.words[word.index + 1] if word.index + 1 < len(sentence.words) else None
        if following is not None and following.pos in ("NOUN", "PROPN", "PART") and following.start < end:
            continue
        speakers = speakers_under(sentence, marks, word)
        if speakers and not speakers[0].own and (not speakers[0].anaphor or speakers[0].again):
            return speakers
    return ()


def _brackets(sentence: Sentence, marks: Marks) -> Iterator[Voice]:
    """A source in brackets behind what it says: "450 drones (HUR)"."""
    for bracket in re.finditer(r"\((?P<inside>[^()]{2,60})\)", sentence.text):
        body = next((b for b in marks.bodies if bracket.start() < b.start and b.end < bracket.end()), None)
        before = sentence.text[: bracket.start()].rstrip()
        if body is None or before.endswith(body.name) or _is_acronym(body, bracket, before):
            continue
        head = next((w for w in sentence.words if w.start < body.end and body.start < w.end), None)
        speakers = () if head is None else speakers_under(sentence, marks, head)
        if speakers:
            yield Voice(
                sentence=sentence.index,
                start=bracket.start(),
                end=bracket.end(),
                manner=Manner.BRACKETS,
                speakers=speakers[:1],
                told=None,
                covers=((before.rfind(";") + 1, bracket.end()),),
                verb="(",
            )


def _is_acronym(body: BodySpan, bracket: re.Match[str], before: str) -> bool:
    """Whether the brackets hold the acronym of the name before them: "the security service (SBU)"."""
    alone = body.end - body.start > bracket.end() - bracket.start() - 3
    return alone and body.name.isupper() and before[-1:].isalpha() and not re.search(r"\d[^.;]*$", before)


def _belief(sentence: Sentence, marks: Marks, word: Word) -> Iterator[Voice]:
    """If one believes NP, if NP is to be believed, going by NP, so NP."""
    noun: Word | None = None
    if word.lemma in ("believe", "trust", "credit", "follow") and re.search(
        r"\bif\b", sentence.text[max(0, word.start - 70) : word.start], re.IGNORECASE
    ):
        noun = next((w for w in children(sentence, word) if w.dep in ("dobj", "nsubjpass")), None)
    elif word.lemma == "be" and re.match(r"(?:is|are) (?:right|correct)\b", sentence.text[word.start :]):
        noun = next((w for w in children(sentence, word) if w.dep == "nsubj"), None)
        if not any(w.lemma == "if" for w in children(sentence, word)):
            noun = None
    elif word.lemma == "go" and word.tag in ("VBG", "VB"):
        noun = next(
            (_object_of(sentence, w) for w in children(sentence, word) if w.dep == "prep" and w.lemma == "by"), None
        )
    elif (
        word.text == "so"
        and word.index > 1
        and sentence.words[word.index - 1].text == ","
        and word.index + 1 < len(sentence.words)
    ):
        after = sentence.words[word.index + 1 : word.index + 6]
        if not any(w.pos in ("VERB", "AUX") for w in after):
            noun = next(
                (
                    w
                    for w in after
                    if w.pos in ("PROPN", "NOUN")
                    and (
                        w.head == w.index
                        or sentence.words[w.head].index < word.index
                        or sentence.words[w.head].pos not in ("PROPN", "NOUN")
                    )
                ),
                None,
            )
    if noun is None:
        return
    speakers = speakers_under(sentence, marks, noun)
    if speakers and not speakers[0].own:
        yield _phrase(sentence, word, noun, speakers, Manner.ACCORDING)


def _according(sentence: Sentence, marks: Marks, word: Word) -> Iterator[Voice]:
    """According to NP; per NP; in the words of NP; to quote NP."""
    noun: Word | None = None
    if word.lemma in ("according", "accord") and word.text.lower().startswith("according"):
        noun = _object_of_to(sentence, word)
    elif word.lemma == "per" and word.dep == "prep":
        noun = next(
            (
                w
                for w in children(sentence, word)
                if w.dep == "pobj" and (w.pos == "PROPN" or w.lemma in role_kinds() or w.lemma in cue_words("accounts"))
            ),
            None,
        )
    if noun is None:
        return
    speakers = speakers_under(sentence, marks, noun, lenient=True)
    if speakers:
        yield _phrase(sentence, word, noun, speakers, Manner.ACCORDING)
    seer = _seen_by(sentence, noun)
    if seer is not None:
        yield from (
            _phrase(sentence, word, noun, found, Manner.AGENT)
            for found in (speakers_under(sentence, marks, seer),)
            if found
        )


def _seen_by(sentence: Sentence, noun: Word) -> Word | None:
    """The outlet in "a contract seen by a broadcaster", which tells of the contract."""
    for clause in children(sentence, noun):
        if clause.dep in ("acl", "relcl") and clause.lemma in ("see", "obtain", "review", "quote", "cite", "leak"):
            agent = next((w for w in children(sentence, clause) if w.dep == "agent"), None)
            return None if agent is None else _object_of(sentence, agent)
    return None


def _object_of(sentence: Sentence, prep: Word) -> Word | None:
    return next((w for w in children(sentence, prep) if w.dep == "pobj"), None)


def _object_of_to(sentence: Sentence, word: Word) -> Word | None:
    for prep in children(sentence, word):
        if prep.lemma == "to":
            return next((w for w in children(sentence, prep) if w.dep == "pobj"), None)
    return next((w for w in children(sentence, word) if w.dep == "pobj"), None)


def _account(sentence: Sentence, marks: Marks, word: Word) -> Iterator[Voice]:
    """By NP's count, on Nato's estimate, in the reckoning of NP, from NP's figures."""
    if word.lemma not in cue_words("accounts") and word.text.lower() not in cue_words("accounts"):
        return
    pair = _pronoun_before(sentence, word) or _owner_of(sentence, marks, word)
    if pair is None:
        return
    opener, owner = pair
    speakers = speakers_under(sentence, marks, owner)
    if speakers and not speakers[0].own:
        yield _phrase(sentence, opener, word, speakers, Manner.ACCOUNT)


def _pronoun_before(sentence: Sentence, word: Word) -> tuple[Word, Word] | None:
    """The preposition and the pronoun in "by his own reckoning", which the parser does not always see as one."""
    place = word.index - 1
    if place > 0 and sentence.words[place].text.lower() == "own":
        place -= 1
    if place < 1:
        return None
    opener, pronoun = sentence.words[place - 1], sentence.words[place]
    if pronoun.text.lower() in ("his", "her", "its", "their") and opener.text.lower() in (
        "by",
        "on",
        "in",
        "from",
        "at",
    ):
        return opener, pronoun
    return None


_OPENERS: Final = frozenset({"by", "on", "in", "from", "to", "per", "at", "with", "under", "upon"})


def _owner_of(sentence: Sentence, marks: Marks, word: Word) -> tuple[Word, Word] | None:
    """The preposition before an account and the word that names whose it is; None where nobody's."""
    prep = sentence.words[word.head]
    if word.dep != "pobj" or prep.lemma not in _OPENERS:
        return None
    if sentence.words[prep.head].lemma in ("according", "accord"):
        return None
    below = children(sentence, word)
    owner = next((w for w in below if w.dep == "poss"), None) or _by_or_of(sentence, marks, word)
    clause = next((w for w in below if w.dep in ("acl", "relcl")), None)
    if owner is None and clause is not None:
        subjects = (w for w in children(sentence, clause) if w.dep == "nsubj" and w.tag not in ("WDT", "WP"))
        owner = next(subjects, None)
    if owner is None:
        owner = _named_between(sentence, marks, prep, word)
    return None if owner is None else (prep, owner)


def _named_between(sentence: Sentence, marks: Marks, prep: Word, word: Word) -> Word | None:
    """A body or state named between the preposition and the account: "on the American count"."""
    spans = [(b.start, b.end) for b in marks.bodies] + [(s.start, s.end) for s in marks.states]
    for start, end in spans:
        if prep.end <= start and end <= word.start and word.start - 45 < start:
            inside = (w for w in sentence.words if w.start < end and start < w.end and w.index < word.index)
            return next(inside, None)
    return None


def _by_or_of(sentence: Sentence, marks: Marks, noun: Word) -> Word | None:
    for prep in children(sentence, noun):
        if prep.dep == "prep" and prep.lemma in ("by", "of", "from"):
            found = next((w for w in children(sentence, prep) if w.dep == "pobj"), None)
            if found is not None and (
                found.pos == "PROPN"
                or found.lemma in role_kinds()
                or any(body.start <= found.start < body.end for body in marks.bodies)
            ):
                return found
    return next((w for w in children(sentence, noun) if w.dep == "compound" and w.lemma in role_kinds()), None)


def _citing(sentence: Sentence, marks: Marks, word: Word) -> Iterator[Voice]:
    """Citing NP, quoting NP (as saying), relaying NP, to quote NP; with reference to NP; learning or hearing it from
    NP.
    """
    noun = _cited(sentence, marks, word)
    if noun is None:
        return
    lenient = word.lemma in _CITE | {"relay", "learn", "hear", "gather", "have", "reference"}
    speakers = speakers_under(sentence, marks, noun, lenient=lenient)
    if not speakers:
        return
    infinitive = any(w.lemma == "to" and w.dep == "aux" for w in children(sentence, word))
    yield _phrase(sentence, word, noun, speakers, Manner.ACCORDING if infinitive else Manner.CITED)


def _cited(sentence: Sentence, marks: Marks, word: Word) -> Word | None:
    """Who is cited, by the verb or by "with reference to"."""
    if word.pos == "NOUN" and word.lemma == "reference" and sentence.words[word.head].lemma == "with":
        return next((_object_of(sentence, w) for w in children(sentence, word) if w.lemma == "to"), None)
    if word.pos != "VERB":
        return None
    if word.lemma in _CITE | {"relay"}:
        return next((w for w in children(sentence, word) if w.dep in ("dobj", "nsubj") and w.index > word.index), None)
    if word.lemma not in ("learn", "hear", "know", "gather", "get", "have"):
        return None
    noun = next(
        (_object_of(sentence, w) for w in children(sentence, word) if w.dep == "prep" and w.lemma == "from"), None
    )
    named = noun is not None and any(span.start < noun.end and noun.start < span.end for span in marks.bodies)
    return noun if named or word.lemma not in ("get", "have") else None


def _phrase(sentence: Sentence, cue: Word, noun: Word, speakers: tuple[Speaker, ...], manner: Manner) -> Voice:
    """A cue that hangs on a clause covers that clause; in a list or a fragment, the stretch between semicolons."""
    above = sentence.words[cue.head]
    top = clause_top(sentence, above) if above.index != cue.index else cue
    first, last = extent_of(sentence, top)
    if top.index == cue.index:
        first, last = 0, len(sentence.text)
    begin = sentence.text.rfind(";", 0, cue.start) + 1
    stop = sentence.text.find(";", cue.end)
    covers = ((max(first, begin), last if stop < 0 else min(last, stop)),)
    return Voice(
        sentence=sentence.index,
        start=min(cue.start, speakers[0].start),
        end=max(cue.end, noun.end),
        manner=manner,
        speakers=speakers,
        told=None,
        covers=covers,
        verb=cue.lemma,
        cue=top.index,
        whole=top.dep == "ROOT" or top.index == cue.index,
    )
