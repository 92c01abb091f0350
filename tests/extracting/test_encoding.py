"""The encoder: windows hold every sentence once, vectors are those of the pretrained model, opinions are chances."""

from __future__ import annotations

import hashlib
import math
import zipfile
from functools import lru_cache
from pathlib import Path

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
from tumen.extracting.encoding import pretrained as model
from tumen.extracting.encoding.encoder import LINEARS, NORMS, WIDTH, Encoder, encoder_of, steps_apart
from tumen.extracting.encoding.opinions import opinions_of, shipped_net
from tumen.extracting.encoding.pretrained import LAYERS, pretrained, tokenizer
from tumen.extracting.encoding.sights import ITEMS, STANDING, TIMES, WHERE, time_sight, where
from tumen.extracting.encoding.windows import TRAITS, Window, pieces_of
from tumen.extracting.marking import Reading, mark
from tumen.extracting.roles import side_options
from tumen.extracting.timing import SHAPES, time_options
from tumen.reading import read

TEXT = (
    "North Korea has sent 12,000 soldiers to Russia, South Korea's spy agency said on Friday. "
    "Another 3,000 followed in January, and Moscow paid for them with oil."
)


def marked(text: str, title: str = "Soldiers for Russia") -> Reading:
    front = f"---\ntitle: {title}\npublished: 2025-03-14\nlang: en\n---\n\n"
    return mark(read(Capture(name="t.md", content=(front + text).encode())), None)


def untaught(layers: int) -> dict[str, np.ndarray]:
    """Adapters that change nothing, so that the vectors are those of the pretrained model."""
    base = pretrained()
    learned = {"traits": np.zeros((len(TRAITS), WIDTH), dtype=np.float32)}
    for number in range(layers):
        for name, short in LINEARS:
            rows, columns = base[f"encoder.layer.{number}.{name}.weight"].shape
            learned[f"layers.{number}.{short}.A"] = np.zeros((16, columns), dtype=np.float32)
            learned[f"layers.{number}.{short}.B"] = np.zeros((rows, 16), dtype=np.float32)
        for name, short in NORMS:
            for part in ("weight", "bias"):
                learned[f"layers.{number}.{short}.{part}"] = base[f"encoder.layer.{number}.{name}.{part}"]
    return learned


@lru_cache
def of_layers(layers: int) -> Encoder:
    return encoder_of(untaught(layers))


def sentence_vector(text: str, layers: int = LAYERS) -> np.ndarray:
    ids = tokenizer().encode(text).ids
    window = Window(
        pieces=tuple(ids), traits=((),) * len(ids), targets=range(1), sentences=range(1), firsts={}, offsets={}
    )
    mean = of_layers(layers).vectors(window).mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))


def test_untaught_vectors_are_those_that_the_model_is_known_for(monkeypatch: pytest.MonkeyPatch) -> None:
    # What the makers' own code prints for all twelve layers.
    monkeypatch.setattr(model, "LAYERS", 12)
    monkeypatch.setattr(encoder, "LAYERS", 12)
    told = sentence_vector("This is an example sentence", 12)
    assert told[:3] == pytest.approx([0.0225, -0.0783, -0.0230], abs=2e-4)
    assert told[-3:] == pytest.approx([-0.0083, 0.0265, -0.0020], abs=2e-4)


@given(st.integers(-600, 600))
def test_pieces_are_told_apart_the_better_the_nearer_they_stand(distance: int) -> None:
    step = steps_apart(distance)
    assert 0 <= step < 32
    assert steps_apart(-distance) == (step + 16) % 32 or distance == 0
    assert steps_apart(distance + 1) >= step or distance < 0


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


def test_a_document_is_read_as_a_whole_where_it_fits_and_else_in_even_parts() -> None:
    for count, parts in ((40, 1), (120, 3)):
        windows = pieces_of(marked("Iran sent 400 drones to Russia. " * count), tokenizer()).windows
        assert len(windows) == parts
        held = [len(window.targets) for window in windows]
        assert max(held) - min(held) <= 2
        assert all(window.sentences.start < window.targets.start for window in windows[1:])


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


def test_a_time_is_looked_at_where_it_is_told() -> None:
    text = "In June 2024 a treaty was signed. It rained. North Korea sent 12,000 soldiers to Russia in October 2024."
    context = contexts_of(marked(text))[-1]
    (window,) = pieces_of(context.reading, tokenizer()).windows
    options = time_options(context)
    told = {option.edtf.text: option for option in options if option.edtf and option.span and option.shape == "as"}
    for month, name in (("2024-10", "october 2024"), ("2024-06", "june 2024")):
        number, span, sentence = time_sight(window, context, told[month])
        assert (TIMES[number], sentence) == ("as told", context.candidate.sentence - told[month].back)
        assert span is not None
        assert name in tokenizer().decode(list(window.pieces[span[0] : span[1]]))
    (nothing,) = (option for option in options if option.shape == "none")
    assert time_sight(window, context, nothing) == (TIMES.index("none day"), None, 0)
    assert tuple(name.removesuffix(" told") for name in TIMES[: len(SHAPES)]) == SHAPES


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
        opinion.times(time_options(contexts[0])),
    ):
        assert math.fsum(math.exp(score) for score in scores) == pytest.approx(1.0, abs=0.01)
    assert pairs[int(np.argmax(opinion.sides(Kind.TRANSFER, pairs)))] == ("KP", "RU")
    assert opinion.aspect("weather") == {}


def test_the_shipped_net_knows_all_items_and_standings() -> None:
    learned = shipped_net().learned
    assert learned["item.weight"].shape[0] == len(ITEMS)
    assert learned["sides.standing"].shape[0] == len(STANDING)
    assert learned["traits"].shape[0] == len(TRAITS)
    assert learned["times.shape.weight"].shape[0] == len(TIMES)
    assert learned["times.out.weight"].shape[0] == len(SHAPES)


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


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A cache with nothing in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "tumen"


def packed(monkeypatch: pytest.MonkeyPatch, folder: Path, *, cut: int = 0) -> None:
    """Stands for the packages: an archive of two small files in two parts, of which the second lacks ``cut`` bytes."""
    texts = {name: f"this is {name}".encode() for name in model.FILES}
    with zipfile.ZipFile(folder / "all.zip", "w") as made:
        for name, text in texts.items():
            made.writestr(f"{model.MODEL}/{name}", text)
    whole = (folder / "all.zip").read_bytes()
    halves = [folder / "one", folder / "two"]
    halves[0].write_bytes(whole[:70])
    halves[1].write_bytes(whole[70 : len(whole) - cut])
    monkeypatch.setattr(model, "_parts", lambda: iter(halves))
    monkeypatch.setattr(
        model, "FILES", {name: (len(text), hashlib.sha256(text).hexdigest()) for name, text in texts.items()}
    )


def unpacked() -> Path:
    return Path(model.model_folder.__wrapped__())


def test_the_model_is_unpacked_once_and_mended_where_it_is_not_whole(
    cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    packed(monkeypatch, tmp_path)
    folder = unpacked()
    assert (folder / "tokenizer.json").read_text() == "this is tokenizer.json"
    assert list(cache.iterdir()) == [folder]
    (folder / "tokenizer.json").write_text("half")
    assert (unpacked() / "tokenizer.json").read_text() == "this is tokenizer.json"
    monkeypatch.setattr(model, "_parts", lambda: iter([tmp_path / "gone"]))
    assert unpacked() == folder


def test_without_its_packages_it_says_what_to_install(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "MODEL", "no-such-model")
    with pytest.raises(MissingExtra, match=r"no-such-model-pypi-part-001.*pip install"):
        unpacked()
    assert not cache.exists()


def test_other_files_than_the_makers_are_refused(cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    packed(monkeypatch, tmp_path)
    monkeypatch.setattr(model, "FILES", {name: (size, "0" * 64) for name, (size, _) in model.FILES.items()})
    with pytest.raises(MissingExtra, match=r"not as its makers published it.*pip install"):
        unpacked()
    assert not any(cache.iterdir())


def test_a_damaged_package_is_told(cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    packed(monkeypatch, tmp_path, cut=30)
    with pytest.raises(MissingExtra, match=r"are damaged.*pip install --force-reinstall"):
        unpacked()
    assert not any(cache.iterdir())


def test_a_cache_that_cannot_be_written_is_named(cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    with pytest.raises(MissingExtra, match=r"cannot be unpacked.*tumen.*XDG_CACHE_HOME"):
        unpacked()
