#!/bin/sh
# Objects in a bucket of S3Mock read and compared by Firedrill, against plain GETs that discard the bytes.
#   MEGABYTES  how much is read; 800 if nothing is said
#   CHECKSUM   what S3 keeps of each object: CRC64NVME (its own choice) or CRC32 (that of the SDK for Java)
#   READERS    how many objects at a time
. "$(dirname "$0")/run-main.sh"
mvn -q -B process-test-classes
export JAVA_TOOL_OPTIONS="-Dbenchmark.megabytes=${MEGABYTES:-800} -Dbenchmark.checksum=${CHECKSUM:-CRC64NVME} -Dbenchmark.readers=${READERS:-2}"
run_main S3Benchmark
