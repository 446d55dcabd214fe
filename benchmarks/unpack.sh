#!/bin/sh
# A backup in tar format, unpacked and compared with its manifest by Firedrill, against GNU tar, which unpacks it and compares
# nothing. Needs GNU tar, gzip, zstd and lz4.
. "$(dirname "$0")/run-main.sh"
run_main BenchmarkShop
run_main UnpackBenchmark
