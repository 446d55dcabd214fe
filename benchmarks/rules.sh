#!/bin/sh
# The shop's rules through Firedrill against psql with one statement after the other. Needs psql on the PATH.
. "$(dirname "$0")/run-main.sh"
run_main BenchmarkShop
run_main RulesBenchmark
