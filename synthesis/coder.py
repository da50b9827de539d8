"""Code a batch of segments: tag, sort into quadrants, assign themes, spot wishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scipy.sparse import csr_matrix

from synthesis.domain import Codebook, Coding, Quadrant, Questionnaire, Segment, Territory
from synthesis.language.gazetteer import Gazetteer
from synthesis.language.tagging import content_lemmas, pipeline, tag
from synthesis.learning.encoder import Encoder, Matrix
from synthesis.learning.features import Statement
from synthesis.learning.model import TrainedModel
from synthesis.quadrants.bare import answering, is_bare
from synthesis.quadrants.classifier import QuadrantClassifier
from synthesis.themes.assignment import Assignment, ThemeAssigner
from synthesis.themes.phrases import Phrase, noun_phrases
from synthesis.themes.subjects import LearntSubjects
from synthesis.themes.wishes import is_wish

NOTHING_SAID: Mapping[Quadrant, float] = {q: float(q is Quadrant.NEUTRE) for q in Quadrant}


@dataclass(frozen=True, slots=True)
class Coded:
    """A coding, with what discovery and keywords need of its words.

    `vector` is the encoder's, `phrases` are those that may name a theme (none where the codebook
    gave one); `has_subject`: it speaks of something, whatever that is.
    """

    coding: Coding
    lemmas: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    vector: Matrix
    has_subject: bool


class Coder:
    """Built once, used for every batch. Without codebook no theme is assigned.

    `encoder` gives the vectors that discovery groups; by default, the learnt subjects.
    """

    def __init__(  # noqa: PLR0913 - what is fixed for a whole campaign
        self,
        model: TrainedModel,
        questionnaire: Questionnaire,
        codebook: Codebook | None,
        territories: Sequence[Territory] = (),
        *,
        review_threshold: float = 0.5,
        encoder: Encoder | None = None,
    ) -> None:
        self._space = model.space
        self._subjects = LearntSubjects(model)
        self.encoder: Encoder = encoder or self._subjects
        self._questionnaire = questionnaire
        self._gazetteer = Gazetteer(pipeline(), territories)
        self._quadrants = QuadrantClassifier(model)
        self._themes = ThemeAssigner(model, codebook) if codebook else None
        self._threshold = review_threshold

    def code(self, batch: Sequence[Segment]) -> list[Coded]:
        """One result per segment, in order."""
        statements = list(self.statements(batch))
        rows = self._space.transform(statements)
        quadrants = self._quadrants.predict(rows)
        if self._themes:
            assignments = self._themes.assign(statements, rows)
        else:
            assignments = [Assignment("", 0.0)] * len(batch)
        return [
            Coded(
                self._coding(segment, statement, found, assignment),
                _lemmas(statement),
                () if assignment.theme else noun_phrases(statement.doc, statement.names),
                vector,
                segment.said and bool(has_subject),
            )
            for segment, found, assignment, statement, vector, has_subject in zip(
                batch,
                quadrants,
                assignments,
                statements,
                self._vectors(statements, rows),
                self._subjects.have_subject(rows),
                strict=True,
            )
        ]

    def statements(self, batch: Sequence[Segment]) -> Iterator[Statement]:
        """Tagged segments with their question and the places they name."""
        for segment, doc in zip(batch, tag(s.text for s in batch), strict=True):
            yield Statement(
                doc, self._questionnaire.get(segment.question), self._gazetteer.places(doc)
            )

    def _vectors(self, statements: Sequence[Statement], rows: csr_matrix) -> Matrix:
        if self.encoder is self._subjects:
            return self._subjects.project(rows)
        return self.encoder.encode([statement.doc for statement in statements])

    def _coding(
        self,
        segment: Segment,
        statement: Statement,
        quadrants: Mapping[Quadrant, float],
        assignment: Assignment,
    ) -> Coding:
        if not segment.said:
            return Coding(segment, NOTHING_SAID)
        question = statement.question
        asked = question.hint if question else None
        bare = is_bare(statement.doc)
        if bare and asked:
            quadrants = answering(quadrants, asked)
        sure = min(max(quadrants.values()), assignment.probability)
        return Coding(
            segment,
            quadrants,
            theme=assignment.theme,
            theme_probability=assignment.probability,
            secondary_themes=assignment.secondary,
            wish=_has_subject(quadrants, assignment) and is_wish(segment.text, question),
            to_review=sure < self._threshold or (bare and not asked),
        )


def _has_subject(quadrants: Mapping[Quadrant, float], assignment: Assignment) -> bool:
    """Whether there is a subject to wish for: a theme, or a judgment that one may be found in."""
    return bool(assignment.theme) or quadrants[Quadrant.NEUTRE] < max(quadrants.values())


def _lemmas(statement: Statement) -> tuple[str, ...]:
    """Lemmas without the places, which say where and not what."""
    places = {statement.doc.text[start:end].lower() for start, end in statement.names}
    return tuple(
        lemma
        for lemma in content_lemmas(statement.doc)
        if not any(lemma in place for place in places)
    )
