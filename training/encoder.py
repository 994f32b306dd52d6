"""The network as it is trained: BERT's encoder (Devlin et al. 2019), small, with added inputs.

Layers of MiniLM (Wang et al. 2020). Beside word piece and position, a piece's vector gets one
small vector for each feature of its word; these begin at zero, so that training starts from what
the encoder knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from claims.attribution.tagger.network import TAGS

WIDTH, HEADS, VOCABULARY, POSITIONS = 384, 12, 30522, 512
LAYERS = 6
"""As many as MiniLM has."""

_EPSILON = 1e-12
_UNSEEN = -1e4
"""Added up in sixteen bits, too, this leaves a masked word no share."""


class _Dropout(nn.Module):
    """Dropout with one mask for a whole sequence: on a CPU nearly free."""

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[-1]) >= 0.1
        return x * kept.to(x.dtype) / 0.9


class _Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_out = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm_down = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.dropout = _Dropout()

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        shape = (batch, length, 3, HEADS, WIDTH // HEADS)
        query, key, value = self.qkv(x).view(shape).permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
        if mask is not None:
            scores = scores.masked_fill(~mask, _UNSEEN)
        seen = torch.softmax(scores, -1).to(value.dtype) @ value
        seen = seen.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_out(x + self.dropout(self.out(seen)))
        return self.norm_down(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces and feature rows → a score for each tag. ``sizes`` are the features' value counts."""

    def __init__(self, sizes: Sequence[int], layers: int = LAYERS) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.features = nn.ModuleList(nn.Embedding(size, WIDTH) for size in sizes)
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.layers = nn.ModuleList(_Layer() for _ in range(layers))
        self.dropout = _Dropout()
        self.tag = nn.Linear(WIDTH, len(TAGS))
        for table in self.features:
            nn.init.zeros_(table.weight)

    def forward(self, ids: Tensor, rows: Tensor, mask: Tensor | None = None) -> Tensor:
        """``ids`` (batch, length), ``rows`` (batch, length, features), ``mask`` where words are."""
        scores: Tensor = self.tag(self.read(ids, rows, mask))
        return scores

    def read(self, ids: Tensor, rows: Tensor, mask: Tensor | None = None) -> Tensor:
        """What the last layer says of each piece, before it is scored."""
        x: Tensor = self.word(ids) + self.position.weight[: ids.shape[1]] + self.kind
        for number, table in enumerate(self.features):
            x = x + table(rows[:, :, number])
        x = self.dropout(self.norm(x))
        seen = mask[:, None, None, :] if mask is not None else None
        for layer in self.layers:
            x = layer(x, seen)
        return x


def start_from(encoder: Encoder, weights: Mapping[str, Tensor]) -> None:
    """Fill the encoder with BERT weights as published, by their usual names."""

    def copy(target: Tensor, *names: str) -> None:
        target.data.copy_(torch.cat([weights[name] for name in names]))

    copy(encoder.word.weight, "embeddings.word_embeddings.weight")
    copy(encoder.position.weight, "embeddings.position_embeddings.weight")
    encoder.kind.data.copy_(weights["embeddings.token_type_embeddings.weight"][0])
    for end in ("weight", "bias"):
        copy(getattr(encoder.norm, end), f"embeddings.LayerNorm.{end}")
        for number, layer in enumerate(encoder.layers):
            at = f"encoder.layer.{number}."
            own = f"{at}attention.self."
            copy(getattr(layer.qkv, end), *(f"{own}{n}.{end}" for n in ("query", "key", "value")))
            copy(getattr(layer.out, end), f"{at}attention.output.dense.{end}")
            copy(getattr(layer.norm_out, end), f"{at}attention.output.LayerNorm.{end}")
            copy(getattr(layer.up, end), f"{at}intermediate.dense.{end}")
            copy(getattr(layer.down, end), f"{at}output.dense.{end}")
            copy(getattr(layer.norm_down, end), f"{at}output.LayerNorm.{end}")
