"""Recognise communes, intercommunalités and the acronyms of local public policy in a tagged text.

Several commune names are common words (« Le Pin », « Le Cours », « Rougé », « Ligné »): those are
recognised only as they are officially written, capitals and accents included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from synthesis.domain import Territory

# Acronyms of local public policy that may be met whatever the codebook.
ACRONYMS = tuple(
    "ABF AMI ANAH ANCT AOM ARS CAF CCAS CCI CFE CIAS CLS CRTE CVAE DDTM DETR DGF DGS DREAL DSIL "
    "DSP EHPAD ENR EPCI EPF EPTB FPIC GEMAPI IFER LOM MAM MFR MSAP MSP NOTRe OM OPAH ORT PADD PAT "
    "PCAET PETR PLH PLU PLUi PVD RAM REOM RPE SAGE SCoT SDIS SMICTOM SPANC SRADDET STEP TAD TEOM "
    "TER TGAP TGV ZAC ZAE ZAN ZFE ZNIEFF ZRR".split()
)
_ARTICLE = re.compile(r"^(?:le|la|les|l')\s*", re.IGNORECASE)


class Kind(StrEnum):
    """What an entity of the gazetteer is."""

    COMMUNE = "commune"
    EPCI = "epci"
    ACRONYM = "sigle"


@dataclass(frozen=True, slots=True)
class Entity:
    """A recognised name; `reference` is an INSEE code, a SIREN or the acronym itself."""

    kind: Kind
    text: str
    start: int
    end: int
    reference: str


@dataclass(frozen=True, slots=True)
class _Name:
    kind: Kind
    written: str
    reference: str


class Gazetteer:
    """Names of the territories given, of their communes, and acronyms."""

    def __init__(
        self, nlp: Language, territories: Iterable[Territory], acronyms: Sequence[str] = ACRONYMS
    ) -> None:
        self._nlp = nlp
        self._names: dict[tuple[str, ...], _Name] = {}
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        for name in _names(territories, acronyms):
            for variant in map(nlp.make_doc, _variants(name.written)):
                self._names.setdefault(_words(variant), name)
                self._matcher.add("name", [variant])

    def find(self, doc: Doc) -> list[Entity]:
        """Entities of the text in reading order; of those that overlap, the longest."""
        spans = [s for s in self._matcher(doc, as_spans=True) if self._accepts(doc, s)]
        return [self._entity(span) for span in sorted(filter_spans(spans))]

    def places(self, doc: Doc) -> tuple[tuple[int, int], ...]:
        """Code points (start, end) of the communes and EPCI of a text, in reading order."""
        found = self.find(doc)
        return tuple((e.start, e.end) for e in found if e.kind is not Kind.ACRONYM)

    def _accepts(self, doc: Doc, span: Span) -> bool:
        name = self._names[_words(span)]
        if name.kind is Kind.ACRONYM:
            return any(letter.isupper() for letter in span.text) or len(span.text) > 4
        if not self._is_common_word(name.written):
            return True
        # « Mouais, on verra » opens a sentence; « Mouais est loin » speaks of the commune.
        interjection = span.start == 0 and len(doc) > span.end and doc[span.end].is_punct
        return span.text == name.written and not interjection

    def _is_common_word(self, written: str) -> bool:
        bare = _ARTICLE.sub("", written).lower()
        return any(self._nlp.vocab[form].has_vector for form in (bare, fold_accents(bare)))

    def _entity(self, span: Span) -> Entity:
        name = self._names[_words(span)]
        return Entity(name.kind, span.text, span.start_char, span.end_char, name.reference)


def _words(found: Doc | Span) -> tuple[str, ...]:
    """What the matcher compares: spaces between words do not count (« Guipry - Messac »)."""
    return tuple(token.lower_ for token in found)


def fold_accents(text: str) -> str:
    """The text without its diacritics: « Châteaubriant » gives « Chateaubriant »."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _names(territories: Iterable[Territory], acronyms: Sequence[str]) -> Iterator[_Name]:
    places = tuple(territories)
    for territory in places:
        for commune in territory.communes:
            yield _Name(Kind.COMMUNE, commune.name, commune.code)
    for territory in places:
        for written in (territory.name, territory.official_name, *territory.aliases):
            if written:
                yield _Name(Kind.EPCI, written, territory.siren)
    for acronym in acronyms:
        yield _Name(Kind.ACRONYM, acronym, acronym)


def _variants(written: str) -> set[str]:
    """Spellings met in notes, lower case: no accent, no hyphen, « St », curly apostrophe."""
    lower = written.lower()
    forms = {lower, lower.replace("-", " ")}
    forms |= {form.replace("'", "’") for form in forms}
    forms |= {re.sub(r"\bsaint(e?)\b", r"st\1", form) for form in forms}
    return forms | {fold_accents(form) for form in forms}
