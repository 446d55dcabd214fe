#!/bin/sh
# What the second class of checks waits with `instances: run`, as a share of what the first one waits.
. "$(dirname "$0")/run-main.sh"
run_main BenchmarkShop
run_main SharedInstanceBenchmark
