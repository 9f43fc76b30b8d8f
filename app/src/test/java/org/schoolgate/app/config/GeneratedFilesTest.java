package org.schoolgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The schemas for editors and the reference page are as the descriptions say.
class GeneratedFilesTest {

    private static final ObjectMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final Map<String, Keys> FILES = Map.of(GatewayFile.NAME, GatewayFile.FILE, PolicyFile.NAME,
            PolicyFile.FILE);

    @TestFactory
    Stream<DynamicTest> theSchemaIsFresh() {
        return FILES.keySet().stream().sorted().map(name -> DynamicTest.dynamicTest(name,
                () -> Golden.check(example(name.replace(".yaml", ".schema.json")), schema(name))));
    }

    @Test
    void theReferencePageIsFresh() throws IOException {
        Golden.check(Golden.root().resolve("docs/configuration.md"), ReferencePage.text());
    }

    @TestFactory
    Stream<DynamicTest> theExampleFitsItsSchema() {
        return FILES.keySet().stream().sorted().map(name -> DynamicTest.dynamicTest(name,
                () -> assertThat(complaints(name, Files.readString(example(name)))).isEmpty()));
    }

    @Test
    void theSchemaRefusesWhatTheReaderRefuses() {
        assertThat(complaints(GatewayFile.NAME, "proxy: {listen: 127.0.0.1:3128, drian: 5s}")).isNotEmpty();
        assertThat(complaints(GatewayFile.NAME, "access-log: {keep: 0}")).isNotEmpty();
        assertThat(complaints(GatewayFile.NAME, "proxy: {drain: 5}")).isNotEmpty();
        assertThat(complaints(PolicyFile.NAME, "{}")).isNotEmpty();
    }

    @Test
    void everyExampleOfAKeyReadsAsItsValue() {
        FILES.values().forEach(GeneratedFilesTest::checkExamples);
    }

    private static void checkExamples(Keys keys) {
        for (Key<?> key : keys.all()) {
            key.shape().keys().ifPresent(GeneratedFilesTest::checkExamples);
            for (String text : Stream.of(key.example(), key.standard()).filter(x -> x != null && !x.isEmpty())
                    .toList()) {
                Notes notes = new Notes(key.name());
                String file = key.name() + ": " + text;
                assertThat(Document.parse(file.getBytes(StandardCharsets.UTF_8), notes)
                        .flatMap(value -> new Keys("the example", key).read(value))
                        .flatMap(fields -> fields.get(key))).as(file).isPresent();
                assertThat(notes.problems()).as(file).isEmpty();
            }
        }
    }

    private static Path example(String name) {
        return Golden.root().resolve("deploy/example").resolve(name);
    }

    private static String schema(String name) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", name);
        schema.put("$comment", "Written by the tests from the descriptions that the reader uses.");
        schema.putAll(Optional.ofNullable(FILES.get(name)).orElseThrow().schema());
        return JSON.writeValueAsString(schema) + "\n";
    }

    private static List<String> complaints(String name, String yaml) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema(name));
        Object content = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return schema.validate(JSON.writeValueAsString(content), InputFormat.JSON).stream()
                .map(Object::toString).toList();
    }
}
