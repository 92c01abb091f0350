"""Possible sources far from any cue: whoever is named near the words, and the accounts of the rest of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from tumen.extracting.accounts import Account
from tumen.extracting.source_places import PRONOUN_START, Option, OptionKind, Place, Spot, option_of
from tumen.extracting.telling import PossibleSpeaker

_BESIDE: Final = (0, -1, 1, -2, 2)
"""In which sentences somebody is named near: the words' own, then those before and behind."""
_MOST_NEAR: Final = 8
_MOST_FAR: Final = 4
_FARTHEST: Final = 60
"""How many sentences before and behind an account is still looked for."""


def nearby_options(place: Place, found: Sequence[Option]) -> Iterator[Option]:
    """Whoever is named in the sentence or one beside it, could speak, and is not ``found`` yet."""
    yield from islice(_nearby(place, found), _MOST_NEAR)


def _nearby(place: Place, found: Sequence[Option]) -> Iterator[Option]:
    names = {option.chain[-1].name for option in found if option.chain}
    words = [option.chain[-1].words for option in found if option.chain]
    taken = [(place.sentence.index, place.start, place.end), *(option.spot for option in found if option.spot)]
    for ahead, named in _speakers_beside(place):
        speaker = named.speaker
        spot = (place.sentence.index + ahead, speaker.start, speaker.end)
        if speaker.name in names or any(_overlap(spot, other) for other in taken):
            continue
        if speaker.words and any(speaker.words <= other for other in words):
            continue
        names.add(speaker.name)
        words.append(speaker.words)
        yield Option(
            kind=OptionKind.NEARBY,
            chain=(speaker,),
            also=(),
            reason=f"{speaker.name} is named near it",
            features=place.few_features("nearby", *_features(place, named, ahead)),
            inferred=ahead != 0,
            spot=spot,
        )


def _speakers_beside(place: Place) -> Iterator[tuple[int, PossibleSpeaker]]:
    possible = place.telling.possible_speakers
    for ahead in _BESIDE:
        if 0 <= place.sentence.index + ahead < len(possible):
            yield from ((ahead, named) for named in possible[place.sentence.index + ahead])


def _overlap(spot: Spot, other: Spot) -> bool:
    return spot[0] == other[0] and spot[1] < other[2] and other[1] < spot[2]


def _features(place: Place, named: PossibleSpeaker, ahead: int) -> tuple[str, ...]:
    speaker, word = named.speaker, named.word
    sentence = place.telling.sentences[place.sentence.index + ahead]
    above = sentence.words[word.head]
    return (
        f"ahead={ahead}",
        f"kind={speaker.kind}/{speaker.person}",
        f"named={speaker.named}/{speaker.plural}",
        f"role={speaker.role.lower()}",
        f"dep={word.dep}/{ahead}",
        f"above={above.lemma}/{word.dep}",
        f"by={speaker.by}",
        f"first={ahead < 0 or (ahead == 0 and speaker.start < place.start)}",
        f"block={sentence.block == place.sentence.block}/{ahead}",
        f"starts_back={PRONOUN_START.match(place.sentence.text) is not None}/{ahead}",
    )


def farther_options(place: Place, found: Sequence[Option]) -> Iterator[Option]:
    """The accounts of further sentences that are not ``found`` yet, those before first, the nearest first."""
    known = {option.chain[-1].name for option in found if option.chain}
    further: dict[str, Account] = {}
    for account in _further_accounts(place):
        if account.chain[-1].name not in known:
            further.setdefault(account.chain[-1].name, account)
    for name, account in islice(further.items(), _MOST_FAR):
        yield option_of(
            account,
            OptionKind.FARTHER,
            f"{name} is a source of the document",
            place.few_features("farther", *_far_features(place, account)),
        )


def _further_accounts(place: Place) -> Iterator[Account]:
    here, accounts = place.sentence.index, place.telling.accounts
    before = reversed(accounts[max(0, here - _FARTHEST) : here])
    yield from (account for account in (*before, *accounts[here + 1 : here + _FARTHEST]) if account is not None)


def _far_features(place: Place, account: Account) -> tuple[str, ...]:
    here, last, telling = place.sentence.index, account.chain[-1], place.telling
    before = account.sentence < here
    return (
        f"before={before}",
        f"far={min(abs(account.sentence - here) // 4, 5)}/{before}",
        f"kind={last.kind}/{last.person}",
        f"uses={min(telling.uses[last.name], 4)}/{min(telling.origins, 4)}",
        f"block={account.block == place.sentence.block}",
        f"manner={account.manner}",
    )
