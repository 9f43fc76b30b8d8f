package org.schoolgate.proxy.identity;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Finds all groups of somebody, nested ones included. Circles are walked once; beyond [#MOST] groups, or groups nested deeper
/// than [#DEEPEST], nobody looks.
///
/// @param base below which entry groups are
record GroupWalk(String base, DirectorySettings.Nesting nesting) {

    static final int MOST = 512;
    static final int DEEPEST = 16;

    private static final int AT_ONCE = 50;
    private static final String MEMBER_OF = "memberOf";
    private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";

    /// The names of the groups, by [GroupNames].
    ///
    /// @param person with the attributes of [#attribute]
    Set<String> of(Entry person, LDAPInterface directory) throws LDAPException {
        Map<String, Entry> found = new HashMap<>();
        switch (nesting) {
            case CHAIN -> search(directory, Filter.createExtensibleMatchFilter("member", IN_CHAIN, false,
                    person.getDN()), found);
            case MEMBER_OF -> walk(person, found, (entries, next) -> {
                for (String dn : parents(entries)) {
                    Entry group = next.containsKey(dn) || !isBelowBase(dn)
                            ? null
                            : directory.getEntry(dn, "cn", MEMBER_OF);
                    if (group != null) {
                        next.put(dn, group);
                    }
                }
            });
            case MEMBER -> walk(person, found, (entries, next) -> {
                List<Filter> whoHolds = new ArrayList<>();
                for (Entry entry : entries) {
                    whoHolds.add(Filter.createEqualityFilter("member", entry.getDN()));
                    whoHolds.add(Filter.createEqualityFilter("uniqueMember", entry.getDN()));
                }
                for (int from = 0; from < whoHolds.size(); from += AT_ONCE) {
                    search(directory, Filter.createORFilter(
                            whoHolds.subList(from, Math.min(whoHolds.size(), from + AT_ONCE))), next);
                }
            });
        }
        Set<String> names = new HashSet<>();
        for (Entry group : found.values()) {
            names.addAll(GroupNames.of(group));
        }
        return names;
    }

    /// What has to be read of a person for this.
    String attribute() {
        return nesting == DirectorySettings.Nesting.MEMBER_OF ? MEMBER_OF : SearchRequest.NO_ATTRIBUTES;
    }

    /// One step up.
    private interface Step {

        /// Puts the groups that hold one of `entries` into `next`, by their distinguished names.
        void up(Collection<Entry> entries, Map<String, Entry> next) throws LDAPException;
    }

    private static void walk(Entry person, Map<String, Entry> found, Step step) throws LDAPException {
        Collection<Entry> level = List.of(person);
        for (int depth = 0; depth < DEEPEST && !level.isEmpty() && found.size() < MOST; depth++) {
            Map<String, Entry> next = new HashMap<>(found);
            step.up(level, next);
            next.keySet().removeAll(found.keySet());
            found.putAll(next);
            level = next.values();
        }
    }

    private static Set<String> parents(Collection<Entry> entries) throws LDAPException {
        Set<String> parents = new LinkedHashSet<>();
        for (Entry entry : entries) {
            String[] values = entry.getAttributeValues(MEMBER_OF);
            for (String dn : values == null ? new String[0] : values) {
                if (parents.size() < MOST) {
                    parents.add(DN.normalize(dn));
                }
            }
        }
        return parents;
    }

    private boolean isBelowBase(String dn) throws LDAPException {
        return new DN(dn).isDescendantOf(base, true);
    }

    private void search(LDAPInterface directory, Filter filter, Map<String, Entry> found) throws LDAPException {
        SearchRequest request = new SearchRequest(base, SearchScope.SUB, filter, "cn");
        for (SearchResultEntry group : Objects.requireNonNull(directory.search(request).getSearchEntries())) {
            if (found.size() < MOST) {
                found.put(DN.normalize(group.getDN()), group);
            }
        }
    }
}
