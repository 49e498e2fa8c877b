#!/bin/sh
# Verifies a recorded session and then a damaged copy of it, with a JDK and one source file and nothing else.
cd "$(dirname "$0")" || exit 3
java=java
[ -n "$JAVA_HOME" ] && java=$JAVA_HOME/bin/java

echo '$ java Verify.java --require-sealed --attestation session.tar.gz.intoto.dsse.json --key recorder.pub.pem session.tar.gz'
"$java" Verify.java --require-sealed --attestation session.tar.gz.intoto.dsse.json --key recorder.pub.pem session.tar.gz
echo "exit code $?"
echo
echo '$ head -c 2000 session.tar.gz | java Verify.java -'
head -c 2000 session.tar.gz | "$java" Verify.java -
code=$?
echo "exit code $code"
[ $code -eq 2 ]
