#!/usr/bin/env bash
# postgres.sh start|stop|restart FILE: a PostgreSQL server for the tests in a temporary folder, reached by a socket there alone. FILE names
# the folder while it runs. Where PostgreSQL (Debian: postgresql) is missing nothing is started, and the tests that need it skip.
set -euo pipefail
command=$1 file=$(realpath -m "$2")
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1 || true)
[ -n "$programs" ] || programs=$(dirname "$(command -v pg_ctl || echo /none/pg_ctl)")
# The server refuses to run as root.
as_server() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
stop() {
  [ -f "$file" ] || return 0
  local folder
  folder=$(cat "$file")
  rm -f "$file"
  [ -d "$folder/data" ] || return 0
  (cd / && as_server "$programs/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null) || true
  rm -rf "$folder"
}
if [ "$command" = restart ]; then  # without ceremony, as after a loss of power
  cd /
  as_server "$programs/pg_ctl" -D "$(cat "$file")/data" -l "$(cat "$file")/log" -m immediate -w restart >/dev/null
  exit 0
fi
stop
[ "$command" = start ] || exit 0
[ -x "$programs/initdb" ] || { echo "no PostgreSQL here (Debian: postgresql)"; exit 0; }
parent=/tmp
if [ -w /dev/shm ]; then parent=/dev/shm; fi
folder=$(mktemp -d $parent/isnad-postgres-XXXXXX)
if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
chmod 755 "$folder"
cd /
as_server "$programs/initdb" -D "$folder/data" -U isnad -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
as_server "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -w \
  -o "-k $folder -c listen_addresses='' -c fsync=off -c max_connections=60 -c max_locks_per_transaction=512" start >/dev/null
echo "$folder" >"$file"
