"""The walls around the process that prints: memory, time, network, and its parent's life."""

import ctypes
import gc
import os
import resource
import shutil
import signal
import sys
import threading
from pathlib import Path
from typing import Any, NoReturn

_PR_SET_PDEATHSIG = 1  # linux/prctl.h: the signal this process gets when its parent dies

_LARGEST_BITE = 128 * 1024 * 1024  # more than a library asks for at once

_FONT_SETTINGS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}/no-fonts</dir><cachedir>{folder}/font-cache</cachedir></fontconfig>
"""


def limit_time(seconds: int) -> None:
    """Let the system stop this process when it takes too much of the processor's time."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))


def limit_memory(megabytes: int) -> None:
    """Let the system refuse this process more address space, and keep no picture of its death."""
    room = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def memory_was_short() -> bool:
    """Tell whether this process came so near its limit that a library may have got no memory.

    Libraries say so in many ways, from "decoder failed" to "error without exception set".
    """
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    status = Path("/proc/self/status").read_text()
    kilobytes = int(status.partition("VmPeak:")[2].split()[0])
    return limit != resource.RLIM_INFINITY and kilobytes * 1024 > limit - _LARGEST_BITE


def refuse_network() -> None:
    """Make every socket an error, whichever library should ever try to open one."""

    def listen(event: str, _arguments: tuple[Any, ...]) -> None:
        if event.startswith("socket."):
            raise PermissionError("the process that prints has no network")

    sys.addaudithook(listen)


def die_with_parent(parent: int, folder: Path) -> None:
    """End this process and remove its folder as soon as its parent is gone.

    The kernel tells it, and so does the end of standard input, which only the parent holds open.
    """

    def leave(*_: object) -> NoReturn:
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)

    def wait_for_end_of_input() -> None:
        while os.read(0, 1024):
            pass
        leave()

    signal.signal(signal.SIGTERM, leave)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before we could ask to be told
        leave()
    threading.Thread(target=wait_for_end_of_input, daemon=True).start()


def use_no_fonts_of_this_machine(folder: Path) -> None:
    """Hide the machine's fonts, so that a page looks the same wherever it is printed."""
    (folder / "no-fonts").mkdir()
    settings = folder / "fonts.conf"
    settings.write_text(_FONT_SETTINGS.format(folder=folder))
    os.environ["FONTCONFIG_FILE"] = str(settings)


def collect_garbage_rarely() -> None:
    """Leave what is loaded alone and look for garbage seldom: one document lives, then all die."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)
