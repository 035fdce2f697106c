"""Runs over a local Dask cluster, started by hand as README says: the same bytes, also when a worker is killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="the extra cluster is not installed")

from made import archive

from dibao.app import run


class Cluster:
    """A scheduler and its workers."""

    def __init__(self, folder: Path, workers: int) -> None:
        self.file = folder / "scheduler.json"
        self._processes = [self._start("scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard")]
        until = time.monotonic() + 120
        while not self.file.exists() or not self.file.read_bytes():
            assert time.monotonic() < until
            time.sleep(0.1)
        self.address = json.loads(self.file.read_text())["address"]
        self.workers = [
            self._start("worker", "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in range(workers)
        ]
        self._processes += self.workers

    def _start(self, part: str, *args: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", part, "--scheduler-file", str(self.file), *args]
        return subprocess.Popen(
            command, cwd=self.file.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def stop(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    started = Cluster(tmp_path_factory.mktemp("cluster"), workers=3)
    yield started
    started.stop()


def test_the_same_bytes_as_without_a_cluster(pages: Path, cluster: Cluster) -> None:
    Path("in/2020/bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    assert run(["extract", "in", "-o", "here.jsonl", "--jobs", "1", "-q"]) == 2
    assert run(["extract", "in", "-o", "there.jsonl", "--scheduler", cluster.address, "-q"]) == 2
    assert Path("there.jsonl").read_bytes() == Path("here.jsonl").read_bytes()
    assert run(["extract", "in", "-o", "tree/", "--scheduler", cluster.address, "-q"]) == 2
    tree = [path for path in sorted(Path("tree").rglob("*")) if path.is_file()]
    assert b"".join(path.read_bytes() for path in tree) == Path("here.jsonl").read_bytes()


def test_a_worker_is_killed_in_the_middle(pages: Path, cluster: Cluster) -> None:
    archive(pages / "more", files=40, pages=120)
    assert run(["extract", "in", "-o", "here.jsonl", "--jobs", "2", "-q"]) == 0
    codes: list[int] = []
    args = ["extract", "in", "-o", "there.jsonl", "--scheduler", cluster.address, "-q"]
    there = threading.Thread(target=lambda: codes.append(run(args)))
    there.start()
    parts, until = Path(".there.jsonl.dibao"), time.monotonic() + 120
    while len(list(parts.glob("??/*"))) < 3:
        assert time.monotonic() < until
        time.sleep(0.01)
    cluster.workers[0].send_signal(signal.SIGKILL)
    assert not Path("there.jsonl").exists()
    there.join()
    assert codes == [0]
    assert Path("there.jsonl").read_bytes() == Path("here.jsonl").read_bytes()


def test_nobody_there_is_one_line(
    pages: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dibao.batch.cluster.PATIENCE", 1)
    assert run(["extract", "in", "-o", "out.jsonl", "--scheduler", "tcp://127.0.0.1:9", "-q"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("dibao: tcp://127.0.0.1:9: no answer; start them with")
    assert said.count("\n") == 1
    assert not Path("out.jsonl").exists()


def test_another_version_is_refused() -> None:
    from dibao.batch import ClusterError, Config, Settings, Task
    from dibao.batch.cluster import there

    with pytest.raises(ClusterError, match="install the same one everywhere"):
        there(Task(()), Config(Settings(), lambda _: b""), "0.0.1 with lexicons 00000000")
