package org.schoolgate.benchmarks.workload;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;

/// Names on lists, from which an index is built and after which questions are made.
///
/// @param title how it is called on the command line: `made-up-5m`, `made-up-200k`, `ut1`
/// @param seed what the names and the questions are made from
/// @param names the names, with the lists each is on; list n is the category with the bit n
public record Workload(String title, long seed, Names names) {

    public static final String FIVE_MILLION = "made-up-5m";
    public static final String UT1 = "ut1";
    public static final long SEED = 20_261_125;

    private static final List<Integer> SEALED = List.of(17, 33);
    private static final String MADE_UP = "made-up-";

    /// The workload of this title.
    ///
    /// @throws IllegalArgumentException where there is none
    public static Workload named(String title) throws IOException {
        if (title.equals(UT1)) {
            return new Workload(title, SEED, Ut1.read());
        }
        if (!title.matches(MADE_UP + "[0-9]{1,4}[km]")) {
            throw new IllegalArgumentException(
                    "no workload is called '" + title + "'; there are 'ut1' and, say, 'made-up-5m' or 'made-up-200k'");
        }
        int number = Integer.parseInt(title.substring(MADE_UP.length(), title.length() - 1));
        int count = number * (title.endsWith("k") ? 1_000 : 1_000_000);
        return new Workload(title, SEED, MadeUpNames.listed(count, SEED));
    }

    /// How many lists there are.
    public int lists() {
        return ListSets.LISTS;
    }

    /// One category for each list.
    public Categories categories() {
        return everyCategory();
    }

    /// The categories of any workload: one for each list.
    public static Categories everyCategory() {
        return new Categories(IntStream.range(0, ListSets.LISTS).mapToObj(Workload::category).toList());
    }

    /// The slug of the category that a list is.
    public static String slug(int list) {
        return "list-" + list;
    }

    private static Category category(int list) {
        return new Category(list, slug(list), "List " + list, "Lists", SEALED.contains(list));
    }
}
