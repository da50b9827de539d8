"""Screenshots of every screen, for docs/ecrans/: `python -m benchmarks.screenshots ADDRESS`.

Run it by hand against `synthesis serve --demonstration`, freshly loaded, then look at them all.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FOLDER = Path(__file__).parent.parent / "docs" / "ecrans"
WIDTHS = {360: 740, 1440: 900, 1920: 1080}
TALLEST = 2000
COLOURS = 256
# File → address of a page of the manager.
PAGES = {
    "synthese": "/",
    "themes": "/themes",
    "theme": "/themes?theme=mobilites",
    "entretiens": "/entretiens",
    "entretien": "/entretiens?entretien=broceliande",
    "explorer": "/explorer",
    "explorer-carte": "/explorer?vue=carte",
    "explorer-mots": "/explorer?vue=mots",
    "explorer-contexte": "/explorer?vue=contexte&mot=eau",
    "explorer-souhaits": "/explorer?vue=souhaits",
    "explorer-couverture": "/explorer?vue=couverture",
    "relire": "/relire",
    "relire-themes": "/relire?onglet=Thèmes",
    "relire-second": "/relire?onglet=Second lecteur",
    "relire-apprendre": "/relire?onglet=Apprendre",
    "relire-journal": "/relire?onglet=Journal",
    "relire-signer": "/relire?onglet=Signer",
    "restituer": "/restituer",
    "saisir": "/saisir",
    "importer": "/importer",
    "analyse": "/analyse",
    "emargement": "/organiser",
    "membres": "/organiser?vue=membres",
    "groupes": "/groupes",
    "fiches-appui": "/groupes?vue=fiches",
    "mise-en-commun": "/groupes?vue=commun",
    "scrutins": "/scrutins",
    "resultat": "/scrutins?scrutin=1",
    "bulletin": "/bulletin",
    "projeter": "/projeter",
    "campagnes": "/campagnes",
    "territoires": "/territoires",
    "grille": "/grille",
    "comptes": "/comptes",
    "donnees": "/donnees",
    "mon-compte": "/mon-compte",
}


def main() -> None:
    """Write one picture a screen and width, of the screens asked for or of them all."""
    address, *wanted = sys.argv[1:] or ["http://localhost:8501"]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for width, height in WIDTHS.items():
            _shoot_all(browser, address, (width, height), wanted)
        browser.close()


def _shoot_all(browser: Browser, address: str, size: tuple[int, int], wanted: list[str]) -> None:
    context = browser.new_context(
        locale="fr-FR", viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce"
    )
    tab = _sign_in(context, address, size, wanted)
    for name, path in PAGES.items():
        if not wanted or name in wanted:
            _settle(tab, address + path, size)
            _keep(tab, f"{name}-{size[0]}")
    context.close()


def _sign_in(
    context: BrowserContext, address: str, size: tuple[int, int], wanted: list[str]
) -> Page:
    tab = context.new_page()
    tab.set_default_timeout(60_000)
    tab.goto(f"{address}/connexion")
    if not wanted or "connexion" in wanted:
        _keep(tab, f"connexion-{size[0]}")
    tab.get_by_role("button", name="Entrer comme cheffe de projet").click()
    tab.wait_for_url(f"{address}/")
    return tab


def _settle(tab: Page, address: str, size: tuple[int, int]) -> None:
    """Open a page, wait until it is drawn, and give the window its height up to a limit."""
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    tab.goto(address)
    tab.wait_for_selector("h1")
    if tab.locator('[data-testid="stApp"]').count():
        tab.wait_for_selector('[data-test-script-state="notRunning"]')
        tab.wait_for_timeout(1500)
        tall = tab.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
        tab.set_viewport_size({"width": size[0], "height": min(TALLEST, max(size[1], tall))})
        tab.wait_for_timeout(1000)


def _keep(tab: Page, name: str) -> None:
    """Write a picture of few colours: a screen has few, and the repository stays light."""
    picture = Image.open(io.BytesIO(tab.screenshot()))
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)
    print(f"{name} : {picture.width} × {picture.height}")


if __name__ == "__main__":
    main()
