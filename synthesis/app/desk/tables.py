"""Small tables as HTML, every cell escaped: the framework's own would read Markdown in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def table(
    caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, crossed: str = ""
) -> str:
    """A table; `caption` may be empty. Rows whose last cell is `crossed` are struck through."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(_row(row, struck=bool(crossed) and row[-1] == crossed) for row in rows)
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return (
        f'<div class="defile" tabindex="0"><table class="poids">{title}'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(cells: Sequence[str], *, struck: bool) -> str:
    tag = "s" if struck else "span"
    return f"<tr>{''.join(f'<td><{tag}>{escape(cell)}</{tag}></td>' for cell in cells)}</tr>"
