"""A rule: a code to refer to it, a sentence for people, and a function that finds breaches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from biblionet.kit.pdf.checks.reading import File

Places = Callable[[File], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `places` yields every place in a file that breaks it."""

    code: str
    sentence: str
    places: Places


class Rules(list[Rule]):
    """The rules of one module, in the order in which they stand there."""

    def rule(self, code: str, sentence: str) -> Callable[[Places], Places]:
        """Add the decorated function as a rule."""

        def add(places: Places) -> Places:
            self.append(Rule(code, sentence, places))
            return places

        return add
