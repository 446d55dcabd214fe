#!/bin/sh
# Firedrill's restore against cp -a and the start of the server, page cache warm and cold.
. "$(dirname "$0")/run-main.sh"
run_main BenchmarkShop
run_main RestoreBenchmark
