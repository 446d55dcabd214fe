package dev.firedrill.kafka.contents;

/** What Kafka's own clients write into the log of this JVM. */
public final class ClientsLog {
    private static final String LEVEL = "org.slf4j.simpleLogger.log.org.apache.kafka";

    private ClientsLog() {}

    /** They tell all of their settings, and what they try once more; what goes wrong is thrown. Who set a level keeps it. */
    public static void quieten() {
        if (System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, "error");
        }
    }
}
