"""The learned parts of a question's words: on wordings that are not among the annotated questions."""

import numpy as np
import pytest

from bot.reread.roles import ROLES, Role, _weights, chances, first_pieces, parse_roles, words_of
from index.embed import Embedder
from index.export import ready_embedder


def played(text: str, embedder: Embedder, role: Role) -> str:
    parse = parse_roles(text, embedder)
    assert parse is not None
    return " ".join(word.text for word in parse.words if word.role is role)


@pytest.mark.parametrize(
    ("question", "metric", "period"),
    [
        (
            "Morning! Before I send this note to my editor, how large was the inventory write-down in fiscal 2011?",
            "inventory write-down",
            "in fiscal 2011",
        ),
        ("We are closing the file. Please state goodwill as of June 30, 2009.", "goodwill", "as of June 30 2009"),
    ],
)
def test_metric_and_period_are_told_from_what_surrounds_them(
    embedder: Embedder, question: str, metric: str, period: str
) -> None:
    assert played(question, embedder, Role.METRIC).removeprefix("the ") == metric
    found = played(question, embedder, Role.PERIOD).replace(" ,", "")
    assert set(period.split()) <= set(found.split())


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("By what percentage did royalty income rise in 2015 over 2014?", "percent_change"),
        ("What was R&D as a percentage of net sales in 2013?", "share"),
        ("Why did the tax rate go up in the third quarter?", "text"),
        ("Did gross profit beat last year's?", "yes_no"),
    ],
)
def test_the_operation_is_read(embedder: Embedder, question: str, operation: str) -> None:
    parse = parse_roles(question, embedder)
    assert parse is not None and parse.operation == operation


def test_chances_are_those_of_the_network_worked_by_hand() -> None:
    zero = {name: np.zeros_like(value) for name, value in _weights().items()}
    roles, operations = chances(np.ones((3, zero["project"].shape[0]), dtype=np.float32), zero)
    assert roles.shape == (3, len(ROLES))
    assert np.allclose(roles, 1 / len(ROLES)) and np.allclose(operations.sum(), 1)
    # A bias of ln 3 for one role makes it three times as likely as each of the nine others.
    zero["roles_bias"][1] = np.log(3)
    roles, _ = chances(np.ones((1, zero["project"].shape[0]), dtype=np.float32), zero)
    assert roles[0, 1] == pytest.approx(3 / 12)


def test_words_keep_their_signs_and_find_their_pieces() -> None:
    text = "R&D, y/y %?"
    assert [text[start:end] for start, end in words_of(text)] == ["R&D", ",", "y/y", "%", "?"]
    assert first_pieces([(0, 3), (5, 8)], [(0, 0), (0, 1), (1, 2), (2, 3), (3, 4)]) == [1, None]


def test_a_model_without_layers_is_left_to_the_grammar(
    embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("plain-model")
    for name in ("model-int8.onnx", "tokenizer.json"):
        (folder / name.replace("-int8", "")).symlink_to(embedder.folder / name)
    other = ready_embedder(tmp_path_factory.mktemp("models"), str(folder))
    other.layered = lambda text: None  # type: ignore[method-assign]
    assert parse_roles("What was revenue?", other) is None
