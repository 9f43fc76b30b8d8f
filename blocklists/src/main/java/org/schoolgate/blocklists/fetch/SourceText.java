package org.schoolgate.blocklists.fetch;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.schoolgate.blocklists.build.Slot;
import org.schoolgate.blocklists.build.Guard;
import org.schoolgate.blocklists.build.Nearest;
import org.schoolgate.blocklists.digest.Digesting;
import org.schoolgate.blocklists.fetch.SourceSettings.HostAndPort;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.request.AddressRange;

/// The file `source` of a list: plain lines of a key and what belongs to it, made to be edited by hand. `#` at the beginning of a
/// line makes it a comment. All but `from` may be left out.
///
/// ```text
/// schoolgate-source 1                       what it is, and the version of its format
/// on yes
/// from https://lists.example/lists.tar.gz   or a file or folder: /srv/lists, file:///srv/lists/hosts
/// every 1 day
/// jitter 10 %                               up to so much of it later, by chance
/// category games                            of all its sites; or
/// mapping mapping                           a file, beside this one or with its whole path
/// digests sha256 of pages                   how the digests of a list of such were made
/// shrink 10 %                               more than this is for a person to decide
/// grow 50 %
/// first held                                the first version waits for a person; or: first in force
/// size 200 MB                               the most that is fetched
/// time 30 minutes                           the longest that a fetch takes
/// proxy proxy.school.example:3128
/// credentials /etc/schoolgate/member        a file that its owner alone can read
/// authority /etc/schoolgate/authority.pem    who signs the certificate of its server, beside the public authorities
/// inside 10.20.0.0/16, 10.30.1.5            where in the school's own network it may be fetched from
/// checksum https://lists.example/SHA256SUMS
/// signature https://lists.example/lists.tar.gz.minisig
/// key RWQ…                                  of minisign
/// licence CC BY-SA 4.0
/// attribution By the publisher
/// ```
final class SourceText {

    static final String FIRST = "schoolgate-source 1";

    static final List<String> KEYS = List.of("on", "from", "every", "jitter", "category", "mapping", "digests",
            "shrink",
            "grow", "first", "size", "time", "proxy", "credentials", "authority", "inside", "checksum", "signature",
            "key", "licence",
            "attribution");

    /// What is done with the first version, and what may be.
    static final String FIRST_VERSION = "first";
    static final String HELD = "held";
    private static final String IN_FORCE = "in force";

    /// The longest text that anybody needs, in characters.
    static final int LONGEST = 16_384;

    private static final Duration SHORTEST_PERIOD = Duration.ofMinutes(5);
    private static final Duration LONGEST_PERIOD = Duration.ofDays(60);
    private static final Duration SHORTEST_TIME = Duration.ofSeconds(1);
    private static final Duration LONGEST_TIME = Duration.ofHours(12);
    private static final long MOST_BYTES = 1L << 30;

    private final String file;
    private final String name;
    private final Path folder;
    private final List<String> categories;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    private record Line(int number, String value) {}

    private record Mistake(int line, String text) {}

    private SourceText(String file, String name, Path folder, Categories categories) {
        this.file = file;
        this.name = name;
        this.folder = folder;
        this.categories = categories.all().stream().map(Category::slug).toList();
    }

    /// Reads settings.
    ///
    /// @param file how messages call it
    /// @param folder where relative paths begin
    /// @throws WrongSourceException with every mistake in it
    static SourceSettings read(String file, String name, String text, Path folder, Categories categories)
            throws WrongSourceException {
        if (text.length() > LONGEST) {
            throw new WrongSourceException(
                    file + ": longer than " + LONGEST + " characters; keep to the keys that exist");
        }
        var reading = new SourceText(file, name, folder, categories);
        reading.split(text.lines().toList());
        SourceSettings settings = reading.settings();
        if (!reading.mistakes.isEmpty()) {
            throw new WrongSourceException(reading.mistakes.stream().sorted(Comparator.comparingInt(Mistake::line))
                    .map(Mistake::text).toList());
        }
        return settings;
    }

    /// The text with another value for a key; the rest of it as it was, comments too.
    static String with(String text, String key, String value) {
        List<String> all = new ArrayList<>(text.lines().toList());
        if (all.stream().noneMatch(line -> line.startsWith(key + " "))) {
            all.add(key + " " + value);
        }
        all.replaceAll(line -> line.startsWith(key + " ") ? key + " " + value : line);
        return String.join("\n", all) + "\n";
    }

    private void split(List<String> all) {
        if (all.isEmpty() || !all.getFirst().strip().equals(FIRST)) {
            wrong(1, "it does not begin as settings of a source do; write: " + FIRST);
        }
        for (int i = 1; i < all.size(); i++) {
            String line = all.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int space = line.indexOf(' ');
            String key = space < 0 ? line : line.substring(0, space);
            if (!KEYS.contains(key)) {
                wrong(i + 1, "there is no key '" + key + "'" + Nearest.hint(key, KEYS) + "; write one of "
                        + String.join(", ", KEYS));
            } else if (space < 0) {
                wrong(i + 1, "nothing follows '" + key + "'; write what belongs to it, or take the line out");
            } else {
                Line before = lines.putIfAbsent(key, new Line(i + 1, line.substring(space + 1).strip()));
                if (before != null) {
                    wrong(i + 1, "'" + key + "' stands in line " + before.number() + " already; keep one");
                }
            }
        }
    }

    private SourceSettings settings() {
        boolean slot = Slot.CATEGORIES.contains(name);
        boolean on = value("on", SourceText::yesOrNo, true, "yes or no");
        Optional<Where> from = optional("from", Where::parse, "an https or http address without a user's name, or"
                + " the whole path of a file or folder");
        if (on && from.isEmpty() && !lines.containsKey("from")) {
            mistakes.add(
                    new Mistake(Integer.MAX_VALUE, file + ": nothing says where the list is; write: from https://…"));
        }
        Optional<String> category = optional("category", this::category,
                "one of " + String.join(", ", categories)).or(() -> slot ? Optional.of(name) : Optional.empty());
        Optional<Path> mapping = optional("mapping", this::path, "a file's name, or its whole path");
        if (category.isPresent() && mapping.isPresent()) {
            wrong(at("mapping"), "there is a category for all its sites already; keep 'category' or 'mapping'");
        }
        if (slot && !category.equals(Optional.of(name))) {
            wrong(at("category"), "the list " + name + " is the place of a licensed list; write: category " + name);
        }
        return new SourceSettings(name, from,
                new SourceSettings.Timing(
                        value("every", text -> between(text, SHORTEST_PERIOD, LONGEST_PERIOD),
                                slot ? Duration.ofHours(12) : Duration.ofDays(1),
                                "5 minutes to 60 days, as in '12 hours'"),
                        percent("jitter", 10, 50)),
                new SourceSettings.Sorting(category, mapping,
                        optional("digests", Digesting::parse, Digesting.WRITTEN)),
                new Guard(percent("shrink", Guard.DEFAULT.shrinkPercent(), 100),
                        percent("grow", Guard.DEFAULT.growPercent(), 100_000),
                        value(FIRST_VERSION, SourceText::heldOrNot, false, HELD + " or " + IN_FORCE)),
                new SourceSettings.Limits(
                        value("size", text -> Amounts.bytes(text).filter(size -> size > 0 && size <= MOST_BYTES),
                                200L << 20, "1 KB to 1 GB, as in '200 MB'"),
                        value("time", text -> between(text, SHORTEST_TIME, LONGEST_TIME),
                                Duration.ofMinutes(30), "1 second to 12 hours, as in '30 minutes'")),
                new SourceSettings.Reach(
                        optional("proxy", SourceText::hostAndPort, "HOST:PORT"),
                        optional("credentials", this::path, "a file's name, or its whole path"),
                        optional("authority", this::path, "a file's name, or its whole path"),
                        value("inside", SourceText::ranges, List.of(),
                                "addresses and ranges, as in '10.20.0.0/16, 10.30.1.5'")),
                proof(), terms(), on);
    }

    private SourceSettings.Proof proof() {
        String where = "an https or http address, or the whole path of a file";
        Optional<Where> checksum = optional("checksum", Where::parse, where);
        Optional<Where> signature = optional("signature", Where::parse, where);
        Optional<MinisignKey> key = optional("key", MinisignKey::parse,
                "the publisher's public key for minisign, which begins with RW");
        if (signature.isPresent() != key.isPresent() && lines.containsKey("key") != lines.containsKey("signature")) {
            wrong(at(signature.isPresent() ? "signature" : "key"),
                    "a signature and its key go together; write both: signature ADDRESS and key RW…");
        }
        return new SourceSettings.Proof(checksum, signature, key);
    }

    private SourceSettings.Terms terms() {
        return new SourceSettings.Terms(value("licence", Optional::of, "", ""),
                value("attribution", Optional::of, "", ""));
    }

    private <T> T value(String key, Function<String, Optional<T>> reading, T otherwise, String instead) {
        return optional(key, reading, instead).orElse(otherwise);
    }

    private <T> Optional<T> optional(String key, Function<String, Optional<T>> reading, String instead) {
        Line line = lines.get(key);
        if (line == null) {
            return Optional.empty();
        }
        Optional<T> read = reading.apply(line.value());
        if (read.isEmpty()) {
            wrong(line.number(), "'" + key + "' cannot be '" + line.value() + "'; write " + instead);
        }
        return read;
    }

    private int percent(String key, int otherwise, int most) {
        return value(key, text -> Amounts.percent(text).filter(share -> share <= most), otherwise,
                "0 % to " + most + " %");
    }

    private Optional<String> category(String text) {
        return categories.contains(text) ? Optional.of(text) : Optional.empty();
    }

    private Optional<Path> path(String text) {
        try {
            return Optional.of(folder.resolve(FileSystems.getDefault().getPath(text)).normalize());
        } catch (InvalidPathException none) {
            return Optional.empty();
        }
    }

    private int at(String key) {
        return Optional.ofNullable(lines.get(key)).map(Line::number).orElse(1);
    }

    private void wrong(int number, String what) {
        mistakes.add(new Mistake(number, file + ":" + number + ": " + what));
    }

    private static Optional<Boolean> yesOrNo(String text) {
        return text.equals("yes") || text.equals("no") ? Optional.of(text.equals("yes")) : Optional.empty();
    }

    private static Optional<Boolean> heldOrNot(String text) {
        return text.equals(HELD) || text.equals(IN_FORCE) ? Optional.of(text.equals(HELD)) : Optional.empty();
    }

    private static Optional<Duration> between(String text, Duration least, Duration most) {
        return Amounts.time(text).filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0);
    }

    private static Optional<HostAndPort> hostAndPort(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        String host = text.substring(0, Math.max(0, colon)).replaceAll("^\\[|]$", "");
        return host.matches("[A-Za-z0-9.:-]+") && port.matches("[0-9]{1,5}") && Integer.parseInt(port) > 0
                && Integer.parseInt(port) < 65_536
                        ? Optional.of(new HostAndPort(host, Integer.parseInt(port)))
                        : Optional.empty();
    }

    private static Optional<List<AddressRange>> ranges(String text) {
        List<Optional<AddressRange>> all = Arrays.stream(text.split(",")).map(String::strip).map(AddressRange::parse)
                .toList();
        return all.stream().allMatch(Optional::isPresent)
                ? Optional.of(all.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }
}
