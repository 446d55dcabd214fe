package dev.firedrill.aws.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceModelsTest {
    @TempDir
    private Path botocore;

    @BeforeEach
    void write_a_small_botocore() throws IOException {
        Files.writeString(botocore.resolve("__init__.py"), "import os\n__version__ = '1.29.27'\n");
        model("secretsmanager/2017-10-17/service-2.json", "GetSecretValue");
        model("rds/2014-09-01/service-2.json", "Old");
        model("rds/2014-10-31/service-2.json.gz", "New");
    }

    private void model(String name, String operation) throws IOException {
        var file = botocore.resolve("data").resolve(name);
        Files.createDirectories(file.getParent());
        try (var plain = Files.newOutputStream(file);
                var out = name.endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
            out.write("{\"operations\": {\"%s\": {}}}".formatted(operation).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void the_newest_model_of_a_service_is_read_packed_or_not() {
        var models = new ServiceModels(botocore);

        assertThat(models.of("Rds").orElseThrow().operations()).containsExactly("New");
        assertThat(models.of("Secrets Manager").orElseThrow().operations()).containsExactly("GetSecretValue");
        assertThat(models.of("Backup")).isEmpty();
    }

    @Test
    void they_say_whose_they_are() {
        assertThat(new ServiceModels(botocore)).hasToString("botocore 1.29.27");
    }
}
