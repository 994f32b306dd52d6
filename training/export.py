"""Trained weights → the eight-bit network that ships.

    python -m training.export WEIGHTS.pt [MORE.pt ...]

Several sets of weights that began from the same numbers are averaged into one.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from claims.attribution.tagger.network import opened
from training.encoder import Encoder
from training.examples import SHIPPED, labels


def averaged(paths: list[Path]) -> dict[str, torch.Tensor]:
    """The mean of the weights, name by name (Wortsman et al. 2022, "model soups")."""
    sets = [torch.load(path, weights_only=True) for path in paths]
    return {name: torch.stack([one[name] for one in sets]).mean(0) for name in sets[0]}


def export(weights: dict[str, torch.Tensor], target: Path) -> None:
    """Write the network with eight-bit weights to ``target``."""
    layers = {name.split(".")[1] for name in weights if name.startswith("layers.")}
    encoder = Encoder(labels().sizes, len(layers))
    encoder.load_state_dict(weights)
    encoder.eval()
    ids = torch.randint(1000, 2000, (1, 40))
    rows = torch.zeros(1, 40, len(labels().sizes), dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder:
        whole, prepared, small = (Path(folder) / f"{step}.onnx" for step in range(3))
        torch.onnx.export(
            encoder,
            (ids, rows),
            str(whole),
            input_names=["ids", "rows"],
            output_names=["scores"],
            dynamic_axes={"ids": {1: "length"}, "rows": {1: "length"}, "scores": {1: "length"}},
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(whole), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared),
            str(small),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )
        joined(small, target)


def joined(network: Path, target: Path) -> None:
    """Join the steps that are joined when a network is loaded, so that it loads sooner."""
    options = onnxruntime.SessionOptions()
    options.optimized_model_filepath = str(target)
    opened(network, options)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--output", type=Path, default=SHIPPED / "tagger.onnx")
    args = parser.parse_args()
    export(averaged(args.weights), args.output)
    print(json.dumps({"bytes": args.output.stat().st_size}))


if __name__ == "__main__":
    main()
