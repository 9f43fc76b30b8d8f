package org.schoolgate.review.register;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// All that the registers open, as one file holds it: the review site writes it, the gateway reads it. It stays in force
/// while the database is away; each entry says itself when it ends.
///
/// @param turn counts the changes of the registers
public record Allowances(long turn, List<Allowance> all) {

    /// How many at most: each costs a request that is about its site some nanoseconds.
    public static final int MOST = 1_000;

    /// How long the file may be.
    private static final long LARGEST = 8 * 1024 * 1024;

    /// Nothing is opened.
    public static final Allowances NONE = new Allowances(0, List.of());

    public Allowances {
        all = List.copyOf(all);
    }

    /// Where it is.
    ///
    /// @param data the data folder
    public static Path file(Path data) {
        return data.resolve("registers").resolve("open.json");
    }

    /// As the file has it.
    public byte[] written() {
        ObjectNode top = JsonNodeFactory.instance.objectNode().put("turn", turn);
        ArrayNode entries = top.putArray("entries");
        for (Allowance one : all) {
            entries.addObject().put("register", one.content().register().name()).put("number", one.number())
                    .put("from", one.from().toString()).put("until", one.until().toString()).put("byTwo", one.byTwo())
                    .put("content", one.content().kept());
        }
        return top.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Reads the file; where there is none nothing is opened.
    ///
    /// @throws IOException where it cannot be read, or is not such a file
    public static Allowances read(Path file) throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException(file + " is too long to be a copy of the registers");
            }
            return read(file, JsonMapper.shared().readTree(Files.readAllBytes(file)));
        } catch (NoSuchFileException none) {
            return NONE;
        } catch (JacksonException | IllegalArgumentException | DateTimeException wrong) {
            throw new IOException(file + " is no copy of the registers; the next change of a register writes it anew");
        }
    }

    private static Allowances read(Path file, JsonNode top) throws IOException {
        List<Allowance> all = new ArrayList<>();
        for (JsonNode one : top.path("entries")) {
            if (all.size() == MOST) {
                throw new IOException(file + " holds more than " + MOST + " entries");
            }
            all.add(new Allowance(one.path("number").asInt(),
                    opens(Content.read(Register.valueOf(one.path("register").asString()),
                            one.path("content").asString())),
                    Instant.parse(one.path("from").asString()), Instant.parse(one.path("until").asString()),
                    one.path("byTwo").asBoolean()));
        }
        return new Allowances(top.path("turn").asLong(), all);
    }

    private static Opens opens(Content content) {
        if (content instanceof Opens opens) {
            return opens;
        }
        throw new IllegalArgumentException("the register of " + content.register() + " opens nothing");
    }
}
