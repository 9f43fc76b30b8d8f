package org.schoolgate.blocklists.index;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;

/// The parts of an index, by number from 0, each with its categories as this school numbers them. A category that the
/// school does not know is left out.
final class Parts {

    private final List<Part> parts;
    /// How many bytes a line number of a part takes.
    private final byte[] widths;
    private final long[] bits;

    private Parts(List<Part> parts, byte[] widths, Categories categories) {
        this.parts = parts;
        this.widths = widths;
        this.bits = parts.stream().mapToLong(part -> part.slugs().stream().map(categories::find)
                .flatMap(Optional<Category>::stream).map(CategorySet::of)
                .reduce(CategorySet.NONE, CategorySet::union).bits()).toArray();
    }

    int size() {
        return parts.size();
    }

    Part part(int number) {
        return parts.get(number);
    }

    long bits(int number) {
        return bits[number];
    }

    int width(int number) {
        return widths[number];
    }

    static void write(DataOutput out, List<Part> parts, byte[] widths) throws IOException {
        out.writeInt(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            out.writeUTF(part.list());
            out.writeUTF(part.version());
            out.writeUTF(String.join(" ", part.slugs()));
            out.writeByte(widths[i]);
        }
    }

    /// @throws IOException where it is not what [#write] wrote
    static Parts read(DataInput in, Categories categories) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > Source.MOST_PARTS) {
            throw new IOException("it has " + count + " parts");
        }
        List<Part> parts = new ArrayList<>();
        byte[] widths = new byte[count];
        for (int i = 0; i < count; i++) {
            String list = in.readUTF();
            String version = in.readUTF();
            String slugs = in.readUTF();
            parts.add(new Part(list, version, slugs.isEmpty() ? List.of() : List.of(slugs.split(" "))));
            widths[i] = in.readByte();
            if (widths[i] < 0 || widths[i] > 4) {
                throw new IOException("line numbers of " + widths[i] + " bytes");
            }
        }
        return new Parts(List.copyOf(parts), widths, categories);
    }
}
