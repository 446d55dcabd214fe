package dev.firedrill.aws.control;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;

/** Writes the SDK's own answers as the XML that a service sends. */
final class AnswerWriter {
    private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    private AnswerWriter() {}

    static String answer(Request request, SdkPojo answer, String id) {
        var writer = new AnswerWriter();
        var root = request.action() + "Response";
        boolean ec2 = request.service().equals("ec2");
        writer.open(root);
        if (ec2) {
            writer.text("requestId", id);
            writer.members(answer);
        } else {
            writer.open(request.action() + "Result");
            writer.members(answer);
            writer.close(request.action() + "Result");
            writer.open("ResponseMetadata");
            writer.text("RequestId", id);
            writer.close("ResponseMetadata");
        }
        writer.close(root);
        return writer.xml.toString();
    }

    static String error(Request request, ServiceError error, String id) {
        var writer = new AnswerWriter();
        boolean ec2 = request.service().equals("ec2");
        var roots = ec2 ? List.of("Response", "Errors", "Error") : List.of("ErrorResponse", "Error");
        roots.forEach(writer::open);
        if (!ec2) {
            writer.text("Type", error.httpStatus() < 500 ? "Sender" : "Receiver");
        }
        writer.text("Code", error.code());
        writer.text("Message", error.getMessage());
        writer.close("Error");
        if (ec2) {
            writer.close("Errors");
        }
        writer.text(ec2 ? "RequestID" : "RequestId", id);
        writer.close(roots.get(0));
        return writer.xml.toString();
    }

    private void members(SdkPojo pojo) {
        for (var field : pojo.sdkFields()) {
            var value = field.getValueOrDefault(pojo);
            if (value != null && !(value instanceof SdkAutoConstructList)) {
                value(field, field.unmarshallLocationName(), value);
            }
        }
    }

    private void value(SdkField<?> field, String name, Object value) {
        if (value instanceof List<?> list) {
            list(field.getTrait(ListTrait.class), name, list);
        } else if (value instanceof SdkPojo pojo) {
            open(name);
            members(pojo);
            close(name);
        } else if (value instanceof Instant instant) {
            text(name, instant.truncatedTo(ChronoUnit.MILLIS).toString());
        } else {
            text(name, value.toString());
        }
    }

    private void list(ListTrait trait, String name, List<?> values) {
        var member = trait.memberFieldInfo();
        if (!trait.isFlattened()) {
            open(name);
        }
        for (var value : values) {
            value(member, trait.isFlattened() ? name : member.unmarshallLocationName(), value);
        }
        if (!trait.isFlattened()) {
            close(name);
        }
    }

    private void open(String name) {
        xml.append('<').append(name).append('>');
    }

    private void close(String name) {
        xml.append("</").append(name).append('>');
    }

    private void text(String name, String text) {
        open(name);
        xml.append(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        close(name);
    }
}
