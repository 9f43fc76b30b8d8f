package org.schoolgate.filters.policy;

import java.util.List;
import org.schoolgate.filters.category.CategorySet;

/// What the school wants to hear of at once, and who is told.
///
/// @param categories a flagged access in any of them
/// @param recipients addresses of mail
public record Watch(CategorySet categories, List<String> recipients) {

    public Watch {
        recipients = List.copyOf(recipients);
    }
}
