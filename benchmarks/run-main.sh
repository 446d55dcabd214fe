# Sourced by the other scripts: compiles, finds the class path, and runs one main of the package benchmarks.
#   ROWS   rows of the sample shop; 10000000 is a data directory of about 1 GB
#   PAIRS  how many times each side is measured
set -eu
cd "$(dirname "$0")/.."
ROWS=${ROWS:-10000000}
PAIRS=${PAIRS:-5}
PLACE=${PLACE:-$PWD/target/benchmark}

mvn -o -q -B test-compile dependency:build-classpath -Dmdep.outputFile=target/benchmark.classpath

run_main() {
    java ${JAVA_OPTS:-} -Dbenchmark.rows="$ROWS" -Dbenchmark.pairs="$PAIRS" -Dbenchmark.place="$PLACE" \
        -cp "target/classes:target/test-classes:$(cat target/benchmark.classpath)" "dev.firedrill.benchmarks.$1"
}
