"""Tables of the people: accounts, open sessions, sign-in attempts, codes of the first start."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from synthesis.access import Role
from synthesis.store.tables import Base, utc_now

_ROLES = ", ".join(f"'{role}'" for role in Role)


class AccountRow(Base):
    """A person who may sign in. `name_key` is the name as compared: case and accents apart.

    `temporary` says that somebody else chose the password: the person must change it.
    """

    __tablename__ = "account"
    __table_args__ = (CheckConstraint(f"role IN ({_ROLES})", name="role_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    password_hash: Mapped[str]
    temporary: Mapped[bool]
    active: Mapped[bool] = mapped_column(default=True)
    demonstration: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class SessionRow(Base):
    """A browser that is signed in; only the hash of its token is kept."""

    __tablename__ = "account_session"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime]


class AttemptRow(Base):
    """Failed sign-ins counted since `began_at`, for a name or for everybody (empty name)."""

    __tablename__ = "sign_in_attempt"

    name_key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    began_at: Mapped[datetime]


class FirstCodeRow(Base):
    """A code printed in the terminal, that lets one create the first account."""

    __tablename__ = "first_account_code"

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
