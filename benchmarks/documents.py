"""The documents of the demonstration: how long they take, and whether LibreOffice opens them.

    python -m benchmarks.documents

LibreOffice converts the report and the slides to pdf; where it is not installed, that is said.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from synthesis.cli.documents import Asked
from synthesis.cli.operator import OPERATOR
from synthesis.demonstration import load_demonstration
from synthesis.domain import InputError
from synthesis.report.chapters import EVERY_CHAPTER
from synthesis.settings import Settings
from synthesis.store import open_database, upgrade

OFFICE = ("soffice", "libreoffice")
NAMES = ("rapport", "support", "classeur", "csv", "json", "page")


def main() -> None:
    """Print seconds and sizes, then what LibreOffice made of the files."""
    with tempfile.TemporaryDirectory(prefix="synthesis-documents-") as name:
        written = _write(Path(name))
        _convert([path for path in written if path.suffix in (".docx", ".pptx")])


def _write(folder: Path) -> list[Path]:
    settings = Settings(data_dir=folder / "donnees")
    database = open_database(settings.database_url)
    upgrade(database)
    load_demonstration(database, settings)
    asked = Asked(database, OPERATOR, 1, settings, date(2021, 5, 28), "", EVERY_CHAPTER, None)
    begun, used = perf_counter(), process_time()
    content = asked.content(names=False)
    print(f"lecture et pseudonymes : {perf_counter() - begun:.1f} s")
    paths = []
    for name in NAMES:
        start = perf_counter()
        try:
            file_name, data = asked.document(name, content)
        except InputError as error:
            print(f"{name} : refusé ({error})")
            continue
        path = folder / file_name
        path.write_bytes(data)
        paths.append(path)
        print(f"{file_name} : {perf_counter() - start:.1f} s, {len(data) / 1024:.0f} Kio")
    print(f"tous : {perf_counter() - begun:.1f} s, dont {process_time() - used:.1f} s de calcul")
    return paths


def _convert(paths: list[Path]) -> None:
    office = next(filter(None, map(shutil.which, OFFICE)), None)
    if office is None:
        print("LibreOffice n'est pas installé : l'ouverture des documents n'a pas été vérifiée")
        return
    for path in paths:
        profile = f"-env:UserInstallation={(path.parent / 'profil').as_uri()}"
        arguments = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", path.parent]
        subprocess.run([*map(str, arguments), str(path)], check=True, capture_output=True)
        pdf = path.with_suffix(".pdf")
        pages = pdf.read_bytes().count(b"/Type/Page\n") + pdf.read_bytes().count(b"/Type/Page/")
        print(f"{path.name} : ouvert par LibreOffice, {pages} pages")


if __name__ == "__main__":
    main()
