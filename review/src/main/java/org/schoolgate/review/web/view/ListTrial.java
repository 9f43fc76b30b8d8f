package org.schoolgate.review.web.view;

import java.util.List;
import org.schoolgate.review.web.view.OneCase.Choice;

/// What another version of a list would have touched.
///
/// @param name the list
/// @param version what the version is called
/// @param doings what this reader may do with it; none for those who change nothing, and where it is in force already
/// @param difference the way to the page that compares it with what is in force
public record ListTrial(String name, String version, String heading, String lead, ListChange.Effect effect,
        List<Choice> doings, String difference) {

    public ListTrial {
        doings = List.copyOf(doings);
    }
}
