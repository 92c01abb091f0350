"""What could be the source of some words: cues of their sentence, an account that runs on or follows, a name, nobody.

Each possibility is an `Option` with features; which one holds is decided in `attribution`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from tumen.codebook.document import BlockKind
from tumen.codebook.source import SourceKind
from tumen.extracting.accounts import Account, also_of, chain_of, in_order, width_of
from tumen.extracting.source_names import (
    document_options,
    labelled_options,
    named_before,
    named_options,
    noted_options,
    table_options,
)
from tumen.extracting.source_neighbours import farther_options, nearby_options
from tumen.extracting.source_places import PRONOUN_START, Option, OptionKind, Place, Spot, option_of, tense_of
from tumen.extracting.source_records import record_options
from tumen.extracting.speaker import Speaker
from tumen.extracting.telling import Telling
from tumen.extracting.voice import Manner, Voice

FARTHEST: Final = 14
"""How many sentences back an account is still looked for."""
FARTHEST_AHEAD: Final = 2
"""How many sentences on."""
_POINTS_BACK: Final = re.compile(
    r"^['\"(]*(?:(?:This|That|These|Those|So|Such|It)\b"
    r"|The (?:news|information|report|statement|data|figures?|numbers?)\b)"
)


def _voice_features(voice: Voice, place: Place) -> tuple[str, ...]:
    speaker = voice.speakers[0]
    after = place.start >= voice.end
    gap = place.sentence.text[voice.end : place.start] if after else place.sentence.text[place.end : voice.start]
    marks = [
        f"manner={voice.manner}",
        f"kind={speaker.kind}",
        f"own={speaker.own}",
        f"named={speaker.named}",
        f"whole={voice.whole}",
        f"verb={voice.verb}",
        f"after={after}",
    ]
    marks += [
        f"verb_kind={voice.verb}/{speaker.kind}/{speaker.person}",
        f"by={speaker.by}",
        f"wide={width_of(voice) * 4 // max(1, len(place.sentence.text))}",
    ]
    marks.append(f"between={_figures_beside(voice, place, after=after)}")
    marks += [f"gap={min(len(gap) // 40, 4)}", f"semicolon={';' in gap}", f"told={voice.told is not None}"]
    if re.search(r",\s+(?:and|but|while|though|although|whereas)\b", gap):
        marks.append("joined")
    if speaker.kind is SourceKind.GOVERNMENT and not speaker.person:
        marks.append(f"state_says={voice.manner}")
    return tuple(marks)


def _figures_beside(voice: Voice, place: Place, *, after: bool) -> str:
    """Whether other figures stand between cue and words, or beyond the cue, and where in the sentence the cue is."""
    figures = place.telling.reading.marks[voice.sentence].quantities
    low, high = (voice.end, place.start) if after else (place.end, voice.start)
    between = any(low <= figure.start and figure.end <= high for figure in figures)
    beyond = any(figure.end <= voice.start if after else figure.start >= voice.end for figure in figures)
    tail = len(place.sentence.text) - voice.end < 4
    return f"{between}/{'head' if voice.start < 3 else 'tail' if tail else 'inside'}/{after}/{beyond}"


def _covering_options(place: Place) -> Iterator[Option]:
    """All cues over the place as one chain; and, where there are several, the innermost and the outermost alone."""
    ordered = in_order(place.over)
    if len(ordered) > 1 and _is_own_count(ordered[-1], ordered[0]):
        ordered = ordered[:-1]
    if not ordered:
        return
    sets = [(OptionKind.COVERING, ordered)]
    if len(ordered) > 1:
        sets += [(OptionKind.OUTER, ordered[:1]), (OptionKind.INNER, ordered[-1:])]
    for kind, voices in sets:
        chain = chain_of(voices)
        last = voices[-1]
        own = _voice_features(last, place)
        if len(ordered) > 1:
            own += (
                f"inner_manner={ordered[-1].manner}",
                f"outer_manner={ordered[0].manner}",
                f"inner_verb={ordered[-1].verb}",
                f"inner_kind={ordered[-1].speakers[0].kind}",
                f"outer_kind={ordered[0].speakers[0].kind}",
                f"outer_own={ordered[0].speakers[0].own}",
            )
        also = also_of(voices)
        if len(chain) == 1:
            chain = _with_outlet(place, chain[0])
        chain = place.telling.relayed_chain(chain)
        reason = f"{last.manner} {chain[-1].name}" if chain else "the author's own words"
        yield Option(
            kind=kind,
            chain=chain,
            also=also,
            reason=reason,
            features=place.features(kind.value, *own),
            spot=_spot_of(last),
        )
        if kind is OptionKind.COVERING:
            yield from _other_antecedents(place, voices, own)
            if chain:
                yield from _relayed(place, chain, "covering")


def _spot_of(voice: Voice) -> Spot:
    return voice.sentence, voice.speakers[0].start, voice.speakers[0].end


def _is_own_count(inner: Voice, outer: Voice) -> bool:
    """Whether a state's count is told by one who speaks for it: "the minister said that Seoul had detected"."""
    state = inner.speakers[0]
    return (
        inner.manner is Manner.WEAK
        and state.kind is SourceKind.GOVERNMENT
        and not state.person
        and outer.speakers[0].kind
        in (SourceKind.GOVERNMENT, SourceKind.MILITARY, SourceKind.INTELLIGENCE, SourceKind.OFFICIAL_ANONYMOUS)
    )


def _other_antecedents(place: Place, voices: Sequence[Voice], own: tuple[str, ...]) -> Iterator[Option]:
    """Further sources to which the pronoun of the innermost cue could go back."""
    speaker = voices[-1].speakers[0]
    for rank, other in enumerate(speaker.others, start=1):
        chain = (*chain_of(voices)[:-1], other)
        marks = (
            *own,
            f"rank={rank}",
            f"other_kind={other.kind}",
            f"other_named={other.named}",
            f"other_person={other.person}",
        )
        yield Option(
            kind=OptionKind.OTHER,
            chain=chain,
            also=(),
            reason=f"{voices[-1].manner} {other.name}, gone back to",
            features=place.features("other", *marks),
            inferred=True,
            spot=_spot_of(voices[-1]),
        )


def _relayed(place: Place, chain: tuple[Speaker, ...], by: str) -> Iterator[Option]:
    """Who stood behind the same source before: a lawmaker who relayed a service goes on doing so."""
    last = chain[-1]
    passing_on = place.telling.passing_on.get(last.name, [])
    before = bisect_left(passing_on, place.sentence.index)
    account = place.telling.accounts[passing_on[before - 1]] if before else None
    if account is None:
        return
    own = (
        f"by={by}",
        f"kind={account.chain[-1].kind}",
        f"over={last.kind}",
        f"back={min(place.sentence.index - account.sentence, 6)}",
        f"same_block={account.block == place.sentence.block}",
    )
    yield option_of(
        account, OptionKind.RELAYED, f"{last.name} relays {account.chain[-1].name}", place.features("relayed", *own)
    )


def _with_outlet(place: Place, speaker: Speaker) -> tuple[Speaker, ...]:
    """A source heard again in a block keeps the outlet that told of it."""
    for index in range(place.sentence.index - 1, max(-1, place.sentence.index - 6), -1):
        account = place.telling.accounts[index]
        if account is not None and account.block == place.sentence.block:
            same = account.chain[-1].name == speaker.name
            return account.chain if same and account.chain[0].kind is SourceKind.MEDIA else (speaker,)
    return (speaker,)


def _beside_options(place: Place) -> Iterator[Option]:
    """Cues of the sentence that do not cover the place by the grammar, which is sometimes misread."""
    for voice in place.voices:
        if voice in place.over or voice.speakers[0].own:
            continue
        own = _voice_features(voice, place)
        yield Option(
            kind=OptionKind.BESIDE,
            chain=chain_of([voice]),
            also=also_of([voice]),
            reason=f"{voice.manner} {voice.speakers[0].name}, in the same sentence",
            features=place.features("beside", *own),
            spot=_spot_of(voice),
        )


def _running_options(place: Place) -> Iterator[Option]:
    """Accounts of earlier sentences: the last one of the block, and the last ones of the blocks before."""
    seen: set[str] = set()
    within = True
    for back, account in _backwards(place):
        if len(seen) >= 3:
            return
        if account.chain[-1].name in seen:
            continue
        same = account.block == place.sentence.block
        kind = OptionKind.CARRIED if same and within else OptionKind.EARLIER
        within = within and not same
        seen.add(account.chain[-1].name)
        blocks = place.sentence.block - account.block
        last = account.chain[-1]
        own: tuple[str, ...] = (
            f"back={min(back, 6)}",
            f"blocks={min(blocks, 3)}",
            f"manner={account.manner}",
            f"kind={last.kind}",
            f"rank={len(seen)}",
            f"depth={len(account.chain)}",
            f"verb={account.verb}",
            f"person={last.person}",
            f"over={bool(place.over)}",
            f"block_over={place.sentence.kind}/{min(blocks, 2)}",
        )
        own += (
            f"named_again={_named_again(place, last)}",
            f"tense={tense_of(place.sentence)}/{tense_of(place.telling.sentences[account.sentence])}",
            f"back_start={min(back, 3)}/{PRONOUN_START.match(place.sentence.text) is not None}",
        )
        own += _shared(place, account)
        own += _course(place, account)
        yield option_of(
            account,
            kind,
            f"the account of {last.name} runs on from {back} sentences before",
            place.features(kind.value, *own),
        )


def _following_options(place: Place) -> Iterator[Option]:
    """The account that stands next after the words: "This was reported by NHK", and who gave the figure just told."""
    first = place.sentence.index + 1
    account = next((each for each in place.telling.accounts[first : first + FARTHEST_AHEAD] if each is not None), None)
    if account is None:
        return
    sentence, last = place.telling.sentences[account.sentence], account.chain[-1]
    ahead = account.sentence - place.sentence.index
    back = _POINTS_BACK.match(sentence.text) is not None
    blocks = min(account.block - place.sentence.block, 2)
    bare = not place.telling.reading.marks[account.sentence].quantities
    own = (
        f"ahead={ahead}/{blocks}",
        f"back={back}/{bare}/{blocks}",
        f"manner={account.manner}/{back}",
        f"kind={last.kind}",
        f"depth={len(account.chain)}",
        f"whole={account.whole}",
        f"over={bool(place.over)}",
    )
    yield option_of(
        account, OptionKind.FOLLOWING, f"told by {last.name} {ahead} sentences on", place.features("following", *own)
    )


def _backwards(place: Place) -> Iterator[tuple[int, Account]]:
    """Accounts before the place with their distance in sentences; the cells of a table count as one."""
    back = 0
    cell = place.sentence.kind is BlockKind.TABLE_CELL
    for index in range(place.sentence.index - 1, -1, -1):
        sentence = place.telling.sentences[index]
        if not (cell and sentence.kind is BlockKind.TABLE_CELL):
            back += 1
        if back > FARTHEST:
            return
        account = place.telling.accounts[index]
        if account is not None:
            yield back, account


def _shared(place: Place, account: Account) -> tuple[str, ...]:
    """What the sentence has in common with that of the account: states and items spoken of."""
    here, there = place.telling.reading.marks[place.sentence.index], place.telling.reading.marks[account.sentence]
    states = {s.code for s in here.states} & {s.code for s in there.states}
    items = {i.item for i in here.items} & {i.item for i in there.items}
    fresh = {s.code for s in here.states} - {s.code for s in there.states}
    return (f"states={min(len(states), 2)}", f"items={min(len(items), 2)}", f"fresh={min(len(fresh), 2)}")


def _course(place: Place, account: Account) -> tuple[str, ...]:
    """How much the document follows the account's origin, where it was named first, and how the sentence ties to it."""
    origin = account.chain[-1].name
    return (
        f"uses={min(place.telling.uses[origin], 4)}/{min(place.telling.origins, 4)}",
        f"lead={min(account.sentence, 3)}",
        f"opens_back={place.opening}/{min(place.sentence.index - account.sentence, 2)}",
        f"whole={account.whole}",
    )


def _named_again(place: Place, speaker: Speaker) -> bool:
    return any(word in place.sentence.text for word in speaker.name.split() if len(word) > 3 and word[0].isupper())


def source_options(telling: Telling, index: int, start: int, end: int) -> list[Option]:
    """Return the possible sources of ``text[start:end]`` of a sentence, "nobody" first."""
    place = Place(telling, telling.sentences[index], start, end)
    nobody = place.features("nobody")
    found = [Option(kind=OptionKind.NOBODY, chain=(), also=(), reason="no source is named for it", features=nobody)]
    for further in _FURTHER:
        found.extend(further(place))
    found.extend(document_options(place, {option.chain[-1].name for option in found if option.chain}))
    for unheard in (farther_options, nearby_options):
        found.extend(unheard(place, tuple(found)))
    row = [option for option in found if option.kind is OptionKind.ROW]
    return [found[0], *row] if row else found


_FURTHER: Final = (
    _covering_options,
    _beside_options,
    _running_options,
    _following_options,
    named_options,
    named_before,
    table_options,
    noted_options,
    labelled_options,
    record_options,
)
