"""Documents written apart from the page, which stays alive and tells how far they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock, Thread

from synthesis.access import Actor, Permission, require
from synthesis.app.restitute.documents import Document, Wanted
from synthesis.care.vault import Vault
from synthesis.domain import InputError
from synthesis.report.content import Restitution
from synthesis.report.dataset import Decided
from synthesis.restitution.building import restitution
from synthesis.restitution.decided import decided, note_leaving, refuse_undecided
from synthesis.settings import Settings
from synthesis.store import Database

# Of the whole, where reading the campaign and replacing the names begins and ends.
READING, VEILING = 0.05, 0.4
# The words of a campaign take room: one order at a time in a process, the others wait.
_ONE = Lock()


@dataclass(frozen=True, slots=True)
class Order:
    """Who asks for what, of which campaign. `stamp`: the state of the campaign when it was asked;
    documents of another state are not handed out."""

    database: Database
    actor: Actor
    campaign_id: int
    settings: Settings
    vault: Vault
    documents: tuple[Document, ...]
    wanted: Wanted
    stamp: tuple[int, int, int]


@dataclass(slots=True)
class Making:
    """An order on its way. `made`: document → its bytes; `refused`: document → why, in French.

    Written by the thread, read by the page: each value is put whole.
    """

    order: Order
    share: float = 0.0
    words: str = "En attente…"
    made: dict[str, bytes] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    _thread: Thread | None = None

    @property
    def active(self) -> bool:
        """Whether something is still to come."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def broken(self) -> bool:
        """Whether it ended before the end."""
        given = len(self.made) + len(self.refused)
        return not self.active and given < len(self.order.documents)

    def start(self) -> None:
        """Begin. Raise ForbiddenError before anything for a role that may not share."""
        require(self.order.actor, Permission.SHARE)
        self._thread = Thread(target=self.run, daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> None:
        """Until it ends, `seconds` at most."""
        if self._thread:
            self._thread.join(seconds)

    def run(self) -> None:
        """Write each document; what a person can mend is kept as the reason of a refusal."""
        with _ONE:
            try:
                content, decisions = self._content()
            except InputError as error:
                self.refused = {one.key: str(error) for one in self.order.documents}
                return
            for number, document in enumerate(self.order.documents):
                self._write(document, number, content, decisions)
            self.share, self.words = 1.0, "Terminé."

    def _content(self) -> tuple[Restitution, Sequence[Decided]]:
        order = self.order
        self.share, self.words = READING, "Les noms sont remplacés par les pseudonymes…"
        content = restitution(
            order.database, order.actor, order.campaign_id, order.settings, vault=order.vault
        )
        decisions = decided(order.database, order.actor, order.campaign_id, vault=order.vault)
        return content, decisions

    def _write(
        self, document: Document, number: int, content: Restitution, decisions: Sequence[Decided]
    ) -> None:
        order = self.order
        self._tell(document, number, 0, 1)
        try:
            if document.public:
                refuse_undecided(order.database, order.actor, order.campaign_id, order.vault)
            data = document.write(
                content,
                decisions,
                order.wanted,
                lambda done, total: self._tell(document, number, done, total),
            )
            note_leaving(
                order.database, order.actor, order.campaign_id, document.filename(content.key)
            )
        except InputError as error:
            self.refused = {**self.refused, document.key: str(error)}
            return
        self.made = {**self.made, document.key: data}

    def _tell(self, document: Document, number: int, done: int, total: int) -> None:
        count = len(self.order.documents)
        part = (number + (done / total if total else 0.0)) / count
        self.share = VEILING + (1 - VEILING) * part
        place = f"Document {number + 1} sur {count}" if count > 1 else "Le document s'écrit"
        self.words = f"{place} : {document.label}…"
