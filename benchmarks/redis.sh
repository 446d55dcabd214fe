#!/bin/sh
# A Redis of a million keys of six types: its inventory recorded, a restore to it, and everything compared; against a bare
# start of redis-server on the same file, and a shell loop over redis-cli for 10,000 of the keys, scaled.
#   KEYS       how many; 1000000 if nothing is said
#   REDIS_CLI  where redis-cli is; without one the loop is left out
. "$(dirname "$0")/run-main.sh"
JAVA_OPTS="-Xmx256m ${JAVA_OPTS:-}"
JAVA_TOOL_OPTIONS="-Dbenchmark.keys=${KEYS:-1000000} -Dbenchmark.redis-cli=${REDIS_CLI:-redis-cli}" run_main RedisBenchmark
