#!/bin/sh
# Records of a restored Kafka compared with an inventory, against plain consumption to nowhere of the same records; then an
# export of them that is restored and compared. With 256 MB of heap.
#   RECORDS  how many; 1000000 if nothing is said
. "$(dirname "$0")/run-main.sh"
JAVA_OPTS="${JAVA_OPTS:--Xmx256m} -Dbenchmark.records=${RECORDS:-1000000}" run_main KafkaBenchmark
