package dev.firedrill.aws.moto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.process.Command;
import dev.firedrill.testing.NeedsTool;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sts.StsClient;

class MotoServerTest {
    @TempDir
    private Path directory;

    @Test
    @NeedsTool(MotoServer.PROGRAM)
    void it_answers_when_it_has_started_and_is_gone_when_it_was_closed() throws IOException {
        try (var moto = MotoServer.start(directory);
                var account = moto.administrator()) {
            assertThat(account.client(StsClient.builder()).getCallerIdentity().account())
                    .isEqualTo(MotoServer.ACCOUNT);
            assertThat(ProcessHandle.of(moto.pid())).isPresent();
            moto.close();
            assertThat(ProcessHandle.of(moto.pid())).isEmpty();
            assertThatThrownBy(() -> moto.endpoint().toURL().openStream()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void the_script_says_what_it_can_be_asked_for() {
        assertThat(Command.of("bash", "scripts/moto").run().exitCode()).isEqualTo(1);
        assertThat(Command.of("bash", "scripts/moto", "serve", "80x").run().output())
                .contains("serve needs a port")
                .contains("Remedy: scripts/moto serve 5000");
    }
}
