#!/bin/sh
# Writes a policy from a trace, tests it, compares it with a wider one over the trace and over a recorded
# session, and puts it under one of the organisation. Everything is written to a new directory, or the one named.
cd "$(dirname "$0")" || exit 3
work=${1:-$(mktemp -d)}
mkdir -p "$work/files/docs" || exit 3
echo safe > "$work/files/docs/a.txt"
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

show 0 init --from-trace trace.jsonl --dir "$work"
echo "\$ cat policy.yaml"
cat "$work/policy.yaml"
echo
show 0 policy validate --fail-on warning "$work/policy.yaml"
show 0 policy test --policy "$work/policy.yaml" cases.yaml
show 1 policy diff --fail-on looser "$work/policy.yaml" wider.yaml --trace trace.jsonl

../../assay mcp demo-client --script session.ndjson --dir "$work/files" -- \
  ../../assay mcp wrap --quiet --policy "$work/policy.yaml" --evidence-out "$work/session.tar.gz" -- \
  ../../assay mcp demo-server "$work/files" > /dev/null 2> "$work/session.log" || status=1
show 0 policy diff "$work/policy.yaml" wider.yaml --bundle "$work/session.tar.gz"
show 0 init --from-trace "$work/session.tar.gz" --dir "$work/from-bundle"

show 0 policy validate --together organisation.yaml wider.yaml
show 1 policy explain --policy organisation.yaml --policy wider.yaml --call exec --args '{"cmd":"ls"}'
exit $status
