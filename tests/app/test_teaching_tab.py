"""« Apprendre » of « Relire »: what would change, then the choice, by who may make it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from synthesis import access
from synthesis.access import Actor, Permission, Role
from synthesis.domain import Answer, Codebook, Interview, Quadrant, Theme
from synthesis.jobs.process import stop_worker
from synthesis.review.events import LearnFrom, SetQuadrant, Undo
from synthesis.review.log import decide
from synthesis.runs import analyse_campaign
from synthesis.settings import Settings
from synthesis.store import (
    add_interviews,
    latest_analysis,
    load_codings,
    open_database,
    save_campaign,
)
from synthesis.store.jobs import latest_job

from .campaigns import FORM, IMAGE, SCRIPT, new_database
from .conftest import Opened, account_of
from .test_review import log, tap

TAB = "Apprendre"
DOCTORS = tuple(
    Interview(
        f"visite-{number}",
        "Bourg",
        answers=(Answer("q1", f"Le médecin de Bourg-{number} part, {SCRIPT} {IMAGE} plus rien."),),
    )
    for number in range(6)
)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Six hostile sayings much alike, analysed; all but the first segment were corrected."""
    database = new_database(tmp_path)
    with database.session() as session:
        codebook = Codebook("grille", "Grille", (Theme("sante", f"La santé {IMAGE}"),))
        campaign = save_campaign(session, "essai", "Essai", FORM, codebook, [])
        add_interviews(session, campaign, DOCTORS)
    run = analyse_campaign(database, campaign, Settings())
    with database.session(read_only=True) as session:
        keys = [coding.segment.key for coding in load_codings(session, run)]
    actor = Actor(account_of(database, Role.MANAGER), Role.MANAGER.label, Role.MANAGER)
    decide(database, actor, campaign, [SetQuadrant(k, Quadrant.ATOUT) for k in keys[1:]], seen=0)
    database.close()
    yield tmp_path
    stop_worker()


def _texts(app: AppTest) -> str:
    return " ".join(text.value for text in app.text).replace("\u00a0", " ")


def _tables(app: AppTest) -> str:
    return " ".join(html.proto.body for html in app.get("html"))


def _learnings(folder: Path) -> list[LearnFrom]:
    return [event for event in log(folder) if isinstance(event, LearnFrom)]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADVISOR])
def test_seen_then_learnt_it_is_written_and_an_analysis_is_asked_for(
    open_page: Opened, folder: Path, role: Role
) -> None:
    app = open_page(folder, "Relire", role, onglet=TAB)
    assert "propos relus à apprendre" in _texts(app)
    assert not [b for b in app.button if b.label == "Apprendre"]
    app = tap(app, "Voir ce qui changerait")
    assert "changerai" in " ".join(s.value for s in app.header)
    shown = _tables(app)
    assert "Atouts" in shown
    assert SCRIPT not in shown
    assert not [m for m in app.markdown if IMAGE in m.value]
    seen = len(log(folder))
    app = next(b for b in app.button if b.label == "Apprendre").click().run()
    assert not app.exception
    assert _learnings(folder) == [LearnFrom(seen)]
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    with database.session(read_only=True) as session:
        job = latest_job(session, 1)
    assert job is not None
    assert job.name == role.label


def test_refused_nothing_is_written(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Relire", onglet=TAB)
    before = log(folder)
    app = tap(tap(app, "Voir ce qui changerait"), "Ne pas apprendre")
    assert log(folder) == before
    assert not app.header
    assert [b for b in app.button if "Voir ce qui" in b.label]


def test_a_learning_that_the_run_does_not_follow_says_so_until_it_is_undone(
    open_page: Opened, folder: Path
) -> None:
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    actor = Actor(account_of(database, Role.MANAGER), Role.MANAGER.label, Role.MANAGER)
    last = len(log(folder))
    decide(database, actor, 1, LearnFrom(last), seen=last)
    app = open_page(folder, "Relire", onglet=TAB)
    assert "rien de nouveau" in _texts(app)
    assert "n’en tient pas encore compte" in app.warning[0].value
    app = open_page(folder, "Relire", onglet="Journal")
    app = tap(app, "Annuler")
    assert log(folder)[-1] == Undo(last + 1)
    app = open_page(folder, "Relire", onglet=TAB)
    assert not app.warning
    assert "relus à apprendre" in _texts(app)


def test_a_run_that_learnt_what_is_undone_since_says_so(open_page: Opened, folder: Path) -> None:
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    actor = Actor(account_of(database, Role.MANAGER), Role.MANAGER.label, Role.MANAGER)
    last = len(log(folder))
    decide(database, actor, 1, LearnFrom(last), seen=last)
    analyse_campaign(database, 1, Settings())
    with database.session(read_only=True) as session:
        found = latest_analysis(session, 1)
    assert found is not None
    assert found.manifest["apprentissage"]["jusqu_a"] == last
    app = open_page(folder, "Relire", onglet=TAB)
    assert not app.warning
    app = tap(open_page(folder, "Relire", onglet="Journal"), "Annuler")
    app = open_page(folder, "Relire", onglet=TAB)
    assert "ce qui est annulé" in app.warning[0].value


def test_an_observer_sees_nothing_of_it(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Relire", Role.OBSERVER, onglet=TAB)
    assert "ne permet pas de relire" in app.error[0].value
    assert not app.button


def test_who_reviews_without_analysing_is_not_offered_to_learn(
    open_page: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    granted = frozenset({Permission.READ, Permission.REVIEW})
    monkeypatch.setitem(access.GRANTS, Role.ADVISOR, granted)
    app = open_page(folder, "Relire", Role.ADVISOR, onglet=TAB)
    assert "ne permet pas de lancer une analyse" in app.info[0].value.replace("\u00a0", " ")
    assert not [b for b in app.button if "changerait" in b.label]
