"""What the minutes tell of each scrutin: how it was voted, what it gave, what was retained."""

from __future__ import annotations

from collections.abc import Iterator

from synthesis.report.template_blocks import Writer
from synthesis.vote.contents import Approvals, Blank, Content, Dots, Judgments, Ranking
from synthesis.vote.minutes_blocks import say, table, words
from synthesis.vote.outcome import deciding
from synthesis.vote.proceedings import Proceedings, Vote
from synthesis.vote.scrutin import College, Mode
from synthesis.vote.tally import Duels, Tally
from synthesis.vote.telling import MEASURES, rank_label, score_label, turnout_told
from synthesis.wording import plural


def votes(writer: Writer, proceedings: Proceedings) -> None:
    """A section for each scrutin, in their order."""
    if not proceedings.votes:
        writer.text("Votes", "Heading 2")
        say(writer, "Aucun vote n'a eu lieu.")
    for vote in proceedings.votes:
        _vote(writer, vote)


def _vote(writer: Writer, vote: Vote) -> None:
    plan = vote.scrutin.plan
    writer.text(words(f"Scrutin {vote.scrutin.number} : {plan.title}"), "Heading 2")
    if plan.question:
        say(writer, plan.question)
    say(writer, " ".join(_how(vote)))
    for college in plan.colleges:
        _count(writer, vote, college)
    writer.text("Ce que l’assemblée retient", "Heading 3")
    retained(writer, vote)
    if plan.mode is Mode.PUBLIC:
        _names(writer, vote)


def _how(vote: Vote) -> Iterator[str]:
    plan, quorum = vote.scrutin.plan, vote.opening["quorum"]
    rules = plan.rules
    method = rules.method.label[0].lower() + rules.method.label[1:]
    yield f"Méthode : {method}. Mode : {plan.mode.label.lower()}."
    yield f"{plan.mode.explanation}"
    yield f"Sujets à retenir : {rules.seats}. En cas d'égalité : {rules.tie_rule.label.lower()}."
    yield (
        f"À l'ouverture : {quorum['presents']} membres en personne sur {quorum['membres']} "
        f"(quorum : {quorum['requis']}), {vote.opening['voix']} voix portées."
    )


def _count(writer: Writer, vote: Vote, college: College) -> None:
    plan, tally = vote.scrutin.plan, vote.tallies[college]
    voted, slips = vote.closing["participation"][college.value]
    consulted = "" if college is deciding(plan) else " (consultés)"
    writer.text(words(f"{college.label}{consulted}"), "Heading 3")
    say(writer, f"{voted} votants pour {plural(slips, 'bulletin remis', 'bulletins remis')}.")
    measure = MEASURES[plan.rules.method]
    table(writer, ("Rang", "Sujet", measure), (3.4, 9.6, 3.4), list(_ranked(vote, tally)))
    say(writer, turnout_told(tally))
    if tally.duels is not None:
        _duels(writer, vote, tally.duels)


def _duels(writer: Writer, vote: Vote, duels: Duels) -> None:
    titles = list(vote.scrutin.plan.titles.values())
    numbers = [str(number) for number in range(1, len(titles) + 1)]
    say(writer, "Duels : voix qui préfèrent le sujet de la ligne à celui de la colonne.")
    rows = [
        (f"{number}. {title}", *("–" if a == b else str(v) for b, v in enumerate(line)))
        for a, (number, title, line) in enumerate(zip(numbers, titles, duels.votes, strict=True))
    ]
    narrow = min(1.1, 9.4 / len(titles))
    table(writer, ("Sujet", *numbers), (16.4 - narrow * len(titles), *[narrow] * len(titles)), rows)


def _ranked(vote: Vote, tally: Tally) -> Iterator[tuple[str, str, str]]:
    titles, grades = vote.scrutin.plan.titles, vote.scrutin.plan.rules.grades
    for group in tally.order:
        for option in group:
            yield (
                rank_label(tally, option),
                titles[option],
                score_label(tally, option, grades),
            )


def retained(writer: Writer, vote: Vote) -> None:
    """What the assembly retained, with its rank, and the ties at the limit."""
    titles, result = vote.scrutin.plan.titles, vote.scrutin.result or {}
    tally = vote.tallies[deciding(vote.scrutin.plan)]
    for option in result["retenus"]:
        writer.text(words(f"{rank_label(tally, option)} : {titles[option]}"), "Chapeau")
    if not result["retenus"]:
        say(writer, "Aucun sujet n'est retenu.")
    if result["a_egalite"]:
        tied = ", ".join(titles[option] for option in result["a_egalite"])
        rule = vote.scrutin.plan.rules.tie_rule
        say(writer, f"À égalité à la limite : {tied}. {rule.explanation}")
    for option in vote.drawn:
        writer.text(words(f"Tiré au sort : {titles[option]}"), "Chapeau")


def _names(writer: Writer, vote: Vote) -> None:
    writer.text("Vote de chaque membre", "Heading 3")
    rows = sorted(
        (bulletin.body, _chosen(vote, bulletin.content))
        for bulletin in vote.bulletins
        if bulletin.college is College.MEMBERS
    )
    table(writer, ("Membre", "Bulletin"), (6.2, 10.2), rows)


def _chosen(vote: Vote, content: Content) -> str:
    """What a ballot chose, on one line."""
    titles, grades = vote.scrutin.plan.titles, vote.scrutin.plan.rules.grades
    match content:
        case Dots(counts):
            return ", ".join(f"{titles[option]} ({number})" for option, number in counts)
        case Approvals(options):
            return ", ".join(title for option, title in titles.items() if option in options)
        case Ranking(groups):
            places = enumerate(groups, 1)
            return " ; ".join(
                f"{n}. " + ", ".join(titles[option] for option in sorted(group))
                for n, group in places
            )
        case Judgments(judged):
            return ", ".join(f"{titles[option]} : {grades[grade]}" for option, grade in judged)
        case Blank():
            return "Vote blanc"
