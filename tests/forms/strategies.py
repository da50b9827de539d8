"""What hypothesis draws: words as people write them in forms, questionnaires, codebooks."""

from __future__ import annotations

from hypothesis import strategies as st

from synthesis.domain import Codebook, Exclusion, Quadrant, Question, Questionnaire, Theme

LETTERS = "abcdeéèàçœûABCÉ0123456789 '’«»?!:;,.-–=+@#&<>\"\u00a0\u202f🙂"

slugs = st.from_regex(r"[a-z][a-z0-9]{0,6}(?:_[a-z0-9]{1,4})?", fullmatch=True)
lines = st.text(LETTERS, min_size=1, max_size=40).map(str.strip).filter(bool)
quadrants = st.none() | st.sampled_from(Quadrant)


def _questions(key: str) -> st.SearchStrategy[Question]:
    return st.builds(
        Question,
        key=st.just(key),
        title=lines,
        prompts=st.lists(lines, max_size=3).map(tuple),
        hint=quadrants,
        themes=st.lists(slugs, max_size=3).map(tuple),
        wish=st.booleans(),
    )


questionnaires = st.builds(
    Questionnaire,
    key=slugs,
    title=lines,
    questions=st.lists(slugs, min_size=1, max_size=5, unique=True).flatmap(
        lambda keys: st.tuples(*(_questions(key) for key in keys))
    ),
)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """A codebook whose exclusions point to its own themes."""
    found = draw(st.lists(slugs, min_size=1, max_size=4, unique=True))
    exclusions = st.builds(Exclusion, what=lines, goes_to=st.sampled_from(found))
    texts = st.lists(lines, max_size=3).map(tuple)
    themes = tuple(
        Theme(
            slug=slug,
            label=draw(lines),
            definition=draw(st.just("") | lines),
            includes=draw(texts),
            excludes=draw(st.lists(exclusions, max_size=2).map(tuple)),
            terms=draw(texts),
            acronyms=draw(texts),
            published_quadrant=draw(quadrants),
        )
        for slug in found
    )
    return Codebook(draw(slugs), draw(lines), themes)
