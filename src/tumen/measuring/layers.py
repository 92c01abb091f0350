"""The layers of the pretrained model as PyTorch runs them in teaching, with their adapters."""

from __future__ import annotations

from functools import cache

import torch
from torch.nn import functional

from tumen.extracting.encoding.encoder import (
    FIRST_PLACE,
    HEADS,
    LEAST_SPREAD,
    LINEARS,
    NORMS,
    SCALE,
    WIDTH,
    steps_apart,
)
from tumen.extracting.encoding.pretrained import pretrained
from tumen.extracting.encoding.windows import LONGEST
from tumen.measuring.tensors import Tensor, as_halves, thinned

Weights = dict[str, Tensor]


def pretrained_tensors() -> Weights:
    """Return the pretrained arrays as tensors."""
    return {name: torch.from_numpy(array) for name, array in pretrained().items()}


@cache
def _steps() -> Tensor:
    """Return for each two of the most pieces in what step the second stands from the first."""
    line = torch.tensor([steps_apart(distance) for distance in range(1 - LONGEST, LONGEST)])
    return line.unfold(0, LONGEST, 1).flip(0)


def affinities(mask: Tensor, base: Weights) -> Tensor:
    """Return what is added to the affinities of pieces (windows x heads x pieces x pieces): distance and mask."""
    length = mask.shape[-1]
    apart = base["encoder.relative_attention_bias.weight"][_steps()[:length, :length]]
    return as_halves(apart.permute(2, 0, 1)[None] + mask)


def first_vectors(pieces: Tensor, base: Weights) -> Tensor:
    """Return the vectors of windows of pieces below the layers, which no lesson changes."""
    places = base["embeddings.position_embeddings.weight"][FIRST_PLACE:]
    x = base["embeddings.word_embeddings.weight"][pieces] + places[: pieces.shape[1]]
    norm = base["embeddings.LayerNorm.weight"], base["embeddings.LayerNorm.bias"]
    return functional.layer_norm(x, (WIDTH,), *norm, eps=LEAST_SPREAD)


def layer(x: Tensor, added: Tensor, number: int, base: Weights, weights: Weights, dropout: float) -> Tensor:
    """Return the vectors (windows x pieces x width) after one layer with its adapters."""
    place, own = f"encoder.layer.{number}.", f"layers.{number}."

    def mapped(vectors: Tensor, name: str, short: str) -> Tensor:
        low, high = weights[f"{own}{short}.A"], weights[f"{own}{short}.B"]
        added = functional.linear(functional.linear(vectors, low), SCALE * high)
        return functional.linear(vectors, base[f"{place}{name}.weight"], base[f"{place}{name}.bias"]) + added

    def normed(vectors: Tensor, short: str) -> Tensor:
        pair = [weights[f"{own}{short}.{part}"] for part in ("weight", "bias")]
        return functional.layer_norm(vectors, (WIDTH,), *pair, eps=LEAST_SPREAD)

    count, length, _ = x.shape
    split = [
        mapped(x, name, short).view(count, length, HEADS, WIDTH // HEADS).transpose(1, 2) for name, short in LINEARS[:3]
    ]
    query, key, value = split
    affinity = (query * (WIDTH // HEADS) ** -0.5) @ key.transpose(-1, -2)
    affinity = affinity + added
    attended = torch.softmax(affinity, dim=-1, dtype=affinity.dtype) @ value
    attended = mapped(attended.transpose(1, 2).reshape(count, length, WIDTH), *LINEARS[3])
    x = normed(x + thinned(attended, dropout), NORMS[0][1])
    inner = mapped(functional.gelu(mapped(x, *LINEARS[4])), *LINEARS[5])
    return normed(x + thinned(inner, dropout), NORMS[1][1])
