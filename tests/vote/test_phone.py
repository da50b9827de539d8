"""The ballot on a phone: its pages, from the code to the result, without script nor cookie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from synthesis.app.ballot.booth import Booth
from synthesis.app.ballot.reading import LARGEST
from synthesis.app.server import middleware
from synthesis.vote.casting import admit
from synthesis.vote.codes import shown
from synthesis.vote.contents import Blank, Method, Rules
from synthesis.vote.guessing import GuessLimit
from synthesis.vote.issuing import issue, replace_slip
from synthesis.vote.opening import close_scrutin, open_scrutin
from synthesis.vote.records import live_codes
from synthesis.vote.scrutin import Mode, Plan, Subject

from .examples import DOTS, MANAGER, Room, dots, named, with_guests
from .phone import Phone

LIGHT = 20_000
HOSTILE = Subject("eau", "L'eau <script>alert(1)</script>", "![](http://x.example/y.png) & « » ?")


@pytest.fixture
def room(lasting_room: Room) -> Room:
    """SQLite alone: `test_casting.py` has both databases."""
    return lasting_room


@pytest.fixture
def client(room: Room, room_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The pages of the ballot on the database of the room, behind what surrounds every page."""
    monkeypatch.delenv("SYNTHESIS_DATABASE_URL", raising=False)
    monkeypatch.setenv("SYNTHESIS_PSEUDONYM_KEY", str(room_folder / "cle"))
    monkeypatch.setenv("SYNTHESIS_DATA_DIR", str(room_folder))
    plain = Booth(GuessLimit(delay=0.01)).routes()
    app = Starlette(routes=plain, middleware=middleware(plain))
    with TestClient(app, base_url="http://salle") as opened:
        yield opened


@pytest.fixture
def phone(client: TestClient) -> Phone:
    """A phone that keeps no cookie."""
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return Phone(client)


def _methods() -> dict[Method, tuple[Rules, dict[str, str], str]]:
    """Method → rules, what is typed, what the review says of it."""
    return {
        Method.DOTS: (Rules(Method.DOTS, dots=5, dots_max=3), {"eau": "3"}, "3 gommettes : Eau"),
        Method.APPROVAL: (Rules(Method.APPROVAL), {"eau": "1", "routes": "1"}, "Eau Routes"),
        Method.BORDA: (Rules(Method.BORDA), {"eau": "1", "foret": "1"}, "1er ex æquo : Eau"),
        Method.SCHULZE: (Rules(Method.SCHULZE), {"eau": "2"}, "1er : Eau"),
        Method.MAJORITY_JUDGMENT: (
            Rules(Method.MAJORITY_JUDGMENT),
            {"eau": "Très bien"},
            "Eau : Très bien",
        ),
    }


@pytest.mark.parametrize("method", list(Method))
def test_from_the_code_to_the_receipt_with_each_method(
    room: Room, phone: Phone, method: Method
) -> None:
    rules, choices, said = _methods()[method]
    _, slips = room.open(replace(DOTS, rules=rules))
    code = shown(slips[0].code).lower()
    phone.open("/vote")
    phone.send("/vote/bulletin", {"code": code})
    assert phone.answer.status_code == 200
    phone.press("Relire mon bulletin", **choices)
    assert said in phone.words
    assert "pas encore envoyé" in phone.words
    assert admit(room.database, room.vault, code).kept is None
    phone.press("Modifier")
    kept = {slug: text for slug, text in choices.items() if slug == "eau"}
    assert phone.forms[0].fields["s.eau"] == kept["eau"]
    phone.press("Relire mon bulletin").press("Confirmer et voter")
    assert "Votre bulletin est dans l’urne" in phone.words
    admission = admit(room.database, room.vault, code)
    assert admission.kept is not None
    assert f"{admission.tracker[:4]}-{admission.tracker[4:8]}" in phone.words
    phone.press("Changer mon bulletin")
    assert phone.forms[0].fields["s.eau"] in ("1", *kept.values())


def test_the_qr_code_opens_the_ballot_at_once_and_blank_is_asked_apart(
    room: Room, phone: Phone
) -> None:
    _, slips = room.open()
    phone.open(f"/vote?code={slips[0].code}")
    assert "Placez jusqu’à 5 gommettes, au plus 3 sur un même sujet." in phone.words
    assert list(phone.forms[0].buttons) == ["Relire mon bulletin", "Compter"]
    phone.press("Voter blanc")
    assert "Bulletin blanc" in phone.words
    phone.press("Confirmer et voter")
    assert admit(room.database, room.vault, slips[0].code).kept == Blank()
    phone.open(f"/vote?code={slips[0].code}")
    assert "Votre bulletin est déjà dans l’urne" in phone.words


def test_what_is_left_is_said_and_errors_keep_what_was_typed(room: Room, phone: Phone) -> None:
    _, slips = room.open()
    phone.open(f"/vote?code={slips[0].code}")
    phone.press("Compter", eau="3")
    assert "Il vous reste 2 gommettes à placer." in phone.words
    assert phone.forms[0].fields["s.eau"] == "3"
    phone.press("Relire mon bulletin", ecole="3")
    assert phone.answer.status_code == 400
    assert "Vous avez placé 6 gommettes sur 5. Retirez-en 1." in phone.words
    assert (phone.forms[0].fields["s.eau"], phone.forms[0].fields["s.ecole"]) == ("3", "3")
    phone.press("Relire mon bulletin", eau="0", ecole="0")
    assert "Votre bulletin ne choisit rien. Pour ne rien choisir, votez blanc." in phone.words


def test_a_sending_repeated_or_reloaded_counts_once(room: Room, phone: Phone) -> None:
    number, slips = room.open()
    phone.open(f"/vote?code={slips[0].code}").press("Relire mon bulletin", eau="2")
    sent = phone.forms[0].fields
    first = phone.press("Confirmer et voter").words
    phone.send("/vote/confirmer", sent)
    assert "il compte une seule fois" in phone.words
    assert first.split("bulletin a été")[0].split(":")[1] in phone.words
    close_scrutin(room.database, MANAGER, number)
    phone.send("/vote/confirmer", sent)
    assert phone.answer.status_code == 409
    assert "1 bulletin compté." in phone.words
    assert "n’a rien changé" in phone.words


def test_a_late_sending_shows_what_is_kept_and_can_be_taken_up_again(
    room: Room, phone: Phone
) -> None:
    _, slips = room.open()
    code = slips[0].code
    phone.open(f"/vote?code={code}").press("Relire mon bulletin", eau="3")
    late = phone.forms[0].fields
    phone.open(f"/vote?code={code}").press("Relire mon bulletin", routes="1")
    phone.press("Confirmer et voter")
    phone.send("/vote/confirmer", late)
    assert phone.answer.status_code == 409
    assert "1 gommette : Routes" in phone.words
    assert admit(room.database, room.vault, code).kept == dots(routes=1)
    phone.press("Reprendre ce que je viens d’envoyer")
    assert phone.forms[0].fields["s.eau"] == "3"
    phone.press("Relire mon bulletin").press("Confirmer et voter")
    assert admit(room.database, room.vault, code).kept == dots(eau=3)


def test_before_the_opening_and_after_the_closing(room: Room, phone: Phone) -> None:
    number = room.prepare(with_guests())
    slips = issue(room.database, room.vault, MANAGER, number, guests=1)
    phone.open(f"/vote?code={slips[0].code}")
    assert "Le vote n’est pas encore ouvert." in phone.words
    assert "refresh" not in phone.answer.text.lower().replace("refreshing", "")
    open_scrutin(room.database, MANAGER, number)
    phone.open(f"/vote?code={slips[0].code}").press("Relire mon bulletin", eau="3")
    phone.press("Confirmer et voter")
    tracker = admit(room.database, room.vault, slips[0].code).tracker
    phone.open(f"/vote/accuse?numero={tracker.lower()}")
    assert "qui n’est pas close" in phone.words
    phone.open("/assemblee")
    assert "membres : 1 sur 5 ; invités : 0 sur 1" in phone.words
    assert "3 gommettes" not in phone.words
    close_scrutin(room.database, MANAGER, number)
    for address in (f"/vote?code={slips[1].code}", "/assemblee"):
        phone.open(address)
        assert "Un sujet est retenu : Eau." in phone.words
        assert "1er · Eau 3 gommettes · retenu" in phone.words
        assert "2e ex æquo · Ecole 0 gommette" in phone.words
    phone.open(f"/vote/accuse?numero={tracker[:4]}-{tracker[4:]}")
    assert "est compté" in phone.words
    phone.open("/vote/accuse?numero=AAAA-BBBB-CCCC")
    assert "dans aucune liste" in phone.words


@pytest.mark.parametrize("method", list(Method))
def test_pages_are_light_closed_and_show_hostile_words_as_words(
    room: Room, phone: Phone, method: Method
) -> None:
    many = tuple(
        Subject(f"un-sujet-assez-long-{n}", f"Un sujet au titre assez long, numéro {n}")
        for n in range(19)
    )
    rules = replace(_methods()[method][0], seats=5)
    plan = Plan("Priorités", "Que faire ?", Mode.SECRET, rules, (HOSTILE, *many))
    number, slips = room.open(plan)
    phone.open(f"/vote?code={slips[0].code}")
    page = phone.answer
    assert len(page.content) < LIGHT
    assert "<script" not in page.text
    assert "<img" not in page.text
    assert HOSTILE.title.replace("'", "’") in phone.words
    assert page.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert '<html lang="fr">' in page.text
    choice = {Method.MAJORITY_JUDGMENT: "Très bien"}.get(method, "1")
    phone.press("Relire mon bulletin", eau=choice)
    assert phone.answer.status_code == 200
    assert "<script" not in phone.answer.text
    phone.press("Confirmer et voter")
    close_scrutin(room.database, MANAGER, number)
    phone.open(f"/vote?code={slips[0].code}")
    assert len(phone.answer.content) < LIGHT
    assert "<script" not in phone.answer.text


@pytest.mark.parametrize(
    ("address", "body", "kind"),
    [
        ("/vote/confirmer", b"", "application/x-www-form-urlencoded"),
        ("/vote/bulletin", b"code=\xff\xfe", "application/x-www-form-urlencoded"),
        ("/vote/bulletin", b"code=%FF", "application/x-www-form-urlencoded"),
        ("/vote/bulletin", b"code=A&code=B", "application/x-www-form-urlencoded"),
        ("/vote/bulletin", b"a=1&" * 600, "application/x-www-form-urlencoded"),
        ("/vote/bulletin", b"a" * (LARGEST + 1), "application/x-www-form-urlencoded"),
        ("/vote/bulletin", b"--x\r\n", "multipart/form-data; boundary=x"),
        ("/vote/relire", b"code=\x00\x00", "application/x-www-form-urlencoded"),
        ("/vote/relire", b"{}", "application/json"),
    ],
)
def test_forged_forms_are_refused_in_french(
    room: Room, client: TestClient, address: str, body: bytes, kind: str
) -> None:
    answer = client.post(address, content=body, headers={"content-type": kind})
    assert answer.status_code in (400, 403)
    assert '<html lang="fr">' in answer.text


@pytest.mark.parametrize(
    "forged",
    [
        {"scrutin": "x"},
        {"scrutin": "999"},
        {"revision": "-1"},
        {"revision": "99999999999999999999"},
        {"s.eau": "2000000"},
        {"s.eau": "-3"},
        {"s.eau": "٣"},
        {"s.inconnu": "1"},
        {"s.eau": "4"},
        {"s.": "1"},
        {"s.eau": "\x00"},
    ],
)
def test_a_right_code_with_forged_fields_votes_nothing(
    room: Room, phone: Phone, forged: dict[str, str]
) -> None:
    number, slips = room.open()
    code = slips[0].code
    fields = {"code": code, "scrutin": str(number), "revision": "0", "s.eau": "1"}
    phone.send("/vote/confirmer", fields | forged)
    assert phone.answer.status_code == 400
    assert '<html lang="fr">' in phone.answer.text
    assert admit(room.database, room.vault, code).kept is None


def test_the_code_of_another_ballot_votes_in_its_own_scrutin_only(room: Room, phone: Phone) -> None:
    number, slips = room.open()
    _, others = room.open(replace(named(Mode.SECRET), title="Autre"))
    fields = {"code": others[0].code, "scrutin": str(number), "revision": "0", "s.eau": "1"}
    phone.send("/vote/confirmer", fields)
    assert phone.answer.status_code == 400
    assert "d’un autre scrutin" in phone.words
    for code in (slips[0].code, others[0].code):
        assert admit(room.database, room.vault, code).kept is None


def test_a_slip_replaced_while_its_form_is_open_votes_no_more(room: Room, phone: Phone) -> None:
    number, slips = room.open(named(Mode.ORDINARY))
    with room.database.session(read_only=True) as session:
        bodies = [slip.body_id for slip in live_codes(session, number)]
    phone.open(f"/vote?code={slips[0].code}").press("Relire mon bulletin", eau="1")
    for body in bodies:
        replace_slip(room.database, room.vault, MANAGER, number, body or 0)
    phone.press("Confirmer et voter")
    assert phone.answer.status_code == 403
    assert "n’est pas reconnu" in phone.words


def test_a_cookie_is_given_but_not_needed(room: Room, client: TestClient) -> None:
    _, slips = room.open()
    page = client.get(f"/vote?code={slips[0].code}")
    (cookie,) = page.headers.get_list("set-cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert slips[0].code not in cookie
    assert "set-cookie" not in client.get(f"/vote?code={slips[0].code}").headers


@pytest.mark.parametrize("path", ["/vote/bulletin", "/vote/relire", "/vote/confirmer"])
def test_the_address_of_an_act_asks_for_the_code(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "Votre code" in answer.text
