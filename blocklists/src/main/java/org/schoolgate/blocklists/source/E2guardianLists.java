package org.schoolgate.blocklists.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.schoolgate.blocklists.source.Members.Member;

/// The lists of e2guardian or DansGuardian, as a folder or an archive of `bannedsitelist`, `exceptionsitelist` and the others, with all
/// that they include. A list that nothing includes is not in force there, so it is not read.
///
/// Each list is a category of its own, called as e2guardian calls it (`banned`); what it includes has the category of its folder
/// (`blacklists/games/domains`), else the one it names itself (`#listcategory: "Games"`), else that of the list.
public final class E2guardianLists implements ListSource {

    private final Members members;
    private final Map<String, List<Part>> parts;

    /// Reads all lists once to see what they include.
    E2guardianLists(Members members, List<Member> all) throws IOException {
        this.members = members;
        this.parts = new E2guardianSurvey(members, all).parts();
    }

    /// Whether files are e2guardian's lists.
    static boolean is(List<Member> all) {
        return all.stream().filter(Member::file).anyMatch(member -> E2guardianNames.tells(Layout.last(member.name())));
    }

    @Override
    public String title() {
        return members.title() + " of e2guardian's lists";
    }

    @Override
    public Survey survey() {
        return new Survey(parts.values().stream().flatMap(List::stream).filter(part -> part.kind() != Kind.OTHER)
                .map(Part::category).collect(Collectors.toCollection(TreeSet::new)), Map.of());
    }

    @Override
    public long size() throws IOException {
        return members.size(parts.keySet());
    }

    /// Reads each file once for each list that includes it.
    @Override
    public void read(Reader reader) throws IOException {
        int rounds = parts.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < rounds; i++) {
            int round = i;
            Set<String> names = parts.keySet().stream().filter(name -> part(name).size() > round)
                    .collect(Collectors.toSet());
            members.read(names, round == 0,
                    (name, content) -> reader.list(part(name).get(round), new LineReader(content)));
        }
    }

    private List<Part> part(String name) {
        return parts.getOrDefault(name, new ArrayList<>());
    }
}
