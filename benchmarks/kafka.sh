#!/bin/sh
# Records of a restored Kafka compared with an inventory, and an export of them restored and compared, beside reading the same
# records to nowhere: by a plain consumer in the same JVM, and by kafka-console-consumer in a JVM of its own. With 256 MB of heap.
#   RECORDS  how many; 1000000 if nothing is said
. "$(dirname "$0")/run-main.sh"
console=$PWD/target/benchmark-console.classpath
mvn -q -B -f benchmarks/console-consumer.xml dependency:build-classpath -Dmdep.outputFile="$console" ||
    echo "kafka-console-consumer cannot be had, and will not be measured" >&2
JAVA_OPTS="${JAVA_OPTS:--Xmx256m} -Dbenchmark.records=${RECORDS:-1000000} -Dbenchmark.console-consumer=$(cat "$console" || :)" run_main KafkaBenchmark
