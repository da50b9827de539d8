"""From the store to the content of every document: decisions applied, names veiled when asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.care.pseudonymise import decisions
from synthesis.care.vault import Vault
from synthesis.care.veil import Veil
from synthesis.care.veiled import veiled_codings, veiled_visits
from synthesis.domain import Codebook, Coding, InputError, Interview, Origin, Theme
from synthesis.language.pseudonyms import Kind
from synthesis.report.content import Restitution
from synthesis.restitution.measuring import certainty_of, disputes
from synthesis.review.applying import Machine, Reviewed, reviewed, reviewed_theme
from synthesis.review.log import read_log
from synthesis.review.state import replay
from synthesis.settings import Settings
from synthesis.store import (
    AnalysedTheme,
    Analysis,
    Campaign,
    Database,
    campaigns,
    labels_of_every_run,
    latest_analysis,
    load_codebook,
    load_codings,
    load_interviews,
    load_questionnaire,
    load_territories,
)

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Words:
    """What was said, and who said it: veiled or not. `keys`: segment → its key here."""

    interviews: tuple[Interview, ...]
    codings: tuple[Coding, ...]
    keys: Mapping[str, str]


def restitution(
    database: Database,
    actor: Actor,
    campaign_id: int,
    settings: Settings,
    *,
    vault: Vault | None,
) -> Restitution:
    """The latest analysis of a campaign under every decision taken so far.

    With a vault, names give way to pseudonyms or masks, as in the share export; without one, words
    stay as they were written. Raise ForbiddenError, and InputError before the first analysis.
    """
    require(actor, Permission.SHARE)
    with database.session(read_only=True) as session:
        return _build(session, campaign_id, settings, vault)


def _build(
    session: Session, campaign_id: int, settings: Settings, vault: Vault | None
) -> Restitution:
    campaign, analysis = _analysed_campaign(session, campaign_id)
    machine = Machine.of(
        load_codings(session, analysis.id),
        {theme.slug: theme.label for theme in analysis.themes},
        labels_of_every_run(session, campaign_id),
    )
    found = reviewed(machine, replay(read_log(session, campaign_id)))
    interviews = load_interviews(session, campaign_id)
    codebook = load_codebook(session, campaign_id)
    content = Restitution(
        key=campaign.key,
        title=campaign.title,
        demonstration=campaign.demonstration,
        veiled=False,
        period=(campaign.begins, campaign.ends),
        questionnaire=load_questionnaire(session, campaign_id),
        codebook=codebook,
        territories=tuple(load_territories(session, campaign_id)),
        interviews=tuple(interviews),
        codings=found.counted(),
        themes=_themes(codebook, analysis.themes, found),
        keywords={theme.slug: theme.keywords for theme in analysis.themes},
        share=_share(analysis, settings),
        certainty=certainty_of(session, analysis, found, settings.seed),
        disputed=disputes(session, analysis, found, codebook),
        manifest=analysis.manifest,
    )
    if vault is not None:
        veil = Veil(decisions(session, campaign_id, vault), content.territories)
        content = veiled(content, veil)
    # After the veil: it numbers every interview, as the share export does.
    standing = {interview.key for interview in analysed(interviews, machine.codings)}
    kept = (interview.key in standing for interview in interviews)
    return replace(content, interviews=tuple(compress(content.interviews, kept)))


def analysed(interviews: Iterable[Interview], codings: Iterable[Coding]) -> tuple[Interview, ...]:
    """What was begun or imported since the analysis is not silent: it waits for the next one."""
    coded = {coding.segment.interview for coding in codings}
    return tuple(item for item in interviews if item.key in coded or not item.answers)


def veiled(content: Restitution, veil: Veil) -> Restitution:
    """The same content without names: its title, labels, words, people and keywords."""
    words = _veiled_words(content, veil)
    gone = _vanished(content.interviews, words.interviews)
    masks = {kind.mask for kind in Kind}
    return replace(
        content,
        veiled=True,
        title=veil.over(content.title).text,
        interviews=words.interviews,
        codings=words.codings,
        themes=tuple(replace(theme, label=veil.over(theme.label).text) for theme in content.themes),
        keywords={
            slug: tuple(word for word in kept if word.casefold() not in gone and word not in masks)
            for slug, kept in content.keywords.items()
        },
        disputed={
            words.keys[key]: why for key, why in content.disputed.items() if key in words.keys
        },
    )


def _veiled_words(content: Restitution, veil: Veil) -> _Words:
    visits = veiled_visits(content.interviews, content.questionnaire, content.territories, veil)
    codings = tuple(veiled_codings(content.codings, visits, veil))
    pairs = zip(content.codings, codings, strict=True)
    return _Words(
        tuple(visit.interview for visit in visits.values()),
        codings,
        {before.segment.key: after.segment.key for before, after in pairs},
    )


def _vanished(before: Sequence[Interview], after: Sequence[Interview]) -> frozenset[str]:
    """Words that nobody says any more under the veil: those of the names."""
    return frozenset(_words(before) - _words(after))


def _words(interviews: Sequence[Interview]) -> set[str]:
    return {
        word.casefold()
        for interview in interviews
        for answer in interview.answers
        for word in _WORD.findall(answer.text)
    }


def _analysed_campaign(session: Session, campaign_id: int) -> tuple[Campaign, Analysis]:
    campaign = next((c for c in campaigns(session) if c.id == campaign_id), None)
    analysis = latest_analysis(session, campaign_id)
    if campaign is None:
        raise InputError(
            f"la campagne n° {campaign_id} n'existe pas.",
            remedy="Choisissez-en une autre dans la liste.",
        )
    if analysis is None:
        raise InputError(
            f"la campagne « {campaign.title} » n'a pas encore été analysée.",
            remedy="Lancez une analyse, puis recommencez.",
        )
    return campaign, analysis


def _share(analysis: Analysis, settings: Settings) -> float:
    """The share that the analysis was made with, so that its tables and the documents agree."""
    told = analysis.manifest.get("parametres", {}).get("part_de_convergence")
    return settings.convergence_share if told is None else float(told)


def _themes(
    codebook: Codebook, known: Sequence[AnalysedTheme], found: Reviewed
) -> tuple[Theme, ...]:
    """The themes that stand: those of the grid in its order, then the others."""
    grid = [reviewed_theme(t, found.state) for t in codebook.themes if t.slug in found.labels]
    origins = {theme.slug: theme.origin for theme in known}
    in_grid = {theme.slug for theme in grid}
    others = [
        Theme(slug, label, origin=origins.get(slug, Origin.DISCOVERED))
        for slug, label in found.labels.items()
        if slug not in in_grid
    ]
    return (*grid, *others)
