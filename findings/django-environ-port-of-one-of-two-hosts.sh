#!/usr/bin/env bash
# django-environ 0.14.0 with psycopg 3.3.
#
# One would guess: of `postgres://u@a:6432,b/n` django-environ makes what libpq makes of it, as its support of such
# addresses refers to libpq's manual: a at 6432, b at libpq's own port, 5432.
#
# What happens: hosts without a port are left out of the list of ports. One port is left, which libpq takes for all hosts,
# so b is asked at 6432: the server that should take over is never found. With a third host the two lists differ in
# length, and libpq refuses to connect at all.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check django-environ==0.14.0 'psycopg[binary]==3.3.*'

cat >try.py <<'PY'
import psycopg
from environ import Env
from psycopg.conninfo import conninfo_to_dict


def tried(**where):
    """Where libpq goes, by its own account of the failure: nobody of this name is let in on any of these ports."""
    try:
        psycopg.connect(**where, connect_timeout=2)
    except psycopg.OperationalError as error:
        said = str(error)
    ports = [port for port in ("5432", "6432", "6433") if f"port {port}" in said]
    return ports or said.strip().splitlines()[0]


for hosts in ("127.0.0.1:6432,127.0.0.2", "127.0.0.1:6432,127.0.0.2,127.0.0.3:6433"):
    address = f"postgres://u@{hosts}/n"
    config = Env.db_url_config(address)
    libpq = conninfo_to_dict(address)
    print("libpq:         ", libpq["host"], repr(libpq["port"]))
    print("django-environ:", config["HOST"], repr(config["PORT"]))
    # As Django hands it on.
    print("asked for by the address itself:", tried(conninfo=address))
    print("asked for by its settings:      ", tried(host=config["HOST"], port=config["PORT"], user="u", dbname="n"))
PY
.venv/bin/python try.py | tee seen
diff seen - <<'SEEN'
libpq:          127.0.0.1,127.0.0.2 '6432,'
django-environ: 127.0.0.1,127.0.0.2 6432
asked for by the address itself: ['5432', '6432']
asked for by its settings:       ['6432']
libpq:          127.0.0.1,127.0.0.2,127.0.0.3 '6432,,6433'
django-environ: 127.0.0.1,127.0.0.2,127.0.0.3 '6432,6433'
asked for by the address itself: ['5432', '6432', '6433']
asked for by its settings:       could not match 2 port numbers to 3 hosts
SEEN
