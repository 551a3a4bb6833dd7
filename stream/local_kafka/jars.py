"""Kafka's jars from Maven Central, in a cache of the project: what a local broker is started from.

Beside the jars the cache holds a formatted, empty storage directory: formatting costs a JVM start of its own, and every
local broker may begin as a copy of the same one.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from detectors.errors import GroundswellError
from stream.places import cache_folder, deploy_folder

# The complete mark's text: a cache that an older factory filled is filled anew.
RECIPE_VERSION = "1"


class LocalKafkaError(GroundswellError):
    """A local Kafka could not be installed, started or reached; the message gives the remedy."""


@dataclass(frozen=True)
class Jars:
    """An installed Kafka: `classpath` for the JVM, `java` the program, `template` a formatted storage directory."""

    folder: Path
    java: str

    @property
    def classpath(self) -> str:
        return f"{self.folder}/*"

    @property
    def archive(self) -> Path:
        """Loaded classes as a JVM leaves them for the next (CDS): with it a broker starts in about half the CPU time.

        Empty when this JVM cannot make one; a JVM that it does not fit starts without it.
        """
        return self.folder / "classes.jsa"

    @property
    def template(self) -> Path:
        return self.folder / "formatted"


def recipe() -> Path:
    """The folder with what a local Kafka is made of: its pom, its settings of logging."""
    return deploy_folder() / "kafka"


def install(cache: Path | None = None) -> Jars:
    """The jars, downloaded with Maven when the cache does not hold them complete; safe to call from several processes.

    Raises:
        LocalKafkaError: Java or Maven is missing, or the download failed.
    """
    java = _java()
    root = (cache or cache_folder()).absolute()
    folder = root / f"kafka-{_kafka_version()}"
    jars = Jars(folder, java)
    if is_complete(folder):
        return jars
    root.mkdir(parents=True, exist_ok=True)
    with _locked(root / "kafka.lock"):
        if not is_complete(folder):
            shutil.rmtree(folder, ignore_errors=True)
            _download(folder)
            _format(jars)
            # Written last: an interrupted download is repeated.
            (folder / "complete").write_text(RECIPE_VERSION)
    return jars


def is_installed() -> bool:
    """Whether the jars are in the cache already."""
    return is_complete(cache_folder() / f"kafka-{_kafka_version()}")


def is_complete(folder: Path) -> bool:
    """Whether an installation into `folder` came to its end."""
    mark = folder / "complete"
    return mark.is_file() and mark.read_text() == RECIPE_VERSION


def _java() -> str:
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=f"{home}/bin") if home else None
    found = found or shutil.which("java")
    if not found:
        raise LocalKafkaError(
            "Java is missing: a local Kafka needs Java 17 or newer (Debian: apt install openjdk-17-jre-headless)"
        )
    return found


def _kafka_version() -> str:
    pom = recipe() / "pom.xml"
    if not pom.is_file():
        raise LocalKafkaError(f"{pom} is missing: this installation of Groundswell is not complete")
    version = ElementTree.parse(pom).findtext(".//{*}kafka.version")
    if not version:
        raise LocalKafkaError(f"{pom} names no kafka.version")
    return version


def _download(folder: Path) -> None:
    maven = shutil.which("mvn")
    if not maven:
        raise LocalKafkaError("Maven is missing: it downloads Kafka's jars, once (Debian: apt install maven)")
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}"]
    done = subprocess.run(
        [maven, "-B", "-ntp", "-q", "-f", str(recipe() / "pom.xml"), *goal], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise LocalKafkaError(f"Maven could not download Kafka's jars:\n{_tail(done.stdout + done.stderr)}")


def _format(jars: Jars) -> None:
    with tempfile.TemporaryDirectory(prefix="groundswell-format-") as scratch:
        config = Path(scratch) / "server.properties"
        config.write_text(
            "process.roles=broker,controller\nnode.id=1\ncontroller.quorum.voters=1@127.0.0.1:1\n"
            "listeners=PLAINTEXT://127.0.0.1:2,CONTROLLER://127.0.0.1:1\ncontroller.listener.names=CONTROLLER\n"
            f"log.dirs={jars.template}\n"
        )
        # With "=": an id is base64url and might begin with "-".
        tool = ["kafka.tools.StorageTool", "format", "--cluster-id=Z3JvdW5kc3dlbGwta2Fma2E", "-c", str(config)]
        done = subprocess.run(
            [jars.java, "-Xmx256m", "-cp", jars.classpath, *tool], capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise LocalKafkaError(explained(done.stdout + done.stderr, "Kafka's storage could not be formatted"))


def explained(output: str, what: str) -> str:
    """What happened and the end of the JVM's output; an old Java gets a sentence of its own."""
    if "UnsupportedClassVersionError" in output:
        return "Java is too old: a local Kafka needs Java 17 or newer"
    if "No space left on device" in output:
        return f"{what}: the disk is full"
    return f"{what}:\n{_tail(output)}"


def _tail(output: str) -> str:
    return "\n".join(output.strip().splitlines()[-25:])


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
