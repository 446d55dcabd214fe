#!/bin/sh
# Continuity of 10,000 WAL segments (sparse files), and all records of 600 MB of log against pg_waldump --quiet, both warm.
# Needs Debian's postgresql-15 (the bundled one has no pg_waldump).
. "$(dirname "$0")/run-main.sh"
run_main WalBenchmark
