"""Frames: what a verb or noun says of an exchange, and where its sides stand.

The dictionary is `data/frames.yaml`, in the manner of the verb dictionaries of PLOVER (Halterman et al. 2023); a case
adds entries of its own in the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from typing import Final

import yaml

from tumen.errors import InvalidPack

NO_FRAME: Final = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A frame: where its giver and receiver stand, the first place that is filled counting."""

    name: str
    giver: tuple[str, ...] = ()
    receiver: tuple[str, ...] = ()


PLAIN_SPEECH: Final = frozenset(["give", "deny", "sign", "act", "teach"])
"""Frames whose words alone make a sentence worth parsing, though it names neither figure nor item."""
EXCHANGE: Final = PLAIN_SPEECH | {"deploy", "get", "arrive", "leave", "lose", "pay", "promise", "offer", "build"}
"""Frames that tell of an exchange even where no item stands beside them: worth parsing beside the name of a state."""
_ANSWERING: Final = frozenset(["not", "never", "no", "none", "nobody", "nothing", "neither", "nor", "t", "did", "does"])
"""What denies (the rest of ``n't`` among it) or takes up what was told before."""
_IRREGULAR: Final = {
    "send": "sent", "give": "gave given", "sell": "sold", "lend": "lent", "teach": "taught", "break": "broke broken",
    "buy": "bought", "come": "came", "go": "went gone", "take": "took taken", "get": "got", "leave": "left",
    "lose": "lost", "pay": "paid", "build": "built", "forbid": "forbade forbidden",
}  # fmt: skip
_WORD: Final = re.compile(r"[a-z]+")


@dataclass(frozen=True, kw_only=True)
class Frames:
    """The dictionary: frames by name, and for each lemma the name of its frame."""

    by_name: Mapping[str, Frame]
    verbs: Mapping[str, str] = field(default_factory=dict)
    nouns: Mapping[str, str] = field(default_factory=dict)
    adjectives: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The forms, in lower case, of the words of `PLAIN_SPEECH`."""
        return self._forms(PLAIN_SPEECH)

    @cached_property
    def wider_forms(self) -> frozenset[str]:
        """The forms, in lower case, of the words of `EXCHANGE`, and the words that answer."""
        particles = frozenset(
            form
            for lemma, frame in self.verbs.items()
            if frame in EXCHANGE and "_" in lemma
            for form in _forms_of(lemma.partition("_")[0])
        )
        return self._forms(EXCHANGE) | particles | _ANSWERING

    @cached_property
    def works(self) -> frozenset[str]:
        """The forms, in lower case, of the words that tell of building."""
        return self._forms(frozenset(["build"]))

    def _forms(self, frames: frozenset[str]) -> frozenset[str]:
        tables = (self.verbs, self.nouns, self.adjectives)
        lemmas = [lemma for table in tables for lemma, frame in table.items() if frame in frames and "_" not in lemma]
        return frozenset(form for lemma in lemmas for form in _forms_of(lemma))

    def tells(self, text: str) -> bool:
        """Tell whether the text holds a word of `PLAIN_SPEECH`."""
        return not self.forms.isdisjoint(_WORD.findall(text.lower()))

    def hints(self, text: str) -> bool:
        """Tell whether the text holds a word of `EXCHANGE` or one that answers."""
        return not self.wider_forms.isdisjoint(_WORD.findall(text.lower()))

    def hints_at_works(self, text: str) -> bool:
        """Tell whether the text holds a word that tells of building."""
        return not self.works.isdisjoint(_WORD.findall(text.lower()))

    def of_verb(self, lemma: str, particle: str = "") -> str:
        """Return the frame of a verb, with its particle where that has an entry; empty where there is none."""
        return self.verbs.get(f"{lemma}_{particle}") or self.verbs.get(lemma, NO_FRAME)

    def of_noun(self, lemma: str) -> str:
        """Return the frame of a noun; empty where there is none."""
        return self.nouns.get(lemma, NO_FRAME)

    def of_adjective(self, lemma: str) -> str:
        """Return the frame of an adjective; empty where there is none."""
        return self.adjectives.get(lemma, NO_FRAME)


def _forms_of(lemma: str) -> Iterator[str]:
    yield lemma
    yield from _IRREGULAR.get(lemma, "").split()
    if lemma.endswith("e"):
        yield from (f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing")
    elif lemma.endswith("y") and lemma[-2] not in "aeou":
        yield from (f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing")
    else:
        last = lemma[-1]
        yield from (f"{lemma}s", f"{lemma}es", f"{lemma}ed", f"{lemma}ing", f"{lemma}{last}ed", f"{lemma}{last}ing")


def parse_frames(text: str, *, name: str = "frames") -> Frames:
    """Return the frames of a file's text.

    Raises:
        InvalidPack: the text is no mapping of frames to their verbs, nouns and places.
    """
    loaded = yaml.safe_load(text) or {}
    if not isinstance(loaded, dict) or not all(isinstance(entry, dict) for entry in loaded.values()):
        raise InvalidPack(name, "frames are a mapping of names to entries", "See data/frames.yaml of the extractor")
    by_name: dict[str, Frame] = {}
    verbs: dict[str, str] = {}
    nouns: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    for frame, entry in loaded.items():
        by_name[frame] = Frame(
            name=frame, giver=tuple(entry.get("giver") or ()), receiver=tuple(entry.get("receiver") or ())
        )
        for sort, kept in (("verbs", verbs), ("nouns", nouns), ("adjectives", adjectives)):
            for lemma in entry.get(sort) or ():
                kept.setdefault(str(lemma), frame)
    return Frames(by_name=by_name, verbs=verbs, nouns=nouns, adjectives=adjectives)


@lru_cache(maxsize=8)
def frame_dictionary(own: str = "") -> Frames:
    """Return the extractor's frames, with a case's ``own`` entries (text of its file) before them."""
    shipped = parse_frames((resources.files("tumen.extracting") / "data" / "frames.yaml").read_text(encoding="utf-8"))
    if not own.strip():
        return shipped
    added = parse_frames(own, name="frames of the case pack")
    return Frames(
        by_name={**shipped.by_name, **{k: v for k, v in added.by_name.items() if v.giver or v.receiver}},
        verbs={**shipped.verbs, **added.verbs},
        nouns={**shipped.nouns, **added.nouns},
        adjectives={**shipped.adjectives, **added.adjectives},
    )
