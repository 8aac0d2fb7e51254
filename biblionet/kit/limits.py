"""How often something may be asked, counted in the cache so that all processes count together."""

from django.core.cache import cache


def wait_for(what: str, *, most: int, seconds: int, at: float) -> int:
    """Count one more, and return for how many seconds to wait: 0 when it is allowed.

    Counted in windows of so many seconds. A cache of files counts a few too little when two
    processes count at once; that is no harm.
    """
    key = f"limit:{what}:{int(at // seconds)}"
    cache.add(key, 0, timeout=2 * seconds)
    try:
        count = cache.incr(key)
    except ValueError:  # it went between the two lines
        count = 1
    return 0 if count <= most else seconds - int(at % seconds)
