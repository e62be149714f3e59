"""The spaCy pipeline: its own tokenizer, other people's tokenizers, and what it leaves behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import spacy
import srsly
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from cancu import samples
from cancu.ingest.pipeline import SPANS, STEPS, MentionTokenizer, pipeline, read_into_doc
from cancu.ingest.read import read
from cancu.ingest.reading import Reading
from cancu.ingest.resolve import Resolved
from cancu.ingest.steps import bare, read_through

TEXT = (
    "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018; Luật Tổ chức chính quyền địa phương "
    "số 72/2025/QH15.\nThực hiện Kế hoạch số 41/KH-UBND ngày 10/01/2025 của UBND tỉnh Thái Bình."
)
NUMBERS = ["61/2018/NĐ-CP", "72/2025/QH15", "41/KH-UBND"]


def own_pipeline() -> Language:
    """Return a pipeline as a spaCy user makes one."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    for step in STEPS:
        nlp.add_pipe(step)
    return nlp


def test_components_work_in_a_pipeline_of_ones_own() -> None:
    doc = own_pipeline()(TEXT)
    spans = doc.spans[SPANS]
    assert [span._.citation.mention.number for span in spans] == NUMBERS
    assert [span.label_ for span in spans] == ["Nghị định", "Luật", "Kế hoạch"]
    assert "61/2018/NĐ-CP" in spans[0].text
    assert isinstance(spans[0]._.citation.resolution, Resolved)
    assert isinstance(doc._.reading, Reading)


def test_the_own_tokenizer_cuts_only_at_citations() -> None:
    nlp = pipeline()
    assert isinstance(nlp.tokenizer, MentionTokenizer)
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert [span.text for span in doc.spans[SPANS]] == [
        TEXT[span._.citation.mention.start : span._.citation.mention.end]
        for span in doc.spans[SPANS]
    ]
    assert len(doc) == 2 * len(NUMBERS) + 1


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="Nghị định số 61/2018/NĐ-CP,;.\n\t", max_size=80))
def test_tokens_are_the_text(text: str) -> None:
    assert pipeline()(text).text == text if text else True


@pytest.mark.parametrize("path", samples.documents(), ids=lambda path: path.name)
def test_the_pipeline_reads_what_the_steps_read(path: Path) -> None:
    source = read(path)
    assert read_into_doc(source) == read_through(source)


def test_reading_twice_gives_the_same() -> None:
    assert read_through(bare(TEXT)) == read_through(bare(TEXT))


def test_what_was_read_travels_in_the_bytes_of_a_document() -> None:
    nlp = own_pipeline()
    doc = nlp(TEXT + "\n1. Giao Sở Nội vụ báo cáo trước ngày 15/12/2025, đạt tối thiểu 95%.")
    packed = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (unpacked,) = DocBin(store_user_data=True).from_bytes(packed).get_docs(nlp.vocab)
    for again in (Doc(nlp.vocab).from_bytes(doc.to_bytes()), unpacked):
        assert again._.reading == doc._.reading
        assert [s._.citation for s in again.spans[SPANS]] == [
            s._.citation for s in doc.spans[SPANS]
        ]


def test_several_processes_read_as_one_does() -> None:
    nlp = own_pipeline()
    texts = [TEXT, "Căn cứ Luật Đất đai năm 2024;", TEXT]
    one = [doc._.reading for doc in nlp.pipe(texts)]
    assert [doc._.reading for doc in nlp.pipe(texts, n_process=2, batch_size=1)] == one


def test_bytes_make_only_what_a_reading_holds() -> None:
    other = {"cancu": "Path", "fields": {"path": "/"}}
    assert srsly.msgpack_loads(srsly.msgpack_dumps(other)) == other


def test_citations_alone_are_the_same_citations() -> None:
    source = read(samples.documents()[4])
    whole = read_through(source)
    assert whole.obligations
    assert read_through(source, duties=False) == replace(
        whole, obligations=(), targets=(), addressees=()
    )
