package org.schoolgate.app.product;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The visits of `visits.txt`, with the addresses of each part written out: what the sites have, what a browser does, and
/// the grade that each address must get.
///
/// @param pages of each address without its query what is there
/// @param scenes the parts, in order
record Visits(Map<String, Page> pages, List<Scene> scenes) {

    /// The act that keeps the other browsers out.
    static final String ALONE = "alone";

    private static final Pattern SITE = Pattern.compile("(?<sub>[a-z]+\\.)?(?<kind>[@!])(?<name>[a-z]+)");

    /// What is at an address.
    ///
    /// @param status of a redirect; 200 for what is there itself
    /// @param text where a redirect leads, or what is there
    record Page(int status, String text) {}

    /// One part: what is done, and what must come of it.
    ///
    /// @param grades of an address one letter for all, or one for each time
    record Scene(int number, String title, List<String> acts, Map<String, String> grades) {

        /// Whether no other visit is made meanwhile.
        boolean alone() {
            return acts.contains(ALONE);
        }
    }

    /// @param port of the encrypted sites
    /// @param plainPort of those on plain HTTP
    static Visits read(String text, int port, int plainPort) {
        Map<String, Page> pages = new LinkedHashMap<>();
        List<Scene> scenes = new ArrayList<>();
        for (String line : text.substring(text.indexOf("\n# ") + 1).lines().filter(line -> !line.isBlank()).toList()) {
            String[] words = written(line, scenes.size(), port, plainPort).split(" ", 3);
            switch (words[0]) {
                case "#" -> scenes.add(new Scene(scenes.size() + 1, line.substring(2), new ArrayList<>(),
                        new LinkedHashMap<>()));
                case "page" -> pages.put(words[1], new Page(200, words[2]));
                case "send" -> pages.put(words[1], new Page(Integer.parseInt(words[2].substring(0, 3)),
                        words[2].substring(4)));
                case ALONE -> scenes.getLast().acts().add(ALONE);
                case "do" -> scenes.getLast().acts().addAll(List.of(
                        (words[1] + (words.length > 2 ? " " + words[2] : "")).split("; ")));
                default -> Objects.requireNonNull(scenes.getLast().grades()).put(words[1], words[0]);
            }
        }
        return new Visits(pages, scenes);
    }

    /// Every host of the encrypted sites.
    static List<String> hosts(String text) {
        TreeSet<String> hosts = new TreeSet<>();
        Matcher host = Pattern.compile("https://([a-z0-9.-]+)").matcher("");
        Visits all = read(text, 443, 80);
        List<String> lines = new ArrayList<>(all.pages.keySet());
        all.scenes.forEach(scene -> lines.addAll(scene.grades.keySet()));
        lines.forEach(line -> {
            if (host.reset(line).find()) {
                hosts.add(host.group(1));
            }
        });
        return List.copyOf(hosts);
    }

    private static String written(String line, int scene, int port, int plainPort) {
        return line.startsWith("# ") ? line : SITE.matcher(line).replaceAll(site -> {
            boolean plain = site.group("kind").equals("!");
            return (plain ? "http://" : "https://") + Objects.requireNonNullElse(site.group("sub"), "")
                    + site.group("name") + "-" + scene + ".test:" + (plain ? plainPort : port);
        });
    }
}
