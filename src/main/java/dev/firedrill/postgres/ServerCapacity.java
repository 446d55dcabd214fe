package dev.firedrill.postgres;

/**
 * How many sessions and locks a server is made for. All of it is reserved in shared memory when the server starts.
 *
 * @param locksPerTransaction for each session and each prepared transaction
 */
public record ServerCapacity(
        int connections, int workerProcesses, int walSenders, int preparedTransactions, int locksPerTransaction) {

    private static final int CONNECTIONS = 100;
    private static final int WORKERS = 8;
    private static final int WAL_SENDERS = 10;
    private static final int LOCKS = 64;

    /** Measured on 15 and 17: what a server reserves besides, buffers of 128 MB among it, and for each session and lock. */
    private static final long BASE = 140L << 20;

    private static final long EACH_SESSION = 22_500;
    private static final long EACH_LOCK = 403;

    /** As production's, and never less than PostgreSQL's own defaults. */
    public static ServerCapacity asProduction(ControlFile control) {
        return new ServerCapacity(
                Math.max(CONNECTIONS, control.maxConnections()),
                Math.max(WORKERS, control.maxWorkerProcesses()),
                Math.max(WAL_SENDERS, control.maxWalSenders()),
                control.maxPreparedTransactions(),
                Math.max(LOCKS, control.maxLocksPerTransaction()));
    }

    /**
     * As production's where this host's memory allows, else with room for few sessions: only a hot standby must have as
     * much as its primary, and a server that recovers for a drill is none.
     *
     * @param memory of this host, in bytes
     */
    public static ServerCapacity within(long memory, ControlFile control) {
        var production = asProduction(control);
        return production.fits(memory) ? production : production.lowered();
    }

    private ServerCapacity lowered() {
        return new ServerCapacity(CONNECTIONS, WORKERS, WAL_SENDERS, preparedTransactions, locksPerTransaction);
    }

    /** Whether enough is left for what the server and the checks need besides. */
    public boolean fits(long memory) {
        return sharedMemory() <= memory / 4 * 3;
    }

    /** The shared memory that a server of this capacity reserves, in bytes, within a fifth. */
    public long sharedMemory() {
        long sessions = (long) connections + workerProcesses + walSenders + preparedTransactions;
        return BASE + sessions * EACH_SESSION + sessions * locksPerTransaction * EACH_LOCK;
    }

    @Override
    public String toString() {
        return "max_connections = %d, max_prepared_transactions = %d, max_locks_per_transaction = %d"
                .formatted(connections, preparedTransactions, locksPerTransaction);
    }
}
