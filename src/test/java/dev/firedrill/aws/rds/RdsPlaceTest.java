package dev.firedrill.aws.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.RestorePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RdsPlaceTest {
    @TempDir
    private Path home;

    private final Map<String, String> keys = new HashMap<>();

    @BeforeEach
    void complete() throws IOException {
        Files.writeString(home.resolve("rds.pem"), "certificates");
        keys.putAll(Map.of("subnetGroup", "isolated", "securityGroup", "sg-1", "caBundle", "rds.pem"));
    }

    @Test
    void what_is_not_given_has_a_value_that_does_no_harm() {
        var place = place(Map.of());
        assertThat(place.life()).isEqualTo(Duration.ofHours(6));
        assertThat(place.maxInstances()).isEqualTo(5);
        assertThat(place.maxGigabytes()).isEqualTo(1000);
        assertThat(place.reads()).isTrue();
        assertThat(place.instanceClass()).isEmpty();
        assertThat(place.authorities()).isEqualTo(home.resolve("rds.pem"));
    }

    @Test
    void a_copy_in_another_region_says_what_differs_there() {
        var place = place(Map.of("subnetGroup", "isolated-dr", "securityGroup", "sg-2"));
        assertThat(place.subnetGroup()).isEqualTo("isolated-dr");
        assertThat(place.securityGroup()).isEqualTo("sg-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subnetGroup   |        | has no key [subnetGroup]",
                "securityGroup |        | has no key [securityGroup]",
                "caBundle      |        | .postgresql/root.crt",
                "caBundle      | no.pem | truststore.pki.rds.amazonaws.com",
                "maxHours      | 0      | maxHours is [0]",
                "maxHours      | 169    | give a whole number from 1 to 168",
                "maxHours      | six    | maxHours is [six]",
                "maxInstances  | -1     | maxInstances is [-1]",
                "read          | some   | write all or none",
                "subnetgroup   | x      | knows no key [subnetgroup]",
            })
    void a_mistake_is_named_with_its_remedy(String key, String value, String message) {
        if (value == null) {
            keys.remove(key);
        } else {
            keys.put(key, value);
        }
        assertThatThrownBy(() -> place(Map.of()))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("firedrill.yaml:7")
                .hasMessageContaining(message);
    }

    private RdsPlace place(Map<String, String> ofTheCopy) {
        return RdsPlace.of(
                new RestorePlace("firedrill.yaml:7", keys, home),
                new BackupSource("firedrill.yaml:5", "rds", ofTheCopy, home));
    }
}
