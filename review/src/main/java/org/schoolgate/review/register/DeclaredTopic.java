package org.schoolgate.review.register;

import java.util.List;

/// What will be taught, said beforehand. It opens nothing: what is asked for of it is recorded as ever, with a note that it was
/// declared.
///
/// @param words such as "Year 10, recruitment by extremists, Tuesday period 3"
/// @param categories the slugs of what it is about
/// @param people the accounts of those who teach or look it up
/// @param groups the groups that are taught
public record DeclaredTopic(String words, List<String> categories, List<String> people, List<String> groups)
        implements
            Content {

    public DeclaredTopic {
        categories = List.copyOf(categories);
        people = List.copyOf(people);
        groups = List.copyOf(groups);
    }

    @Override
    public Register register() {
        return Register.TOPIC;
    }

    /// Without names.
    @Override
    public String toString() {
        return "DeclaredTopic[" + categories + "]";
    }
}
