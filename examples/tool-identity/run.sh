#!/bin/sh
# Approves the tools of a server, then meets the same server after one of them has changed.
# Everything is written to a new directory, or the one named.
cd "$(dirname "$0")" || exit 3
work=${1:-$(mktemp -d)}
mkdir -p "$work/files" || exit 3
echo safe > "$work/files/safe.txt"
cp policy.yaml "$work/policy.yaml"
ASSAY_STATE_DIR=$work/state
export ASSAY_STATE_DIR
status=0

# show CODE WORDS...: prints the command and what it says, and demands the exit code.
show() {
  wanted=$1
  shift
  echo "\$ assay $*"
  ../../assay "$@" 2>&1
  code=$?
  echo "exit code $code"
  echo
  [ "$code" -eq "$wanted" ] || status=1
}

# session BUNDLE SERVER...: a recorded session and its decisions.
session() {
  bundle=$1
  shift
  ../../assay mcp demo-client --script session.ndjson --dir "$work/files" -- \
    ../../assay mcp wrap --no-args --policy "$work/policy.yaml" --evidence-out "$work/$bundle" -- \
    "$@" "$work/files" > /dev/null 2> "$work/$bundle.log" || status=1
  echo "\$ assay mcp wrap --policy policy.yaml -- $1 ..."
  grep -E 'ALLOW|DENY' "$work/$bundle.log"
  echo
}

show 0 mcp pin --lock "$work/assay.lock.json" -- ../../assay mcp demo-server "$work/files"
session before.tar.gz ../../assay mcp demo-server
show 1 mcp pin --check --lock "$work/assay.lock.json" -- sh changed-server.sh "$work/files"
session after.tar.gz sh changed-server.sh
show 0 mcp pin --approve --lock "$work/assay.lock.json" -- sh changed-server.sh "$work/files"
session approved.tar.gz sh changed-server.sh
show 0 evidence verify "$work/after.tar.gz"
exit $status
