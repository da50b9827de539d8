"""Screenshots of the ballot on phones, 320 and 390 px wide, on the demonstration.

python -m benchmarks.ballot_screenshots docs/ecrans
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.voters import ORGANISER, REAL, Server
from synthesis.care.vault import Vault, open_vault
from synthesis.demonstration import load_demonstration
from synthesis.settings import Settings
from synthesis.store import Database, open_database, upgrade
from synthesis.store.tables import utc_now
from synthesis.vote.casting import cast
from synthesis.vote.contents import Content, Dots, Judgments, Method, Rules
from synthesis.vote.demonstration import SUBJECTS
from synthesis.vote.issuing import issue
from synthesis.vote.opening import close_scrutin, open_scrutin, prepare
from synthesis.vote.preparing import Notice, create_assembly
from synthesis.vote.scrutin import College, Mode, Plan

WIDTHS = (320, 390)
RULES = {
    "gommettes": Rules(Method.DOTS, dots=5, dots_max=3),
    "classement": Rules(Method.BORDA),
    "jugement": Rules(Method.MAJORITY_JUDGMENT),
    "approbation": Rules(Method.APPROVAL),
}


def main() -> None:
    """Prepare a room, go through its pages, keep what they look like."""
    target = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
        upgrade(database)
        load_demonstration(database, Settings(data_dir=folder))
        vault = open_vault(folder / "pseudonymes.cle")
        assembly = create_assembly(
            database, ORGANISER, 1, Notice("Assemblée générale", utc_now().date())
        )
        codes = {name: _opened(database, vault, assembly, rules) for name, rules in RULES.items()}
        server = Server(folder, REAL).start()
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        for width in WIDTHS:
            context = browser.new_context(
                base_url=f"http://127.0.0.1:{server.port}",
                viewport={"width": width, "height": 700},
                locale="fr-FR",
            )
            _go_through(context.new_page(), codes, width, target, last=width == WIDTHS[-1])
        for method in ("gommettes", "jugement"):
            number = codes[method][0]
            _vote(database, vault, method, codes[method])
            close_scrutin(database, ORGANISER, number)
        for width in WIDTHS:
            context = browser.new_context(
                base_url=f"http://127.0.0.1:{server.port}",
                viewport={"width": width, "height": 700},
                locale="fr-FR",
            )
            _results(context.new_page(), codes, width, target)
        server.kill()


def _opened(database: Database, vault: Vault, assembly: int, rules: Rules) -> tuple[int, list[str]]:
    plan = Plan(
        "Les sujets à travailler ensemble",
        "Parmi ces sujets, lesquels travailler à l'échelle de l'alliance ?",
        Mode.INDICATIVE,
        rules,
        SUBJECTS,
        (College.GUESTS,),
    )
    number = prepare(database, ORGANISER, assembly, plan)
    codes = [slip.code for slip in issue(database, vault, ORGANISER, number, guests=20)]
    open_scrutin(database, ORGANISER, number)
    return number, codes


def _go_through(
    tab: Page, codes: dict[str, tuple[int, list[str]]], width: int, target: Path, *, last: bool
) -> None:
    def keep(name: str) -> None:
        tab.screenshot(path=target / f"vote-{name}-{width}.png", full_page=True)

    tab.goto("/vote")
    keep("code")
    for method in RULES:
        tab.goto(f"/vote?code={codes[method][1][0]}")
        if method == "gommettes":
            tab.locator("fieldset").nth(0).get_by_role("radio").nth(2).check()
            tab.locator("fieldset").nth(1).get_by_role("radio").nth(1).check()
        keep(method)
    tab.goto(f"/vote?code={codes['gommettes'][1][1 if last else 2]}")
    tab.locator("fieldset").nth(0).get_by_role("radio").nth(3).check()
    tab.get_by_role("button", name="Relire mon bulletin").click()
    keep("relire")
    tab.get_by_role("button", name="Confirmer et voter").click()
    keep("accuse")
    tab.goto("/assemblee")
    while tab.get_by_text("se préparent").count():
        tab.wait_for_timeout(1000)
        tab.reload()
    keep("assemblee-avant")


def _vote(database: Database, vault: Vault, method: str, room: tuple[int, list[str]]) -> None:
    names = [subject.slug for subject in SUBJECTS]
    for n, code in enumerate(room[1][3:]):
        first, second = names[n % 5], names[n * n % len(names)]
        content: Content = Judgments.of({name: (n * (i + 3)) % 6 for i, name in enumerate(names)})
        if method == "gommettes":
            content = Dots.of({first: 3} if first == second else {first: 3, second: 2})
        cast(database, vault, code, room[0], content, 0)


def _results(tab: Page, codes: dict[str, tuple[int, list[str]]], width: int, target: Path) -> None:
    for method in ("gommettes", "jugement"):
        tab.goto(f"/vote?code={codes[method][1][9]}")
        tab.screenshot(path=target / f"vote-resultat-{method}-{width}.png", full_page=True)
    tab.goto("/assemblee")
    tab.screenshot(path=target / f"vote-assemblee-apres-{width}.png", full_page=True)


if __name__ == "__main__":
    main()
