"""The screen of a quarter as a browser without scripts sees and sends it."""

from dataclasses import dataclass
from html.parser import HTMLParser

from django.test import Client
from django.urls import reverse

from biblionet.accounts.models import User
from libraries.models import Period, Scope

SCRIPT = {"HTTP_ACCEPT": "application/json"}


class Fields(HTMLParser):
    """Reads what the fields of a page hold, as a browser would send it."""

    def __init__(self) -> None:
        super().__init__()
        self.typed: dict[str, str] = {}
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        name = given.get("name") or ""
        if tag == "textarea":
            self._area, self.typed[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            self.typed[self._select] = given.get("value") or ""
        elif tag == "input" and given.get("type") not in {"radio", "checkbox"}:
            self.typed[name] = given.get("value") or ""
        elif tag == "input" and "checked" in given:
            self.typed[name] = given.get("value") or "on"

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.typed[self._area] += data.removeprefix("\n")


@dataclass
class Screen:
    """One person at the screen of a scope over a period."""

    user: User
    period: Period
    scope: Scope

    def __post_init__(self) -> None:
        self.client = Client()
        self.client.force_login(self.user)
        self.typed: dict[str, str] = {}

    @property
    def address(self) -> str:
        return reverse("goals:quarter", args=[self.period.pk, self.scope.pk])

    @property
    def check(self) -> str:
        return reverse("goals:submit_quarter", args=[self.period.pk, self.scope.pk])

    def open(self) -> "Screen":
        self.read(self.client.get(self.address))
        return self

    def read(self, response: object) -> str:
        """Take over what the fields of an answer hold; return its text."""
        self.text = response.content.decode()
        reader = Fields()
        reader.feed(self.text)
        self.typed = reader.typed
        return self.text

    def type(self, key: str, **texts: str) -> "Screen":
        self.typed |= {f"{key}-{name}": text for name, text in texts.items()}
        return self

    def send(self, **button: str):
        """Send the whole form with a button; take over the page that comes back."""
        response = self.client.post(self.address, {**self.typed, **(button or {"act": "save"})})
        if response.status_code != 302:
            self.read(response)
        return response

    def send_row(self, key: str, **button: str):
        """Send one row as the script does."""
        row = {name: text for name, text in self.typed.items() if name.startswith(f"{key}-")}
        response = self.client.post(self.address, {**row, **button}, **SCRIPT)
        answer = response.json()
        for of, told in answer.get("rows", {}).items():
            if "seen" in told:
                self.typed[f"{of}-seen"] = told["seen"]
        return response
