"""Whether words between two numbers say that the first changes the second.

In "Quyết định số 15/QĐ-UBND … của UBND tỉnh Nghệ An sửa đổi, bổ sung Quyết định số 16/QĐ-UBND" the
second has no issuer of its own. A committee changes its own documents, so what bears the same
symbol is of the one that changes it, not of the citing body.
"""

from __future__ import annotations

import re

_CHANGES = re.compile(
    r"(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ|đính\s+chính|điều\s+chỉnh|gia\s+hạn"
    r"|ban\s+hành\s+kèm\s+theo)"
    r"(?:(?!theo(?!\w)|căn\s+cứ|thực\s+hiện|ubnd|ủy\s+ban)[^.;\d]){0,160}\Z"
)
_REACH = 320


def changes(between: str) -> bool:
    """Tell whether ``between`` ends with what the document before does to the one after."""
    return len(between) <= _REACH and _CHANGES.search(between.lower()) is not None
