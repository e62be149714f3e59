"""Graphs of documents for the tests of the view: one by hand, others made to any size."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx

BASE = "http://cancu.internal/vn"

_DOCUMENTS = (
    # key, number, type, level, date, issuer, title, ingested
    ("luat", "63/2020/QH14", "Luật", "central", "2020-06-18", "Quốc hội",
     "Luật sửa đổi, bổ sung một số điều của Luật Ban hành văn bản quy phạm pháp luật", False),
    ("nd61", "61/2018/NĐ-CP", "Nghị định", "central", "2018-04-23", "Chính phủ",
     "Về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính", True),
    ("nd107", "107/2021/NĐ-CP", "Nghị định", "central", "2021-12-06", "Chính phủ",
     "Sửa đổi, bổ sung một số điều của Nghị định số 61/2018/NĐ-CP", True),
    ("qd468", "468/QĐ-TTg", "Quyết định", "central", "2021-03-27", "Thủ tướng Chính phủ",
     "Phê duyệt Đề án đổi mới việc thực hiện cơ chế một cửa", True),
    ("nq76", "76/NQ-CP", "Nghị quyết", "central", "2021-07-15", "Chính phủ",
     "Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030", False),
    ("tt01", "01/2018/TT-VPCP", "Thông tư", "ministry", "2018-11-23", "Văn phòng Chính phủ",
     "Hướng dẫn thi hành một số quy định của Nghị định số 61/2018/NĐ-CP", True),
    ("cv5990", "5990/VPCP-KSTT", "Công văn", "ministry", "2022-09-09", "Văn phòng Chính phủ",
     None, False),
    ("kh20", "20/KH-UBND", "Kế hoạch", "province", "2022-01-24",
     "Ủy ban nhân dân tỉnh Mẫu Sơn", "Cải cách hành chính năm 2022", True),
    ("kh07", "07/KH-SNV", "Kế hoạch", "department", "2022-02-10", "Sở Nội vụ tỉnh Mẫu Sơn",
     "Cải cách hành chính năm 2022 của Sở Nội vụ", True),
    ("kh33", "33/KH-UBND", "Kế hoạch", "district", "2022-02-18",
     "Ủy ban nhân dân huyện Sông Trong", "Cải cách hành chính năm 2022", True),
    ("kh12", "12/KH-UBND", "Kế hoạch", "commune", "2022-03-02", "Ủy ban nhân dân xã Bình Hòa",
     "Cải cách hành chính năm 2022", True),
    ("qd90", "90/QĐ-UBND", "Quyết định", None, None, None, None, False),
)  # fmt: skip

_RELATIONS = (
    ("nd61", "luat", "based_on", "Căn cứ", 1, False),
    ("nd107", "nd61", "amends", "sửa đổi, bổ sung một số điều của", 3, False),
    ("qd468", "nd61", "based_on", "Căn cứ", 1, False),
    ("tt01", "nd61", "guides", "Hướng dẫn thi hành một số quy định", 2, False),
    ("cv5990", "qd468", "cites", None, 1, False),
    ("kh20", "nq76", "implements", "Thực hiện", 1, False),
    ("kh20", "nd61", "based_on", "Căn cứ", 2, False),
    ("kh20", "nd107", "based_on", "Căn cứ", 1, False),
    ("kh20", "tt01", "under", "theo quy định tại khoản 2 Điều 5", 1, False),
    ("kh20", "cv5990", "implements", "Thực hiện", 1, False),
    ("kh20", "nd61", "under", "theo quy định tại Điều 17", 1, False),
    ("kh20", "qd90", "replaces", "thay thế", 1, False),
    ("kh07", "kh20", "implements", "Triển khai thực hiện", 2, False),
    ("kh07", "qd468", "based_on", "Căn cứ", 1, False),
    ("kh33", "kh20", "implements", "Thực hiện", 4, False),
    ("kh33", "nd107", "cites", None, 1, False),
    ("kh12", "kh33", "implements", "Thực hiện", 1, False),
    ("kh12", "kh20", "implements", None, 1, True),
    ("nd107", "qd90", "repeals", "bãi bỏ", 1, False),
)


def iri(key: str) -> str:
    return f"{BASE}/{key}"


def chain_graph() -> nx.MultiDiGraph[Any]:
    """A chain from a law down to a commune, with every way a document can be incomplete."""
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for key, number, kind, level, date, issuer, title, ingested in _DOCUMENTS:
        graph.add_node(
            iri(key),
            iri=iri(key),
            label=number,
            number=number,
            type=kind,
            level=level,
            date=date,
            issuer=issuer,
            title=title,
            ingested=ingested,
        )
    for source, target, relation, wording, count, proposed in _RELATIONS:
        graph.add_edge(
            iri(source),
            iri(target),
            relation=relation,
            wording=wording,
            count=count,
            proposed=proposed,
        )
    graph.nodes[iri("kh20")]["citations"] = [
        {
            "document": iri("nd61"),
            "type": "Nghị định",
            "number": "61/2018/NĐ-CP",
            "date": "2018-04-23",
            "pinpoint": "khoản 2 Điều 17",
            "role": "under",
            "status": "resolved",
            "page": 2,
            "sentence": "Đánh giá việc giải quyết thủ tục theo khoản 2 Điều 17 của Nghị định.",
        },
        {"number": "15/KH-UBND", "type": "Kế hoạch", "role": "mentions", "status": "unresolved"},
    ]
    return graph


_SHARES = (
    # level, share of the documents, types, symbol
    ("central", 0.08, ("Nghị định", "Nghị quyết", "Quyết định", "Luật", "Chỉ thị"), "CP"),
    ("ministry", 0.12, ("Thông tư", "Quyết định", "Công văn"), "BNV"),
    ("province", 0.2, ("Kế hoạch", "Quyết định", "Đề án"), "UBND"),
    ("department", 0.18, ("Kế hoạch", "Công văn", "Báo cáo"), "SNV"),
    ("district", 0.2, ("Kế hoạch", "Quyết định"), "UBND"),
    ("commune", 0.22, ("Kế hoạch", "Thông báo"), "UBND"),
)
_STATED = ("based_on", "implements", "under", "cites", "amends", "guides", "replaces")


def synthetic_graph(count: int, *, per_document: int = 3, seed: int = 0) -> nx.MultiDiGraph[Any]:
    """A graph of ``count`` documents over all levels, each citing some of those above it.

    A few documents are cited by very many, as real decrees are. Deterministic in ``seed``.
    """
    chance = random.Random(seed)
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    nodes: list[str] = []
    for level, share, types, symbol in _SHARES:
        first = len(nodes)
        for place in range(round(count * share)):
            kind = types[place % len(types)]
            number = f"{place + 1}/{2015 + place % 11}/{symbol}"
            node = f"{BASE}/{level}/{place}"
            graph.add_node(
                node,
                iri=node,
                label=number,
                number=number,
                type=kind,
                level=level,
                date=f"{2015 + place % 11}-0{1 + place % 9}-15",
                issuer=f"Cơ quan {level} {place % 40}",
                title=f"Về việc thực hiện nhiệm vụ số {place} của cấp {level}",
                ingested=place % 3 > 0,
            )
            nodes.append(node)
            for _ in range(min(per_document, first)):
                target = nodes[int(first * chance.random() ** 2.5)]
                graph.add_edge(node, target, relation=chance.choice(_STATED), count=1)
            if place and chance.random() < 0.25:
                graph.add_edge(node, nodes[first + chance.randrange(place)], relation="cites")
    return graph
