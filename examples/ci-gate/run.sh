#!/bin/sh
# Gates a pull request: imports evaluation results, records two sessions, accepts the first as the baseline,
# and shows how the gate stops the second. Everything is written to a new directory, or to the one named.
cd "$(dirname "$0")" || exit 3
work=${1:-$(mktemp -d)}
mkdir -p "$work/files" || exit 3
echo safe > "$work/files/safe.txt"
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

record() {
  ../../assay mcp demo-client --script "$1" --dir "$work/files" -- \
    ../../assay mcp wrap --quiet --policy policy.yaml --evidence-out "$2" -- \
    ../../assay mcp demo-server "$work/files" > /dev/null 2> "$2.log" || status=1
}

record session.ndjson "$work/session.tar.gz"
record session-without-listing.ndjson "$work/candidate.tar.gz"

show 0 evidence import promptfoo-jsonl --input results.jsonl --bundle-out "$work/evals.tar.gz"
show 0 ci --bundle "$work/evals.tar.gz" --trust-policy evals.yaml --report "$work/evals/trust-report.json"
show 0 evidence verify "$work/session.tar.gz"
show 0 trust-policy test trust-policy.yaml
show 0 trust-basis generate "$work/session.tar.gz" -o "$work/trust-basis.json" --report "$work/trust-report.json"
show 0 trust-basis accept "$work/trust-report.json" --by example --reason "state of today" \
  --policy trust-policy.yaml --dir "$work/baseline"

# gate CODE BUNDLE OUT: the whole gate.
gate() {
  show "$1" ci --policy policy.yaml --trace trace.jsonl --bundle "$2" --trust-policy trust-policy.yaml \
    --baseline "$work/baseline/trust-report.json" --report "$3/trust-report.json" \
    --sarif "$3/assay.sarif" --sarif-location trust-policy.yaml --junit "$3/assay.xml" \
    --summary "$3/summary.json" --pr-comment "$3/comment.md"
}

gate 0 "$work/session.tar.gz" "$work/out-of-the-baseline"
gate 1 "$work/candidate.tar.gz" "$work/out"
echo "\$ cat comment.md"
cat "$work/out/comment.md"
echo
show 0 trust-basis explain tool_manifest_pinned --bundle "$work/candidate.tar.gz"
show 0 trust-card generate "$work/candidate.tar.gz" --out-dir "$work/card"
exit $status
