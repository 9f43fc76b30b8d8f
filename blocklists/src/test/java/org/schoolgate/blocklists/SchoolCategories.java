package org.schoolgate.blocklists;

import java.util.ArrayList;
import java.util.List;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;

/// The categories that the product knows, for tests.
public final class SchoolCategories {

    private static final String SLUGS = """
        illegal extremism pornography adult social-networks blogs chat forums podcasts video-sharing image-sharing
        dating gambling games shopping webmail music film-and-tv sports celebrity-and-lifestyle news jobs finance
        banking travel food drugs alcohol-and-tobacco weapons violence hate self-harm piracy hacking malware
        phishing proxies vpn doh remote-control dynamic-dns shorteners translation file-sharing advertising tracking
        ai search sexual-education helplines unions health faith reference education updates school-open
        school-closed crypto-mining misinformation stalkerware hosting""";

    private SchoolCategories() {}

    public static Categories all() {
        List<Category> all = new ArrayList<>();
        for (String slug : SLUGS.split("\\s+")) {
            all.add(new Category(all.size(), slug, slug, slug, slug.equals("illegal")));
        }
        return new Categories(all);
    }
}
