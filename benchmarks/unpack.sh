#!/bin/sh
# A backup in tar format, unpacked and compared with its manifest by Firedrill, against GNU tar, which unpacks it and looks
# at nothing. Needs GNU tar, gzip and zstd. Writes four times what the backup unpacks to, for each pair.
. "$(dirname "$0")/run-main.sh"
run_main BenchmarkShop
run_main UnpackBenchmark
