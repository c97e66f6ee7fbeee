"""The servers of tests/faults/proxies.py: gunicorn as the project runs it, and each proxy with its file of deploy/.

Everything is on loopback, in a folder that goes away, and ends with the `with`.
"""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROXIES = {"nginx": "nginx", "caddy": "caddy", "haproxy": "haproxy"}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


def wait_for(address: tuple[str, int] | str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while True:
        with socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET) as one:
            if one.connect_ex(address) == 0:
                return
        if time.monotonic() > until:
            raise TimeoutError(f"nobody listens at {address}")
        time.sleep(0.1)


def collect_static() -> None:
    """As before `make run`: a server that is set up for visitors finds its style sheets nowhere else."""
    subprocess.run(["make", "--silent", "var/static-collected"], cwd=ROOT, check=True)


@contextmanager
def running(command: list[str], log: Path, **environment: str) -> Iterator[subprocess.Popen]:
    with log.open("ab") as file:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=file, stderr=file, start_new_session=True
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)


@contextmanager
def gunicorn(folder: Path, bind: str, *options: str, **environment: str) -> Iterator[subprocess.Popen]:
    """Without a database, so it serves the shipped policies and nobody has to wait for migrations."""
    environment = {
        "DJANGO_SECRET_KEY": secrets.token_hex(32),
        "STATE_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/missing/db.sqlite3",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,butie.example.cn",
        "WEB_CONCURRENCY": "2",
        "BIND": bind,
        **environment,
    }
    with running([sys.executable, "-m", "gunicorn", *options], folder / "gunicorn.log", **environment) as process:
        at = bind.removeprefix("unix:")
        wait_for(at if at != bind else ("127.0.0.1", int(bind.rpartition(":")[2])))
        yield process


def rewritten(file: str, folder: Path, port: int, *changes: tuple[str, str]) -> str:
    """A file of deploy/ for this machine: its sockets in `folder`, plain HTTP at `port`."""
    text = (ROOT / "deploy" / file).read_text(encoding="utf-8").replace("/run/butie/", f"{folder}/")
    for pattern, instead in changes:
        text, found = re.subn(pattern, instead.replace("PORT", str(port)), text, flags=re.MULTILINE)
        if not found:
            raise ValueError(f"deploy/{file} has no {pattern}")
    return text


def _nginx(folder: Path, port: int) -> list[str]:
    site = rewritten(
        "nginx/butie.conf",
        folder,
        port,
        (r"^server \{\n    listen 80;(?:\n.*)+?\n\}\n", ""),
        (r"listen 443 ssl http2;\n.*", "listen 127.0.0.1:PORT;"),
        (r"^    ssl_.*\n", ""),
    )
    main = f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 2;"
    user = "user root; " if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(f"{user}{main}\nevents {{ worker_connections 2000; }}\nhttp {{\n{site}\n}}\n")
    return ["nginx", "-c", f"{folder}/nginx.conf"]


def _caddy(folder: Path, port: int) -> list[str]:
    text = rewritten("caddy/Caddyfile", folder, port, (r"^butie.example.cn \{", "http://:PORT {"))
    # Nothing that it would keep, and no door for managing it.
    text = text.replace("{\n\tservers", "{\n\tadmin off\n\tauto_https off\n\tservers", 1)
    (folder / "Caddyfile").write_text(text)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", f"{folder}/Caddyfile"]


def _haproxy(folder: Path, port: int) -> list[str]:
    text = rewritten(
        "haproxy/haproxy.cfg",
        folder,
        port,
        (r"^    (user|group|log) .*\n", ""),
        (r"^    bind :80\n    bind :443 .*", "    bind 127.0.0.1:PORT"),
        (r"^    http-request redirect scheme .*\n", ""),
    )
    (folder / "haproxy.cfg").write_text(text)
    return ["haproxy", "-db", "-f", f"{folder}/haproxy.cfg"]


@contextmanager
def proxy(name: str, folder: Path) -> Iterator[int]:
    """The port at which it answers."""
    port = free_port()
    command = {"nginx": _nginx, "caddy": _caddy, "haproxy": _haproxy}[name](folder, port)
    with running(command, folder / f"{name}.log", HOME=str(folder), XDG_DATA_HOME=str(folder)):
        wait_for(("127.0.0.1", port))
        yield port


def children(pid: int) -> list[int]:
    """The workers of a gunicorn."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def memory(pid: int) -> float:
    """Resident, in MB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 2**20


def processor(pid: int) -> float:
    """Seconds that this process has had so far; who else uses the machine does not count."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def installed(name: str) -> bool:
    return shutil.which(PROXIES[name]) is not None
