"""Every screen: its file, its address, and the permission without which it does not open.

Apart from `pages.py`, because a page of the framework only exists while a script runs.
"""

from __future__ import annotations

from dataclasses import dataclass

from synthesis.access import Actor, Permission


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen; its file, in `screens/`, checks `permission` again when it opens.

    `section` groups it in the navigation; `icon` is a name of Material Symbols.
    """

    file: str
    title: str
    icon: str
    address: str
    permission: Permission
    section: str = ""


BOARD = Screen("board.py", "Synthèse", "dashboard", "synthese", Permission.READ)
THEME = Screen("theme.py", "Thèmes", "sell", "themes", Permission.READ)
INTERVIEWS = Screen(
    "interviews.py", "Entretiens", "record_voice_over", "entretiens", Permission.READ
)
EXPLORE = Screen("explore.py", "Explorer", "explore", "explorer", Permission.READ)
REVIEW = Screen("review.py", "Relire", "fact_check", "relire", Permission.REVIEW)
RESTITUTION = Screen("restitution.py", "Restituer", "summarize", "restituer", Permission.READ)
ENTRY = Screen("entry.py", "Saisir", "edit_note", "saisir", Permission.ENTER)
IMPORT = Screen("imports.py", "Importer", "upload_file", "importer", Permission.ENTER)
ANALYSIS = Screen("analysis.py", "Analyse", "neurology", "analyse", Permission.ANALYSE)

HALL = "Assemblée"
ASSEMBLY = Screen("assembly.py", "Assemblée", "groups", "organiser", Permission.ASSEMBLY, HALL)
GROUPS = Screen(
    "groups.py", "Groupes de travail", "diversity_3", "groupes", Permission.ASSEMBLY, HALL
)
SCRUTINS = Screen("scrutins.py", "Scrutins", "how_to_vote", "scrutins", Permission.READ, HALL)
BALLOT = Screen("ballot.py", "Voter", "ballot", "bulletin", Permission.VOTE, HALL)
TALLY = Screen("tally.py", "Dépouiller", "checklist", "depouiller", Permission.TALLY, HALL)
PROJECTOR = Screen("projector.py", "Projeter", "tv", "projeter", Permission.READ, HALL)

PREPARE = "Préparer"
CAMPAIGNS = Screen(
    "campaigns.py", "Campagnes", "folder_open", "campagnes", Permission.CAMPAIGNS, PREPARE
)
TERRITORIES = Screen(
    "territories.py", "Territoires", "map", "territoires", Permission.CAMPAIGNS, PREPARE
)
GRID = Screen("grid.py", "Grille", "grid_view", "grille", Permission.CODEBOOK, PREPARE)
ACCOUNTS = Screen(
    "accounts.py", "Comptes", "manage_accounts", "comptes", Permission.ACCOUNTS, PREPARE
)
DATA = Screen("data_care.py", "Données", "shield", "donnees", Permission.SHARE, PREPARE)

# In the order of the navigation; the first one opens at « / ».
SCREENS = (
    BOARD,
    EXPLORE,
    THEME,
    INTERVIEWS,
    REVIEW,
    RESTITUTION,
    ENTRY,
    IMPORT,
    ANALYSIS,
    ASSEMBLY,
    GROUPS,
    SCRUTINS,
    BALLOT,
    TALLY,
    PROJECTOR,
    CAMPAIGNS,
    TERRITORIES,
    GRID,
    ACCOUNTS,
    DATA,
)


def home(actor: Actor) -> Screen:
    """The page that opens first: the synthesis, or for who may not read it, where they work."""
    mine = (screen for screen in (BOARD, TALLY, *SCREENS) if actor.may(screen.permission))
    return next(mine, BOARD)
