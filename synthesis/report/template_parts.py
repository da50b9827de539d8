"""The chapters of the report's template, one function each, with their tags."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.shared import Pt

from synthesis.domain import BOARD
from synthesis.report.chapters import Chapter
from synthesis.report.palette import QUADRANTS
from synthesis.report.template_blocks import Column, Writer, border, fill, finish, shade
from synthesis.report.template_styles import coloured

WIDTH = 16.4


def context(writer: Writer) -> None:
    """What the campaign was."""
    with writer.when("fiction"):
        writer.text("{{ fiction }}", "Avertissement")
    writer.paragraphs("context")


def method(writer: Writer) -> None:
    """How words became figures, how sure they are, what they cannot say."""
    writer.paragraphs("method")
    columns = (
        Column("Quadrant", "{{ row.what }}", 4.4),
        Column("Ce que c’est", "{{ row.value }}", 12),
    )
    writer.table("Les quadrants", columns, "quadrants")
    writer.text("Degré de certitude", "Heading 2")
    writer.table("Figures de certitude", _CERTAINTY, "certainty")
    writer.text("{{ threshold }}")
    writer.text("{{ agreement_told }}")
    writer.text("{{ signature }}")
    writer.text("Limites", "Heading 2")
    writer.paragraphs("limits", "List Bullet")


_CERTAINTY = (
    Column("Ce qui est compté", "{{ row.what }}", 8.4),
    Column("Nombre", "{{ row.value }}", 4, right=True),
    Column("Part", "{{ row.detail }}", 4, right=True),
)


def visits(writer: Writer) -> None:
    """Where, when, whom."""
    writer.text("{{ visits_told }}")
    columns = (
        Column("EPCI", "{{ row.territory }}", 3.9),
        Column("Dates", "{{ row.dates }}", 2.8),
        Column("Durée", "{{ row.duration }}", 1.6),
        Column("Personnes rencontrées", "{{ row.people }}", 6.5),
        Column("Propos", "{{ row.segments }}", 1.6, right=True),
    )
    writer.table("Les visites", columns, "visits")
    writer.figure("figures.map")


def board(writer: Writer) -> None:
    """The four quadrants of the campaign."""
    writer.text("{{ board_told }}")
    quadrants(writer, "board")


def quadrants(writer: Writer, items: str) -> None:
    """A board: two by two, a figure and a theme on each line."""
    table = writer.document.add_table(rows=2, cols=2)
    table.autofit = False
    for place, quadrant in enumerate(BOARD):
        _quadrant(table.cell(place // 2, place % 2), f"{items}[{place}]", QUADRANTS[quadrant])
    finish(table, [WIDTH / 2, WIDTH / 2], head=False)
    writer.text("").paragraph_format.space_after = 0


def _quadrant(cell: Any, tag: str, look: Any) -> None:
    border(cell, look.ink[1:])
    shade(cell, look.tint[1:])
    coloured(fill(cell, f"{{{{ {tag}.name }}}}", "Quadrant"), look.ink[1:])
    for words in (
        f"{{%p for line in {tag}.lines %}}",
        "{{ line[0] }}\t{{ line[1] }}",
        "{%p endfor %}",
        f"{{%p if {tag}.more %}}",
        f"{{{{ {tag}.more }}}}",
        "{%p endif %}",
    ):
        cell.add_paragraph(words, style="Ligne de quadrant")


def convergences(writer: Writer) -> None:
    """In how many EPCI each theme is said."""
    writer.text("{{ convergences_told }}", "Chapeau")
    writer.figure("figures.convergences")
    columns = (
        Column("Rang", "{{ row.rank }}", 1.4, right=True),
        Column("Thème", "{{ row.label }}", 7.4),
        Column("EPCI", "{{ row.territories }}", 1.6, right=True),
        Column("Part", "{{ row.share }}", 1.6, right=True),
        Column("Propos", "{{ row.segments }}", 1.7, right=True),
        Column("À revoir", "{{ row.to_review }}", 1.8, right=True),
        Column("●", "{{ row.mark }}", 0.9),
    )
    writer.table(
        "Thèmes, tous quadrants réunis (EPCI qui en parlent sur EPCI comptés ; ● : converge)",
        columns,
        "points",
    )


def themes(writer: Writer) -> None:
    """A page for each theme."""
    writer.text(
        "Une page par thème, du plus partagé au moins partagé. Les citations sont choisies pour "
        "être typiques et venir d’EPCI différents ; chacune est suivie de sa référence."
    )
    writer.figure("figures.heat")
    with writer.each("theme", "themes"):
        writer.text("{{ theme.title }}", "Heading 2", page=True)
        writer.text("{{ theme.lead }}", "Chapeau")
        _theme_head(writer)
        _theme_table(writer)
        writer.paragraphs("theme.where")
        with writer.when("theme.quotations"):
            writer.text("Ce qui en est dit", "Heading 3")
            _quotations(writer, "theme.quotations")


def _theme_head(writer: Writer) -> None:
    """Nuances on the left, the map on the right."""
    table = writer.document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    fill(left, "{%p for item in theme.nuances %}", "Normal")
    for words in (
        "{{ item }}",
        "{%p endfor %}",
        "{%p if theme.keywords %}",
        "{{ theme.keywords }}",
        "{%p endif %}",
    ):
        left.add_paragraph(words)
    fill(right, "{%p if theme.map %}", "Figure")
    for words, style in (
        ("{{p theme.map }}", "Normal"),
        ("{{ map_key }}", "Caption"),
        ("{%p endif %}", "Normal"),
    ):
        right.add_paragraph(words, style=style)
    for cell in (left, right):  # Word wants a cell to end with a paragraph, whatever was left out
        _slim(cell.add_paragraph(""))
    finish(table, [8.6, 7.8], head=False)


def _slim(paragraph: Any) -> None:
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = 0
    layout.line_spacing = Pt(1)


def _theme_table(writer: Writer) -> None:
    columns = ("Quadrant", "EPCI qui en parlent", "Propos", "dont à revoir")
    table = writer.document.add_table(rows=1, cols=len(columns))
    widths = [5.6, 4.2, 3.2, 3.4]
    writer.dress(table, widths)
    for cell, head in zip(table.rows[0].cells, columns, strict=True):
        fill(cell, head, "En-tête de tableau", right=head != "Quadrant")
    for place, quadrant in enumerate(BOARD):
        row, tag = table.add_row(), f"theme.quadrants[{place}]"
        names = ("name", "territories", "segments", "to_review")
        for cell, name in zip(row.cells, names, strict=True):
            written = fill(cell, f"{{{{ {tag}.{name} }}}}", "Cellule", right=name != "name")
            if name == "name":
                coloured(written, QUADRANTS[quadrant].ink[1:], bold=True)
    finish(table, widths)
    writer.text("").paragraph_format.space_after = 0


def _quotations(writer: Writer, items: str) -> None:
    with writer.each("quote", items):
        writer.text("{{ quote.words }}", "Quote")
        writer.text("{{ quote.sign }} {{ quote.reference }}", "Référence")


def territories(writer: Writer) -> None:
    """A page for each EPCI."""
    writer.text(
        "Une page par EPCI, dans l’ordre alphabétique. Devant chaque thème figure le nombre de "
        "propos qui l’évoquent dans cet EPCI ; il ne se compare pas d’un EPCI à l’autre."
    )
    columns = (
        Column("EPCI", "{{ row.title }}", 9.4),
        Column("Propos", "{{ row.segments }}", 2.2, right=True),
        Column("Thèmes", "{{ row.themes }}", 2.2, right=True),
        Column("Souhaits", "{{ row.wishes }}", 2.6, right=True),
    )
    writer.table("Ce que chaque EPCI a donné", columns, "territory_rows")
    with writer.each("place", "territories"):
        writer.text("{{ place.title }}", "Heading 2", page=True)
        writer.text("{{ place.visit }}")
        writer.text("{{ place.figures }}", "Chapeau")
        quadrants(writer, "place.board")
        writer.paragraphs("place.notes")
        with writer.when("place.quotations"):
            writer.text("Ce qui y est dit", "Heading 3")
            _quotations(writer, "place.quotations")


def wishes(writer: Writer) -> None:
    """What people would work on together."""
    writer.text("{{ wishes_told }}")
    with writer.when("wishes"):
        columns = (
            Column("Sujet", "{{ row.label }}", 5.6),
            Column("EPCI", "{{ row.territories }}", 1.4, right=True),
            Column("Propos", "{{ row.segments }}", 1.7, right=True),
            Column("Lesquels", "{{ row.names }}", 7.7),
        )
        writer.table("Sujets à travailler ensemble", columns, "wishes")


def doubts(writer: Writer) -> None:
    """Without theme, to be read again, disputed."""
    writer.paragraphs("doubts", "List Bullet")
    with writer.when("unclassified"):
        writer.text("Quelques propos sans thème", "Heading 2")
        _quotations(writer, "unclassified")
    with writer.when("disputed"):
        writer.text("Propos disputés", "Heading 2")
        with writer.each("item", "disputed"):
            writer.text("{{ item[0].words }}", "Quote")
            writer.text("{{ item[0].sign }} {{ item[0].reference }}. {{ item[1] }}", "Référence")


def silences(writer: Writer) -> None:
    """What was not said, and where nobody asked."""
    writer.paragraphs("silences", "List Bullet")
    with writer.when("silent_questions"):
        columns = (
            Column("Question", "{{ row.name }}", 4.8),
            Column("Non posée à", "{{ row.text }}", 5.8),
            Column("Posée, rien à en dire", "{{ row.items[0] }}", 5.8),
        )
        writer.table("Questions sans réponse", columns, "silent_questions")
    writer.figure("figures.coverage")


def annexes(writer: Writer) -> None:
    """Form, grid, agreement, manifest."""
    writer.text("Questionnaire", "Heading 2")
    with writer.each("item", "form"):
        writer.text("{{ item.name }}", "Heading 3")
        writer.paragraphs("item.items", "List Bullet")
    writer.text("Grille des thèmes", "Heading 2", page=True)
    with writer.each("item", "grid"):
        writer.text("{{ item.name }}", "Heading 3")
        writer.text("{{ item.text }}")
        writer.paragraphs("item.items")
    writer.text("Accord entre lecteurs", "Heading 2", page=True)
    writer.text("{{ agreement_told }}")
    with writer.when("agreement"):
        writer.table("Accord entre lecteurs", _AGREEMENT, "agreement")
    writer.text("Ce qui a produit l’analyse", "Heading 2")
    columns = (Column("Nom", "{{ row[0] }}", 7), Column("Valeur", "{{ row[1] }}", 9.4))
    writer.table("Manifeste de l’analyse", columns, "manifest")


_AGREEMENT = (
    Column("Lecteurs", "{{ row.who }}", 5),
    Column("Sur", "{{ row.what }}", 2),
    Column("Propos", "{{ row.units }}", 1.6, right=True),
    Column("Accord", "{{ row.observed }}", 1.6, right=True),
    Column("Alpha", "{{ row.alpha }}", 3.1, right=True),
    Column("Kappa", "{{ row.kappa }}", 3.1, right=True),
)

PARTS: dict[Chapter, Callable[[Writer], None]] = {
    Chapter.CONTEXT: context,
    Chapter.METHOD: method,
    Chapter.VISITS: visits,
    Chapter.BOARD: board,
    Chapter.CONVERGENCES: convergences,
    Chapter.THEMES: themes,
    Chapter.TERRITORIES: territories,
    Chapter.WISHES: wishes,
    Chapter.DOUBTS: doubts,
    Chapter.SILENCES: silences,
    Chapter.ANNEXES: annexes,
}
