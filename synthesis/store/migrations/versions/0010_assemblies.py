"""Revision 0010: assemblies, their working groups and their scrutins; the role of scrutateur."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

OLD_ROLES = "'cheffe_de_projet', 'conseiller_scientifique', 'observateur'"
UNORDERED = {"sqlite_with_rowid": False}


def upgrade() -> None:
    """Create the tables, widen the roles."""
    with op.batch_alter_table("account") as account:
        account.drop_constraint(op.f("ck_account_role_known"), type_="check")
        account.create_check_constraint(
            op.f("ck_account_role_known"), f"role IN ({OLD_ROLES}, 'scrutateur')"
        )
    _assembly()
    _groups()
    _urn()
    _chain()


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, nullable=False)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _reference(
    column: str, target: str, *, optional: bool = False, gone: str | None = None
) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return (
        sa.Column(column, sa.Integer, nullable=optional),
        sa.ForeignKeyConstraint([column], [f"{target}.id"], ondelete=gone),
    )


def _moment(name: str, *, optional: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=optional)


def _assembly() -> None:
    op.create_table(
        "assembly",
        _number(),
        *_reference("campaign_id", "campaign"),
        *_texts("title", "place"),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("agenda", sa.JSON, nullable=False),
        sa.Column("statutes", sa.JSON, nullable=False),
        sa.Column("demonstration", sa.Boolean, nullable=False),
        _moment("created_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_assembly_campaign_id"), "assembly", ["campaign_id"])
    op.create_table(
        "assembly_person",
        _number(),
        *_reference("assembly_id", "assembly"),
        *_texts("name", "function"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_assembly_person_assembly_id"), "assembly_person", ["assembly_id"])
    op.create_table(
        "assembly_body",
        _number(),
        *_reference("assembly_id", "assembly"),
        sa.Column("position", sa.Integer, nullable=False),
        *_texts("name", "siren"),
        sa.Column("population", sa.Integer, nullable=False),
        sa.Column("free_weight", sa.Integer, nullable=False),
        *_reference("titular_id", "assembly_person", optional=True, gone="SET NULL"),
        *_reference("deputy_id", "assembly_person", optional=True, gone="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("assembly_id", "name"),
    )
    op.create_index(op.f("ix_assembly_body_assembly_id"), "assembly_body", ["assembly_id"])
    op.create_table(
        "assembly_proxy",
        *_reference("body_id", "assembly_body", gone="CASCADE"),
        *_reference("holder_id", "assembly_person", gone="CASCADE"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("body_id"),
    )
    op.create_table(
        "assembly_guest",
        *_reference("person_id", "assembly_person", gone="CASCADE"),
        *_texts("organisation"),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_table(
        "assembly_presence",
        *_reference("person_id", "assembly_person", gone="CASCADE"),
        _moment("arrived_at"),
        _moment("left_at", optional=True),
        sa.PrimaryKeyConstraint("person_id"),
    )


def _groups() -> None:
    op.create_table(
        "working_group",
        _number(),
        *_reference("assembly_id", "assembly"),
        sa.Column("position", sa.Integer, nullable=False),
        *_texts("name", "notes"),
        *_reference("rapporteur_id", "assembly_person", optional=True, gone="SET NULL"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_working_group_assembly_id"), "working_group", ["assembly_id"])
    op.create_table(
        "working_group_member",
        *_reference("person_id", "assembly_person", gone="CASCADE"),
        *_reference("group_id", "working_group", gone="CASCADE"),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_table(
        "assembly_subject",
        _number(),
        *_reference("assembly_id", "assembly"),
        *_reference("group_id", "working_group", optional=True, gone="SET NULL"),
        sa.Column("position", sa.Integer, nullable=False),
        *_texts("title", "question"),
        sa.Column("themes", sa.JSON, nullable=False),
        *_reference("merged_into", "assembly_subject", optional=True, gone="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("merged_into <> id", name=op.f("ck_assembly_subject_merged_elsewhere")),
    )
    op.create_index(op.f("ix_assembly_subject_assembly_id"), "assembly_subject", ["assembly_id"])


def _urn() -> None:
    op.create_table(
        "scrutin",
        _number(),
        *_reference("assembly_id", "assembly"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("plan", sa.JSON, nullable=False),
        *_texts("state", "salt"),
        _moment("opened_at", optional=True),
        _moment("closed_at", optional=True),
        sa.Column("result", sa.JSON, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("assembly_id", "position"),
        sa.CheckConstraint(
            "state IN ('prepare', 'ouvert', 'clos')", name=op.f("ck_scrutin_state_known")
        ),
    )
    op.create_index(op.f("ix_scrutin_assembly_id"), "scrutin", ["assembly_id"])
    op.create_table(
        "ballot_code",
        *_texts("digest"),
        *_reference("scrutin_id", "scrutin"),
        *_texts("college"),
        sa.Column("weight", sa.Integer, nullable=False),
        *_reference("body_id", "assembly_body", optional=True),
        sa.Column("live", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("digest"),
        **UNORDERED,
    )
    op.create_index(op.f("ix_ballot_code_scrutin_id"), "ballot_code", ["scrutin_id"])
    op.create_table(
        "ballot",
        *_reference("scrutin_id", "scrutin"),
        *_texts("key", "college"),
        sa.Column("weight", sa.Integer, nullable=False),
        *_reference("body_id", "assembly_body", optional=True),
        sa.Column("revision", sa.Integer, nullable=False),
        *_texts("content"),
        sa.PrimaryKeyConstraint("scrutin_id", "key"),
        **UNORDERED,
    )
    op.create_table(
        "ballot_receipt",
        *_reference("scrutin_id", "scrutin"),
        *_texts("tracker", "college"),
        sa.PrimaryKeyConstraint("scrutin_id", "tracker"),
        **UNORDERED,
    )
    op.create_table(
        "paper_ballot",
        *_reference("scrutin_id", "scrutin"),
        *_texts("key"),
        sa.Column("account", sa.Integer, nullable=False),
        *_texts("content"),
        sa.PrimaryKeyConstraint("scrutin_id", "key", "account"),
        **UNORDERED,
    )


def _chain() -> None:
    op.create_table(
        "assembly_chain",
        *_reference("assembly_id", "assembly"),
        sa.Column("sequence", sa.Integer, nullable=False),
        _moment("at"),
        *_texts("kind"),
        sa.Column("payload", sa.JSON, nullable=False),
        *_texts("digest"),
        sa.PrimaryKeyConstraint("assembly_id", "sequence"),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_assembly_chain_sequence_positive")),
    )
