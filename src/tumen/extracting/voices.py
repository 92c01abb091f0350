"""Where a sentence says who says so: each cue with its sources and the words that it covers.

Cues are reporting verbs with their subject ("Seoul says"), "according to", accounts ("by the ministry's count"),
"citing", and agents ("as reported by"). The grammar follows PolNeAR's source, cue, content (Newell et al. 2018).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tumen.codebook.item import family_of
from tumen.codebook.source import SourceKind
from tumen.extracting.clauses import children
from tumen.extracting.coverage import clause_top, covered_by, depth_of, extent_of, piece_around
from tumen.extracting.cue_lists import cue_words, role_kinds
from tumen.extracting.cue_phrases import find_phrases
from tumen.extracting.insertions import (
    FINITE,
    adjacent_subject,
    after_inversion,
    apposed_before,
    before_insertion,
    behind_quotation,
    opens_anew,
)
from tumen.extracting.marking import Marks
from tumen.extracting.noun_phrases import is_human
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.speaker import Speaker
from tumen.extracting.speakers import speaker_of
from tumen.extracting.voice import Manner, Voice, speakers_under
from tumen.extracting.weak_verbs import BODY_LIKE, may_count, tells_by_kind

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
REPORTING: Final = re.compile(
    r"\b(?:sa(?:y|id|ys|ying)|t(?:ell|old|ells)|report\w*|claim\w*|according|cit(?:ed|es|ing)|quot\w+|announc\w+"
    r"|den(?:y|ied|ies)|add(?:ed|s)|not(?:ed|es)|confirm\w*|estimat\w+|count\w*|reckon\w*|believ\w+|writ\w+|wrote"
    r"|warn\w*"
    r"|reveal\w*|states?|stated|declar\w+|insist\w*|acknowledg\w+|admit\w*|conced\w+|publish\w*|account|figures?|word"
    r"|speak\w*|spoke|put|puts|saw|sees?|gave|gives?|learn\w*|heard|hears?|brief\w*|recall\w*|mention\w*|assess\w*"
    r"|expects?|expected|thinks?|thought|suppos\w+|show\w*|found|finds?|detail\w*|list\w*)\b",
    re.IGNORECASE,
)
"""Words at which a sentence is worth parsing for the sake of its sources alone."""


def find_voices(sentence: Sentence, marks: Marks) -> tuple[Voice, ...]:
    """Return the cues of a parsed sentence with their sources, in order; none where it was not parsed."""
    found = [*_verbs(sentence, marks), *find_phrases(sentence, marks)]
    shared = [_with_covers_of(voice, found) if voice.manner is Manner.CITED else voice for voice in found]
    return tuple(sorted(shared, key=lambda voice: (voice.start, -voice.end)))


def _with_covers_of(cited: Voice, voices: list[Voice]) -> Voice:
    """What is cited stands behind all that the citing verb covers: "he added, again citing the service"."""
    for voice in voices:
        if voice.manner in (Manner.SAID, Manner.WEAK) and voice.cue == cited.cue:
            return replace(cited, covers=(*cited.covers, *voice.covers), whole=cited.whole or voice.whole)
    return cited


def _verbs(sentence: Sentence, marks: Marks) -> Iterator[Voice]:
    for word in sentence.words:
        if word.pos not in ("VERB", "AUX", "NOUN", "PROPN") or word.dep.startswith("aux"):
            continue
        strong, weak, by_kind = _strength(sentence, word)
        if not (strong or weak or by_kind):
            continue
        voice = _inserted(sentence, marks, word) if strong or word.lemma in ("show", "have", "put", "promise") else None
        if voice is None and word.pos != "VERB":
            voice = _mistaken(sentence, marks, word)
        if voice is None and word.pos in ("VERB", "AUX"):
            voice = _by_agent(sentence, marks, word) or _by_subject(sentence, marks, word, strong=strong, weak=weak)
        if voice is not None:
            yield voice


def _strength(sentence: Sentence, word: Word) -> tuple[bool, bool, bool]:
    """Whether a verb tells of itself, with a figure, or with certain subjects; "put" needs its "at", "go" its "on"."""
    behind = sentence.text[word.end :]
    if word.lemma == "put" and not re.match(r".{0,60}\bat\b", behind):
        return False, False, False
    if word.lemma == "go" and re.match(r"\s+on\b(?!\s+(?:to|with|sale|in|the|a))", behind):
        return True, False, False
    below = children(sentence, word) if word.lemma in ("have", "let") else ()
    if word.lemma == "have" and any(w.lemma == "it" and w.index == word.index + 1 for w in below):
        return True, False, False
    if word.lemma == "let" and any(w.lemma in ("know", "understand", "see") for w in below):
        return True, False, False
    return word.lemma in cue_words("say"), word.lemma in cue_words("weak"), word.lemma in cue_words("by_kind")


def _mistaken(sentence: Sentence, marks: Marks, word: Word) -> Voice | None:
    """A verb that the parser took for a noun behind its subject: "the British Ministry of Defence counts 9,000"."""
    if word.text not in cue_words("mistaken") or word.index == 0:
        return None
    subject = _subject_of_mistaken(sentence, marks, word)
    speakers = () if subject is None else speakers_under(sentence, marks, subject)[:1]
    if not speakers:
        return None
    _, stop = piece_around(sentence, word)
    return Voice(
        sentence=sentence.index,
        start=speakers[0].start,
        end=word.end,
        manner=Manner.SAID,
        speakers=speakers,
        told=None,
        covers=((word.end, stop),),
        verb=word.lemma,
        cue=word.index,
        depth=depth_of(sentence, word),
        whole=True,
    )


def _subject_of_mistaken(sentence: Sentence, marks: Marks, word: Word) -> Word | None:
    """A body named right before the word; or, before "that", the noun on which the whole sentence was hung."""
    before = sentence.words[word.index - 1]
    if any(word.start - 60 < span.start and span.end == word.start - 1 for span in marks.bodies):
        return before if before.pos in ("NOUN", "PROPN") else None
    after = sentence.words[word.index + 1] if word.index + 1 < len(sentence.words) else None
    if after is None or after.text != "that":
        return None
    root = next((w for w in sentence.words if w.dep == "ROOT"), None)
    return root if root is not None and root.pos == "NOUN" and root.index < word.index else None


def _inserted(sentence: Sentence, marks: Marks, verb: Word) -> Voice | None:
    """A cue set off by signs, whatever the parser made of it: ", the officer says," and ", says a port agent,"."""
    if verb.tag not in FINITE or any(w.dep == "auxpass" for w in children(sentence, verb)):
        return None
    adjacent = adjacent_subject(sentence, verb)
    head = before_insertion(sentence, verb) or (None if adjacent is not None else after_inversion(sentence, verb))
    head = head or (apposed_before(sentence, verb) if adjacent is None else None)
    if head is not None and adjacent is not None and head.index > adjacent.index:
        head = head if opens_anew(sentence, adjacent, head) else adjacent
    if head is None:
        return None
    speakers = speakers_under(sentence, marks, head, lenient=True)
    if not speakers:
        return None
    covers = (piece_around(sentence, verb),)
    return Voice(
        sentence=sentence.index,
        start=min(verb.start, speakers[0].start),
        end=max(verb.end, speakers[0].end),
        manner=Manner.SAID,
        speakers=speakers,
        told=_told(sentence, marks, verb),
        covers=covers,
        verb=verb.lemma,
        cue=verb.index,
        depth=depth_of(sentence, verb),
        whole=True,
    )


def _subject(sentence: Sentence, verb: Word) -> Word | None:
    """The verb's subject: its own, that of the verb it is joined to, or the noun that its relative clause hangs on."""
    for _ in range(4):
        subjects = [word for word in children(sentence, verb) if word.dep in _SUBJECTS]
        own = next((word for word in reversed(subjects) if word.index < verb.index), subjects[-1] if subjects else None)
        if own is not None:
            if own.lemma in ("who", "which", "that") and own.tag in ("WP", "WDT"):
                return sentence.words[verb.head] if verb.dep in ("relcl", "acl", "ccomp") else None
            return own
        above = sentence.words[verb.head]
        if verb.dep in ("conj", "xcomp", "advcl") and above.index != verb.index and above.pos in ("VERB", "AUX"):
            if verb.dep == "advcl" and verb.tag != "VBG":
                return None
            verb = above
            continue
        return None
    return None


def _by_subject(sentence: Sentence, marks: Marks, verb: Word, *, strong: bool, weak: bool) -> Voice | None:
    subject = _subject(sentence, verb) or (_named_before(sentence, marks, verb) if strong else None)
    if subject is not None and strong and sentence.text[subject.end : verb.start].count('"') == 1:
        subject = behind_quotation(sentence, verb)
    if subject is None or verb.index == subject.index:
        return None
    passive = any(word.dep == "nsubjpass" for word in children(sentence, verb))
    if passive and not (verb.lemma in ("quote", "cite", "report") and _as_saying(sentence, verb)):
        return None
    if any(
        span.start <= subject.start < span.end
        and family_of(span.item) not in ("people", "other")
        and subject.lemma not in role_kinds()
        for span in marks.items
    ):
        return None
    if subject.text.lower() in ("some", "many", "others", "most", "none", "all") and verb.lemma not in cue_words(
        "core"
    ):
        return None
    lenient = strong or verb.lemma == "count" or is_human(subject.lemma)
    speakers = speakers_under(sentence, marks, subject, lenient=lenient)
    if not speakers:
        return None
    lead = speakers[0]
    if verb.lemma == "see" and any(w.dep == "aux" and w.lemma == "have" for w in children(sentence, verb)):
        return None
    if verb.lemma in cue_words("needs_clause") and not _has_clause(sentence, marks, verb):
        return None
    if not strong and not (weak and may_count(sentence, marks, verb, lead)) and not tells_by_kind(lead, verb, subject):
        return None
    return _voice(sentence, marks, verb, speakers, Manner.SAID if strong else Manner.WEAK)


def _named_before(sentence: Sentence, marks: Marks, verb: Word) -> Word | None:
    """A body or state named right before a finite verb, which the parser hung elsewhere: "in March Minsk said"."""
    if verb.tag not in ("VBD", "VBZ", "VBP") or verb.index == 0:
        return None
    before = sentence.words[verb.index - 1]
    named = before.end in {*(body.end for body in marks.bodies), *(state.end for state in marks.states)}
    return before if named and before.pos in ("NOUN", "PROPN") else None


def _has_clause(sentence: Sentence, marks: Marks, verb: Word) -> bool:
    """Whether a clause, a figure or a quotation hangs on the verb."""
    for word in children(sentence, verb):
        if word.index > verb.index and (
            word.dep in ("ccomp", "xcomp") or (word.dep == "prep" and word.lemma == "from")
        ):
            return True
    return any(figure.start >= verb.end for figure in marks.quantities) or '"' in sentence.text[verb.end :]


def _as_saying(sentence: Sentence, verb: Word) -> bool:
    return any(word.lemma == "as" and word.index > verb.index for word in sentence.words) and bool(
        re.search(
            r"\bas (?:saying|telling|stating|having said|claiming|warning|reporting|putting|giving)\b",
            sentence.text[verb.end :],
        )
    )


def _by_agent(sentence: Sentence, marks: Marks, verb: Word) -> Voice | None:
    """As reported by Yonhap; documents seen by Reuters; "I was told by a clerk"."""
    if verb.tag != "VBN":
        return None
    agent = next(
        (
            word
            for word in children(sentence, verb)
            if word.dep == "agent" or (word.dep == "prep" and word.lemma == "by")
        ),
        None,
    )
    noun = None if agent is None else next((word for word in children(sentence, agent) if word.dep == "pobj"), None)
    if noun is None:
        return None
    speakers = speakers_under(sentence, marks, noun, lenient=verb.lemma in ("tell", "say", "report", "inform"))
    if not speakers or noun.lemma in cue_words("accounts"):
        return None
    if verb.lemma not in cue_words("reported") | cue_words("seen") or (
        verb.lemma in cue_words("seen") and speakers[0].kind not in BODY_LIKE
    ):
        return None
    above = sentence.words[verb.head]
    governed = above if verb.dep in ("advcl", "acl", "relcl", "prep", "pcomp") else verb
    covers = (extent_of(sentence, clause_top(sentence, governed)),)
    return Voice(
        sentence=sentence.index,
        start=verb.start,
        end=noun.end,
        manner=Manner.AGENT,
        speakers=speakers,
        told=None,
        covers=covers,
        verb=verb.lemma,
        cue=verb.index,
        depth=depth_of(sentence, verb),
        whole=True,
    )


def _voice(sentence: Sentence, marks: Marks, verb: Word, speakers: tuple[Speaker, ...], manner: Manner) -> Voice:
    covers, whole = covered_by(sentence, verb)
    # A clause before a semicolon is another one's, whatever the parser makes of it.
    bound = sentence.text.rfind(";", 0, min(verb.start, speakers[0].start)) + 1
    covers = tuple((max(first, bound), last) for first, last in covers if last > bound)
    guest = _interviewed(sentence, marks, verb) if speakers[0].kind is SourceKind.MEDIA else None
    return Voice(
        sentence=sentence.index,
        start=min(verb.start, speakers[0].start),
        end=max(verb.end, speakers[0].end if speakers[0].start > verb.start else verb.end),
        manner=manner,
        speakers=speakers if guest is None else (guest,),
        told=_told(sentence, marks, verb) if guest is None else speakers[0],
        covers=covers,
        verb=verb.lemma,
        cue=verb.index,
        depth=depth_of(sentence, verb),
        whole=whole,
    )


def _interviewed(sentence: Sentence, marks: Marks, verb: Word) -> Speaker | None:
    """Who is heard in "Reuters has an interview with the general"; None where it is no interview."""
    talk = next(
        (w for w in children(sentence, verb) if w.dep == "dobj" and w.lemma in ("interview", "conversation")), None
    )
    if talk is None:
        return None
    for prep in children(sentence, talk):
        if prep.dep == "prep" and prep.lemma in ("with", "of"):
            guest = next((w for w in children(sentence, prep) if w.dep == "pobj"), None)
            return None if guest is None else speaker_of(sentence, marks, guest)
    return None


def _told(sentence: Sentence, marks: Marks, verb: Word) -> Speaker | None:
    """The outlet to which it was said; the public, a parliament or the author is none."""
    for word in children(sentence, verb):
        noun = word
        if word.dep in ("prep", "dative") and word.lemma in ("to", "in", "with", "for", "on", "by", "via", "through"):
            inner = next((w for w in children(sentence, word) if w.dep == "pobj"), None)
            if inner is None:
                continue
            noun = _outlet_below(sentence, marks, inner) or inner
        elif word.dep not in ("dobj", "dative", "iobj"):
            continue
        speaker = speaker_of(sentence, marks, noun)
        if (
            speaker is not None
            and speaker.kind is SourceKind.MEDIA
            and not speaker.anaphor
            and not speaker.own
            and _is_outlet(speaker, noun)
        ):
            return speaker
    return None


def _is_outlet(speaker: Speaker, noun: Word) -> bool:
    return speaker.named or (
        noun.lemma not in ("reporter", "journalist", "press", "media", "correspondent", "paper")
        and noun.lemma in role_kinds()
    )


def _outlet_below(sentence: Sentence, marks: Marks, noun: Word) -> Word | None:
    """The outlet in "in an interview with Bloomberg", "in remarks to Reuters"."""
    if noun.lemma not in (
        "interview",
        "remark",
        "comment",
        "article",
        "post",
        "statement",
        "email",
        "reply",
        "answer",
        "letter",
        "conversation",
        "column",
    ):
        return None
    for prep in children(sentence, noun):
        if prep.dep == "prep":
            inner = next((w for w in children(sentence, prep) if w.dep == "pobj"), None)
            if inner is not None and any(
                span.kind is SourceKind.MEDIA and span.start <= inner.start < span.end for span in marks.bodies
            ):
                return inner
    return None
