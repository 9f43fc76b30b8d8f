package org.schoolgate.app.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.schoolgate.filters.policy.Members;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Person;
import org.schoolgate.proxy.identity.GroupNames;

/// What `accounts` and `directory` of a group in `policy.yaml` may say: who is in it wherever they ask from. Messages leave
/// people's names out: they end in logs.
final class MembersFile {

    /// A name that somebody signs in with.
    static final Shape<String> ACCOUNT = Piece.of("the name that somebody signs in with, like rao",
            "^[^\\\\/:*?\"<>|]{1,104}$", (text, value) -> {
                Optional<String> account = Person.of(text).map(Person::account);
                if (account.isEmpty()) {
                    value.wrong("this is not a name that anyone signs in with",
                            text.indexOf('\\') >= 0
                                    ? "leave the domain out, and name it under 'domains' in schoolgate.yaml"
                                    : "write it like rao");
                }
                return account;
            });

    /// A group of the directory.
    static final Shape<String> DIRECTORY = Piece.of("a group of the directory, by its name or its distinguished name",
            "^.{1,400}$", (text, value) -> {
                Optional<String> name = GroupNames.of(text);
                if (name.isEmpty()) {
                    value.wrong(value.shown() + " is not a distinguished name",
                            "write the group's name alone, like Teachers, or the whole like"
                                    + " \"CN=Teachers,OU=Groups,DC=school,DC=example\"");
                }
                return name;
            });

    private final Map<String, Group> taken = new HashMap<>();
    private final Map<String, Group> takenInDirectory = new HashMap<>();

    /// What a group says of its people. Told of the groups in the order of the file.
    Members read(Group group, List<Placed<String>> accounts, List<Placed<String>> directory) {
        return new Members(group, names(group, accounts, taken, _ -> "this account"),
                names(group, directory, takenInDirectory, name -> name.at().shown()));
    }

    private static Set<String> names(Group group, List<Placed<String>> names, Map<String, Group> taken,
            Function<Placed<String>, String> called) {
        for (Placed<String> name : names) {
            Group first = taken.putIfAbsent(name.value(), group);
            if (first != null) {
                name.at().remark(called.apply(name) + " is in '" + first + "' already, and that comes first",
                        "leave it in one group");
            }
        }
        return names.stream().map(Placed::value).collect(Collectors.toSet());
    }
}
