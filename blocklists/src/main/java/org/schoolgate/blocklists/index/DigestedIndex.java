package org.schoolgate.blocklists.index;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.schoolgate.blocklists.digest.Forms;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.request.Target;

/// An index with lists of digests beside the names and paths. Of each address at most thirty digests are made and looked up for each way
/// in which lists have made theirs: some microseconds, and some kilobytes of garbage. An index without digests is a [PackedIndex] alone,
/// which knows nothing of this.
///
/// An edit that takes out a name or a path takes it out of what digests say, too, where it is as specific as what was digested.
final class DigestedIndex implements DomainIndex {

    private final PackedIndex plain;
    private final List<DigestTable> tables;
    private final Categories categories;

    DigestedIndex(PackedIndex plain, List<DigestTable> tables, Categories categories) {
        this.plain = plain;
        this.tables = tables;
        this.categories = categories;
    }

    /// Takes each row that is about a target.
    @FunctionalInterface
    private interface Taker {
        void take(DigestTable table, int row, Forms.Spelling spelling);
    }

    @Override
    public long bitsOf(Target target) {
        long found = plain.bitsOf(target);
        var more = new Taker() {

            private long bits;

            @Override
            public void take(DigestTable table, int row, Forms.Spelling spelling) {
                bits |= table.bits(row) & ~plain.takenOf(target, spelling.host(), spelling.path());
            }
        };
        for (DigestTable table : tables) {
            if ((table.categories() & ~found) != 0) {
                ask(table, target, more);
            }
        }
        return found | more.bits;
    }

    @Override
    public List<Listing> listingsOf(Target target) {
        List<Listing> all = new ArrayList<>(plain.listingsOf(target));
        for (DigestTable table : tables) {
            ask(table, target, (_, row, spelling) -> {
                long bits = table.bits(row) & ~plain.takenOf(target, spelling.host(), spelling.path());
                Part part = table.partOf(row);
                for (Category category : categories.of(new CategorySet(bits))) {
                    all.add(new Listing(Listing.BY_DIGEST, category, part.list(), part.version(), table.line(row)));
                }
            });
        }
        return List.copyOf(all);
    }

    private static void ask(DigestTable table, Target target, Taker taker) {
        MessageDigest digests = table.how().begin();
        for (Forms.Spelling spelling : Forms.of(target, table.how().form())) {
            int row = table.find(digests.digest(spelling.text().getBytes(StandardCharsets.US_ASCII)));
            if (row >= 0) {
                do {
                    taker.take(table, row, spelling);
                    row++;
                } while (table.goesOn(row));
            }
        }
    }

    @Override
    public DomainIndex forGroup(String group) {
        return groups().contains(group) ? plain.forGroup(group).whole() : this;
    }

    @Override
    public Set<String> groups() {
        return plain.groups();
    }

    @Override
    public String version() {
        return plain.version();
    }

    @Override
    public long size() {
        return plain.size();
    }

    @Override
    public void close() {
        plain.close();
    }
}
