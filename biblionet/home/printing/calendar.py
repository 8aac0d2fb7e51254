"""A calendar as programs read it (RFC 5545): whole days, without alarms."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar
from icalendar import Event as Entry

from biblionet.home.overviews.calendar import Event


def write_calendar(events: Iterable[Event], *, name: str) -> bytes:
    """Write events out; the same events give the same bytes."""
    host = urlsplit(settings.PORTAL_ADDRESS).hostname or "localhost"
    calendar = Calendar()
    calendar.add("prodid", f"-//{host}//{settings.VERSION}//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(entry_of(event, host))
    return bytes(calendar.to_ical())


def entry_of(event: Event, host: str) -> Entry:
    entry = Entry()
    entry.add("uid", f"{event.name}@{host}")
    entry.add("dtstamp", event.known)
    entry.add("dtstart", event.day)
    entry.add("dtend", event.day + timedelta(days=1))
    entry.add("summary", event.title)
    entry.add("transp", "TRANSPARENT")  # the day stays free
    entry.add("url", settings.PORTAL_ADDRESS + (event.page or reverse("goals:my_updates")))
    return entry
