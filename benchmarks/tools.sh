#!/bin/sh
# Firedrill's restore through backup tools against the tools' own restores and the start of the server.
# Needs what .ci/packages installs.
. "$(dirname "$0")/run-main.sh"
run_main ToolRestoreBenchmark
