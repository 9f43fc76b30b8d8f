package org.schoolgate.blocklists.index;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;

/// The entries of one version of one list while they are gathered, with the lines that gave them.
///
/// Written out it is text, in the order in which the entries came, for [EntriesText] to read:
///
/// ```text
/// nfacebook.com<TAB>0:12 7:3      kind and entry; then part:line for each part that has it
/// nshop.example<TAB>@2:40         '@' where the line allows
/// ```
///
/// One thread uses it.
public final class Draft {

    private final Gathering rows = new Gathering();
    private final KeyHash hash = KeyHash.of(0);
    private final List<CategorySet> parts = new ArrayList<>();
    private byte[] key = new byte[256];

    /// Takes in a part and gives the number that its entries are added with.
    public int part(CategorySet categories) {
        parts.add(categories);
        return parts.size() - 1;
    }

    /// Adds an entry.
    public void add(Entry entry, int part, long line) {
        byte[] text = entry.text().getBytes(StandardCharsets.US_ASCII);
        add(entry.kind(), text, 0, text.length, part, entry.allow(), line);
    }

    /// Adds an entry whose canonical spelling is `text[from..to)`.
    public void add(Entry.Kind kind, byte[] text, int from, int to, int part, boolean allow, long line) {
        int length = to - from + 1;
        key = key.length < length ? new byte[2 * length] : key;
        key[0] = (byte) kind.mark();
        System.arraycopy(text, from, key, 1, to - from);
        int start = rows.keep(key, 0, length);
        rows.add(hash.ofName(rows.pool(), start, start + length), start, length, Source.of(part, false, allow),
                (int) Math.min(line, Integer.MAX_VALUE));
    }

    /// How many entries were added, counting each as often as it came.
    public long added() {
        return rows.size();
    }

    /// Puts together what belongs to one entry; nothing is added after that.
    public Gathered gathered() {
        rows.sort();
        return new Gathered(rows, List.copyOf(parts));
    }

    /// Each entry once. Never changes.
    public static final class Gathered {

        private static final int BUFFER = 1 << 16;

        private final Gathering rows;
        /// Of each entry where it came first and its first row, in the order in which they came.
        private final long[] entries;
        private final long paths;
        private final long digests;
        private final long[] counts = new long[64];

        private Gathered(Gathering rows, List<CategorySet> parts) {
            this.rows = rows;
            long[] found = new long[rows.size()];
            int count = 0;
            int onPaths = 0;
            int asDigests = 0;
            for (int row = 0; row < rows.size();) {
                int first = row;
                int start = rows.start(row);
                long set = 0;
                do {
                    start = Math.min(start, rows.start(row));
                    set |= Source.allows(rows.source(row)) ? 0 : parts.get(Source.part(rows.source(row))).bits();
                    row++;
                } while (isSame(row));
                found[count++] = (long) start << 32 | first;
                onPaths += rows.pool()[start] == Entry.Kind.PATH.mark() ? 1 : 0;
                asDigests += rows.pool()[start] == Entry.Kind.DIGEST.mark() ? 1 : 0;
                for (; set != 0; set &= set - 1) {
                    counts[Long.numberOfTrailingZeros(set)]++;
                }
            }
            this.entries = Arrays.copyOf(found, count);
            this.paths = onPaths;
            this.digests = asDigests;
            Arrays.sort(entries);
        }

        /// How many different entries there are.
        public long size() {
            return entries.length;
        }

        /// How many of them are paths.
        public long paths() {
            return paths;
        }

        /// How many of them are digests.
        public long digests() {
            return digests;
        }

        /// How many different entries each category has, by its slug; categories without any are left out.
        public Map<String, Long> byCategory(Categories categories) {
            Map<String, Long> bySlug = new LinkedHashMap<>();
            for (Category category : categories.all()) {
                if (counts[category.bit()] > 0) {
                    bySlug.put(category.slug(), counts[category.bit()]);
                }
            }
            return bySlug;
        }

        /// Writes all entries; the caller closes.
        public void writeTo(OutputStream out) throws IOException {
            byte[] buffer = new byte[BUFFER];
            int at = 0;
            for (long entry : entries) {
                int first = (int) entry;
                if (BUFFER - at < rows.length(first) + 1) {
                    out.write(buffer, 0, at);
                    at = 0;
                }
                System.arraycopy(rows.pool(), rows.start(first), buffer, at, rows.length(first));
                at += rows.length(first);
                int before = -1;
                int row = first;
                do {
                    if (BUFFER - at < 32) {
                        out.write(buffer, 0, at);
                        at = 0;
                    }
                    int source = rows.source(row);
                    if (source != before) {
                        buffer[at++] = (byte) (before < 0 ? '\t' : ' ');
                        at = place(source, rows.line(row), buffer, at);
                        before = source;
                    }
                    row++;
                } while (isSame(row));
                buffer[at++] = '\n';
            }
            out.write(buffer, 0, at);
        }

        /// Whether a row is there and is about the same entry as the one before it.
        private boolean isSame(int row) {
            return row < rows.size() && rows.isSameKey(row - 1, row);
        }

        private static int place(int source, int line, byte[] buffer, int from) {
            int at = from;
            if (Source.allows(source)) {
                buffer[at++] = '@';
            }
            at = number(Source.part(source), buffer, at);
            buffer[at++] = ':';
            return number(line, buffer, at);
        }

        private static int number(int number, byte[] buffer, int from) {
            int digits = 1;
            for (int left = number; left >= 10; left /= 10) {
                digits++;
            }
            int left = number;
            for (int i = from + digits - 1; i >= from; i--) {
                buffer[i] = (byte) ('0' + left % 10);
                left /= 10;
            }
            return from + digits;
        }
    }
}
