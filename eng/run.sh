#!/usr/bin/env bash
# The demonstration: builds PrefLab, starts it with a PostgreSQL of its own, lets simulated annotators label over HTTP, and waits.
# PREFLAB_PORT (5080) and PREFLAB_DATA (.preflab) change where it listens and where it keeps its data.
set -euo pipefail
cd "$(dirname "$0")/.."

root=$PWD
port=${PREFLAB_PORT:-5080}
data=${PREFLAB_DATA:-$root/.preflab}
address=http://localhost:$port
key=$data/demonstration.key
simulated=$data/demonstration.simulated
log=$data/logs/run.log
web=

# 12 people, 88 positions each: about 70 ordinary comparisons and 18 golds. 960 labels are wanted, so people who try it find work.
people=12
labels=88

say() { printf '%s\n' "$*"; }
die() { say "$*" >&2; exit 1; }

stop() {
  trap - EXIT INT TERM
  if [ -n "$web" ] && kill -0 "$web" 2>/dev/null; then
    say "Stopping PrefLab"
    kill -TERM "$web" 2>/dev/null || true
    wait "$web" 2>/dev/null || true
  fi
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

alive() { kill -0 "$web" 2>/dev/null; }

# What: a description. Then a command that succeeds when it is there.
await() {
  local what=$1
  shift
  for _ in $(seq 600); do
    if "$@" >/dev/null 2>&1; then return; fi
    alive || { tail -n 20 "$log" >&2; die "PrefLab stopped while $what; its last lines are above, all of them in $log."; }
    sleep 0.1
  done
  tail -n 20 "$log" >&2
  die "PrefLab took more than a minute for $what; see $log."
}

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }
ready() {
  exec 3<>"/dev/tcp/127.0.0.1/$port" || return
  printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
  head -n 1 <&3 | grep -q ' 200 '
}
seeded() { [ -s "$key" ] || grep -q "no demonstration is added" "$log"; }

case $port in '' | *[!0-9]*) die "PREFLAB_PORT is \"$port\"; it must be a number." ;; esac
listening && die "Port $port is taken. Stop the program that listens there, or choose another: PREFLAB_PORT=5081 make run"

say "Building"
# Published, as it would be to run it for real.
dotnet publish src/PrefLab.Web -c Release -o artifacts/web --nologo -v q
dotnet publish src/PrefLab.Cli -c Release -o artifacts/cli --nologo -v q

mkdir -p "$(dirname "$log")"
data=$(cd "$data" && pwd)
key=$data/demonstration.key simulated=$data/demonstration.simulated log=$data/logs/run.log
say "Starting"
# In a group of its own, so that Ctrl-C reaches this script first and PostgreSQL is stopped in order.
(
  cd artifacts/web
  exec env PREFLAB_DATA="$data" Demonstration__Enabled=true ASPNETCORE_URLS="$address" setsid dotnet PrefLab.Web.dll
) >"$log" 2>&1 &
web=$!
await "starting" ready
await "making the demonstration" seeded

if [ ! -s "$key" ]; then
  say "The data folder $data has projects of its own; no demonstration was added."
elif [ ! -e "$simulated" ]; then
  # Labels of an earlier run count, so that one that was interrupted is finished now.
  say "$people simulated annotators are labelling"
  dotnet artifacts/cli/preflab.dll simulate --address "$address" --key-file "$key" --project "$(sed -n 2p "$key")" \
    --people "$people" --labels "$labels" --seed 1 --answers src/PrefLab.Web/Demonstration/comparisons.jsonl
  touch "$simulated"
fi

say ""
say "PrefLab is running at $address"
if [ -s "$key" ]; then
  say "Sign in with one click at $address/sign-in:"
  say "  Lena Moreau     lead: is the data good enough, what does it cost, when is it done"
  say "  Omar Haddad     operations: who is reliable, and why"
  say "  Ines Duarte     annotator, with work waiting"
  say "  Jonas Weber     annotator, with work waiting"
  say "  Nora Lind       annotator, new: consent, guidelines, training and qualification before the first batch"
  say "  Mei Tanaka      expert, with disputed comparisons waiting"
  say "  Robin Ames      administrator"
  say "An administrator's API key is in $key"
fi
say "Data: $data (delete it to begin anew). Ctrl-C stops everything."
wait "$web" || die "PrefLab stopped by itself; see $log."
