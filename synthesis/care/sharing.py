"""The share export: what was said, without who said it, for people outside the team."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.care.package import write_member, writing
from synthesis.care.pseudonymise import decisions
from synthesis.care.vault import Vault
from synthesis.care.veil import Veil
from synthesis.care.veiled import Visit, veiled_codings, veiled_visits
from synthesis.csvline import csv_line, inert
from synthesis.domain import Codebook, Coding, Interview, Questionnaire, Territory
from synthesis.forms.codebook import write_codebook
from synthesis.ingest.longtable import COLUMNS
from synthesis.report.tables import SEGMENTS, segment_row
from synthesis.review.applying import Machine, reviewed
from synthesis.review.log import read_log
from synthesis.review.state import replay
from synthesis.store import (
    Database,
    labels_of_every_run,
    latest_analysis,
    load_codebook,
    load_codings,
    load_interviews,
    load_questionnaire,
    load_territories,
)
from synthesis.store.campaigns import get_campaign
from synthesis.store.care import add_care_event

ANSWERS, SEGMENTS_FILE, GRID, README = "reponses.csv", "segments.csv", "grille.yaml", "LISEZMOI.txt"
_README = """\
Export de partage de la campagne « {title} »

Ces fichiers ne nomment personne : chaque nom, numéro de téléphone ou adresse électronique décidé
par l'équipe est remplacé par un pseudonyme (« Personne 1 », « téléphone 1 », « courriel 1 »), le
même partout ; ceux que personne n'avait encore vérifiés sont masqués (« [personne] »,
« [téléphone] », « [courriel] »). Les lieux restent : ils sont la matière de l'enquête. Les
enquêteurs et les personnes rencontrées ne figurent pas ; les locuteurs n'y sont que par leur
fonction. Une détection automatique peut oublier un nom : relisez avant de diffuser plus loin.

- reponses.csv : une ligne par réponse (utf-8, virgule) : entretien, territoire, date, question,
  locuteur, texte. Les entretiens sont renumérotés.
- segments.csv : une ligne par propos classé, avec les décisions de la relecture. « segment » est
  calculé sur le texte pseudonymisé ; « debut » et « fin » comptent les caractères de la réponse
  pseudonymisée.
- grille.yaml : la grille des thèmes.

Une cellule qui commence par = + - ou @ est précédée d'une apostrophe, pour qu'aucun tableur ne
l'exécute. La correspondance entre pseudonymes et noms reste dans l'installation d'origine.
"""


@dataclass(frozen=True, slots=True)
class Shared:
    """What left: interviews, answers, segments, and how many spans were masked undecided."""

    interviews: int
    answers: int
    segments: int
    masked: int


@dataclass(frozen=True, slots=True)
class _Source:
    """A campaign as it is kept."""

    title: str
    interviews: Sequence[Interview]
    codings: Sequence[Coding]
    questionnaire: Questionnaire
    codebook: Codebook
    territories: Sequence[Territory]


def export_share(
    database: Database, actor: Actor, campaign_id: int, path: Path, vault: Vault
) -> Shared:
    """Write the new zip file `path`.

    Raise ForbiddenError, and InputError when the file cannot be written.
    """
    require(actor, Permission.SHARE)
    with database.session(read_only=True) as session:
        source = _load(session, campaign_id)
        veil = Veil(decisions(session, campaign_id, vault), source.territories)
    visits = veiled_visits(source.interviews, source.questionnaire, source.territories, veil)
    segments = list(map(segment_row, veiled_codings(source.codings, visits, veil)))
    answers = list(_answers(visits.values()))
    with writing(path) as archive:
        write_member(archive, ANSWERS, _table(COLUMNS, answers))
        write_member(archive, SEGMENTS_FILE, _table(SEGMENTS, segments))
        write_member(archive, GRID, [_grid(source.codebook)])
        write_member(archive, README, [_README.format(title=veil.over(source.title).text).encode()])
    masked = sum(text.masks for visit in visits.values() for text in visit.texts)
    shared = Shared(len(visits), len(answers), len(segments), masked)
    with database.session() as session:
        details = {"entretiens": shared.interviews, "propos": shared.segments, "masques": masked}
        add_care_event(session, campaign_id, actor.account, actor.name, "partage", details)
    return shared


def _load(session: Session, campaign_id: int) -> _Source:
    return _Source(
        get_campaign(session, campaign_id).title,
        load_interviews(session, campaign_id),
        _reviewed_codings(session, campaign_id),
        load_questionnaire(session, campaign_id),
        load_codebook(session, campaign_id),
        load_territories(session, campaign_id),
    )


def _reviewed_codings(session: Session, campaign_id: int) -> tuple[Coding, ...]:
    analysis = latest_analysis(session, campaign_id)
    if analysis is None:
        return ()
    machine = Machine.of(
        load_codings(session, analysis.id),
        {theme.slug: theme.label for theme in analysis.themes},
        labels_of_every_run(session, campaign_id),
    )
    return reviewed(machine, replay(read_log(session, campaign_id))).counted()


def _answers(visits: Iterable[Visit]) -> Iterator[Sequence[str]]:
    for visit in visits:
        seen = visit.interview
        dates = "|".join(day.isoformat() for day in seen.dates)
        for answer in seen.answers:
            yield seen.key, seen.territory, dates, answer.question, answer.speaker, answer.text


def _table(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Iterator[bytes]:
    yield csv_line(header).encode()
    for row in rows:
        yield csv_line([inert(cell) if isinstance(cell, str) else cell for cell in row]).encode()


def _grid(codebook: Codebook) -> bytes:
    with tempfile.TemporaryDirectory(prefix="synthesis-partage-") as folder:
        path = Path(folder, GRID)
        write_codebook(codebook, path)
        return path.read_bytes()
