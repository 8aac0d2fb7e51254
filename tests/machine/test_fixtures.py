"""The fixtures that others build on do what they say."""

import socket

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import get_language
from playwright.sync_api import expect

from biblionet.accounts.models import User
from biblionet.celery import app


def test_a_test_reaches_only_this_machine():
    with (
        pytest.warns(UserWarning, match="connect"),
        pytest.raises(RuntimeError, match="allowed"),
        socket.socket() as outside,
    ):
        outside.connect(("192.0.2.1", 80))


def test_tests_speak_dutch_and_remember_nothing():
    assert get_language() == "nl"
    assert cache.get("left_behind") is None

    cache.set("left_behind", 1)


@pytest.mark.sqlite
@pytest.mark.worker
def test_a_worker_takes_what_is_rung(worker):
    app.send_task("nobody.knows_this")

    worker.wait_until(lambda: "nobody.knows_this" in worker.said())


@pytest.mark.sqlite
@pytest.mark.browser
@pytest.mark.worker
def test_a_browser_is_signed_in_on_the_served_portal(portal, page, sign_in):
    user = User.objects.create_user("iemand@example.org", "x" * 12, name="Iemand")

    page.goto(portal + reverse("account_login"))
    expect(page.locator("input[name=login]")).to_have_count(1)
    sign_in(page, user)
    page.goto(reverse("home:healthz"))

    expect(page.locator("body")).to_have_text("ok")
    assert page.context.request.get(portal + reverse("account_change_password")).status == 200
