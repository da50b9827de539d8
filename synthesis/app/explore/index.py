"""The words of a campaign, indexed when a screen first asks for them, then shared."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from threading import Lock, Thread

from synthesis.language.concordance import Concordance
from synthesis.language.vocabulary import Vocabulary


class TextIndex:
    """Built once for all sessions; `texts` are those of the segments, in their order."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._lock, self._starting = Lock(), Lock()
        self._begun = False
        self._concordance: Concordance | None = None
        self._vocabulary: Vocabulary | None = None

    def prepare(self, names: Collection[str]) -> None:
        """Build everything apart from the page, once: whoever asks meanwhile waits for the rest."""
        with self._starting:
            if not self._begun:
                self._begun = True
                Thread(target=self.vocabulary, args=(names,), daemon=True).start()

    def concordance(self) -> Concordance:
        """Where each word is."""
        with self._lock:
            if self._concordance is None:
                self._concordance = Concordance(self._texts)
            return self._concordance

    def vocabulary(self, names: Collection[str]) -> Vocabulary:
        """The words worth counting; `names`, those of places, are not."""
        concordance = self.concordance()
        with self._lock:
            if self._vocabulary is None:
                self._vocabulary = Vocabulary(concordance, names)
            return self._vocabulary
