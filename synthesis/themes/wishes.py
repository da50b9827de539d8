"""Which segments name a subject that the person wants worked on together.

The questions that ask for it (the form says which) answer by default; elsewhere the words must say
it. A refusal (« surtout pas à l'Alliance de… ») is never a wish.
"""

from __future__ import annotations

import re

from synthesis.domain import Question

_TOGETHER = re.compile(
    r"\b(?:travaill\w+|réfléchi\w+|avanc\w+|agi\w*|pes\w+|port\w+|construi\w+|mont\w+|fai\w+|"
    r"négoci\w+|achet\w+|parl\w+|lanc\w+)\b[^.;!?]{0,60}\b(?:ensemble|en commun|à plusieurs|"
    r"collectivement|d'une (?:seule )?voix|avec les (?:autres|voisins))"
    r"|\b(?:mutualis(?:er|ons|ation)|coopér(?:er|ons)|un sujet (?:pour|commun)|à l'échelle "
    r"(?:de l'alliance|des treize|intermétropolitaine)|sujet d'alliance|"
    r"(?:l'alliance|à treize|aux treize)[^.;!?]{0,40}"
    r"\b(?:devrait|pourrait|peut|doit|porter|aider))",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"\b(?:surtout pas|pas (?:à|dans|du ressort de) l'alliance|pas un sujet|pas la peine|"
    r"pas besoin de (?:l'alliance|se mettre)|ne (?:doit|devrait|faut) pas|n'a pas à)\b",
    re.IGNORECASE,
)


def is_wish(text: str, question: Question | None) -> bool:
    """Whether the words ask for common work, given the question they answer."""
    if _REFUSAL.search(text):
        return False
    return bool(question and question.wish) or bool(_TOGETHER.search(text))
