"""How long the portal takes to start: `python -m tests.benchmarks.start_up`.

Prints the median of five starts of `manage.py check`, and the slowest imports of one of them. A
measurement, not a test: seconds of different machines cannot be compared.
"""

import re
import statistics
import subprocess
import sys
import time

CHECK = ["manage.py", "check"]


def seconds() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *CHECK], check=True, capture_output=True)
    return time.perf_counter() - started


def slowest_imports(count: int = 10) -> list[tuple[int, str]]:
    """Return milliseconds and names of the modules that cost most themselves."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *CHECK], check=True, capture_output=True, text=True
    )
    lines = re.findall(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", done.stderr)
    return sorted(((int(own) // 1000, name) for own, name in lines), reverse=True)[:count]


if __name__ == "__main__":
    print(f"manage.py check: {statistics.median(seconds() for _ in range(5)):.2f} s")
    for milliseconds, name in slowest_imports():
        print(f"{milliseconds:6} ms  {name}")
