"""Three things that must not be confused: said, answered by nothing, not asked."""

from __future__ import annotations

import re
import unicodedata

from synthesis.domain import AnswerState
from synthesis.ingest.text import fold

_NOTHING = re.compile(
    r"""(?:
      (?:
        ras | rien | neant | aucune? | aucun\ e | non | nan | 0 | x | ø | na | so | nsp | nspp
      | sans\ (?:objet | reponse | avis | opinion | remarque) | non\ concernee?s?
      | (?:(?:je|il|elle|on)\ )?ne\ (?:sait|sais)\ pas | ne\ se\ prononce\ pas
      | pas\ (?:de\ (?:reponse|remarque|commentaire|observation)s? | d\ (?:avis|opinion))
      | aucune?\ (?:remarque|reponse|observation|commentaire|avis)
      )
      (?:\ (?:
        a\ (?:signaler|dire|ajouter|declarer|noter) | de\ (?:particulier|special|plus|notable)
      | du\ tout | en\ particulier | pour\ (?:le\ moment|l\ instant|l\ heure)
      | (?:sur|a)\ ce\ (?:point|sujet|stade)
      ))*
      (?:\ |$)
    )+""",
    re.VERBOSE,
)
_NOT_ASKED = re.compile(
    r"""(?:
      np | non\ renseignee?s?
    | (?:la\ |cette\ )?(?:(?:question|sujet|point|theme)s?\ )?
      (?:n\ a\ |n\ ont\ )?(?:pas|non)\ (?:ete\ )?(?:posee?|abordee?|traitee?|evoquee?)s?
      (?:\ (?:e|e\ s|es))?(?:\ (?:faute|par\ manque)\ de\ temps)?
    | (?:(?:on|nous)\ )?(?:n\ (?:a|avons)\ )?pas\ (?:eu\ )?le\ temps
      (?:\ d(?:e|\ )\ ?(?:poser|aborder|traiter|en\ parler).*)?
    | (?:faute|par\ manque)\ de\ temps
    )""",
    re.VERBOSE,
)


def state(text: str) -> AnswerState:
    """Whether `text` says something, answers by nothing (« RAS »), or was never asked for."""
    visible = [sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Cf"]
    if not visible:
        return AnswerState.NOT_ASKED
    if all(unicodedata.category(sign).startswith("P") for sign in visible):
        return AnswerState.NOTHING
    if len(visible) > 80:  # no non-answer is that long
        return AnswerState.SAID
    return _state_of_words(text)


def _state_of_words(text: str) -> AnswerState:
    words = _join_initials(fold(text))
    if _NOT_ASKED.fullmatch(words):
        return AnswerState.NOT_ASKED
    only_words = not any(unicodedata.category(sign) == "So" for sign in text)
    if only_words and _NOTHING.fullmatch(words):
        return AnswerState.NOTHING
    return AnswerState.SAID


def _join_initials(words: str) -> str:
    """« r a s » → « ras »: initials written with dots are one word."""
    return re.sub(r"^(?:[rsn] [asop] ?(?:[sp]\b)?)$", lambda m: m[0].replace(" ", ""), words)
