"""Lemmas of a form out of any sentence, from the tables of the French model; no model is loaded.

Without the sentence, « porte » is a door and what one carries: every possible lemma is given, nouns
first. Good for finding words, not for analysing them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path

# In the order of preference for whoever wants only one lemma.
_PARTS = ("noun", "adj", "verb", "adv", "aux")


@dataclass(frozen=True, slots=True)
class _Tables:
    """What the French lemmatiser reads: part of speech → forms."""

    index: Mapping[str, frozenset[str]]
    exceptions: Mapping[str, Mapping[str, list[str]]]
    rules: Mapping[str, list[tuple[str, str]]]
    lookup: Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`lemmas`: form → its possible lemmas, the form itself when it is unknown. `others`: forms
    that were not asked for, irregular, of the preferred lemmas of those that were → that lemma.
    `endings`: ending of a form → that of its lemma, for the regular ones."""

    lemmas: Mapping[str, tuple[str, ...]]
    others: Mapping[str, str]
    endings: tuple[tuple[str, str], ...]


def lexicon(forms: Iterable[str]) -> Lexicon:
    """What is known of forms, in lower case.

    The tables are read (a second, about) then let go: call it once for many forms.
    """
    tables = _tables()
    lemmas = {form: _lemmas(form, tables) for form in forms}
    preferred = {found[0] for found in lemmas.values()}
    others = {
        form: found[0]
        for part in _PARTS
        for form, found in tables.exceptions[part].items()
        if found[0] in preferred and form not in lemmas
    }
    return Lexicon(lemmas, others, tuple(pair for part in _PARTS for pair in tables.rules[part]))


def tool_words() -> frozenset[str]:
    """Words that say nothing by themselves (« le », « pour », « très »…), as spaCy lists them."""
    spec = find_spec("spacy")
    folder = Path(str(spec.origin)).parent if spec else Path()
    # Its package loads the whole tokeniser, which takes seconds: only this file is run.
    found = run_path(str(folder / "lang" / "fr" / "stop_words.py"))["STOP_WORDS"]
    return frozenset(found)


def _lemmas(form: str, tables: _Tables) -> tuple[str, ...]:
    found = [lemma for part in _PARTS for lemma in _of_part(form, part, tables)]
    # The last table only knows one lemma for a form, often the verb that the others forget.
    found += tables.lookup(form)
    return tuple(dict.fromkeys(found)) or (form,)


def _of_part(form: str, part: str, tables: _Tables) -> list[str]:
    index = tables.index[part]
    if form in index:
        return [form]
    if form in tables.exceptions[part]:
        return list(tables.exceptions[part][form])
    stems = (
        form[: len(form) - len(old)] + new for old, new in tables.rules[part] if form.endswith(old)
    )
    return [stem for stem in stems if stem in index]


def _tables() -> _Tables:
    # Imported here: whoever only searches words does not wait for spaCy.
    import srsly  # noqa: PLC0415
    from spacy.strings import get_string_id  # noqa: PLC0415

    # The file as it is: the tables of spaCy take four times longer to load.
    raw = srsly.read_msgpack(_folder() / "lookups.bin")
    index, exceptions, rules = (raw[f"lemma_{name}"] for name in ("index", "exc", "rules"))
    keys = {part: get_string_id(part) for part in _PARTS}
    return _Tables(
        {part: frozenset(index.get(key, ())) for part, key in keys.items()},
        {part: exceptions.get(key, {}) for part, key in keys.items()},
        {part: [(old, new) for old, new in rules.get(key, ())] for part, key in keys.items()},
        lambda form: raw["lemma_lookup"].get(get_string_id(form), ()),
    )


def _folder() -> Path:
    from synthesis.language.tagging import MODEL  # noqa: PLC0415 - with spaCy

    model = import_module(MODEL)
    root = Path(str(model.__file__)).parent
    return root / f"{MODEL}-{model.__version__}" / "lemmatizer" / "lookups"
