package dev.firedrill.allure;

import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.model.Attachment;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Attachments that do not depend on what the current thread runs. */
final class Attachments {
    private Attachments() {}

    static Attachment text(AllureLifecycle lifecycle, String name, String content, String type, String extension) {
        var source = UUID.randomUUID() + "-attachment" + extension;
        lifecycle.writeAttachment(source, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
        return new Attachment().setName(name).setType(type).setSource(source);
    }
}
