"""Files under their hash: all or nothing, and never a path from outside."""

import errno
import hashlib
import os
import resource
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from biblionet.kit import files

NO_HASHES = ["", "x" * 64, "A" * 64, "../../etc/passwd", "a" * 63, "a" * 65, f"{'a' * 64}\n"]


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path / "files"
    return settings.PRIVATE_DIR


def test_a_file_lies_under_its_hash():
    kept = files.keep([b"een", b"twee"])

    assert kept == files.Kept(hashlib.sha256(b"eentwee").hexdigest(), 7)
    assert files.path_of(kept.sha256).read_bytes() == b"eentwee"
    assert files.is_kept(kept.sha256)


def test_the_same_contents_are_one_file(own_files):
    assert files.keep([b"x"]) == files.keep([b"x"])
    assert len(list(own_files.glob("*/*"))) == 1


def test_discarding_twice_does_no_harm():
    kept = files.keep([b"x"])

    files.discard(kept.sha256)
    files.discard(kept.sha256)

    assert not files.is_kept(kept.sha256)


@pytest.mark.parametrize("text", NO_HASHES)
def test_what_is_no_hash_is_no_path(text):
    assert not files.is_kept(text)
    with pytest.raises(ValueError, match="no SHA-256"):
        files.path_of(text)


def test_a_writer_that_breaks_off_leaves_nothing(own_files):
    def half():
        yield b"een"
        raise RuntimeError("gone")

    with pytest.raises(RuntimeError, match="gone"):
        files.keep(half())

    assert list(own_files.iterdir()) == []


def test_a_full_disk_is_said_and_leaves_nothing(own_files):
    """The limit on the size of a file stands in for a full disk: the kernel refuses to write."""
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limit[1]))
    try:
        with pytest.raises(files.DiskFullError):
            files.keep([b"x" * 4096, b"x" * 4096])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, handler)

    assert list(own_files.iterdir()) == []


def test_other_errors_of_the_disk_stay_what_they_are():
    with pytest.raises(OSError, match="denied"), files.disk_full_said():
        raise OSError(errno.EACCES, "denied")


def test_a_device_without_room_is_a_full_disk():
    device = os.open("/dev/full", os.O_WRONLY)
    try:
        with pytest.raises(files.DiskFullError), files.disk_full_said():
            os.write(device, b"x")
    finally:
        os.close(device)


def test_handing_out_is_whole_or_not_at_all(tmp_path):
    kept = files.keep([b"heel"])
    target = tmp_path / "uit.pdf"

    files.hand_out(kept.sha256, target)

    assert target.read_bytes() == b"heel"
    with pytest.raises(OSError, match="missing"):
        files.hand_out(kept.sha256, tmp_path / "missing" / "x.pdf")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["files", "uit.pdf"]


def test_what_a_killed_process_left_is_tidied_after_a_while(own_files):
    own_files.mkdir()
    program = (
        "import sys, tempfile; tempfile.mkstemp(dir=sys.argv[1], prefix='.unfinished-');"
        "print('there', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(own_files)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    process.stdout.readline()
    process.kill()
    process.communicate()
    (left,) = own_files.iterdir()

    assert files.tidy(older_than=timedelta(hours=1)) == 0
    os.utime(left, (time.time() - 7200,) * 2)
    assert files.tidy(older_than=timedelta(hours=1)) == 1
    assert list(own_files.iterdir()) == []
