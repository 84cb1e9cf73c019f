"""The shelf as a LangChain retriever, for use in any LangChain chain."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.shelf import Hit, Shelf


class FilingRetriever(BaseRetriever):
    """Hybrid retrieval over one generation of the index, as Documents with the passage's place in their metadata.

    shelf: what `open_shelf(...).current()` gives. filings: ids of the filings to search; empty for all.
    limit: passages returned. The typed hit stands in the metadata under "hit".
    """

    shelf: Shelf
    model_config = ConfigDict(arbitrary_types_allowed=True)
    filings: tuple[str, ...] = ()
    limit: int = 8

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 (LangChain calls with it)
    ) -> list[Document]:
        return [_document(hit) for hit in self.shelf.search(query, self.filings, self.limit)]


def _document(hit: Hit) -> Document:
    passage = hit.passage
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "filing": passage.filing,
            "section": " > ".join(passage.section),
            "context": passage.context,
            "start": passage.span.start,
            "end": passage.span.end,
            "page": passage.page,
            "table": passage.table,
            "score": hit.score,
            "hit": hit,
        },
    )
