package dev.firedrill.restore;

import dev.firedrill.backup.RecoveryPoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a later process must know of an instance that a person kept. It holds no secret: those lie in files of the
 * instance's own directory, which only its user may read.
 *
 * @param requested what was asked of the restore, as {@link RestoreRequest#describe} says it
 * @param headline system, request, backup and recovery point in one line, as messages begin
 * @param address how to connect, in the engine's own words, as {@link Instance#address} says it
 * @param connect how a person connects
 * @param entries ids of the ledger's entries for what it consists of
 */
public record KeptInstance(
        String restoration,
        String system,
        String requested,
        String headline,
        Instant keptAt,
        RecoveryPoint recoveryPoint,
        Map<String, String> address,
        String connect,
        List<String> entries) {

    public KeptInstance {
        address = Map.copyOf(address);
        entries = List.copyOf(entries);
    }

    static KeptInstance of(Restoration restoration, Instance instance, List<LedgerEntry> entries, Instant keptAt) {
        return new KeptInstance(
                restoration.id(),
                restoration.system().name(),
                restoration.request().describe(),
                restoration.headline(),
                keptAt,
                instance.recoveryPoint(),
                instance.address(),
                instance.connection(),
                entries.stream().map(LedgerEntry::id).toList());
    }
}
