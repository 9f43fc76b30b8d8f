package org.schoolgate.blocklists.source;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.schoolgate.blocklists.source.Members.Member;

/// An archive or a folder of `blacklists/<category>/{domains,urls,expressions}`, as UT1 is published and squidGuard has its lists. Links
/// beside the categories are other names for them. Whatever else is there (`domains.db`, `domains.diff`, `usage`) is left alone.
public final class CategoryLists implements ListSource {

    private final Members members;
    private final List<Member> all;

    CategoryLists(Members members, List<Member> all) {
        this.members = members;
        this.all = all;
    }

    @Override
    public String title() {
        return members.title() + " of lists";
    }

    @Override
    public Survey survey() {
        NavigableSet<String> categories = new TreeSet<>();
        Map<String, String> aliases = new TreeMap<>();
        for (Member member : all) {
            if (member.file()) {
                Layout.part(member.name()).ifPresent(part -> categories.add(part.category()));
            }
            if (Layout.isName(member.leadsTo())) {
                Layout.alias(member.name()).ifPresent(alias -> aliases.put(alias, member.leadsTo()));
            }
        }
        aliases.values().removeIf(target -> !categories.contains(target));
        aliases.keySet().removeIf(categories::contains);
        return new Survey(categories, aliases);
    }

    @Override
    public long size() throws IOException {
        return members.size(names());
    }

    @Override
    public void read(Reader reader) throws IOException {
        members.read(names(), true,
                (name, content) -> reader.list(Layout.part(name).orElseThrow(), new LineReader(content)));
    }

    private Set<String> names() {
        return all.stream().filter(Member::file).map(Member::name).filter(name -> Layout.part(name).isPresent())
                .collect(Collectors.toSet());
    }
}
