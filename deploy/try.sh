#!/bin/bash
# Tries, in a temporary directory and without a container, what the container file, the services and the manual do: install, begin, import,
# search, be asked how it is, back up, install again beside it and go over, restore on an empty machine. Ends with exit code 0 and one line.
#
#     deploy/try.sh            needs bash, curl, Python 3.11 or newer, and packages by pip
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d)
server=
finish() {
    code=$?
    [ -z "$server" ] || kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true
    [ "$code" = 0 ] || { echo "FAILED in $place"; tail -n 20 "$place"/*.log 2>/dev/null; exit "$code"; }
    rm -rf "$place"
}
trap finish EXIT
has() { grep "$1" >/dev/null; } # not -q: it stops reading at once, and what still writes to it has then failed
unset "${!LANTAI_@}" DJANGO_SETTINGS_MODULE
export LANTAI_DATA=$place/data LANTAI_LOG_FORMAT=json LANTAI_LOG_REQUESTS=1
lantai=$place/venv/bin/lantai

export PIP="--no-compile ${PIP:-}"  # the packages are used for a minute
mkdir "$place/built"
BUILT=$place/built "$here/deploy/install.sh" "$place"
first=$(readlink "$place/venv")
"$lantai" import "$here"/src/lantai/demo/files/*.mrc --json | tail -n 1

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$lantai" serve --port "$port" --processes 2 >"$place/serve.log" 2>&1 &
server=$!
site=http://127.0.0.1:$port
curl -sf --retry 60 --retry-delay 1 --retry-all-errors --max-time 30 "$site/health/ready" | has '"index": "ok"'
curl -sf "$site/search/?q=history" >/dev/null
curl -sf "$site/metrics" | has '^lantai_requests_total{.*view="discovery:search"} 1.0'

echo "going over to another installation while readers read"
ask() { while [ -e "$place/reading" ]; do curl -sf --max-time 60 "$site/health/live" >/dev/null && echo ok || echo failed; sleep 0.1; done; }
touch "$place/reading"
ask >"$place/readers" &
readers=$!
sleep 1
WHEEL=$(echo "$place"/built/*.whl) "$here/deploy/install.sh" "$place"
[ "$first" != "$(readlink "$place/venv")" ]
# Over when the program is the new one and readers were answered all along: a machine with other work takes its time.
over() { tr '\0' ' ' </proc/"$server"/cmdline | has "$(readlink "$place/venv")" && [ "$(grep -c ok "$place/readers")" -gt 20 ]; }
kill -HUP "$server"
for _ in $(seq 120); do ! over || break; sleep 1; done
curl -sf --retry 30 --retry-delay 1 --retry-all-errors --max-time 30 "$site/health/ready" >/dev/null
sleep 2 # the new one, too, is asked by readers
rm "$place/reading"
wait "$readers"
if grep -q failed "$place/readers"; then echo "a reader was turned away"; exit 1; fi
over

"$lantai" backup --to "$place/backups" --json >"$place/backup.json"
LANTAI_DATA=$place/again "$lantai" restore "$place"/backups/lantai-* --json >"$place/restored.json"
"$place/venv/bin/python" - "$place" <<'END'
import json, sys
made, back = (json.load(open(f"{sys.argv[1]}/{name}.json")) for name in ("backup", "restored"))
assert made["counts"] == back["counts"], "other counts after restoring"
assert back["works"] > 0
END
! grep -q 'q=history' "$place/serve.log" || { echo "the log says what a reader asked"; exit 1; }
kill "$server"
wait "$server"
server=
echo "installed, served, gone over without a reader turned away, backed up and restored"
