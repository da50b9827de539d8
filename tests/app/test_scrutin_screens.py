"""« Scrutins », « Voter », « Dépouiller », « Projeter »: each state, each role, no early result."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from synthesis.access import Actor, Role
from synthesis.store import open_database
from synthesis.store.accounts import find_account
from synthesis.vote.casting import admit, cast
from synthesis.vote.contents import Blank, Judgments, Method, Ranking, Rules, TieRule
from synthesis.vote.opening import close_scrutin, prepare
from synthesis.vote.paper import read_paper
from synthesis.vote.preparing import sign_in
from synthesis.vote.records import load_scrutin, scrutins
from synthesis.vote.scrutin import College, Mode, Scrutin, State
from synthesis.vote.subjects import Wording, propose

from .campaigns import foreign_html
from .conftest import Opened
from .halls import MANAGER, PLAN, Hall, dots
from .test_assembly_screens import field, is_safe, press, told

SECOND = Actor(99, "second", Role.TELLER)
LOT = "Tirer au sort devant l’assemblée"
SECRET = replace(PLAN, mode=Mode.SECRET, colleges=(College.MEMBERS,))


def _scrutin(hall: Hall, number: int = 1) -> Scrutin:
    with hall.database.session(read_only=True) as session:
        return load_scrutin(session, number)


def _html(app: AppTest) -> str:
    return "\n".join(html.value for html in app.html)


def _vote(hall: Hall, number: int, codes: list[str]) -> None:
    for place, code in enumerate(codes):
        content = dots(eau=3) if place == 0 else dots(routes=1)
        cast(hall.database, hall.vault, code, number, content, 0)


def test_a_scrutin_is_prepared_from_groups_themes_and_by_hand(
    open_page: Opened, hall: Hall
) -> None:
    propose(hall.database, MANAGER, 1, Wording("Logements", "Où ?", ("eau",)))
    app = open_page(hall.folder, "Scrutins")
    assert "Aucun scrutin" in told(app)
    app = press(app, "Enregistrer le scrutin")
    assert "pas de titre" in told(app)
    field(app, "text_input", "Titre").set_value("Priorités")
    chosen = field(app, "multiselect", "Sujets").value
    field(app, "multiselect", "Sujets").set_value([*chosen, "theme-routes"])
    field(app, "text_area", "Autres sujets").set_value("Les fermes\n\n")
    field(app, "number_input", "Gommettes").set_value(3)
    field(app, "number_input", "Au plus").set_value(2)
    app = press(app, "Enregistrer le scrutin")
    assert not app.exception
    plan = _scrutin(hall).plan
    assert [subject.title for subject in plan.subjects] == ["Logements", "Les routes", "Les fermes"]
    assert (plan.rules.dots, plan.rules.dots_max, plan.rules.seats) == (3, 2, 5)
    assert plan.mode is Mode.ORDINARY
    assert app.query_params["scrutin"] == ["1"] or app.query_params["scrutin"] == "1"


def test_the_checklist_says_what_remains_then_the_vote_opens(open_page: Opened, hall: Hall) -> None:
    people = {person.name: person.id for person in hall.assembly().people}
    sign_in(hall.database, MANAGER, 1, people["T1"], there=False)
    prepare(hall.database, MANAGER, 1, PLAN)
    app = open_page(hall.folder, "Scrutins", scrutin="1")
    marks = "\n".join(mark.value for mark in app.markdown)
    assert marks.count("radio_button_unchecked") == 2
    assert "quorum" in marks
    assert "bulletin" in marks
    assert field(app, "button", "Ouvrir").disabled
    app = press(app, "Préparer les bulletins")
    assert "imprimez-les" in told(app)
    assert [button.label for button in app.get("download_button")] == ["Bulletins à découper (pdf)"]
    app = press(app, "C’est imprimé : oublier les codes")
    assert not app.get("download_button")
    sign_in(hall.database, MANAGER, 1, people["T1"], there=True)
    app = press(app.run(), "Ouvrir le vote")
    assert is_safe(app)
    assert _scrutin(hall).state is State.OPEN


def test_a_secret_vote_waits_for_the_slips_left_in_the_envelope(
    open_page: Opened, hall: Hall
) -> None:
    number, slips = hall.scrutin(SECRET, guests=0)
    app = open_page(hall.folder, "Scrutins", scrutin=str(number))
    assert field(app, "button", "Ouvrir").disabled
    field(app, "text_area", "Codes restants").set_value("AAAA-2222")
    app = press(app, "Annuler ces bulletins")
    assert "AAAA-2222" in told(app)
    field(app, "text_area", "Codes restants").set_value(f"{slips[0].code}\n")
    app = press(app, "Annuler ces bulletins")
    assert not field(app, "button", "Ouvrir").disabled
    assert not [e for e in app.expander if "perdu" in e.label]


def test_nobody_sees_a_result_while_a_vote_is_open(open_page: Opened, hall: Hall) -> None:
    number, slips = hall.opened()
    _vote(hall, number, [slips[0].code, slips[3].code])
    for screen, role in (
        ("Scrutins", Role.MANAGER),
        ("Scrutins", Role.OBSERVER),
        ("Projeter", Role.MANAGER),
        ("Projeter", Role.OBSERVER),
    ):
        app = open_page(hall.folder, screen, role, scrutin=str(number))
        assert not app.exception
        assert not app.get("vega_lite_chart")
        assert "retenu" not in told(app).replace("retenir", "").replace("retenus", "")
        assert not app.get("download_button")
        words = _html(app) + "".join(metric.value for metric in app.metric)
        assert "1 / 2" in words


def test_a_lost_slip_is_replaced_and_the_vote_is_closed_with_care(
    open_page: Opened, hall: Hall
) -> None:
    number, slips = hall.opened()
    app = open_page(hall.folder, "Scrutins", scrutin=str(number))
    field(app, "selectbox", "Membre").select_index(0)
    app = press(app, "Remplacer son bulletin")
    assert is_safe(app)
    assert "imprimez-le" in told(app)
    read_paper(hall.database, hall.vault, SECOND, number, slips[1].code, dots(eau=1))
    app = app.run()
    assert "1 à relire" in told(app)
    assert field(app, "button", "Clore").disabled
    app = next(box for box in app.checkbox if "Tout le monde" in box.label).check().run()
    app = press(app, "Clore le vote et compter")
    assert is_safe(app)
    assert _scrutin(hall).state is State.CLOSED
    assert not app.get("warning")


RULES = {
    "gommettes": (Rules(Method.DOTS, 5, 3, seats=1), dots(eau=3)),
    "borda": (Rules(Method.BORDA, seats=1), Ranking((frozenset({"eau"}), frozenset({"routes"})))),
    "schulze": (Rules(Method.SCHULZE, seats=1), Ranking((frozenset({"eau"}),))),
    "mentions": (
        Rules(Method.MAJORITY_JUDGMENT, seats=1),
        Judgments.of({"eau": 0, "routes": 3}),
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_a_closed_vote_is_told_to_readers_and_on_the_wall(
    open_page: Opened, hall: Hall, name: str
) -> None:
    rules, content = RULES[name]
    number, slips = hall.opened(replace(PLAN, rules=rules, mode=Mode.PUBLIC))
    cast(hall.database, hall.vault, slips[0].code, number, content, 0)
    cast(hall.database, hall.vault, slips[1].code, number, Blank(), 0)
    close_scrutin(hall.database, MANAGER, number)
    app = open_page(hall.folder, "Scrutins", Role.OBSERVER, scrutin=str(number))
    assert is_safe(app)
    assert "Un sujet est retenu" in told(app)
    assert len(app.get("vega_lite_chart")) == (4 if name == "schulze" else 2)
    assert "Le Val" in _html(app)
    assert not [button for button in app.button if "tour" in button.label]
    for view in ("resultat", "colleges", "duels", "membres"):
        wall = open_page(hall.folder, "Projeter", scrutin=str(number), vue=view)
        assert not wall.exception
        assert "Vote clos" in _html(wall)
        shown = wall.get("vega_lite_chart") or wall.get("arrow_vega_lite_chart")
        assert bool(shown) is (view in ("resultat", "duels") or f"{view}" not in _views(name))


def _views(name: str) -> set[str]:
    return {"colleges", "membres"} | ({"duels"} if name == "schulze" else set())


def test_a_tie_at_the_limit_leads_to_a_second_vote(open_page: Opened, hall: Hall) -> None:
    rules = replace(PLAN.rules, tie_rule=TieRule.RUN_OFF)
    number, slips = hall.opened(replace(PLAN, rules=rules))
    _vote(hall, number, [slips[1].code])
    cast(hall.database, hall.vault, slips[0].code, number, dots(routes=3), 0)
    close_scrutin(hall.database, MANAGER, number)
    app = open_page(hall.folder, "Projeter", scrutin=str(number))
    assert "second tour" in _html(app)
    app = open_page(hall.folder, "Scrutins", scrutin=str(number))
    app = press(app, "Préparer le second tour")
    assert not app.exception
    with hall.database.session(read_only=True) as session:
        again = scrutins(session, 1)[1]
    assert (len(again.plan.subjects), again.plan.rules.seats) == (2, 1)


def test_a_lot_is_drawn_before_the_assembly_once(open_page: Opened, hall: Hall) -> None:
    rules = replace(PLAN.rules, seats=1, tie_rule=TieRule.LOT)
    number, slips = hall.opened(replace(PLAN, rules=rules))
    _vote(hall, number, [slips[1].code])
    cast(hall.database, hall.vault, slips[0].code, number, dots(routes=3), 0)
    close_scrutin(hall.database, MANAGER, number)
    app = press(open_page(hall.folder, "Scrutins", scrutin=str(number)), LOT)
    assert "Tiré au sort" in told(app)
    app = open_page(hall.folder, "Scrutins", Role.OBSERVER, scrutin=str(number))
    assert "Tiré au sort" in told(app)
    assert not [button for button in app.button if "Tirer" in button.label]


def test_the_minutes_wait_for_the_closing_then_are_taken_away(
    open_page: Opened, hall: Hall
) -> None:
    first, _ = hall.opened()
    close_scrutin(hall.database, MANAGER, first)
    labels = [b.label for b in open_page(hall.folder, "Scrutins").get("download_button")]
    assert labels == ["Procès-verbal (Word)", "Relevé de décisions (Word)"]
    hall.opened()
    app = open_page(hall.folder, "Scrutins")
    assert "après la clôture" in told(app)
    assert not app.get("download_button")


def test_the_export_is_taken_away_with_the_head_of_the_chain(open_page: Opened, hall: Hall) -> None:
    number, slips = hall.opened()
    _vote(hall, number, [slips[0].code])
    app = open_page(hall.folder, "Scrutins", Role.OBSERVER)
    assert not app.code
    close_scrutin(hall.database, MANAGER, number)
    app = open_page(hall.folder, "Scrutins", Role.OBSERVER)
    (head,) = app.code
    app = press(app, "Préparer l’export")
    assert head.value in told(app)
    assert app.get("download_button")


@pytest.mark.parametrize("role", Role)
def test_a_ballot_is_cast_on_a_computer_by_any_role(
    open_page: Opened, hall: Hall, role: Role
) -> None:
    number, slips = hall.opened()
    app = open_page(hall.folder, "Voter", role)
    app.text_input[0].set_value("AAAA-2222")
    app = press(app, "Ouvrir mon bulletin")
    assert "n’est pas reconnu" in told(app)
    app.text_input[0].set_value(slips[0].code.lower())
    app = press(app, "Ouvrir mon bulletin")
    assert is_safe(app)
    assert "5 gommettes" in told(app)
    app = app.number_input[0].set_value(3).run()
    app = app.number_input[1].set_value(3).run()
    app = press(app, "Relire mon bulletin")
    assert "sur 5" in told(app)
    app = app.number_input[1].set_value(1).run()
    assert "1 gommette" in told(app)
    app = press(app, "Relire mon bulletin")
    app = press(app, "Mettre dans l’urne")
    assert "dans l’urne" in told(app)
    assert len(app.code[0].value) == 14
    kept = admit(hall.database, hall.vault, slips[0].code)
    assert kept.kept == dots(eau=3, routes=1)
    app = press(app, "Changer mon vote")
    app = app.checkbox[0].check().run()
    app = press(app, "Relire mon bulletin")
    app = press(app, "Mettre dans l’urne")
    assert admit(hall.database, hall.vault, slips[0].code).kept == Blank()
    app = press(app, "Terminer")
    assert not app.code
    assert app.text_input[0].value == ""
    assert _scrutin(hall, number).state is State.OPEN


def test_a_ballot_sent_elsewhere_meanwhile_is_the_one_kept(open_page: Opened, hall: Hall) -> None:
    number, slips = hall.opened()
    app = open_page(hall.folder, "Voter")
    app.text_input[0].set_value(slips[0].code)
    app = press(app, "Ouvrir mon bulletin")
    app = app.number_input[0].set_value(1).run()
    app = press(app, "Relire mon bulletin")
    cast(hall.database, hall.vault, slips[0].code, number, dots(routes=2), 0)
    app = press(app, "Mettre dans l’urne")
    assert "un autre envoi" in told(app).lower()
    assert [widget.value for widget in app.number_input] == [0, 2]
    close_scrutin(hall.database, MANAGER, number)
    app = press(app, "Relire mon bulletin")
    app = press(app, "Mettre dans l’urne")
    assert "clos" in told(app)


def test_two_scrutateurs_must_agree(open_page: Opened, hall: Hall) -> None:
    number, slips = hall.opened()
    app = open_page(hall.folder, "Dépouiller", Role.TELLER)

    def read(app: AppTest, eau: int) -> AppTest:
        app.text_input[0].set_value(slips[0].code)
        app.number_input[0].set_value(eau)
        return press(app, "Enregistrer ma lecture")

    app = read(app, 2)
    assert is_safe(app)
    assert "Lu une fois" in told(app)
    assert app.text_input[0].value == ""
    read_paper(hall.database, hall.vault, SECOND, number, slips[0].code, dots(eau=1))
    app = app.run()
    assert [metric.value for metric in app.metric] == ["0", "1"]
    app = read(app, 2)
    assert "diffèrent" in told(app)
    app = app.number_input[0].set_value(1).run()
    app = press(app, "Enregistrer ma lecture")
    assert "concordent" in told(app)
    assert admit(hall.database, hall.vault, slips[0].code).kept == dots(eau=1)


def test_nothing_to_count_is_said(open_page: Opened, hall: Hall) -> None:
    app = open_page(hall.folder, "Dépouiller", Role.TELLER)
    assert "Aucun scrutin" in app.info[0].value


def test_the_wall_follows_the_hall(open_page: Opened, hall: Hall) -> None:
    wall = open_page(hall.folder, "Projeter")
    assert "/vote" in _html(wall)
    assert "data:image/svg+xml" in _html(wall)
    hall.scrutin()
    assert "pas encore ouvert" in _html(wall.run())
    number, slips = hall.opened(replace(PLAN, title="Le deuxième"))
    wall = wall.run()
    assert "Vote ouvert" in _html(wall)
    assert "Le deuxième" in _html(wall)
    _vote(hall, number, [slips[0].code])
    close_scrutin(hall.database, MANAGER, number)
    wall = wall.run()
    assert not wall.exception
    assert "Vote clos" in _html(wall)
    assert not [html for html in foreign_html(wall) if "<script" in html]


def test_a_reader_prepares_nothing(open_page: Opened, hall: Hall) -> None:
    number, _ = hall.scrutin()
    app = open_page(hall.folder, "Scrutins", Role.OBSERVER, scrutin=str(number))
    assert not app.exception
    assert not app.button
    assert not app.text_input


def test_a_scrutateur_lands_on_their_page(open_page: Opened, hall: Hall) -> None:
    app = open_page(hall.folder, "Synthèse", Role.TELLER)
    assert [title.value for title in app.title] == ["Dépouiller"]
    with open_database(f"sqlite:///{hall.folder / 'synthesis.db'}").session() as session:
        assert find_account(session, Role.TELLER.label) is not None
