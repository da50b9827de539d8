"""Where the ballot of a request is: the database, the key, and who holds which code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.requests import Request

from synthesis.app.ballot.reading import CODE
from synthesis.app.database import database_of
from synthesis.care.vault import Vault, open_vault
from synthesis.settings import Settings, load_settings
from synthesis.store import Database
from synthesis.vote.casting import Admission, admit, opened_by
from synthesis.vote.codes import typed
from synthesis.vote.guessing import ticket_for
from synthesis.vote.scrutin import Scrutin

Fields = Mapping[str, str]


@dataclass(slots=True)
class Desk:
    """The settings, read once: reading them takes longer than finding a ballot."""

    _settings: Settings | None = field(default=None)

    @property
    def settings(self) -> Settings:
        """The settings of this process."""
        if self._settings is None:
            self._settings = load_settings()
        return self._settings

    @property
    def database(self) -> Database:
        """The database of the settings."""
        return database_of(self.settings)

    @property
    def vault(self) -> Vault:
        """The key, as its file is now."""
        return open_vault(self.settings.pseudonym_key)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a phone sent, and the places where it is looked up."""

    request: Request
    fields: Fields
    database: Database
    vault: Vault
    code: str
    ticket: str

    def scrutin(self) -> Scrutin:
        """What the code opens. Raise UnknownCodeError and NotOpenError."""
        return opened_by(self.database, self.vault, self.code)

    def admission(self) -> Admission:
        """The same, with the ballot that is in the urn. Raise UnknownCodeError and NotOpenError."""
        return admit(self.database, self.vault, self.code)


def sent(desk: Desk, request: Request, fields: Fields) -> Sent:
    """A request with the code in it, as it is written, empty when it cannot be one."""
    vault = desk.vault
    code = typed(fields.get(CODE, ""))
    return Sent(request, fields, desk.database, vault, code, ticket_for(vault, code))
