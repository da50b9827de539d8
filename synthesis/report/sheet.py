"""A sheet of paper to draw on, in centimetres from its upper left corner; words stay words.

Drawn by matplotlib, whose own font goes with it: the same drawing on every machine, no network.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import Any

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Drawing
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.textpath import TextToPath
from numpy.typing import NDArray

from synthesis.report.palette import INK

FONT = "DejaVu Sans"
CM = 1 / 2.54
POINT = 2.54 / 72
_LONGEST = 400
_BREAKS = re.compile(r"(?<=[ -])")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
# Styles of matplotlib are global, and its fonts are not safe between threads.
_LOCK = Lock()
_STYLE: Any = {
    "font.family": FONT,
    "svg.fonttype": "path",
    "svg.hashsalt": "synthesis",
    "hatch.linewidth": 0.7,
}


class Sheet:
    """`width` and `height` in centimetres; sizes of letters in points; y goes down.

    Text is drawn as it is: « $x$ » is no formula, marks that are not seen are left out.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.drawing = Drawing(figsize=(width * CM, height * CM), facecolor="white")
        FigureCanvasAgg(self.drawing)
        self._axes = self.drawing.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        self._axes.set_axis_off()

    def write(
        self, x: float, y: float, text: str, *, size: float = 8, ink: str = INK, **options: Any
    ) -> None:
        """One line of words; `bold`, `align` (left, center, right), `rotation` in degrees."""
        self._axes.text(
            x,
            y,
            visible(text),
            fontsize=size,
            color=ink,
            family=FONT,
            weight="bold" if options.get("bold") else "normal",
            ha=options.get("align", "left"),
            va=options.get("anchor", "center_baseline"),
            rotation=options.get("rotation", 0),
            rotation_mode="anchor",
            parse_math=False,
            zorder=3,
        )

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str = "none", **look: Any
    ) -> None:
        """A rectangle; `edge`, `hatch`, `line` (points), `round` (radius, centimetres)."""
        style: dict[str, Any] = {
            "facecolor": fill,
            "edgecolor": look.get("edge", "none"),
            "hatch": look.get("hatch") or None,
            "linewidth": look.get("line", 0.6),
            "zorder": 2,
        }
        radius = look.get("round", 0.0)
        if radius:
            shape = f"round,pad=0,rounding_size={radius}"
            self._axes.add_patch(FancyBboxPatch((x, y), width, height, boxstyle=shape, **style))
        else:
            self._axes.add_patch(Rectangle((x, y), width, height, **style))

    def line(
        self, xs: Sequence[float], ys: Sequence[float], *, ink: str = INK, **look: Any
    ) -> None:
        """A broken line through points, under the boxes unless `front`; `width` (points), `dashes`
        (as matplotlib writes them)."""
        self._axes.plot(
            list(xs),
            list(ys),
            color=ink,
            linewidth=look.get("width", 0.8),
            linestyle=look.get("dashes", "-"),
            zorder=2.2 if look.get("front") else 1.5,
        )

    def dot(self, x: float, y: float, *, sign: str = "o", ink: str = INK, size: float = 5) -> None:
        """A mark of matplotlib (o, s, ^, D…), `size` in points; white inside when hollow."""
        self._axes.plot(
            [x], [y], marker=sign, color=ink, markersize=size, linestyle="", zorder=2.5,
            markeredgewidth=0.8,
        )  # fmt: skip

    def picture(
        self, pixels: NDArray[Any], x: float, y: float, width: float, height: float
    ) -> None:
        """A picture of shape (rows, columns, 3 or 4)."""
        extent = (x, x + width, y + height, y)
        self._axes.imshow(pixels, extent=extent, aspect="auto", interpolation="lanczos", zorder=1)
        self._axes.set_xlim(0, self.width)
        self._axes.set_ylim(self.height, 0)


def rendered(drawing: Drawing, kind: str, dpi: int) -> bytes:
    """The drawing as `png` or `svg`, the same bytes each time."""
    content = io.BytesIO()
    # Without these, the date and the version would be in the file.
    metadata: dict[str, Any] = {"Date": None} if kind == "svg" else {"Software": None}
    with _LOCK, rc_context(_STYLE):
        drawing.savefig(content, format=kind, dpi=dpi, metadata=metadata)
    return content.getvalue()


def visible(text: str, most: int = _LONGEST) -> str:
    """One line of what can be seen of a text: no control, no mark of direction, `most` letters."""
    kept = "".join(
        " " if letter.isspace() and letter != "\N{NO-BREAK SPACE}" else letter
        for letter in text[: 2 * most]
        if letter in "\n\t\r" or unicodedata.category(letter) not in _UNSEEN
    )
    return kept.strip()[:most]


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Centimetres that a line takes."""
    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    with _LOCK:
        width, _, _ = TextToPath().get_text_width_height_descent(visible(text), font, ismath=False)
    return float(width) * POINT


def shortened(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of its beginning as `width` centimetres hold, and « … »."""
    text = visible(text)
    if text_width(text, size, bold=bold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = text_width(text[:middle].rstrip() + "…", size, bold=bold) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip() + "…"


def wrapped(
    text: str, width: float, size: float, *, lines: int = 2, bold: bool = False
) -> list[str]:
    """The text in at most `lines` lines of `width` centimetres, cut at spaces and after
    hyphens, shortened at the end."""
    parts = _BREAKS.split(visible(text))
    found: list[str] = []
    while parts:
        count = 1
        if len(found) == lines - 1:
            count = len(parts)
        while count < len(parts) and (
            text_width("".join(parts[: count + 1]).rstrip(), size, bold=bold) <= width
        ):
            count += 1
        found.append(shortened("".join(parts[:count]), width, size, bold=bold))
        parts = parts[count:]
    return found
