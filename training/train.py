"""Train the tagger: who says what, word by word.

    python -m training.train TRAIN --work DIR [--seed N] [--epochs N] [--half] -o WEIGHTS.pt

TRAIN is PolNeAR's training split. Sixty of its articles are kept out (``held_out``) to weigh the
findings by afterwards. On two cores an epoch takes ten minutes; where the processor multiplies
sixteen-bit numbers (AVX512-BF16, AMX), ``--half`` makes it four.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

from training.corpus import Article, divided, read
from training.encoder import Encoder, start_from
from training.examples import Example, base, examples, labels

PIECES_A_STEP = 1200
RATE, RATE_OF_NEW = 1.5e-4, 1e-3
WARM_UP, LEAST = 80, 0.02
MEMORY = 0.998
SYNTAX = (1, 2, 3, 5)
"""Features that come from the parser: one sequence in ten goes without, lest they be all."""

Batch = tuple[Tensor, Tensor, Tensor, Tensor]


def batches(known: Sequence[Example], rng: random.Random) -> list[list[Example]]:
    """All examples once, in random order, those of one length together."""
    order = rng.sample(known, len(known))
    near = [
        example
        for start in range(0, len(order), 400)
        for example in sorted(order[start : start + 400], key=lambda one: len(one.ids))
    ]
    found: list[list[Example]] = [[]]
    for example in near:
        longest = max(len(one.ids) for one in (*found[-1], example))
        if found[-1] and longest * (len(found[-1]) + 1) > PIECES_A_STEP:
            found.append([])
        found[-1].append(example)
    rng.shuffle(found)
    return found


def tensors(batch: Sequence[Example]) -> Batch:
    """Pieces, rows, mask and tags, padded to one length; -100 where no word begins."""
    length = max(len(one.ids) for one in batch)
    ids = torch.zeros(len(batch), length, dtype=torch.long)
    rows = torch.zeros(len(batch), length, len(labels().sizes), dtype=torch.long)
    mask = torch.zeros(len(batch), length, dtype=torch.bool)
    tags = torch.full((len(batch), length), -100)
    for number, one in enumerate(batch):
        end = len(one.ids)
        ids[number, :end] = torch.tensor(one.ids)
        rows[number, :end] = torch.tensor(one.rows)
        mask[number, :end] = True
        tags[number, torch.tensor(one.first)] = torch.tensor(one.tags)
    kept = (torch.rand(len(batch), 1) >= 0.1).long()
    for feature in SYNTAX:
        rows[:, :, feature] *= kept
    return ids, rows, mask, tags


def learn(known: list[Example], seed: int, epochs: int, *, half: bool) -> dict[str, Tensor]:
    """The weights that tag words as people did."""
    torch.manual_seed(0)  # new tables begin alike whatever the seed, so that runs can be averaged
    encoder = Encoder(labels().sizes)
    start_from(encoder, load_file(base("model.safetensors")))

    def loss(batch: Batch) -> Tensor:
        ids, rows, mask, tags = batch
        return functional.cross_entropy(
            encoder(ids, rows, mask).float().flatten(0, 1), tags.flatten()
        )

    return fitted(encoder, known, loss, seed, epochs, half=half)


def fitted(
    encoder: Encoder,
    known: list[Example],
    loss_of: Callable[[Batch], Tensor],
    seed: int,
    epochs: int,
    *,
    half: bool,
) -> dict[str, Tensor]:
    """The encoder's weights for the least loss, averaged on the way (Polyak and Juditsky 1992)."""
    encoder.word.weight.requires_grad_(False)
    torch.manual_seed(seed)
    rng = random.Random(seed)
    optimizer = _optimizer(encoder)
    rates = [group["lr"] for group in optimizer.param_groups]
    parameters = [p for p in encoder.parameters() if p.requires_grad]
    mean = [parameter.detach().clone() for parameter in parameters]
    steps = [batch for _ in range(epochs) for batch in batches(known, rng)]
    loss_so_far, begun = 1.0, time.monotonic()
    for number, batch in enumerate(steps):
        share = min((number + 1) / WARM_UP, max(LEAST, 1 - number / len(steps)))
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * share
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            loss = loss_of(tensors(batch))
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        keep = min(MEMORY, (number + 1) / (number + 10))
        torch._foreach_lerp_(mean, [p.detach() for p in parameters], 1 - keep)
        loss_so_far += 0.02 * (loss.item() - loss_so_far)
        if number % 100 == 0:
            seconds = time.monotonic() - begun
            print(f"{number}/{len(steps)} loss {loss_so_far:.3f} {seconds:.0f} s", flush=True)
    names = [name for name, p in encoder.named_parameters() if p.requires_grad]
    return {**encoder.state_dict(), **dict(zip(names, mean, strict=True))}


def _optimizer(encoder: Encoder) -> torch.optim.Optimizer:
    new = {id(p) for part in (encoder.tag, encoder.features) for p in part.parameters()}
    known = [p for p in encoder.parameters() if p.requires_grad and id(p) not in new]
    fresh = [p for p in encoder.parameters() if id(p) in new]
    groups = [{"params": known, "lr": RATE}, {"params": fresh, "lr": RATE_OF_NEW}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def all_examples(articles: Sequence[Article]) -> Iterator[Example]:
    for article in articles:
        yield from examples(article)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--half", action="store_true", help="multiply in sixteen bits")
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    torch.set_flush_denormal(True)
    learned_from, _ = divided(read(args.train, args.work))
    known = list(all_examples(learned_from))
    torch.save(learn(known, args.seed, args.epochs, half=args.half), args.output)


if __name__ == "__main__":
    main()
