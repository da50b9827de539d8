"""From the store to the content of documents: decisions applied, names veiled when asked."""

from __future__ import annotations

import pytest
from care.conftest import ADVISOR, CODEBOOK, FORM, MANAGER, OBSERVER, VALLEY, Kept
from care.test_sharing import DECIDED, share

from synthesis.access import ForbiddenError, Permission
from synthesis.care.pseudonymise import keep
from synthesis.domain import Answer, InputError, Interview, Quadrant
from synthesis.report.verbatims import choose, is_found
from synthesis.restitution.building import restitution
from synthesis.review.blind import Judgment, draw_sample, read_blind
from synthesis.review.events import SignOff
from synthesis.review.log import decide
from synthesis.settings import Settings
from synthesis.store import add_interviews, save_campaign

SETTINGS = Settings(convergence_share=0.5, _env_file=None)  # type: ignore[call-arg]


def test_decisions_are_applied(kept: Kept) -> None:
    told = restitution(kept.database, MANAGER, kept.campaign, SETTINGS, vault=None)
    assert told.certainty.excluded == 1
    assert len(told.codings) == sum(map(len, kept.segments.values())) - 1
    assert told.codings[0].quadrant is Quadrant.ATOUT
    assert told.certainty.reviewed == len(kept.segments["val"]) - 1
    assert [theme.slug for theme in told.themes] == ["eau", "sante", "decouvert-fontaine-zyzomale"]
    assert told.certainty.signature is None


def test_words_are_the_same_as_those_shared(kept: Kept, tmp_path: object) -> None:
    keep(kept.database, MANAGER, kept.campaign, DECIDED, kept.vault)
    told = restitution(kept.database, MANAGER, kept.campaign, SETTINGS, vault=kept.vault)
    shared = share(kept, tmp_path)["segments.csv"]  # type: ignore[arg-type]
    for coding in told.codings:
        assert coding.segment.key in shared
        assert coding.segment.text in shared
    words = repr(told)
    for name in ("Morvan", "Kerbrat", "Benali", "Hervouet", "06 12", "val.md"):
        assert name not in words
    assert "DGS" in told.interviews[0].people or "maire" in told.interviews[0].people


@pytest.mark.parametrize("veiled", [False, True])
def test_every_quotation_is_found_in_its_interview(kept: Kept, veiled: bool) -> None:
    vault = kept.vault if veiled else None
    told = restitution(kept.database, MANAGER, kept.campaign, SETTINGS, vault=vault)
    quoted = [v for theme in told.themes for v in choose(theme.slug, told.codings)]
    assert quoted
    assert all(is_found(verbatim, told.by_key) for verbatim in quoted)
    excluded = kept.segments["val"][1].text
    assert excluded not in {verbatim.text for verbatim in quoted}


def test_what_was_typed_since_the_analysis_waits(kept: Kept) -> None:
    late = Interview("tard", "Le Val", VALLEY.siren, answers=(Answer("q1", "Encore un mot."),))
    with kept.database.session() as session:
        add_interviews(session, kept.campaign, [late])
    told = restitution(kept.database, MANAGER, kept.campaign, SETTINGS, vault=None)
    assert {interview.key for interview in told.interviews} == {"val", "autre"}


def test_readers_are_compared_and_the_signature_told(kept: Kept) -> None:
    told = restitution(kept.database, MANAGER, kept.campaign, SETTINGS, vault=None)
    sample = draw_sample(
        kept.database, ADVISOR, kept.campaign, kept.analysis, told.codings, size=10, seed=1
    )
    for coding in told.codings:
        judgment = Judgment(coding.segment.key, coding.quadrant, coding.theme)
        read_blind(kept.database, ADVISOR, sample, judgment)
    decide(kept.database, ADVISOR, kept.campaign, SignOff(kept.analysis, 7), seen=7)
    certainty = restitution(kept.database, MANAGER, kept.campaign, SETTINGS, vault=None).certainty
    assert {c.what for c in certainty.comparisons} == {"Quadrant", "Thème"}
    assert all(c.units > 0 for c in certainty.comparisons)
    assert certainty.signature is not None
    assert (certainty.signature.name, certainty.signature.later) == (ADVISOR.name, 0)


def test_an_observer_writes_no_document(kept: Kept) -> None:
    with pytest.raises(ForbiddenError, match=Permission.SHARE.value):
        restitution(kept.database, OBSERVER, kept.campaign, SETTINGS, vault=None)


def test_without_analysis_there_is_nothing_to_tell(kept: Kept) -> None:
    with kept.database.session() as session:
        other = save_campaign(session, "vide", "Vide", FORM, CODEBOOK, [VALLEY])
    with pytest.raises(InputError, match="pas encore été analysée"):
        restitution(kept.database, MANAGER, other, SETTINGS, vault=None)
    with pytest.raises(InputError, match="n'existe pas"):
        restitution(kept.database, MANAGER, 9_999, SETTINGS, vault=None)
