"""Two people at one row of a quarter at the same moment, and saving while it is handed in."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from goals import actions
from libraries.models import Reading
from programmes.actions import save_answer
from programmes.models import Return
from tests.factories.libraries import MembershipFactory, OrganisationFactory
from tests.rounds import make_round

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite, pytest.mark.timeout(240)]
ROUNDS = 25


@pytest.fixture
def round_():
    library = OrganisationFactory(name="Bibliotheek de Heide")
    people = {
        "manager": MembershipFactory(scope=library).user,
        "colleague": MembershipFactory(scope=library).user,
        "director": MembershipFactory(scope=library, role="director").user,
    }
    return make_round(library, people)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do things in threads that start together; return what each gave or the refusal."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            ready.wait(20)
            return act()
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def saving(round_, slot, version, who, value):
    """Return the act of somebody who saves what was read at a version."""

    def act():
        return save_answer(
            given=Return.objects.with_labels().get(pk=round_.given.pk),
            slot=slot,
            value=Decimal(value),
            version=version,
            by=round_.people[who],
        )

    return act


def test_of_two_who_save_one_number_one_is_told_both_every_time(round_):
    for number in range(ROUNDS):
        (slot,) = round_.slots
        version = slot.reading.version if slot.reading else 0
        values = {"manager": 1000 + number, "colleague": 5000 + number}

        results = at_once(
            *(saving(round_, slot, version, who, value) for who, value in values.items())
        )

        (refusal,) = [one for one in results if isinstance(one, ValidationError)]
        kept = round_.slots[0].reading.value
        assert kept in values.values()
        assert round_.slots[0].reading.version == version + 1
        for value in values.values():
            assert f"{value // 1000}.{value % 1000:03}" in " ".join(refusal.messages)


def test_with_the_comparison_off_a_number_is_lost_without_a_word(round_):
    """The control: the same race without versions."""
    (slot,) = round_.slots

    results = at_once(
        saving(round_, slot, None, "manager", 1), saving(round_, slot, None, "colleague", 2)
    )

    assert [one for one in results if isinstance(one, ValidationError)] == []
    assert round_.slots[0].reading.version == 2  # both thought that theirs stays


def test_saving_while_it_is_handed_in_never_mixes(round_):
    for number in range(8):
        round_.answer(100 + number)
        (slot,) = round_.slots
        version = slot.reading.version

        def hand_in():
            return actions.submit_quarter(
                scope=round_.given.scope,
                period=round_.given.period,
                by=round_.people["manager"],
                accountable=round_.people["director"],
            )

        saves = [saving(round_, slot, version, "colleague", 900 + more) for more in range(5)]
        results = at_once(hand_in, *saves)

        given, reading = Return.objects.get(), Reading.objects.get()
        saved = [one for one in results[1:] if not isinstance(one, ValidationError)]
        assert not isinstance(results[0], ValidationError)
        assert (given.state, reading.workflow) == ("submitted", "submitted")
        assert len(saved) <= 1  # one may have been just in time; it went along
        assert reading.value == (saved[0].value if saved else 100 + number)
        actions.withdraw_quarter(
            scope=given.scope, period=given.period, by=round_.people["manager"]
        )
