"""Objects of the domain for the tests of the store: examples and strategies."""

from __future__ import annotations

from hypothesis import strategies as st

from synthesis.domain import (
    Answer,
    AnswerState,
    Codebook,
    Commune,
    Exclusion,
    Interview,
    Origin,
    Quadrant,
    Question,
    Questionnaire,
    Territory,
    Theme,
)

SIRENS = ("200000008", "200000016")

QUESTIONNAIRE = Questionnaire(
    key="visites",
    title="Visites d'été",
    questions=(
        Question("atouts", "Quels sont vos atouts ?", ("Et l'eau ?",), Quadrant.ATOUT, ("eau",)),
        Question("souhaits", "De quoi parler ensemble ?\0", wish=True),
    ),
)

CODEBOOK = Codebook(
    key="grille",
    title="Grille « d'essai »",
    themes=(
        Theme(
            slug="eau",
            label="Eau\0",
            definition="La ressource.",
            includes=("sources",),
            excludes=(Exclusion("les crues", "risques"),),
            terms=("captage",),
            acronyms=("AEP",),
            published_quadrant=Quadrant.RESSOURCE,
        ),
        Theme("risques", "Risques", origin=Origin.DISCOVERED),
    ),
)

TERRITORIES = (
    Territory(
        siren=SIRENS[1],
        name="Les Hauts\0",
        official_name="CC des Hauts",
        aliases=("Hauts", "CCH"),
        communes=(Commune("99002", "Bourg"), Commune("99001", "Aval")),
        population=12_000,
        x=2,
        y=-1,
    ),
    Territory(SIRENS[0], "Le Val"),
)

texts = st.text(alphabet=st.one_of(st.sampled_from("\0\x1b01 aé"), st.characters(codec="utf-8")))

answers = st.builds(
    Answer,
    question=texts,
    text=texts,
    speaker=texts,
    state=st.sampled_from(AnswerState),
    row=st.integers(0, 2**31 - 1),
)

interviews = st.builds(
    Interview,
    key=texts.filter(str.strip),
    territory=texts,
    siren=st.sampled_from(("", *SIRENS)),
    dates=st.lists(st.dates(), max_size=3).map(tuple),
    duration_minutes=st.none() | st.integers(1, 2**31 - 1),
    people=st.lists(texts, max_size=3).map(tuple),
    interviewer=texts,
    answers=st.lists(answers, max_size=4).map(tuple),
    source=texts,
)
