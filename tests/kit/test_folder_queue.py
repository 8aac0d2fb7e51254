"""The queue in a folder: what somebody sees in it is always whole."""

import json
import os
import threading
from uuid import uuid4

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps

from biblionet.kit.folder_queue import Transport

pytestmark = pytest.mark.timeout(30)
MANY = 300
FILLING = ["word"] * 20_000  # takes a while to write down


@pytest.fixture
def queue(tmp_path):
    """Open the same queue once more, each time over a connection of its own."""
    for name in ("messages", "control"):
        (tmp_path / name).mkdir()
    options = {
        "data_folder_in": str(tmp_path / "messages"),
        "data_folder_out": str(tmp_path / "messages"),
        "control_folder": str(tmp_path / "control"),
    }
    opened = []
    jobs = f"jobs-{uuid4()}"  # kombu remembers in the process what it bound

    def do(transport=Transport):
        name = f"{transport.__module__}.{transport.__qualname__}"
        opened.append(
            Connection("filesystem://localhost", transport=name, transport_options=options)
        )
        return opened[-1].SimpleQueue(jobs)

    yield do
    for one in opened:
        one.release()


def take(queue):
    """Take the next message, None when there is none."""
    message = queue.queue.get(no_ack=True)
    return message and message.payload


def test_messages_are_taken_whole_and_in_order_while_others_are_written(queue):
    reading, writing, taken = queue(), queue(), []

    def write():
        for number in range(MANY):
            writing.put([number, *FILLING])

    thread = threading.Thread(target=write)
    thread.start()
    try:
        while len(taken) < MANY:
            if message := take(reading):
                taken.append(message[0])
    finally:
        thread.join()
    assert taken == list(range(MANY))


def test_the_queue_of_kombu_itself_shows_messages_before_they_are_written(queue, monkeypatch):
    """The control: without our channel a worker that looks in between reads an empty message."""
    reading, writing = (queue(filesystem.Transport) for _ in range(2))

    def looked_at_in_between(payload):
        take(reading)
        return dumps(payload)

    monkeypatch.setattr(filesystem, "dumps", looked_at_in_between)
    with pytest.raises(json.JSONDecodeError):
        writing.put("anything")


def test_a_message_that_finds_no_room_leaves_nothing(queue, tmp_path, monkeypatch):
    full = queue()
    place = tmp_path / "messages"

    def no_room(*_anything):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.rename", no_room)
    with pytest.raises(ChannelError, match="Cannot add"):
        full.put("nothing")

    assert list(place.iterdir()) == []


def test_the_table_of_an_exchange_is_never_seen_empty(queue, tmp_path, monkeypatch):
    """At the first start several processes make it at once, and others read it already."""
    seen, real = [], os.link

    def first(source, target):
        real(source, target)
        seen.append(json.loads(target.read_text()))
        target.write_text('[["other", "", "other"]]')  # somebody else was there at once
        real(source, target)

    monkeypatch.setattr("os.link", first)
    queue()

    (table,) = (tmp_path / "control").iterdir()
    assert seen == [[]]
    assert [queue for _key, _pattern, queue in json.loads(table.read_text())] == [
        table.stem,
        "other",
    ]
