"""Pages of a list that may be very long."""

from typing import Any

from django.core.paginator import Paginator

MOST = 5_000


class BoundedPaginator(Paginator):  # type: ignore[type-arg]  # not generic when it runs
    """Pages of the first five thousand of a list; `is_cut` says that there is more.

    Counting a million rows takes longer than reading a page, and nobody turns to page 20,000: who
    needs what lies further narrows the list. `found` is how many there are, counted up to one more
    than five thousand.
    """

    def __init__(self, object_list: Any, per_page: int, *, found: int) -> None:
        super().__init__(object_list, per_page)
        self.count = min(found, MOST)
        self.is_cut = found > MOST
