package org.schoolgate.filters.policy;

import java.util.List;
import java.util.Set;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.evidence.Grade;

/// What the school wants to hear of at once, and who is told. All of it must hold together.
///
/// @param categories a flagged access in any of them
/// @param grades how it came about, at first sight
/// @param severity how soon somebody should look
/// @param pattern what else must be so
/// @param receivers who is told
public record Watch(CategorySet categories, Set<Grade> grades, Severity severity, Pattern pattern,
        Receivers receivers) {

    public Watch {
        grades = Set.copyOf(grades);
    }

    /// Each access of these categories, however it came about, told by mail.
    public static Watch each(CategorySet categories, Severity severity, List<String> mail) {
        return new Watch(categories, Set.of(Grade.values()), severity, Pattern.NONE, Receivers.mail(mail));
    }
}
