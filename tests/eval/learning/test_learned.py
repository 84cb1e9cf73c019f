"""The data that reading is learned from, and the learning of it."""

import json
from pathlib import Path

import numpy as np

from bot.reread.lines import moved_lines, moved_phrases, phrase_features
from bot.reread.roles import OPERATIONS, Role
from eval.learning.learned import write_learned
from eval.learning.lines import BATCH, Named, learn_lines, phrases_known
from eval.learning.roles import QUESTIONS, Example, examples, learn, score, unmarked
from eval.learning.sayings import SAYINGS, read_sayings
from index.embed import Embedder


def few_phrases(embedder: Embedder) -> Named:
    """Three lines, each with as many phrases as make a batch of learning."""
    said = {"Net loss": "red ink", "Total revenues": "top line", "Accounts payable": "owed to suppliers"}
    phrases = list(said.values())
    features = [phrase_features(phrase, embedder) for phrase in phrases]
    times = BATCH // len(phrases) + 1
    return Named(
        ("a",) * len(phrases) * times,
        tuple(range(len(phrases))) * times,
        np.stack([one for one in features if one is not None] * times),
        np.concatenate([embedder.passages(phrases, exact=True)] * times),
        embedder.passages(list(said), exact=True),
        tuple(said),
    )


def test_a_phrase_learned_lies_by_its_line(embedder: Embedder) -> None:
    known = few_phrases(embedder)
    weights = {name: value.astype(np.float32) for name, value in learn_lines(known).items()}
    near = moved_phrases(known.features, known.phrases, weights) @ moved_lines(known.lines, weights).T
    assert list(near.argmax(axis=1)) == list(known.meant)


def test_phrases_come_from_sayings_and_from_questions() -> None:
    known = phrases_known()
    writers = {writer for _, _, writer in known}
    assert {"sayings", "writer-1"} <= writers
    assert all(phrase and line for phrase, line, _ in known)


def test_marks_are_taken_out_and_their_places_kept() -> None:
    text, parts = unmarked("so [o:what was] [m:net loss], [p:Q2]?")
    assert text == "so what was net loss, Q2?"
    assert [(text[a:b], role) for a, b, role in parts] == [
        ("what was", Role.OPERATION), ("net loss", Role.METRIC), ("Q2", Role.PERIOD),
    ]  # fmt: skip


def test_every_annotated_question_is_well_marked() -> None:
    rows = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    assert len(rows) >= 2000 and len({row["writer"] for row in rows}) >= 5
    for row in rows:
        text, parts = unmarked(row["q"])
        assert row["op"] in OPERATIONS
        assert parts and "[" not in text, row["q"]


def test_a_phrase_of_two_lines_names_neither(tmp_path: Path) -> None:
    path = tmp_path / "said.jsonl"
    rows = [
        {"line": "Net income", "said": ["the bottom line", "the result"], "not": []},
        {"line": "Total assets", "said": ["the result"], "not": []},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    found = {said: line for line, said in read_sayings(path)}
    assert found == {"net income": "Net income", "the bottom line": "Net income", "total assets": "Total assets"}


def test_the_sayings_of_the_project_name_one_line_each() -> None:
    pairs = read_sayings(SAYINGS)
    assert len({said for _, said in pairs}) == len(pairs) > 2000


def test_what_is_learned_reads_what_taught_it(embedder: Embedder, tmp_path: Path) -> None:
    path = tmp_path / "few.jsonl"
    rows = [
        {"writer": "a", "q": f"hello [o:what was] [m:{name}] [p:in {year}]?", "op": "value", "plain": "", "line": ""}
        for name in ("revenue", "net loss", "cash", "goodwill", "inventory", "tax")
        for year in range(2001, 2009)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    known: list[Example] = examples(embedder, path) * 8
    found = score("a", learn(known), known)
    assert found.words > 0.95 and found.operations == 1.0


def test_what_is_written_is_what_is_read(embedder: Embedder, tmp_path: Path) -> None:
    path = tmp_path / "few.jsonl"
    row = {"writer": "a", "q": "[o:what was] [m:revenue]?", "op": "value", "plain": "", "line": ""}
    path.write_text(json.dumps(row) + "\n", "utf-8")
    write_learned(examples(embedder, path), few_phrases(embedder), embedder, tmp_path)
    with np.load(tmp_path / "lines.npz") as held:
        assert held["line_in"].shape[0] == held["phrase_out"].shape[1] == embedder.card.dimensions
    with np.load(tmp_path / "learned.npz") as held:
        assert held["roles"].shape[1] == len(Role) and held["operations"].shape[1] == len(OPERATIONS)
    rows = json.loads((tmp_path / "sayings.json").read_text("utf-8"))
    with np.load(tmp_path / "sayings.npz") as held:
        assert held["vectors"].shape == (len(rows), embedder.card.dimensions)
