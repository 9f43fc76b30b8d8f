package org.schoolgate.app.config;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A value in a file. It knows where it stands, so that whoever finds it wrong can say so.
record Value(Node node, Notes notes) {

    private static final int LONGEST_SHOWN = 60;

    /// A member of a mapping: its key, and what stands under it.
    record Member(Value key, Value value) {}

    /// Notes that this value is wrong.
    void wrong(String what, String instead) {
        notes.wrong(line(), column(), what, instead);
    }

    /// Notes that this value is one of few, and none of them: names the nearest, or all.
    void unknown(String what, Collection<String> known) {
        if (!notes.areFull()) {
            wrong(what, Spelling.advice(text().orElse(""), known));
        }
    }

    /// Notes that this value is allowed, yet probably not meant.
    void remark(String what, String instead) {
        notes.remark(line(), column(), what, instead);
    }

    int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    int column() {
        return node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(1);
    }

    boolean isNothing() {
        return node.getTag().equals(Tag.NULL);
    }

    /// The text of a single value as it is written, whatever YAML makes of it; empty for nothing, lists and mappings.
    Optional<String> text() {
        return node instanceof ScalarNode scalar && !isNothing() ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /// The text of a value that YAML takes for the given kind.
    Optional<String> text(Tag tag) {
        return node.getTag().equals(tag) ? text() : Optional.empty();
    }

    /// The items of a list; empty for anything else.
    Optional<List<Value>> items() {
        return node instanceof SequenceNode list && node.getTag().equals(Tag.SEQ)
                ? Optional.of(list.getValue().stream().map(this::beside).toList())
                : Optional.empty();
    }

    /// The members of a mapping; empty for anything else.
    Optional<List<Member>> members() {
        return node instanceof MappingNode mapping && node.getTag().equals(Tag.MAP)
                ? Optional.of(mapping.getValue().stream().map(this::member).toList())
                : Optional.empty();
    }

    private Member member(NodeTuple tuple) {
        return new Member(beside(tuple.getKeyNode()), beside(tuple.getValueNode()));
    }

    private Value beside(Node other) {
        return new Value(other, notes);
    }

    /// How a message names this value: its text in quotes, or its kind.
    String shown() {
        return switch (node) {
            case SequenceNode _ -> "a list";
            case MappingNode _ -> "a mapping";
            default -> isNothing() ? "nothing" : "'" + clipped(text().orElse("")) + "'";
        };
    }

    private static String clipped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_SHOWN)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .forEach(out::appendCodePoint);
        return text.codePointCount(0, text.length()) > LONGEST_SHOWN ? out + "…" : out.toString();
    }
}
