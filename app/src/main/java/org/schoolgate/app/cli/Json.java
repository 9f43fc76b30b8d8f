package org.schoolgate.app.cli;

import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON as the commands print it: indented, records as objects.
final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    private static final ObjectMapper ON_ONE_LINE = JsonMapper.shared();

    /// A value on one line, for what is too long to be held at once.
    static String line(Object value) {
        return ON_ONE_LINE.writeValueAsString(value);
    }

    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
