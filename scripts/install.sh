#!/bin/sh
# Installs into .venv: "run" for users, "dev" for tests, "spark" for the distributed engine. No root, no downloads
# but from the package indexes. Each missing prerequisite is named with the command that mends it.
set -eu
python=$1
part=$2

if [ -z "$python" ]; then
    found=$(python3 --version 2>/dev/null || echo "no python3")
    echo "WENS needs Python 3.11 or newer; here is: $found." >&2
    echo "Install it:  sudo apt install python3 python3-venv   (Debian 12+, Ubuntu 23.04+)" >&2
    echo "or name another one:  make install PYTHON=/path/to/python3.11" >&2
    exit 2
fi
if ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
    echo "Python's venv is missing. Install it:  sudo apt install python3-venv" >&2
    exit 2
fi

[ -x .venv/bin/python ] || "$python" -m venv .venv
[ -x .venv/bin/uv ] || .venv/bin/python -m pip install --quiet --disable-pip-version-check uv

case $part in
run)
    .venv/bin/uv pip install --quiet --compile-bytecode --python .venv/bin/python --require-hashes -r requirements/run.txt
    .venv/bin/uv pip install --quiet --compile-bytecode --python .venv/bin/python --no-deps --editable .
    .venv/bin/python scripts/build_assets.py
    .venv/bin/python scripts/compile_messages.py
    .venv/bin/python -c 'from wens.stats.scan.compiled import warm; warm()'
    ;;
dev)
    .venv/bin/uv pip install --quiet --compile-bytecode --python .venv/bin/python --require-hashes -r requirements/dev.txt
    ;;
spark)
    .venv/bin/uv pip install --quiet --compile-bytecode --python .venv/bin/python --require-hashes -r requirements/spark.txt
    ;;
esac
