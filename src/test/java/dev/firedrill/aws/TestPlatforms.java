package dev.firedrill.aws;

import dev.firedrill.restore.CatalogProvider;
import dev.firedrill.restore.Platforms;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;

/** The platform of AWS for tests, which need not wait as long for what may still appear. */
public final class TestPlatforms {
    private TestPlatforms() {}

    /** With all readers of backups. */
    public static Platforms settlingIn(Duration settling) {
        var providers = ServiceLoader.load(CatalogProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return new Platforms(List.of(new AwsPlatform(settling)), providers, List.of());
    }
}
