package org.schoolgate.app.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// One YAML file, parsed within bounds: no aliases or tags, few levels, a limited size.
final class Document {

    /// The longest file that is read, in bytes.
    static final int LONGEST = 1 << 20;

    private static final int DEEPEST = 16;

    private Document() {}

    /// Parses `content`; empty where it is no such file, and then the notes say why.
    static Optional<Value> parse(byte[] content, Notes notes) {
        if (content.length > LONGEST) {
            notes.wrong(1, 1, "the file is longer than 1 MiB", "leave out what is not configuration");
            return Optional.empty();
        }
        Optional<String> text = decoded(content, notes);
        return text.flatMap(yaml -> composed(yaml, notes));
    }

    private static Optional<String> decoded(byte[] content, Notes notes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException notUtf8) {
            notes.wrong(1, 1, "the file is not UTF-8 text", "save it as UTF-8");
            return Optional.empty();
        }
    }

    private static Optional<Value> composed(String yaml, Notes notes) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(notes.file())
                .setSchema(new CoreSchema())
                .setCodePointLimit(LONGEST)
                .setAllowNonScalarKeys(true)
                .build();
        try {
            if (!isWithinBounds(new Parse(settings).parseString(yaml), notes)) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(settings).composeString(yaml);
            if (root.isEmpty()) {
                notes.wrong(1, 1, "the file is empty", "see docs/configuration.md for what it may say");
            }
            return root.map(node -> new Value(node, notes));
        } catch (MarkedYamlEngineException broken) {
            // What is never closed is named where it was opened, not where the file ends.
            boolean open = oneLine(broken.getProblem()).contains("end of stream");
            Optional<Mark> mark = open
                    ? broken.getContextMark().or(broken::getProblemMark)
                    : broken.getProblemMark().or(broken::getContextMark);
            notes.wrong(mark.map(at -> at.getLine() + 1).orElse(1), mark.map(at -> at.getColumn() + 1).orElse(1),
                    "this is not YAML: " + oneLine(broken.getProblem()),
                    "check the indentation, the colons and the quotes here and just before");
            return Optional.empty();
        } catch (RuntimeException broken) {
            // The parser throws more than its own exceptions for some inputs; none may get any further.
            notes.wrong(1, 1, "this is not YAML: " + oneLine(broken.getMessage()), "look for unusual characters");
            return Optional.empty();
        }
    }

    /// Looks at the parser's events before anything is built from them.
    private static boolean isWithinBounds(Iterable<Event> events, Notes notes) {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof AliasEvent) {
                wrongAt(event, notes, "aliases ('*name') are not read here", "write the value out");
                return false;
            }
            if (isTagged(event)) {
                wrongAt(event, notes, "tags ('!name') are not read here", "leave the tag out");
                return false;
            }
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > DEEPEST) {
                wrongAt(event, notes, "this is nested deeper than " + DEEPEST + " levels", "nothing here needs that");
                return false;
            }
        }
        return true;
    }

    private static boolean isTagged(Event event) {
        return switch (event) {
            case ScalarEvent scalar -> scalar.getTag().isPresent();
            case CollectionStartEvent start -> start.getTag().isPresent();
            default -> false;
        };
    }

    private static void wrongAt(Event event, Notes notes, String what, String instead) {
        notes.wrong(event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1),
                event.getStartMark().map(mark -> mark.getColumn() + 1).orElse(1), what, instead);
    }

    private static String oneLine(@Nullable String message) {
        String plain = message == null ? "it cannot be read" : message.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.length() > 120 ? plain.substring(0, 120) + "…" : plain;
    }
}
