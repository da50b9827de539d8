"""A figure to print: what was drawn, its title, and what it says to who cannot see it."""

from __future__ import annotations

from dataclasses import dataclass, field

from matplotlib.figure import Figure as Drawing

from synthesis.report.sheet import Sheet, rendered, visible

DPI = 200
TOLD = 1_500


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """`key` names it (a slug); `title` and `alt` are French; `drawing` is what matplotlib drew.

    `width` and `height`: its size in print, in centimetres. The title is not in the picture: a
    document writes it as a caption, an application as a heading.
    """

    key: str
    title: str
    alt: str
    width: float
    height: float
    drawing: Drawing = field(repr=False)

    @classmethod
    def of(cls, sheet: Sheet, key: str, title: str, alt: str) -> Figure:
        """The figure of what was drawn on a sheet."""
        return cls(
            key, visible(title), visible(alt, TOLD), sheet.width, sheet.height, sheet.drawing
        )

    def svg(self) -> str:
        """An svg document that needs no font; the same each time."""
        return rendered(self.drawing, "svg", DPI).decode("utf-8")

    def png(self, dpi: int = DPI) -> bytes:
        """A png picture; the same each time."""
        return rendered(self.drawing, "png", dpi)
