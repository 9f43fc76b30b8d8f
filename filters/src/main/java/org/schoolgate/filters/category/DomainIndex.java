package org.schoolgate.filters.category;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.schoolgate.filters.request.Target;

/// Answers which categories a target is in.
///
/// An index never changes once built, so any number of threads may ask at once. A new list makes a new index.
///
/// An entry for a name holds for every name below it, unless it says that it is exact. An entry for a path holds for
/// every path below it on that name, with or without `www.` before it, as publishers leave that out; it is asked only
/// of a [Target.Page]. An allow entry takes away what entries for a shorter name or path have given: the most specific
/// wins. It takes away only the categories of its own list, so that a list of advertising opens no other site.
public interface DomainIndex {

    /// The categories of `target` as the bits of a [CategorySet]; 0 where nothing lists it.
    ///
    /// Called once for each request: no input or output, no lock, and nothing allocated.
    long bitsOf(Target target);

    /// The categories of `target`; empty where nothing lists it.
    default CategorySet categoriesOf(Target target) {
        long bits = bitsOf(target);
        return bits == 0 ? CategorySet.NONE : new CategorySet(bits);
    }

    /// The entries behind [#bitsOf], most specific first. For evidence and explanations: it may be slow, in
    /// the order of microseconds.
    List<Listing> listingsOf(Target target);

    /// What it answers where somebody of a group asks: an index of its own where the school has edited what the lists say for this
    /// group alone, itself where not. It is there as long as this one is; closing it is for this one to do.
    ///
    /// @param group the group's name
    default DomainIndex forGroup(String group) {
        return this;
    }

    /// The names of the groups for which [#forGroup] gives another index.
    default Set<String> groups() {
        return Set.of();
    }

    /// Each index by which somebody is answered, once: this one, and those of groups.
    default List<DomainIndex> forAnybody() {
        return Stream.concat(Stream.of(this), groups().stream().map(this::forGroup)).distinct().toList();
    }

    /// What names the lists in it and their versions, short enough for a log line.
    String version();

    /// How many different entries it holds.
    long size();

    /// Gives back what it holds outside the heap. Nobody may ask it after that; whoever does gets an exception.
    default void close() {
        // Most hold nothing.
    }
}
