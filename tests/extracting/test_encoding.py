"""The encoder: windows hold every sentence once, vectors are those of the pretrained model, opinions are chances."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tumen.codebook.claim import Kind
from tumen.codebook.document import Capture
from tumen.errors import MissingExtra
from tumen.extracting.choosing import CHOICES, Chooser, shipped
from tumen.extracting.deciding import contexts_of
from tumen.extracting.encoding import encoder
from tumen.extracting.encoding.encoder import FROZEN, LAYERS, LINEARS, WIDTH, encoder_of, pretrained, tokenizer
from tumen.extracting.encoding.opinions import opinions_of, shipped_net
from tumen.extracting.encoding.sights import ITEMS, STANDING, WHERE, where
from tumen.extracting.encoding.windows import TRAITS, Window, pieces_of
from tumen.extracting.marking import Reading, mark
from tumen.extracting.roles import side_options
from tumen.reading import read

TEXT = (
    "North Korea has sent 12,000 soldiers to Russia, South Korea's spy agency said on Friday. "
    "Another 3,000 followed in January, and Moscow paid for them with oil."
)


def marked(text: str, title: str = "Soldiers for Russia") -> Reading:
    front = f"---\ntitle: {title}\npublished: 2025-03-14\nlang: en\n---\n\n"
    return mark(read(Capture(name="t.md", content=(front + text).encode())), None)


def untaught() -> dict[str, np.ndarray]:
    """Adapters that change nothing, so that the vectors are those of the pretrained model."""
    base = pretrained()
    learned = {"traits": np.zeros((len(TRAITS), WIDTH), dtype=np.float32)}
    for number in range(FROZEN, LAYERS):
        for name, short in LINEARS:
            rows, columns = base[f"encoder.layer.{number}.{name}.weight"].shape
            learned[f"layers.{number}.{short}.A"] = np.zeros((16, columns), dtype=np.float32)
            learned[f"layers.{number}.{short}.B"] = np.zeros((rows, 16), dtype=np.float32)
        for name, short in (("attention.output.LayerNorm", "n1"), ("output.LayerNorm", "n2")):
            for part in ("weight", "bias"):
                learned[f"layers.{number}.{short}.{part}"] = base[f"encoder.layer.{number}.{name}.{part}"]
    return learned


def sentence_vector(text: str) -> np.ndarray:
    ids = tokenizer().encode(text).ids
    window = Window(
        pieces=tuple(ids), traits=((),) * len(ids), targets=range(1), sentences=range(1), firsts={}, offsets={}
    )
    mean = encoder_of(untaught()).vectors(window).mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))


def test_untaught_vectors_are_those_that_the_model_is_known_for() -> None:
    # Worked out once with sentence-transformers' own code for the same model.
    told = sentence_vector("This is an example sentence")
    assert told[:4] == pytest.approx([0.0677, 0.0635, 0.0487, 0.0793], abs=2e-4)


def test_what_means_the_same_lies_near() -> None:
    shells, rounds = sentence_vector("Pyongyang shipped artillery shells"), sentence_vector("The North sent ammunition")
    weather = sentence_vector("It will rain in Lisbon tomorrow")
    assert float(shells @ rounds) > float(shells @ weather) + 0.2


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["Iran sent 400 drones.", "It rained.", "x" * 900, "7 " * 300 + "end."]), max_size=12))
def test_every_sentence_is_the_target_of_one_window(sentences: list[str]) -> None:
    reading = marked("\n\n".join(sentences))
    windows = pieces_of(reading, tokenizer()).windows
    assert [index for window in windows for index in window.targets] == list(range(len(reading.sentences)))
    assert all(len(window.pieces) <= 512 for window in windows)


def test_a_span_is_found_among_the_pieces_of_its_window() -> None:
    reading = marked(TEXT)
    (window,) = pieces_of(reading, tokenizer()).windows
    index, figure = next((i, marks.quantities[0]) for i, marks in enumerate(reading.marks) if marks.quantities)
    span = window.span(index, figure.start, figure.end)
    assert span is not None
    assert tokenizer().decode(list(window.pieces[span[0] : span[1]])) == "12, 000"
    assert window.span(70, 0, 3) is None


def test_where_a_naming_stands_is_told_in_steps() -> None:
    here, before, behind, inside = (where((10, 12), 0, other, 0) for other in ((10, 12), (4, 6), (14, 15), (11, 12)))
    assert len({here, before, behind}) == 3
    assert inside == here
    assert where((10, 12), 3, (1, 2), 0) == where((10, 12), 5, (1, 2), 0)
    assert 0 <= max(here, before, behind) < WHERE


def test_opinions_are_chances_of_the_options() -> None:
    contexts = contexts_of(marked(TEXT))
    opinion = opinions_of(contexts, shipped_net())[contexts[0].candidate.key]
    pairs = side_options(contexts[0], Kind.TRANSFER)
    for scores in (
        opinion.claim(),
        list(opinion.kinds().values()),
        opinion.sides(Kind.TRANSFER, pairs),
        opinion.items(Kind.TRANSFER, ["troops", "oil"]),
        list(opinion.aspect("stage").values()),
    ):
        assert math.fsum(math.exp(score) for score in scores) == pytest.approx(1.0, abs=0.01)
    assert pairs[int(np.argmax(opinion.sides(Kind.TRANSFER, pairs)))] == ("KP", "RU")
    assert opinion.aspect("weather") == {}


def test_the_shipped_net_knows_all_items_and_standings() -> None:
    learned = shipped_net().learned
    assert learned["item.weight"].shape[0] == len(ITEMS)
    assert learned["sides.standing"].shape[0] == len(STANDING)
    assert learned["traits"].shape[0] == len(TRAITS)


def test_a_share_of_nought_leaves_the_linear_models_alone() -> None:
    contexts = contexts_of(marked(TEXT))
    chooser = shipped().over(contexts)
    alone = Chooser(models=shipped().models)
    for context in contexts:
        assert chooser.leaning(0.0).kinds(context) == alone.kinds(context)
        assert chooser.leaning(0.0).claim(context) == alone.claim(context)
        ours, both, theirs = (chooser.leaning(share).claim(context) for share in (0.0, 0.5, 1.0))
        assert min(ours, theirs) - 1e-3 <= both <= max(ours, theirs) + 1e-3
    assert set(shipped().models.shares) == set(CHOICES)


def test_without_its_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "PACKAGE", "no_such_model")
    with pytest.raises(MissingExtra, match=r"no-such-model.*pip install"):
        encoder.model_folder()
