package org.schoolgate.review.web;

import java.util.function.Function;
import org.schoolgate.filters.policy.Hours;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.filters.request.Group;
import org.schoolgate.review.store.RecordedAccess;

/// What the hour of an access was for whoever asked: by their own hours where they are known for sure and have some, else by
/// their group's, else by the school's.
///
/// @param timetables those in force now; what they say of the past may have been corrected since
record HoursOf(Timetables timetables) implements Function<RecordedAccess, Hours> {

    @Override
    public Hours apply(RecordedAccess access) {
        return timetables.of(access.asking(), new Group(access.group(), access.groupTitle())).at(access.at()).hours();
    }
}
