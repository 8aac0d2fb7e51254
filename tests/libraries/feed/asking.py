"""Asking the feed as a program does, and figures to ask for."""

import csv
import io

from django.test import Client
from django.utils import timezone

from biblionet.accounts import actions as accounts
from libraries import actions
from libraries.models import Figure, Scope
from tests.factories.libraries import FigureFactory, PeriodFactory, ReadingFactory


def key_of(person, *scopes: str, days: int = 31) -> str:
    _token, secret = accounts.make_feed_token(
        name="Toets", days=days, scopes=scopes, by=person, today=timezone.localdate()
    )
    return secret


def ask(secret: str, path: str, **headers: str):
    headers = {"authorization": f"Bearer {secret}", **headers}
    return Client().get(f"/feed/v1/{path}", headers=headers)


def text_of(response) -> str:
    assert response.status_code == 200, response.content
    return b"".join(response).decode() if response.streaming else response.content.decode()


def lines(secret: str, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(ask(secret, path)))))


def records(secret: str, path: str) -> list[dict[str, object]]:
    return ask(secret, path).json()["data"]


def said(indicator, scope, value, *, period=None, **reading: object) -> Figure:
    figure = FigureFactory(
        indicator=indicator,
        scope=Scope.objects.get(pk=scope.pk),
        period=period or PeriodFactory(),
    )
    ReadingFactory(figure=figure, value=value, **reading)
    return actions.settle(figure=figure)
