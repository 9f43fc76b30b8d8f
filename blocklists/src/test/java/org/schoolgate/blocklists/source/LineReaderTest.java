package org.schoolgate.blocklists.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    @Test
    void everyKindOfLineEndEndsALine() throws IOException {
        assertThat(lines("a\nb\r\nc")).containsExactly("a", "b", "c");
        assertThat(lines("a\n\nb\n")).containsExactly("a", "", "b");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void theByteOrderMarkBelongsToNoLine() throws IOException {
        assertThat(lines("\ufeffa\nb")).containsExactly("a", "b");
    }

    @Test
    void aLineThatIsTooLongIsCutAndSaidToBe() throws IOException {
        var reader = new LineReader(new ByteArrayInputStream(
                ("x".repeat(3 * LineReader.LONGEST) + "\nnext\n").getBytes(StandardCharsets.UTF_8)));
        assertThat(reader.next()).isTrue();
        assertThat(reader.tooLong()).isTrue();
        assertThat(reader.line()).hasSize(LineReader.LONGEST);
        assertThat(reader.next()).isTrue();
        assertThat(reader.tooLong()).isFalse();
        assertThat(reader.line()).isEqualTo("next");
        assertThat(reader.number()).isEqualTo(2);
    }

    private static List<String> lines(String text) throws IOException {
        var reader = new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        List<String> lines = new ArrayList<>();
        while (reader.next()) {
            lines.add(reader.line());
        }
        return lines;
    }
}
