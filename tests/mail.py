"""A real mail server on this machine that catches what is sent, and can be out of order."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Postbox:
    """Keeps what the server took, in the order in which it came."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.letters: list[EmailMessage] = []
        self.refuses = False

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802  # named by aiosmtpd
        if self.refuses:
            return "451 Try again later"
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 Taken"

    def __len__(self) -> int:
        return len(self.letters)

    @property
    def to(self) -> list[str]:
        """Return the addresses the letters went to, one for each letter."""
        return sorted(str(letter["To"]) for letter in self.letters)

    @contextmanager
    def serving(self) -> Iterator["Postbox"]:
        controller = Controller(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()


def words_of(letter: EmailMessage, shape: str = "plain") -> str:
    """Return what a letter says, as plain text or as HTML."""
    return str(letter.get_body((shape,)).get_content())
