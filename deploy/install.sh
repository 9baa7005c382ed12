#!/bin/sh
# Installs this checkout below a directory, beside what is installed there already, and then makes it the one in use, in one step.
#
#     deploy/install.sh /srv/lantai
#
# Programs go to PREFIX/releases/TIME, and PREFIX/venv points at the ones in use; nothing is written elsewhere. The same steps make the container's
# image, and are tried at each change of the program (deploy/try.sh). Needs Python 3.11 or newer with venv. Packages come by the digests in
# requirements/; COMPILE=1 compiles what reads records besides (needs gcc and Python's headers); PIP may hold further options of pip (an index of your own), LOCK another lock file (requirements/postgresql.txt), WHEEL a wheel that
# is built already, BUILT where one that is built here is to be left.
set -eu
prefix=${1:?"say where to: deploy/install.sh /srv/lantai"}
here=$(cd "$(dirname "$0")/.." && pwd)
release=$prefix/releases/$(date -u +%Y%m%dT%H%M%SZ)

mkdir -p "$prefix/releases"
"${PYTHON:-python3}" -m venv "$release"
pip() { "$release/bin/python" -m pip --disable-pip-version-check install --quiet --no-deps ${PIP:-} "$@"; }
pip --require-hashes -r "${LOCK:-$here/requirements/runtime.txt}"
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
if [ -z "${WHEEL:-}" ]; then
    pip --require-hashes -r "$here/requirements/build.txt" --target "$build/tools"
    (cd "$here" && PYTHONPATH="$build/tools" "$release/bin/python" -m hatchling build -t wheel -d "$build") >/dev/null
    WHEEL=$(echo "$build"/lantai-*.whl)
    [ -z "${BUILT:-}" ] || cp "$WHEEL" "$BUILT"
fi
pip "$WHEEL"
"$release/bin/lantai" --version
if [ -n "${COMPILE:-}" ]; then
    pip --require-hashes -r "$here/requirements/compile.txt" --target "$build/compiler"
    PYTHONPATH="$build/compiler" "$release/bin/lantai" compile || echo "going on with Python's own modules"
fi
ln -sfn "$release" "$prefix/venv.next"
mv -T "$prefix/venv.next" "$prefix/venv"
