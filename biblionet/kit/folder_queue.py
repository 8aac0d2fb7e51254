"""The queue in a folder as kombu has it, with one thing mended: all that is seen in it is whole.

Kombu makes a file first and fills it afterwards. A worker that looks in between reads an empty
message, which ends that worker and loses the message.
"""

import os
from contextlib import suppress
from pathlib import Path
from time import monotonic_ns
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """Writes under a name that no worker looks for, and gives it its own name when it is whole."""

    def _put(  # type: ignore[override]  # the stubs of kombu contradict themselves
        self, queue: str, payload: Any, **_more: Any
    ) -> None:
        """Lay a message in the folder; workers take them in the order of their names."""
        place = Path(self.data_folder_out) / f"{monotonic_ns():020d}_{uuid4()}.{queue}.msg"
        unfinished = place.with_name(f"{place.name}.part")
        try:
            unfinished.write_text(dumps(payload), encoding="utf-8")
            unfinished.rename(place)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise ChannelError(f"Cannot add {place} to the queue") from error

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str | None, queue: str) -> None:
        """Note which queue an exchange leads to, in a table that begins as a whole one."""
        table = self._exchange_file(exchange)  # type: ignore[attr-defined]  # not in the stubs
        if not table.exists():
            empty = table.with_name(f"{uuid4()}.part")
            empty.write_text("[]", encoding="utf-8")
            with suppress(FileExistsError):  # somebody else was first
                os.link(empty, table)
            empty.unlink()
        super()._queue_bind(exchange, routing_key, pattern, queue)


class Transport(filesystem.Transport):
    Channel = Channel
