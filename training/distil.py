"""Teach a network of fewer layers what larger ones have learned.

    python -m training.distil TRAIN TEACHER.pt [MORE.pt ...] --work DIR -o WEIGHTS.pt

The teacher is the average of the sets of weights given. The pupil keeps some of its layers, and
learns to answer as the teacher does (Hinton, Vinyals and Dean 2015), to see what its last layer
sees (Jiao et al. 2020), and, a little, what people marked. In half of the passages some words are
exchanged for others: so the teacher is also asked about sentences that nobody marked. Pupils from
different seeds can be averaged (``training.export``).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from training.corpus import divided, read
from training.encoder import VOCABULARY, Encoder
from training.examples import Example, labels
from training.export import averaged
from training.train import Batch, all_examples, fitted

KEPT = (0, 1, 2, 3, 5)
"""The teacher's layers that the pupil begins with."""

MARKED, SEEN = 0.2, 1.0
"""What people marked, and what the last layer sees, each against the teacher's answer."""

ANOTHER = 0.1
_FIRST_WORD = 1996
"""Word pieces before it are marks, letters and what is not used."""


def pupil_of(teacher: Encoder) -> Encoder:
    """A smaller encoder that begins with what the teacher knows."""
    pupil = Encoder(labels().sizes, len(KEPT))
    weights = {n: w for n, w in teacher.state_dict().items() if not n.startswith("layers.")}
    pupil.load_state_dict(weights, strict=False)
    for layer, kept in zip(pupil.layers, KEPT, strict=True):
        layer.load_state_dict(teacher.layers[kept].state_dict())
    return pupil


def distilled(teacher: Encoder, known: list[Example], seed: int, epochs: int) -> dict[str, Tensor]:
    """The pupil's weights."""
    teacher.eval()
    pupil = pupil_of(teacher)

    def loss(batch: Batch) -> Tensor:
        ids, rows, mask, tags = batch
        ids = _varied(ids)
        with torch.no_grad():
            wanted_view = teacher.read(ids, rows, mask)
            wanted = torch.log_softmax(teacher.tag(wanted_view).float(), -1)
        view = pupil.read(ids, rows, mask)
        scores = torch.log_softmax(pupil.tag(view).float(), -1)
        words = tags >= 0
        answered = functional.kl_div(
            scores[words], wanted[words], reduction="batchmean", log_target=True
        )
        seen = functional.mse_loss(view[mask].float(), wanted_view[mask].float())
        marked = functional.nll_loss(scores.flatten(0, 1), tags.flatten())
        return answered + SEEN * seen + MARKED * marked

    return fitted(pupil, known, loss, seed, epochs, half=True)


def _varied(ids: Tensor) -> Tensor:
    """The pieces, in every other passage some of them exchanged for any others."""
    chosen = (torch.rand(ids.shape) < ANOTHER) & (torch.rand(ids.shape[0], 1) < 0.5)
    chosen &= ids >= _FIRST_WORD
    return torch.where(chosen, torch.randint(_FIRST_WORD, VOCABULARY, ids.shape), ids)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("teachers", type=Path, nargs="+")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    torch.set_flush_denormal(True)
    learned_from, _ = divided(read(args.train, args.work))
    teacher = Encoder(labels().sizes)
    teacher.load_state_dict(averaged(args.teachers))
    known = list(all_examples(learned_from))
    torch.save(distilled(teacher, known, args.seed, args.epochs), args.output)


if __name__ == "__main__":
    main()
