package org.schoolgate.blocklists.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Target;

/// Says the same as an index by asking every entry, one after the other, in the plainest words.
final class NaiveIndex {

    record Line(Entry entry, CategorySet categories) {}

    private final List<Line> lines = new ArrayList<>();

    void add(Entry entry, CategorySet categories) {
        lines.add(new Line(entry, categories));
    }

    void edit(Edit edit, CategorySet category) {
        if (edit.adds()) {
            add(edit.entry(), category);
        } else {
            lines.replaceAll(line -> line.entry().equals(edit.entry())
                    ? new Line(line.entry(), new CategorySet(line.categories().bits() & ~category.bits()))
                    : line);
        }
    }

    CategorySet categoriesOf(Target target) {
        List<Line> fitting = lines.stream().filter(line -> fits(line.entry(), target))
                .sorted(Comparator.comparingInt((Line line) -> weight(line.entry(), target))).toList();
        CategorySet found = CategorySet.NONE;
        for (int i = 0; i < fitting.size();) {
            int weight = weight(fitting.get(i).entry(), target);
            CategorySet block = CategorySet.NONE;
            CategorySet allow = CategorySet.NONE;
            for (; i < fitting.size() && weight(fitting.get(i).entry(), target) == weight; i++) {
                Line line = fitting.get(i);
                block = line.entry().allow() ? block : block.union(line.categories());
                allow = line.entry().allow() ? allow.union(line.categories()) : allow;
            }
            found = new CategorySet(found.bits() & ~allow.bits()).union(block);
        }
        return found;
    }

    /// Paths weigh more than exact names, those more than others; within a kind the longer one. A path on the very name
    /// weighs more than one on the name without `www.`.
    private static int weight(Entry entry, Target target) {
        return switch (entry.kind()) {
            case NAME -> entry.text().length();
            case ADDRESSES -> AddressRange.parse(entry.text()).orElseThrow().prefix();
            case EXACT -> 1000;
            case PATH -> 2000 + (entry.text().startsWith(target.host().text() + "/") ? 1000 : 0)
                    + entry.text().substring(entry.text().indexOf('/')).length();
            case DIGEST -> throw new IllegalArgumentException("no digests here");
        };
    }

    private static boolean fits(Entry entry, Target target) {
        return switch (entry.kind()) {
            case NAME -> target.host() instanceof HostName name
                    && (name.name().equals(entry.text()) || name.name().endsWith("." + entry.text()));
            case EXACT -> target.host() instanceof HostName name && name.name().equals(entry.text());
            case ADDRESSES -> target.host() instanceof IpAddress address
                    && AddressRange.parse(entry.text()).orElseThrow().contains(address);
            case PATH -> target instanceof Target.Page page && fitsPath(entry.text(), page);
            case DIGEST -> throw new IllegalArgumentException("no digests here");
        };
    }

    private static boolean fitsPath(String entry, Target.Page page) {
        String host = entry.substring(0, entry.indexOf('/'));
        String path = entry.substring(entry.indexOf('/'));
        if (!page.host().text().equals(host) && !page.host().text().equals("www." + host)) {
            return false;
        }
        String asked = page.path().text();
        return path.equals("/") || asked.equals(path) || asked.startsWith(path + "/") || asked.startsWith(path + "?")
                || (path.indexOf('?') >= 0 && asked.startsWith(path + "&"));
    }
}
