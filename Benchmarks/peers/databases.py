"""The peers of the databases: the sqlite3 shell and psql, which load our ready CSV files under the same keys, indexes and
full text as our own load makes.
"""
import csv
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

# What a database of ours that nobody reads yet does without, too.
PRAGMAS = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"


def text(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def tables(folder):
    """The tables of a folder of CSV files, those that others point at first."""
    names = [path.stem for path in Path(folder).glob("*.csv")]
    first = ["formations", "actions", "sessions"]
    return [name for name in first if name in names] + sorted(set(names) - set(first))


def sqlite_script(ours, folder, script):
    """Writes what makes the same database as `ours` of the files of a folder, by the sqlite3 shell."""
    schema = text("sqlite3", ours, "SELECT type, name, sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL AND "
                  "name NOT LIKE 'recherche\\_%' ESCAPE '\\' ORDER BY rowid", "-separator", "\x1f", "-newline", "\x1e")
    statements = [row.split("\x1f") for row in schema.split("\x1e") if row]
    search = [sql for kind, name, sql in statements if name == "recherche"]
    created = [sql for kind, name, sql in statements if kind == "table" and name != "recherche"]
    later = [sql for kind, name, sql in statements if kind != "table"]
    imports = [f".import --csv --skip 1 {folder}/{name}.csv {name}" for name in tables(folder)]
    fill = "INSERT INTO recherche SELECT intitule, objectif, source, formation_id FROM formations;"
    Path(script).write_text("\n".join([PRAGMAS, *created, *imports, *later, *search, fill]) + "\n")


def load_sqlite(script, database):
    """Seconds until the sqlite3 shell is done and its file is on the disk, as ours then is."""
    Path(database).unlink(missing_ok=True)
    start = time.perf_counter()
    with open(script) as statements:
        subprocess.run(["sqlite3", database], check=True, stdin=statements, stdout=subprocess.DEVNULL)
    with open(database) as made:
        os.fsync(made.fileno())
    return time.perf_counter() - start


def dump_sqlite(database, folder):
    """Seconds that the sqlite3 shell takes to write all tables as CSV."""
    names = text("sqlite3", database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'recherche%'")
    commands = [".headers on", ".mode csv"]
    for name in names.split():
        commands += [f".once {folder}/{name}.csv", f"SELECT * FROM {name};"]
    start = time.perf_counter()
    subprocess.run(["sqlite3", database], check=True, input="\n".join(commands), text=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


@contextmanager
def postgresql():
    """A server in a temporary folder, reached by a socket there; not as root, whom it refuses."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    folder = tempfile.mkdtemp(prefix="lheo-postgresql-")
    account = pwd.getpwnam("postgres") if os.getuid() == 0 else None
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
    options = {"user": "postgres", "group": account.pw_gid} if account else {}
    data = f"{folder}/data"
    subprocess.run([programs / "initdb", "-D", data, "-U", "lheo", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"],
                   check=True, stdout=subprocess.DEVNULL, cwd=folder, **options)
    server = subprocess.Popen([programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
                              stderr=subprocess.DEVNULL, cwd=folder, **options)
    try:
        server_is_ready = lambda: subprocess.run([programs / "pg_isready", "-q", "-h", folder]).returncode == 0
        while not server_is_ready():
            time.sleep(0.1)
        yield PostgreSQL(programs, folder)
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)


class PostgreSQL:
    """A running server, and its shell."""

    def __init__(self, programs, folder):
        self.programs, self.folder = programs, folder
        self.shell = [str(programs / "psql"), "-X", "-q", "-h", folder, "-U", "lheo", "-d", "postgres", "-v", "ON_ERROR_STOP=1"]

    def address(self, schema):
        return f"postgresql://lheo@/postgres?host={self.folder}&schema={schema}"

    def drop(self, schema):
        subprocess.run([*self.shell, "-c", f"SET client_min_messages = error; DROP SCHEMA IF EXISTS {schema} CASCADE"],
                       check=True)

    def script(self, schema, folder, script):
        """Writes what makes the same schema of the files of a folder, by psql."""
        dump = [self.programs / "pg_dump", "-h", self.folder, "-U", "lheo", "-d", "postgres", "-n", schema, "--schema-only"]
        sections = [re.sub(r"(?m)^\\(un)?restrict.*$", "", text(*map(str, dump), f"--section={name}")) for name in ("pre-data", "post-data")]
        copies = [self.copy(schema, name, f"{folder}/{name}.csv") for name in tables(folder)]
        Path(script).write_text("\n".join(["BEGIN;", sections[0], *copies, sections[1], "COMMIT;"]) + "\n")

    @staticmethod
    def copy(schema, name, file):
        with open(file, newline="") as rows:
            columns = ", ".join(f'"{column}"' for column in next(csv.reader(rows)))
        return f"\\copy {schema}.{name} ({columns}) FROM '{file}' WITH (FORMAT csv, HEADER true)"

    def load(self, schema, script):
        """Seconds that psql takes."""
        self.drop(schema)
        start = time.perf_counter()
        subprocess.run([*self.shell, "-f", script], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start

    def dump(self, schema, folder, into):
        """Seconds that psql takes to write the tables that a folder has as CSV into another."""
        commands = [f"\\copy {schema}.{name} TO '{into}/{name}.csv' WITH (FORMAT csv, HEADER true)" for name in tables(folder)]
        start = time.perf_counter()
        subprocess.run(self.shell, check=True, input="\n".join(commands), text=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start
