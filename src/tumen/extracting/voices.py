"""Where a sentence says who says so: each cue with its sources and the words that it covers.

Cues are reporting verbs with their subject ("Seoul says"), "according to", accounts ("by the ministry's count"),
"citing", and agents ("as reported by"). The grammar of attribution follows PolNeAR's source, cue, content (Newell et al. 2018).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from tumen.codebook.item import family_of
from tumen.codebook.source import SourceKind
from tumen.extracting.clauses import children
from tumen.extracting.marking import Marks
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.speakers import Speaker, cue_words, role_kinds, speaker_of

Stretch = tuple[int, int]
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
_CLAUSES: Final = frozenset(
    {"ccomp", "xcomp", "dobj", "pcomp", "acomp", "attr", "oprd", "advcl", "parataxis", "prep", "dative", "dep", "conj"}
)
_SEEN: Final = frozenset(
    {
        "see",
        "obtain",
        "review",
        "show",
        "collect",
        "compile",
        "supply",
        "provide",
        "issue",
        "release",
        "circulate",
        "interview",
        "analyse",
        "analyze",
    }
)
_REPORTED: Final = _SEEN | frozenset(
    "report say tell quote cite claim estimate announce publish reveal relay confirm state note describe give put count reckon assess disclose record inform document calculate allege carry print broadcast"
    " tally detect spot identify track brief convey pass mention accuse confirm deny".split()
)
_CORE: Final = frozenset(
    {"say", "tell", "report", "claim", "write", "believe", "think", "reckon", "add", "swear", "deny", "estimate"}
)
_CITE: Final = frozenset({"cite", "quote", "credit"})
_SELF_TOLD: Final = frozenset({"us", "me"})
_BODY_LIKE: Final = frozenset(
    {SourceKind.MEDIA, SourceKind.INTELLIGENCE, SourceKind.THINK_TANK, SourceKind.INTERNATIONAL, SourceKind.MILITARY}
)
REPORTING: Final = re.compile(
    r"\b(?:sa(?:y|id|ys|ying)|t(?:ell|old|ells)|report\w*|claim\w*|according|cit(?:ed|es|ing)|quot\w+|announc\w+|den(?:y|ied|ies)|add(?:ed|s)|not(?:ed|es)|confirm\w*|estimat\w+"
    r"|count\w*|reckon\w*|believ\w+|writ\w+|wrote|warn\w*|reveal\w*|states?|stated|declar\w+|insist\w*|acknowledg\w+|admit\w*|conced\w+|publish\w*|account|figures?|word|speak\w*|spoke"
    r"|put|puts|saw|sees?|gave|gives?|learn\w*|heard|hears?|brief\w*|recall\w*|mention\w*|assess\w*|expects?|expected|thinks?|thought|suppos\w+|show\w*|found|finds?|detail\w*|list\w*)\b",
    re.IGNORECASE,
)


class Manner(StrEnum):
    """By which construction a source is named."""

    SAID = "said"
    WEAK = "weak"
    ACCORDING = "according to"
    ACCOUNT = "by the account of"
    CITED = "cited"
    AGENT = "reported by"
    COLON = "set before a colon by"
    BRACKETS = "named in brackets:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One cue: who speaks, the outlet that was told, and which stretches of the sentence are covered.

    ``speakers`` are coordinated sources, the first first. ``start`` and ``end`` are the cue's own words.
    """

    sentence: int
    start: int
    end: int
    manner: Manner
    speakers: tuple[Speaker, ...]
    told: Speaker | None
    covers: tuple[Stretch, ...]
    verb: str = ""
    cue: int = -1
    """Index of the verb that governs the cue."""
    depth: int = 0
    """How many words stand above the cue in the parse: a deeper cue is told by the one above it."""
    whole: bool = False
    """Whether the cue governs the sentence's main clause, so that the account may run on after it."""

    def is_over(self, start: int, end: int) -> bool:
        """Tell whether the cue covers the words ``text[start:end]``."""
        return any(first < end and start < last for first, last in self.covers)


def find_voices(sentence: Sentence, marks: Marks) -> tuple[Voice, ...]:
    """Return the cues of a parsed sentence with their sources, in order; none where it was not parsed."""
    found = [*_verbs(sentence, marks), *_phrases(sentence, marks)]
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
        if word.pos not in ("VERB", "AUX", "NOUN") or (word.lemma in ("be", "have") and word.dep.startswith("aux")):
            continue
        strong, weak, by_kind = (word.lemma in cue_words(section) for section in ("say", "weak", "by_kind"))
        if word.lemma == "go" and re.match(r"\s+on\b(?!\s+(?:to|with|sale|in|the|a))", sentence.text[word.end :]):
            strong = True
        if word.lemma == "put" and not re.match(r".{0,60}\bat\b", sentence.text[word.end :]):
            continue
        if word.lemma == "have" and any(w.dep == "dobj" and w.lemma == "it" for w in children(sentence, word)):
            strong = True
        if not (strong or weak or by_kind):
            continue
        voice = _inserted(sentence, marks, word) if strong or word.lemma in ("show", "have", "put") else None
        if voice is None and word.pos != "NOUN":
            voice = _by_agent(sentence, marks, word) or _by_subject(sentence, marks, word, strong=strong, weak=weak)
        if voice is not None:
            yield voice


_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "VBN", "NN", "NNS"})
_STOPS: Final = frozenset({",", '"', ";", "--", "-", "(", ":", "'", "!", "?"})
_SKIPPED: Final = frozenset({"ADV", "AUX", "PART"})


def _inserted(sentence: Sentence, marks: Marks, verb: Word) -> Voice | None:
    """A cue set off by signs, whatever the parser made of it: ", the officer says," and ", says a port agent,"."""
    if verb.tag not in _FINITE or any(w.dep == "auxpass" for w in children(sentence, verb)):
        return None
    adjacent = _adjacent_subject(sentence, verb)
    head = _before_insertion(sentence, verb) or (None if adjacent is not None else _after_inversion(sentence, verb))
    head = head or (_apposed_before(sentence, verb) if adjacent is None else None)
    if head is not None and adjacent is not None and head.index > adjacent.index:
        head = adjacent
    if head is None:
        return None
    speakers = _speakers(sentence, marks, head, lenient=True)
    if not speakers:
        return None
    covers = (_piece(sentence, verb),)
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
        depth=_depth(sentence, verb),
        whole=True,
    )


def _adjacent_subject(sentence: Sentence, verb: Word) -> Word | None:
    """The verb's subject by the parse where its phrase, appositions included, ends right before the verb."""
    subject = next((w for w in children(sentence, verb) if w.dep == "nsubj" and w.index < verb.index), None)
    if subject is None:
        return None
    last = max(w.index for w in sentence.words if _is_below(sentence, w, subject))
    return subject if last >= verb.index - 2 and last < verb.index else None


def _before_insertion(sentence: Sentence, verb: Word) -> Word | None:
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
        and any(w.dep in ("ccomp", "xcomp", "dobj") and w.index > verb.index for w in children(sentence, verb))
    ):
        return None
    place = verb.index - 1
    while place >= 0 and words[place].pos in _SKIPPED:
        place -= 1
    head = words[place] if place >= 0 and words[place].pos in ("NOUN", "PROPN", "PRON") else None
    if head is None or head.text.lower() in ("who", "which", "that", "what"):
        return None
    head = _top_of_phrase(sentence, head, verb)
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


def _apposed_before(sentence: Sentence, verb: Word) -> Word | None:
    """The subject in ", its director, Larisa Bogdan, told the chamber": a name between commas, with a phrase before it."""
    words = sentence.words
    if (
        verb.index < 5
        or words[verb.index - 1].text != ","
        or words[verb.index - 2].pos != "PROPN"
        or verb.pos == "NOUN"
    ):
        return None
    name = words[verb.index - 2]
    place = name.index
    while place > 0 and (words[place - 1].pos == "PROPN" or words[place - 1].text == "-"):
        place -= 1
    if place < 2 or words[place - 1].text != "," or words[place - 2].pos not in ("NOUN", "PROPN"):
        return None
    return name


def _top_of_phrase(sentence: Sentence, noun: Word, verb: Word) -> Word:
    """The noun that governs the phrase: "the sister" in "the sister of its leader"."""
    for _ in range(6):
        above = sentence.words[noun.head]
        if noun.dep == "pobj" and above.dep == "prep":
            governor = sentence.words[above.head]
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
    """An apposition lies between sign and verb ("chief, Kyrylo Budanov, said"): the sign before it does not open the phrase."""
    return words[sign].text == "," and head - sign == 0


_INVERTING: Final = frozenset(
    "say report write add claim believe reckon note estimate think explain warn announce insist admit concede declare predict complain boast joke remark observe answer reply state argue suggest"
    " swear promise recall maintain confirm calculate relate fear hint suspect suppose guess tweet counter quip assure".split()
)


def _near_subject(sentence: Sentence, subject: Word, verb: Word) -> bool:
    """Whether the noun is the verb's own subject, with no sign between ("The field holds") but the phrase's own commas."""
    return not any(sign in sentence.text[subject.end : verb.start] for sign in (",", '"', "--"))


def _after_inversion(sentence: Sentence, verb: Word) -> Word | None:
    """The subject in ", says a port agent"."""
    words = sentence.words
    if (
        verb.index < 2
        or verb.lemma == "tell"
        or words[verb.index - 1].text not in _STOPS - {"(", ":"}
        or verb.pos == "NOUN"
    ):
        return None
    for index in range(verb.index + 1, min(len(words), verb.index + 9)):
        word = words[index]
        if word.pos in ("NOUN", "PROPN") or (word.pos == "PRON" and index == verb.index + 1):
            last = index
            while (
                last + 1 < len(words) and words[last + 1].pos in ("NOUN", "PROPN") and words[last + 1].text[0].isalpha()
            ):
                last += 1
            if last + 1 < len(words) and words[last + 1].text == "'s":
                continue
            return words[last]
        if word.pos not in ("DET", "ADJ", "PART", "NUM", "PUNCT", "PROPN", "NOUN") or word.text in (",", ".", ";"):
            return None
    return None


def _depth(sentence: Sentence, word: Word) -> int:
    for steps in range(60):
        above = sentence.words[word.head]
        if above.index == word.index:
            return steps
        word = above
    return 60


def _piece(sentence: Sentence, verb: Word) -> Stretch:
    """The stretch between semicolons around the verb."""
    start = sentence.text.rfind(";", 0, verb.start) + 1
    stop = sentence.text.find(";", verb.end)
    return start, len(sentence.text) if stop < 0 else stop


def _subject(sentence: Sentence, verb: Word) -> Word | None:
    """The verb's subject; that of the verb before it where they are joined; the noun where it stands in a relative clause."""
    for _ in range(4):
        own = next((word for word in reversed(children(sentence, verb)) if word.dep in _SUBJECTS), None)
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
    subject = _subject(sentence, verb)
    if subject is None or verb.index == subject.index:
        return None
    passive = any(word.dep == "nsubjpass" for word in children(sentence, verb))
    if passive and not (verb.lemma in ("quote", "cite", "report") and _as_saying(sentence, verb)):
        return None
    if any(
        span.start <= subject.start < span.end and family_of(span.item) not in ("people", "other")
        for span in marks.items
    ):
        return None
    if subject.text.lower() in ("some", "many", "others", "most", "none", "all") and verb.lemma not in _CORE:
        return None
    speakers = _speakers(sentence, marks, subject, lenient=strong or verb.lemma == "count")
    if not speakers:
        return None
    lead = speakers[0]
    if verb.lemma in _NEEDS_CLAUSE and not _has_clause(sentence, verb):
        return None
    if not strong and not (weak and _may_count(sentence, verb, lead)) and not _tells_by_kind(lead, verb):
        return None
    return _voice(sentence, marks, verb, speakers, Manner.SAID if strong else Manner.WEAK)


_NEEDS_CLAUSE: Final = frozenset(
    "recall hold establish consider continue find see know fear open project repeat accept agree doubt judge fix set print broadcast record register identify describe learn hear gather guarantee stress detail mention observe promise".split()
)


def _has_clause(sentence: Sentence, verb: Word) -> bool:
    """Whether a clause, a figure or a quotation hangs on the verb."""
    if any(
        w.dep in ("ccomp", "xcomp", "advcl", "prep") and w.index > verb.index
        for w in children(sentence, verb)
        if w.dep != "prep" or w.lemma in ("from", "of")
    ):
        return True
    return bool(re.search(r'\d|"|\b(?:hundred|thousand|million|dozen)s?\b', sentence.text[verb.end :]))


def _may_count(sentence: Sentence, verb: Word, speaker: Speaker) -> bool:
    """A weak verb tells something where a figure or a clause hangs on it."""
    end = max((word.end for word in sentence.words if _is_below(sentence, word, verb)), default=verb.end)
    return (
        bool(
            re.search(
                r"\d|\b(?:hundred|thousand|million|dozen|that|how|two|three|five|ten)s?\b",
                sentence.text[verb.end : end],
            )
        )
        or speaker.kind in _BODY_LIKE
    )


def _tells_by_kind(speaker: Speaker, verb: Word) -> bool:
    if verb.lemma not in cue_words("by_kind"):
        return False
    document = speaker.role in cue_words("documents")
    if verb.lemma in ("find", "show", "examine"):
        return speaker.kind in _BODY_LIKE or document or bool(speaker.anaphor) or speaker.named and verb.lemma == "find"
    return document or (
        speaker.kind in (SourceKind.MEDIA, SourceKind.INTELLIGENCE, SourceKind.THINK_TANK) and not speaker.own
    )


def _as_saying(sentence: Sentence, verb: Word) -> bool:
    return any(word.lemma == "as" and word.index > verb.index for word in sentence.words) and bool(
        re.search(
            r"\bas (?:saying|telling|stating|having said|claiming|warning|reporting|putting|giving)\b",
            sentence.text[verb.end :],
        )
    )


def _by_agent(sentence: Sentence, marks: Marks, verb: Word) -> Voice | None:
    """ "As reported by Yonhap", "documents seen by Reuters", "I was told by a clerk"."""
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
    speakers = _speakers(sentence, marks, noun, lenient=verb.lemma in ("tell", "say", "report", "inform"))
    if not speakers:
        return None
    if verb.lemma not in _REPORTED or (verb.lemma in _SEEN and speakers[0].kind not in _BODY_LIKE):
        return None
    above = sentence.words[verb.head]
    governed = above if verb.dep in ("advcl", "acl", "relcl", "prep", "pcomp") else verb
    covers = (_extent(sentence, _clause_top(sentence, governed)),)
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
        depth=_depth(sentence, verb),
        whole=True,
    )


def _speakers(sentence: Sentence, marks: Marks, head: Word, *, lenient: bool = False) -> tuple[Speaker, ...]:
    """The sources named together under one head, the first first; empty where the head names none."""
    heads = [head]
    for _ in range(6):
        joined = next(
            (
                word
                for word in children(sentence, heads[-1])
                if word.dep == "conj" and word.pos in ("NOUN", "PROPN", "PRON", "NUM")
            ),
            None,
        )
        if joined is None:
            break
        heads.append(joined)
    found = [speaker_of(sentence, marks, word, lenient=lenient) for word in heads]
    return tuple(speaker for speaker in found if speaker is not None)


def _voice(sentence: Sentence, marks: Marks, verb: Word, speakers: tuple[Speaker, ...], manner: Manner) -> Voice:
    covers, whole = _covered(sentence, verb)
    # A clause before a semicolon is another one's, whatever the parser makes of it.
    bound = sentence.text.rfind(";", 0, min(verb.start, speakers[0].start)) + 1
    covers = tuple((max(first, bound), last) for first, last in covers if last > bound)
    return Voice(
        sentence=sentence.index,
        start=min(verb.start, speakers[0].start),
        end=max(verb.end, speakers[0].end if speakers[0].start > verb.start else verb.end),
        manner=manner,
        speakers=speakers,
        told=_told(sentence, marks, verb),
        covers=covers,
        verb=verb.lemma,
        cue=verb.index,
        depth=_depth(sentence, verb),
        whole=whole,
    )


def _covered(sentence: Sentence, verb: Word) -> tuple[tuple[Stretch, ...], bool]:
    """What a reporting verb covers: its complements; the clause that it interrupts or follows."""
    above = sentence.words[verb.head]
    if verb.dep in ("parataxis", "intj", "dep", "punct") or (
        verb.dep == "advcl" and any(w.lemma == "as" and w.dep in ("mark", "advmod") for w in children(sentence, verb))
    ):
        return (_extent(sentence, _clause_top(sentence, above)),), True
    if (
        verb.dep == "ccomp"
        and verb.index > above.index
        and not any(w.lemma == "that" and w.dep == "mark" for w in children(sentence, verb))
        and _between_commas(sentence, verb)
    ):
        return (_extent(sentence, _clause_top(sentence, above)),), True
    inside = [word for word in children(sentence, verb) if word.dep in _CLAUSES]
    covers = [_extent(sentence, word) for word in inside]
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


def _clause_top(sentence: Sentence, word: Word) -> Word:
    """The verb of the clause in which the word stands, or the word itself."""
    for _ in range(20):
        if word.pos in ("VERB", "AUX") and word.dep not in ("aux", "auxpass", "amod", "xcomp"):
            return word
        above = sentence.words[word.head]
        if above.index == word.index:
            return word
        word = above
    return word


def _extent(sentence: Sentence, top: Word) -> Stretch:
    """From the first to the last character of all that hangs on the word."""
    below = [word for word in sentence.words if _is_below(sentence, word, top)]
    return min(word.start for word in below), max(word.end for word in below)


def _is_below(sentence: Sentence, word: Word, top: Word) -> bool:
    for _ in range(60):
        if word.index == top.index:
            return True
        above = sentence.words[word.head]
        if above.index == word.index:
            return False
        word = above
    return False


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


def _phrases(sentence: Sentence, marks: Marks) -> Iterator[Voice]:
    yield from _colons(sentence, marks)
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
        if not left or len(left) > 16 or any(w.tag in ("VBD", "VBZ", "VBP", "MD") for w in left):
            continue
        if left[0].tag == "VB" or re.match(r"[A-Z]{4,}[A-Z/ ]*,", sentence.text):
            continue
        for word in left:
            if word.pos not in ("NOUN", "PROPN") or any(span.start <= word.start < span.end for span in marks.items):
                continue
            following = sentence.words[word.index + 1] if word.index + 1 < len(sentence.words) else None
            if (
                following is not None
                and following.pos in ("NOUN", "PROPN", "PART")
                and following.start < colon.start()
                and following.text != ","
            ):
                continue
            speakers = _speakers(sentence, marks, word)
            if speakers and not speakers[0].own and not speakers[0].anaphor:
                stop = sentence.text.find(";", colon.end())
                covers = ((colon.end(), len(sentence.text) if stop < 0 else stop),)
                yield Voice(
                    sentence=sentence.index,
                    start=speakers[0].start,
                    end=colon.end(),
                    manner=Manner.COLON,
                    speakers=speakers,
                    told=None,
                    covers=covers,
                    verb=":",
                    whole=opening == 0,
                )
                break
    for bracket in re.finditer(r"\((?P<inside>[^()]{2,60})\)", sentence.text):
        body = next((b for b in marks.bodies if bracket.start() < b.start and b.end < bracket.end()), None)
        if body is None or sentence.text[: bracket.start()].rstrip().endswith(body.name):
            continue
        # An acronym behind its own name ("the security service (SBU)") tells no source.
        if (
            body.name.isupper()
            and re.search(r"[a-z]\s*$", sentence.text[: bracket.start()])
            and body.end - body.start > bracket.end() - bracket.start() - 3
            and not re.search(r"\d[^.;]*$", sentence.text[: bracket.start()])
        ):
            continue
        head = next((w for w in sentence.words if w.start < body.end and body.start < w.end), None)
        speakers = () if head is None else _speakers(sentence, marks, head)
        if speakers:
            start = sentence.text.rfind(";", 0, bracket.start()) + 1
            yield Voice(
                sentence=sentence.index,
                start=bracket.start(),
                end=bracket.end(),
                manner=Manner.BRACKETS,
                speakers=speakers[:1],
                told=None,
                covers=((start, bracket.end()),),
                verb="(",
                whole=False,
            )


def _belief(sentence: Sentence, marks: Marks, word: Word) -> Iterator[Voice]:
    """If one believes NP, if NP is to be believed, going by NP, so NP."""
    noun: Word | None = None
    if word.lemma in ("believe", "trust", "credit") and re.search(
        r"\bif\b", sentence.text[max(0, word.start - 40) : word.start], re.IGNORECASE
    ):
        noun = next((w for w in children(sentence, word) if w.dep in ("dobj", "nsubjpass")), None)
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
    speakers = _speakers(sentence, marks, noun)
    if speakers and not speakers[0].own:
        yield _phrase(sentence, word, noun, speakers, Manner.ACCORDING)


def _according(sentence: Sentence, marks: Marks, word: Word) -> Iterator[Voice]:
    """According to NP; per NP; in the words of NP; to quote NP."""
    noun: Word | None = None
    if word.lemma in ("according", "accord") and word.text.lower().startswith("according"):
        noun = _object_of_to(sentence, word)
    elif word.lemma == "per" and word.dep == "prep":
        noun = next(
            (w for w in children(sentence, word) if w.dep == "pobj" and (w.pos == "PROPN" or w.lemma in role_kinds())),
            None,
        )
    if noun is None:
        return
    speakers = _speakers(sentence, marks, noun)
    if speakers:
        yield _phrase(sentence, word, noun, speakers, Manner.ACCORDING)
    seer = _seen_by(sentence, noun)
    if seer is not None:
        yield from (
            _phrase(sentence, word, noun, found, Manner.AGENT) for found in (_speakers(sentence, marks, seer),) if found
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
    if word.lemma in cue_words("accounts") or word.text.lower() in cue_words("accounts"):
        pronoun = sentence.words[word.index - 1] if word.index > 0 else None
        if pronoun is not None and pronoun.text.lower() == "own" and word.index > 1:
            pronoun = sentence.words[word.index - 2]
        opener = sentence.words[pronoun.index - 1] if pronoun is not None and pronoun.index > 0 else None
        if (
            pronoun is not None
            and opener is not None
            and pronoun.text.lower() in ("his", "her", "its", "their")
            and opener.text.lower() in ("by", "on", "in", "from", "at")
        ):
            speakers = _speakers(sentence, marks, pronoun)
            if speakers:
                yield _phrase(sentence, opener, word, speakers, Manner.ACCOUNT)
            return
    if word.dep != "pobj" or word.lemma not in cue_words("accounts"):
        return
    prep = sentence.words[word.head]
    if prep.lemma not in ("by", "on", "in", "from", "to", "per", "at", "with", "under", "upon") or sentence.words[
        prep.head
    ].lemma in ("according", "accord"):
        return
    owner = next((w for w in children(sentence, word) if w.dep == "poss"), None) or _by_or_of(sentence, word)
    if owner is None:
        clause = next((w for w in children(sentence, word) if w.dep in ("acl", "relcl")), None)
        owner = (
            None
            if clause is None
            else next((w for w in children(sentence, clause) if w.dep == "nsubj" and w.tag not in ("WDT", "WP")), None)
        )
    if owner is None:
        body = next(
            (
                span
                for span in (*marks.bodies, *marks.states)
                if word.start - 45 < span.start and span.end <= word.start and span.end > prep.start
            ),
            None,
        )
        owner = (
            next(
                (
                    w
                    for w in sentence.words
                    if body is not None and w.start < body.end and body.start < w.end and w.index < word.index
                ),
                None,
            )
            if body is not None
            else None
        )
    if owner is None:
        return
    speakers = _speakers(sentence, marks, owner)
    if speakers and not speakers[0].own:
        yield _phrase(sentence, prep, word, speakers, Manner.ACCOUNT)


def _by_or_of(sentence: Sentence, noun: Word) -> Word | None:
    for prep in children(sentence, noun):
        if prep.dep == "prep" and prep.lemma in ("by", "of", "from"):
            found = next((w for w in children(sentence, prep) if w.dep == "pobj"), None)
            if found is not None and (found.pos == "PROPN" or found.lemma in role_kinds()):
                return found
    return None


def _citing(sentence: Sentence, marks: Marks, word: Word) -> Iterator[Voice]:
    """Citing NP, quoting NP (as saying), relaying NP, to quote NP; learning or hearing it from NP."""
    if word.pos != "VERB":
        return
    noun: Word | None = None
    if word.lemma in _CITE | {"relay"}:
        noun = next((w for w in children(sentence, word) if w.dep in ("dobj", "nsubj") and w.index > word.index), None)
    elif word.lemma in ("learn", "hear", "know", "gather", "get", "have"):
        noun = next(
            (_object_of(sentence, w) for w in children(sentence, word) if w.dep == "prep" and w.lemma == "from"), None
        )
        if (
            noun is not None
            and word.lemma in ("get", "have")
            and not any(span.start < noun.end and noun.start < span.end for span in marks.bodies)
        ):
            return
    if noun is None:
        return
    speakers = _speakers(sentence, marks, noun, lenient=word.lemma in _CITE or word.lemma == "relay")
    if not speakers:
        return
    infinitive = any(w.lemma == "to" and w.dep == "aux" for w in children(sentence, word))
    yield _phrase(sentence, word, noun, speakers, Manner.ACCORDING if infinitive else Manner.CITED)


def _phrase(sentence: Sentence, cue: Word, noun: Word, speakers: tuple[Speaker, ...], manner: Manner) -> Voice:
    """A cue that hangs on a clause covers that clause; in a list or a fragment, the stretch between semicolons."""
    above = sentence.words[cue.head]
    top = _clause_top(sentence, above) if above.index != cue.index else cue
    first, last = _extent(sentence, top)
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
