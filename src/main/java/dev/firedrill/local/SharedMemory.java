package dev.firedrill.local;

import static dev.firedrill.restore.HostFinding.lacking;
import static dev.firedrill.restore.HostFinding.met;
import static dev.firedrill.restore.HostFinding.notYetKnown;

import dev.firedrill.postgres.ServerCapacity;
import dev.firedrill.process.HostMemory;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.store.DiskSpace;

/** Sessions and locks of production are reserved in memory when the server starts, used or not. */
final class SharedMemory implements HostRequirement {
    @Override
    public String subject() {
        return "memory";
    }

    @Override
    public HostFinding examine(Prospect prospect) {
        if (prospect.backup().isEmpty()) {
            return notYetKnown(subject(), "production's max_connections are known after the backup is restored");
        }
        var control = prospect.backup().get().control();
        long memory = HostMemory.total();
        var production = ServerCapacity.asProduction(control);
        var here = ServerCapacity.within(memory, control);
        if (!here.fits(memory)) {
            return lacking(
                    subject(),
                    "a server with production's %s reserves about %s, even with 100 connections about %s, and this host has %s"
                            .formatted(
                                    production,
                                    DiskSpace.megabytes(production.sharedMemory()),
                                    DiskSpace.megabytes(here.sharedMemory()),
                                    DiskSpace.megabytes(memory)),
                    "drill on a host with more memory");
        }
        var lowered = here.equals(production) ? "" : ", instead of production's " + production;
        return met(
                subject(),
                "about %s of %s, for %s%s"
                        .formatted(
                                DiskSpace.megabytes(here.sharedMemory()), DiskSpace.megabytes(memory), here, lowered));
    }
}
