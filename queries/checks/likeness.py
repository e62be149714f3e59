"""How alike two tasks or two metrics are, by the words that carry meaning."""

from __future__ import annotations

import re
from functools import lru_cache

_SHORT = {
    "tthc": "thủ tục hành chính",
    "cchc": "cải cách hành chính",
    "ubnd": "ủy ban nhân dân",
    "dvctt": "dịch vụ công trực tuyến",
    "dvc": "dịch vụ công",
    "dn": "doanh nghiệp",
    "csdl": "cơ sở dữ liệu",
    "pakn": "phản ánh kiến nghị",
    "httt": "hệ thống thông tin",
    "qppl": "quy phạm pháp luật",
    "cbccvc": "cán bộ công chức viên chức",
}
_IDLE = frozenset(
    [
        "về",
        "việc",
        "của",
        "các",
        "và",
        "trong",
        "một",
        "số",
        "điều",
        "năm",
        "cho",
        "đối",
        "với",
        "theo",
        "tại",
        "được",
        "để",
        "trên",
        "có",
        "là",
        "ở",
        "từ",
        "đến",
        "những",
        "này",
        "đó",
        "bảo",
        "đảm",
        "đảm",
        "phấn",
        "đấu",
        "đạt",
        "tối",
        "thiểu",
        "ít",
        "nhất",
        "thực",
        "hiện",
        "tiếp",
        "tục",
        "triển",
        "khai",
        "tăng",
        "cường",
        "đẩy",
        "mạnh",
        "nâng",
        "cao",
        "tổ",
        "chức",
        "tỷ",
        "lệ",
        "trở",
        "lên",
        "phải",
        "bằng",
        "như",
        "khi",
        "không",
        "do",
        "bởi",
        "vào",
        "ra",
        "thì",
        "mà",
        "hằng",
        "hàng",
        "quy",
        "định",
    ]
)


_ABBREVIATION = re.compile(r"\b(?:" + "|".join(_SHORT) + r")\b")


_RHYTHM = re.compile(r"^\W*(?:định kỳ )?(?:hàng|hằng) (?:tuần|tháng|quý|năm)\W+")


@lru_cache(maxsize=8192)
def written_out(text: str) -> str:
    """Return a text in small letters, abbreviations written out, white space collapsed."""
    lower = " ".join(text.lower().split()).replace("uỷ", "ủy").replace("hoá", "hóa")
    return _ABBREVIATION.sub(lambda found: _SHORT[found.group()], lower)


@lru_cache(maxsize=8192)
def content_words(text: str) -> frozenset[str]:
    """Return the words of a task or metric without the idle ones."""
    words = re.findall(r"[^\W\d_]+", written_out(text))
    return frozenset(word for word in words if word not in _IDLE and len(word) > 1)


def head_words(text: str, size: int = 5) -> list[str]:
    """Return the first content words, which say what is done; a rhythm before them is left out."""
    words = re.findall(r"[^\W\d_]+", _RHYTHM.sub("", written_out(text)))
    return [word for word in words if word not in _IDLE and len(word) > 1][:size]


def likeness(one: str, other: str) -> float:
    """Return the share of words that two texts have in common, 0 to 1 (Jaccard)."""
    left, right = content_words(one), content_words(other)
    if not left or not right:
        return 0.0
    return len(left & right) / len(left | right)


def containment(one: str, other: str) -> float:
    """Return the share of the shorter text's words that the longer has too, 0 to 1."""
    left, right = content_words(one), content_words(other)
    if not left or not right:
        return 0.0
    return len(left & right) / min(len(left), len(right))
