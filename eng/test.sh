#!/usr/bin/env bash
# Runs every test project and ends with one line: N passed, N failed, N skipped.
# Arguments are passed on to every test runner, e.g. `eng/test.sh -namespace '*.Exchange'`. PREFLAB_BUILT=1 says that all is built.
# One program at a time: two on two cores make storms of requests wait longer for each other than a request may.
set -uo pipefail
cd "$(dirname "$0")/.."

if ! command -v chromium >/dev/null && [ -z "${PREFLAB_CHROMIUM:-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser tests"
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null || true
fi

[ -n "${PREFLAB_BUILT:-}" ] || dotnet build --nologo -v q || exit 1

passed=0 failed=0 skipped=0 broken=0
for project in tests/*.Tests; do
  name=$(basename "$project")
  log=$(mktemp)
  "$project/bin/Debug/net10.0/$name" -noColor "$@" 2>&1 | tee "$log"
  code=${PIPESTATUS[0]}
  # "   PrefLab.Core.Tests  Total: 32, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 1.961s"
  summary=$(grep -E '^ *[A-Za-z.]+ +Total: [0-9]+, Errors' "$log" | tail -1)
  rm -f "$log"
  number() { sed -nE "s/.*$1: ([0-9]+).*/\1/p" <<<"$summary"; }
  total=$(number Total) errors=$(number Errors) fails=$(number Failed) skips=$(number Skipped) notrun=$(number 'Not Run')
  if [ -z "$summary" ] || { [ "$code" -ne 0 ] && [ "$((${fails:-0} + ${errors:-0}))" -eq 0 ]; }; then
    echo "$name did not finish (exit code $code)"
    broken=$((broken + 1))
  fi
  failed=$((failed + ${fails:-0} + ${errors:-0}))
  skipped=$((skipped + ${skips:-0}))
  passed=$((passed + ${total:-0} - ${fails:-0} - ${skips:-0} - ${notrun:-0}))
done

failed=$((failed + broken))
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
