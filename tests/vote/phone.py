"""A phone without scripts: it reads the forms of a page, fills them in and sends them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Protocol


class Client(Protocol):
    """What sends requests: a test client, or a real one."""

    def get(self, url: str) -> Any: ...

    def post(self, url: str, *, data: dict[str, str]) -> Any: ...


@dataclass
class Form:
    """A form: its address, what it would send as it stands, its buttons by label."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.words: list[str] = []
        self._select, self._selected, self._style = "", False, False
        self._button: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(got["action"], got["method"]))
        elif tag == "input":
            kind = got.get("type", "text")
            if kind not in ("radio", "checkbox") or "checked" in got:
                self.forms[-1].fields[got["name"]] = got.get("value", "on")
        elif tag == "select":
            self._select = got["name"]
            self.forms[-1].fields[self._select] = ""
        elif tag == "option" and "selected" in got:
            self._selected = "value" not in got
            self.forms[-1].fields[self._select] = got.get("value", "")
        elif tag in ("br", "li", "p"):
            self.words.append(" ")
        elif tag == "style":
            self._style = True
        elif tag == "button":
            self._button = (got.get("name", ""), got.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._style:
            self._style = False
            return
        self.words.append(data)
        if self._selected:
            self.forms[-1].fields[self._select], self._selected = data, False
        if self._button is not None:
            self.forms[-1].buttons[data.strip()] = self._button
            self._button = None


@dataclass
class Phone:
    """The page in front of a voter."""

    client: Client
    answer: Any = None
    forms: list[Form] = field(default_factory=list)
    words: str = ""

    def open(self, address: str) -> Phone:
        """Go to an address."""
        return self._read(self.client.get(address))

    def press(self, label: str, **choices: str) -> Phone:
        """Fill choices in (`eau="2"`), then press the button of that label."""
        form = next(form for form in self.forms if label in form.buttons)
        name, value = form.buttons[label]
        pressed = {name: value} if name else {}
        filled = {f"s.{slug}": text for slug, text in choices.items()}
        return self.send(form.action, form.fields | filled | pressed)

    def send(self, action: str, fields: dict[str, str]) -> Phone:
        """Post fields, whoever made them."""
        return self._read(self.client.post(action, data=fields))

    def _read(self, answer: Any) -> Phone:
        reader = _Reader()
        reader.feed(answer.text)
        self.answer, self.forms = answer, reader.forms
        self.words = " ".join("".join(reader.words).replace("\u00a0", " ").split())
        return self
