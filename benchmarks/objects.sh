#!/bin/sh
# Objects read and compared with SHA256SUMS by Firedrill, against xargs -P2 sha256sum, which compares nothing.
#   MEGABYTES  how much is read; 2000 if nothing is said
. "$(dirname "$0")/run-main.sh"
JAVA_TOOL_OPTIONS="-Dbenchmark.megabytes=${MEGABYTES:-2000}" run_main ObjectsBenchmark
