#!/bin/sh
# One agent, one call, five situations. Nothing leaves this machine, and no key is added anywhere.
# Everything is written to a new directory, or to the one named.
cd "$(dirname "$0")" || exit 3
work=${1:-$(mktemp -d)}
mkdir -p "$work" || exit 3
ASSAY_STATE_DIR=$work/state
export ASSAY_STATE_DIR
java=java
[ -n "$JAVA_HOME" ] && java=$JAVA_HOME/bin/java
status=0

# situation NAME POLICY SERVER: plays the session, shows the verdict and what reached the server.
situation() {
  ../../assay mcp demo-client --script session.ndjson -- \
    ../../assay mcp wrap --policy "policies/$2.yaml" --label github \
    --evidence-out "$work/$1.tar.gz" --enforcement-decision-out "$work/decisions.ndjson" \
    --tool-conformance-out "$work/conformance.ndjson" -- \
    "$java" MockGithub.java "$3" "$work/$1.methods" > /dev/null 2> "$work/$1.log" || status=1
  echo "$1"
  grep -E '^(✅|❌)' "$work/$1.log" || status=1
  sed -n 's/^assay: warning: conformance: /   conformance: /p' "$work/$1.log"
  echo "   reached the server: $(tr '\n' ' ' < "$work/$1.methods")"
}

situation no-allowance no-allowance as-approved
situation insufficient-scope read-scope as-approved
situation drift allowed changed
situation allow allowed as-approved
situation allow-with-mismatched-annotation read-only-hint read-only

echo
echo '$ assay enforcement-sarif --input decisions.ndjson --output denied.sarif'
../../assay enforcement-sarif --input "$work/decisions.ndjson" --output "$work/denied.sarif" || status=1
echo '$ grep ruleId denied.sarif'
grep -o '"ruleId": "[a-z_]*"' "$work/denied.sarif"
echo '$ assay evidence verify allow.tar.gz'
../../assay evidence verify "$work/allow.tar.gz" 2>&1 | head -1
echo '$ cat decisions.ndjson conformance.ndjson | grep -c Nightly'
cat "$work/decisions.ndjson" "$work/conformance.ndjson" | grep -c Nightly
exit $status
