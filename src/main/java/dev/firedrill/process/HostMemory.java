package dev.firedrill.process;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The memory that processes of this host may use. */
public final class HostMemory {
    private HostMemory() {}

    /** All of it, in bytes; in a container with a limit, that limit. */
    public static long total() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
