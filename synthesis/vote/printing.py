"""Paper for the assembly: slips with their codes, the attendance sheet. PDF, made by Typst.

Whatever people typed reaches Typst as data, never as source: it is set as text.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import segno
import typst

from synthesis.forms.typography import typeset
from synthesis.vote.assembly import Assembly
from synthesis.vote.codes import shown
from synthesis.vote.issuing import Slip
from synthesis.vote.scrutin import College, Plan

_TEMPLATES = Path(__file__).parent / "templates"


def slips_pdf(slips: Sequence[Slip], plan: Plan, assembly: Assembly, address: str) -> bytes:
    """Slips to cut out, one college per sheet; `address` is that of the page where one votes.

    The code is printed and in the QR code; nothing else is different from one slip to another in
    the modes where they are drawn.
    """
    sheets = [
        [_slip(slip, address) for slip in slips if slip.college is college]
        for college in plan.colleges
    ]
    data = {
        "assemblee": assembly.title,
        "titre": plan.title,
        "mode": plan.mode.label,
        "adresse": address.removeprefix("http://").removeprefix("https://"),
        "feuilles": [sheet for sheet in sheets if sheet],
    }
    return _compiled("bulletins.typ", data)


def attendance_pdf(assembly: Assembly) -> bytes:
    """The sheet that people sign when they arrive."""
    people = {person.id: person for person in assembly.people}

    def who(number: int | None) -> str:
        if number is None:
            return ""
        person = people[number]
        return f"{person.name}, {person.function}" if person.function else person.name

    data = {
        "assemblee": assembly.title,
        "jour": assembly.day.strftime("%d/%m/%Y"),
        "lieu": assembly.place,
        "ordre": list(assembly.agenda),
        "membres": [
            {
                "nom": body.name,
                "titulaire": who(body.titular),
                "suppleant": who(body.deputy),
                "pouvoir": who(assembly.proxies.get(body.id)),
            }
            for body in assembly.bodies
        ],
        "invites": [
            {"nom": who(number), "organisme": organisation}
            for number, organisation in assembly.guests.items()
        ],
    }
    return _compiled("emargement.typ", data)


def qr_svg(text: str) -> str:
    """A QR code as SVG, without size: it takes that of its place."""
    stream = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(stream, kind="svg", border=2, omitsize=True, xmldecl=False, svgns=True)
    return stream.getvalue().decode()


def _slip(slip: Slip, address: str) -> dict[str, str]:
    votes = f"{slip.weight} voix" if slip.weight > 1 else ""
    who = slip.body or ("Membre" if slip.college is College.MEMBERS else "Invité")
    return {
        "pour": " – ".join(filter(None, (who, votes))),
        "code": shown(slip.code),
        "qr": qr_svg(f"{address}?code={slip.code}"),
    }


def _compiled(template: str, data: Mapping[str, Any]) -> bytes:
    source = (_TEMPLATES / template).read_bytes()
    typeset_data = json.dumps(_typeset(data), ensure_ascii=False)
    return bytes(typst.compile(source, format="pdf", sys_inputs={"donnees": typeset_data}))


def _typeset(value: Any) -> Any:
    if isinstance(value, str):
        # SVG is left as it is: only what is read is set.
        return value if value.startswith("<svg") else typeset(value.replace("\0", ""))
    if isinstance(value, Mapping):
        return {key: _typeset(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typeset(item) for item in value]
    return value
