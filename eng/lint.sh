#!/usr/bin/env bash
# Analyzers with warnings as errors, formatting, and files of at most 300 lines.
set -euo pipefail
cd "$(dirname "$0")/.."

dotnet build --nologo -v q
dotnet format whitespace --no-restore --verify-no-changes

long=$(git ls-files '*.cs' '*.cshtml' '*.js' '*.css' '*.sh' | grep -v '/Migrations/' \
  | xargs wc -l | awk '$2 != "total" && $1 > 300 { print "  " $2 ": " $1 " lines" }')
if [ -n "$long" ]; then
  printf 'Files of more than 300 lines:\n%s\n' "$long"
  exit 1
fi
