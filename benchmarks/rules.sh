#!/bin/sh
# Rules through Firedrill against psql with one statement after the other. Needs psql on the PATH.
#   SHOP=1  also the shop's 13 rules on a restored sample
. "$(dirname "$0")/run-main.sh"
# What is measured must do with little memory, so it gets no more.
JAVA_OPTS=-Xmx256m run_main RuleSetBenchmark
if [ "${SHOP:-}" ]; then
    run_main BenchmarkShop
    run_main RulesBenchmark
fi
