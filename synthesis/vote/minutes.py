"""The minutes (« procès-verbal ») and the record of decisions (« relevé de décisions »), as docx.

Both are ordinary Word files, to be completed and signed. Every number is that of the store or of
the chain; what people typed is written as text.
"""

from __future__ import annotations

import io
from datetime import date

from docx.enum.text import WD_ALIGN_PARAGRAPH

from synthesis.report.french import day
from synthesis.report.ooxml import named, settled
from synthesis.report.template_blocks import Writer, field
from synthesis.report.template_styles import new_document
from synthesis.vote.electorate import Voice
from synthesis.vote.minutes_blocks import say, table, words
from synthesis.vote.minutes_votes import retained, votes
from synthesis.vote.proceedings import Proceedings, WorkedGroup
from synthesis.wording import plural


def minutes_docx(proceedings: Proceedings, made_on: date) -> bytes:
    """The minutes; `made_on` is written as their date."""
    writer = _opened(proceedings, "Procès-verbal")
    for part in (_presence, _agenda, _groups, votes, _proof, _signatures):
        part(writer, proceedings)
    return _saved(writer, proceedings, "Procès-verbal", made_on)


def decisions_docx(proceedings: Proceedings, made_on: date) -> bytes:
    """The record of decisions: what was retained, and nothing of the discussion."""
    writer = _opened(proceedings, "Relevé de décisions")
    quorum = proceedings.electorate.quorum
    say(
        writer,
        f"{plural(quorum.present, 'membre présent', 'membres présents')} ou suppléés sur "
        f"{quorum.members}, {plural(_proxies(proceedings), 'pouvoir')}.",
    )
    for vote in proceedings.votes:
        writer.text(words(vote.scrutin.plan.title), "Heading 2")
        retained(writer, vote)
    _proof(writer, proceedings)
    _signatures(writer, proceedings)
    return _saved(writer, proceedings, "Relevé de décisions", made_on)


def _opened(proceedings: Proceedings, heading: str) -> Writer:
    assembly = proceedings.assembly
    document = new_document()
    document.styles["Heading 1"].paragraph_format.page_break_before = False
    writer = Writer(document)
    writer.text(heading, "Heading 1")
    writer.text(words(assembly.title), "Subtitle")
    place = f", {assembly.place}" if assembly.place else ""
    writer.text(words(f"{day(assembly.day)}{place}"), "Subtitle")
    foot = document.sections[0].footer.paragraphs[0]
    foot.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run(f"{heading} – page\N{NO-BREAK SPACE}")
    field(foot, "PAGE", "1")
    foot.add_run(" sur\N{NO-BREAK SPACE}")
    field(foot, "NUMPAGES", "1")
    return writer


def _saved(writer: Writer, proceedings: Proceedings, heading: str, made_on: date) -> bytes:
    properties = writer.document.core_properties
    properties.title = named(f"{heading} – {proceedings.assembly.title}")
    properties.author, properties.comments, properties.language = "", "", "fr-FR"
    buffer = io.BytesIO()
    writer.document.save(buffer)
    return settled(buffer.getvalue(), made_on)


def _presence(writer: Writer, proceedings: Proceedings) -> None:
    voices = {voice.body.id: voice for voice in proceedings.electorate.voices}
    quorum = proceedings.electorate.quorum
    writer.text("Présences et quorum", "Heading 2")
    rows = [(body.name, *_carried(voices.get(body.id))) for body in proceedings.assembly.bodies]
    table(writer, ("Membre", "Représenté par", "À quel titre", "Voix"), (6.2, 6.2, 2.6, 1.4), rows)
    reached = "est atteint" if quorum.reached else "n'est pas atteint"
    say(
        writer,
        f"Membres en exercice : {quorum.members}. Présents ou suppléés : {quorum.present}. "
        f"Pouvoirs : {_proxies(proceedings)}, qui ne comptent pas pour le quorum. Le quorum, "
        f"{quorum.required} membres en personne, {reached}.",
    )
    guests = proceedings.assembly.guests
    here = [number for number in guests if number in proceedings.assembly.present]
    if here:
        writer.text("Invités présents", "Heading 3")
        people = [proceedings.assembly.person(number) for number in here]
        named_guests = [(person.name, guests[person.id]) for person in people]
        table(writer, ("Personne", "Organisme"), (8.2, 8.2), named_guests)


def _carried(voice: Voice | None) -> tuple[str, str, str]:
    if voice is None:
        return ("–", "absent", "0")
    function = f", {voice.person.function}" if voice.person.function else ""
    return (f"{voice.person.name}{function}", voice.bearing.label, str(voice.weight))


def _proxies(proceedings: Proceedings) -> int:
    return len(proceedings.electorate.voices) - proceedings.electorate.quorum.present


def _agenda(writer: Writer, proceedings: Proceedings) -> None:
    if proceedings.assembly.agenda:
        writer.text("Ordre du jour", "Heading 2")
        for item in proceedings.assembly.agenda:
            writer.text(words(item), "List Bullet")


def _groups(writer: Writer, proceedings: Proceedings) -> None:
    if proceedings.groups:
        writer.text("Groupes de travail", "Heading 2")
        for group in proceedings.groups:
            _group(writer, group)


def _group(writer: Writer, group: WorkedGroup) -> None:
    writer.text(words(group.name), "Heading 3")
    if group.members:
        say(writer, f"Participants : {', '.join(group.members)}.")
    if group.rapporteur:
        say(writer, f"Rapporteur : {group.rapporteur}.")
    for line in filter(str.strip, group.notes.splitlines()):
        say(writer, line)
    if group.subjects:
        say(writer, "Sujets proposés :")
        for subject in group.subjects:
            writer.text(words(subject), "List Bullet")


def _proof(writer: Writer, proceedings: Proceedings) -> None:
    if not proceedings.head:
        return
    writer.text("Vérification", "Heading 2")
    say(
        writer,
        "L'export des votes permet à chacun de recompter : « synthesis verify EXPORT --tete … ». "
        "La tête de la chaîne, qui scelle l'ouverture, les codes, la clôture et le résultat de "
        "chaque scrutin, est :",
    )
    halves = (proceedings.head[:32], proceedings.head[32:])
    writer.text("\n".join(halves), "Chapeau")


def _signatures(writer: Writer, proceedings: Proceedings) -> None:  # noqa: ARG001
    writer.text("Signatures", "Heading 2")
    table(writer, ("La présidence de séance", "Le secrétariat"), (8.2, 8.2), [("\n\n\n", "")])
