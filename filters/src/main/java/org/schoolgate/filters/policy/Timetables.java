package org.schoolgate.filters.policy;

import java.time.ZoneId;
import java.util.Map;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.Person;

/// Whose hours are whose: a person's own, else the group's, else the school's.
///
/// @param school the school's timetable, which reports and clocks of cases go by, too
/// @param byGroup of the groups whose hours are other than the school's
/// @param byPerson of the people whose hours are their own
public record Timetables(Timetable school, Map<Group, Timetable> byGroup, Map<Person, Timetable> byPerson) {

    /// Whose timetable a decision went by.
    public enum Whose {
        SCHOOL("the school’s timetable"), GROUP("the group’s own timetable"), PERSON("the person’s own hours");

        private final String words;

        Whose(String words) {
            this.words = words;
        }

        /// As a sentence about the hour calls it.
        public String words() {
            return words;
        }
    }

    public Timetables {
        byGroup = Map.copyOf(byGroup);
        byPerson = Map.copyOf(byPerson);
    }

    /// The school's hours for everybody.
    public static Timetables of(Timetable school) {
        return new Timetables(school, Map.of(), Map.of());
    }

    public ZoneId zone() {
        return school.zone();
    }

    /// Whose timetable holds for a client of this group. Only who is known for sure has hours of their own.
    public Whose whose(Client client, Group group) {
        if (client.identity() instanceof Identity.Known known && byPerson.containsKey(known.person())) {
            return Whose.PERSON;
        }
        return byGroup.containsKey(group) ? Whose.GROUP : Whose.SCHOOL;
    }

    /// The timetable that holds for a client of this group.
    public Timetable of(Client client, Group group) {
        Timetable own = client.identity() instanceof Identity.Known known ? byPerson.get(known.person()) : null;
        return own == null ? byGroup.getOrDefault(group, school) : own;
    }
}
