#!/bin/sh
# All pages of a cleanly stopped cluster of 1.3 GB verified by Firedrill and by pg_checksums --check, in turns, both warm.
# Needs a PostgreSQL with pg_checksums: Debian's postgresql-15 (the bundled one has none).
. "$(dirname "$0")/run-main.sh"
run_main PagesBenchmark
# Then every file of a backup of it against its manifest, by Firedrill and by pg_verifybackup.
run_main ManifestBenchmark
