package dev.firedrill.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** What all trials of one run share: the shop's production, and the tools of others. */
final class Bench implements AutoCloseable {
    private final Path home;
    private final boolean asksOthers;
    private MatrixShop shop;

    private Bench(Path home, boolean asksOthers) {
        this.home = home;
        this.asksOthers = asksOthers;
    }

    /** A bench that asks Firedrill alone, which takes half the time. */
    static Bench of(Path home) {
        return new Bench(home, false);
    }

    /** One that asks the tools of others, too, where this host has them. */
    static Bench withOthers(Path home) {
        return new Bench(home, ForeignTools.areHere());
    }

    /** The production, which is started for the first who asks. */
    synchronized MatrixShop shop() throws IOException, SQLException {
        if (shop == null) {
            shop = MatrixShop.start(home);
        }
        return shop;
    }

    /** What others say of a planted backup. */
    ForeignSays others(PlantedShop planted) throws IOException {
        return asksOthers ? new ForeignTools(planted).ask() : ForeignSays.NOT_RUN;
    }

    /** Whether it asks them. */
    boolean asksOthers() {
        return asksOthers;
    }

    @Override
    public synchronized void close() {
        if (shop != null) {
            shop.close();
        }
    }
}
