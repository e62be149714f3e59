"""`cancu link`: the second pass over the store, what only all documents together can tell."""

from __future__ import annotations

import click

from cancu.commands.options import STORE
from cancu.printing import out
from cancu.queries.links import link
from cancu.queries.opening import open_store


@click.command(name="link")
@STORE
def command(store: str | None) -> None:
    """Nối nhiệm vụ cấp dưới với nhiệm vụ cấp trên / link duties below with those above.

    'cancu ingest' và 'cancu forget' tự làm việc này; chỉ cần chạy sau 'cancu ingest --no-link'.
    Chạy lại thì thay kết quả cũ. Viện dẫn mà văn bản còn để ngỏ ("Kế hoạch số 15/KH-UBND" không
    ghi năm) được hỏi lại cả kho. / 'cancu ingest' and 'cancu forget' do it by themselves; run it
    after 'cancu ingest --no-link'. Running it again replaces what it found before. Citations that
    their own document leaves open are asked again.

    \b
    cancu ingest thu-muc/ --no-link
    cancu link
    cancu obligations --body "Văn phòng UBND tỉnh"
    """
    with open_store(store, create=False) as opened:
        found = link(opened)
    out.print(
        f"[bold]{found.stated + found.proposed}[/] nhiệm vụ nối với cấp trên / duties linked: "
        f"{found.stated} văn bản nêu / stated, {found.proposed} gợi ý / proposed"
    )
    out.print(f"{found.missing} nhiệm vụ cấp dưới chưa có dòng / duties without a row below")
    out.print(f"{found.citations} viện dẫn do kho xác định / citations settled by the store")
    out.print(f"{found.parents} văn bản cấp trên được gợi ý / parent plans proposed")
