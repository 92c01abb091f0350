"""Possible sources that no cue names: bodies, subjects and rows of tables near the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from tumen.codebook.document import BlockKind
from tumen.codebook.source import SourceKind
from tumen.extracting.cue_lists import role_kinds
from tumen.extracting.noun_phrases import name_places
from tumen.extracting.sentences import Sentence
from tumen.extracting.source_places import Option, OptionKind, Place
from tumen.extracting.spans import StateForm
from tumen.extracting.speaker import Speaker
from tumen.extracting.speakers import speaker_of
from tumen.extracting.telling import Telling, bodies_named
from tumen.extracting.voice import speakers_under


def named_options(place: Place) -> Iterator[Option]:
    """Bodies and states named in the sentence that are no cue's source, as in "the NIS: 600 dead"."""
    marks = place.telling.reading.marks[place.sentence.index]
    used = [(s.start, s.end) for voice in place.voices for s in voice.speakers]
    text = place.sentence.text
    for body in marks.bodies:
        if any(start < body.end and body.start < end for start, end in used):
            continue
        speaker = next(iter(bodies_named([body])))
        yield _mention(place, speaker, body.start, body.end, text, listed=True)
    for state in marks.states:
        if (
            state.form not in (StateForm.SEAT, StateForm.NAME, StateForm.PERSON)
            or any(start < state.end and state.start < end for start, end in used)
            or any(b.start < state.end and state.start < b.end for b in marks.bodies)
        ):
            continue
        if not _acts(place.sentence, state.start, state.end):
            continue
        speaker = Speaker(
            name=state.name.removeprefix("the ").removeprefix("The "),
            kind=SourceKind.GOVERNMENT,
            start=state.start,
            end=state.end,
            person=state.form is StateForm.PERSON,
            named=True,
        )
        yield _mention(place, speaker, state.start, state.end, text, listed=False)
    yield from _subject_options(place, used)


def named_before(place: Place) -> Iterator[Option]:
    """Bodies named in the sentence before, where no cue spoke for them."""
    index = place.sentence.index - 1
    if index < 0 or place.telling.sentences[index].block < place.sentence.block - 1:
        return
    marks = place.telling.reading.marks[index]
    text = place.telling.sentences[index].text
    for rank, speaker in enumerate(bodies_named(marks.bodies[-3:][::-1])):
        own = (
            f"rank={rank}",
            f"kind={speaker.kind}",
            f"person={speaker.person}",
            f"block={place.telling.sentences[index].block == place.sentence.block}",
            f"ends={text[-1:]}",
            f"account={place.telling.accounts[index] is not None}",
        )
        yield Option(
            kind=OptionKind.PREVIOUS,
            chain=(speaker,),
            also=(),
            reason=f"{speaker.name} is named in the sentence before",
            features=place.features("previous", *own),
            inferred=True,
            spot=(index, speaker.start, speaker.end),
        )


def _subject_options(place: Place, used: Sequence[tuple[int, int]]) -> Iterator[Option]:
    """Subjects and possessors that are no listed name but could speak: "the contractor wants"."""
    marks = place.telling.reading.marks[place.sentence.index]
    listed = name_places(marks)
    for word in place.sentence.words:
        if word.dep not in ("nsubj", "poss", "agent", "pobj", "ROOT", "nsubjpass") or any(
            a < word.end and word.start < b for a, b in (*used, *listed)
        ):
            continue
        if word.dep == "pobj" and place.sentence.words[word.head].lemma not in ("by", "from", "to", "with"):
            continue
        speaker = speaker_of(place.sentence, marks, word)
        if (
            speaker is None
            or speaker.own
            or speaker.anaphor
            or (speaker.role not in role_kinds() and not speaker.named)
        ):
            continue
        yield replace(
            _mention(place, speaker, word.start, word.end, place.sentence.text, listed=False), kind=OptionKind.SUBJECT
        )


def _mention(place: Place, speaker: Speaker, start: int, end: int, text: str, *, listed: bool) -> Option:
    word = next(
        (
            w
            for w in place.sentence.words
            if w.start < end
            and start < w.end
            and (w.dep in ("nsubj", "pobj", "poss", "nsubjpass", "agent", "dobj", "ROOT", "appos"))
        ),
        None,
    )
    dep = word.dep if word is not None else "none"
    above = place.sentence.words[word.head].lemma if word is not None else "none"
    before = text[:start].rstrip()[-1:]
    behind = text[end : end + 2].strip()[:1]
    own = (
        f"kind={speaker.kind}",
        f"dep={dep}",
        f"above={above}",
        f"listed={listed}",
        f"person={speaker.person}",
        f"behind={behind if behind in ':,.;()-' else 'w'}",
        f"before={before if before in ':,.;()-' else 'w'}",
        f"first={start < place.start}",
        f"gap={min(abs(place.start - start) // 40, 4)}",
        f"head={place.sentence.heads > start}",
    )
    marks = place.telling.reading.marks[place.sentence.index]
    joined = speakers_under(place.sentence, marks, word)[1:] if word is not None else ()
    return Option(
        kind=OptionKind.MENTIONED,
        chain=(speaker,),
        also=tuple(other for other in joined if not other.own and other.name != speaker.name),
        reason=f"{speaker.name} is named with it",
        features=place.features("mentioned", *own),
        spot=(place.sentence.index, start, end),
    )


def _acts(sentence: Sentence, start: int, end: int) -> bool:
    return (
        any(w.dep in ("nsubj", "poss") and w.start < end and start < w.end for w in sentence.words)
        or sentence.text[end : end + 1] == ":"
    )


def document_options(place: Place, known: set[str]) -> Iterator[Option]:
    """The source that the document follows most, and the one that it names first."""
    uses = place.telling.uses
    for kind, account in zip((OptionKind.DOMINANT, OptionKind.FIRST), place.telling.leading, strict=False):
        last = account.chain[-1]
        if last.name in known:
            continue
        known.add(last.name)
        own = (
            f"share={round(4 * uses[last.name] / uses.total())}",
            f"kind={last.kind}",
            f"before={account.sentence < place.sentence.index}",
            f"only={len(uses) == 1}",
            f"cell={place.sentence.kind}",
        )
        yield Option(
            kind=kind,
            chain=account.chain,
            also=(),
            reason=f"the document follows {last.name}",
            features=place.features(kind.value, *own),
            inferred=True,
            spot=account.spot,
        )


_WHO_SAYS: Final = re.compile(
    r"\b(?:sources?|who says|says who|according to|by whom|reported by|said by|origin of|from whom|authority|given by"
    r"|claimed by|whose)\b",
    re.IGNORECASE,
)


def table_options(place: Place) -> Iterator[Option]:
    """For a cell: the column that tells who says so, and the bodies named in the blocks around the table."""
    telling, sentence = place.telling, place.sentence
    if sentence.kind is not BlockKind.TABLE_CELL:
        return
    row = (sentence.lead or "").split(" | ")[0]
    for other in telling.sentences[max(0, sentence.index - 12) : sentence.index + 13]:
        head, _, column = (other.lead or "").partition(" | ")
        if other.kind is BlockKind.TABLE_CELL and head == row and _WHO_SAYS.search(column):
            speaker = _cell_speaker(telling, other)
            if speaker is not None:
                yield Option(
                    kind=OptionKind.ROW,
                    chain=(speaker,),
                    also=(),
                    reason=f"{speaker.name} stands in its row",
                    features=place.features("row", f"kind={speaker.kind}"),
                    spot=(other.index, other.heads, len(other.text)),
                )
                break
    around = [s for s in telling.sentences if s.kind is not BlockKind.TABLE_CELL]
    before = [s for s in around if s.index < sentence.index][-5:]
    after = [s for s in around if s.index > sentence.index][:2]
    seen: set[str] = set()
    for near, near_name in ((reversed(before), "before"), (after, "after")):
        for rank, other in enumerate(near):
            for speaker in bodies_named(telling.reading.marks[other.index].bodies):
                if speaker.name not in seen:
                    seen.add(speaker.name)
                    own = (f"where={near_name}", f"rank={rank}", f"kind={speaker.kind}", f"nth={len(seen)}")
                    yield Option(
                        kind=OptionKind.BESIDE_TABLE,
                        chain=(speaker,),
                        also=(),
                        reason=f"{speaker.name} is named beside the table",
                        features=place.features("beside table", *own),
                        inferred=True,
                        spot=(other.index, speaker.start, speaker.end),
                    )


def _cell_speaker(telling: Telling, cell: Sentence) -> Speaker | None:
    """The source in a cell: the first body named there, else its words."""
    listed = [s for s in bodies_named(telling.reading.marks[cell.index].bodies) if s.start >= cell.heads]
    if listed:
        return listed[0]
    name = re.sub(r"\s*\(.*?\)", "", cell.text[cell.heads :]).split(",")[0].strip(" .")
    if not re.search(r"[A-Za-z]{2}", name) or len(name) > 60:
        return None
    kind = next(
        (role_kinds()[word] for word in re.findall(r"[a-z]+", name.lower()) if word in role_kinds()), SourceKind.PERSON
    )
    return Speaker(name=name, kind=kind, start=0, end=0, named=True)


def noted_options(place: Place) -> Iterator[Option]:
    """The source line of a table or a document."""
    for rank, speaker in enumerate(place.telling.notes[:2]):
        yield Option(
            kind=OptionKind.NOTED,
            chain=(speaker,),
            also=(),
            reason=f"{speaker.name} stands in the line of sources",
            features=place.features("noted", f"rank={rank}", f"kind={speaker.kind}"),
            inferred=True,
        )


def labelled_options(place: Place) -> Iterator[Option]:
    """Whoever a label at the head of the block names, where it is not sure that the words are his."""
    label = place.telling.labels[place.sentence.index]
    if label is None or place.owner is not None:
        return
    speaker, back = label.speaker, place.sentence.index - label.sentence
    blocks = min(place.sentence.block - place.telling.sentences[label.sentence].block, 2)
    own = (
        f"back={min(back, 3)}/{blocks}",
        f"uses={min(label.uses, 4)}/{min(label.others, 3)}",
        f"kind={speaker.kind}/{speaker.person}",
        f"nobody={label.nobody}",
        f"upper={speaker.name.isupper()}/{label.nobody}",
        f"over={bool(place.over)}",
    )
    yield Option(
        kind=OptionKind.LABELLED,
        chain=(speaker,),
        also=(),
        reason=f"{speaker.name} heads the words",
        features=place.features("labelled", *own),
        inferred=bool(back),
        spot=(label.sentence, speaker.start, speaker.end),
    )
