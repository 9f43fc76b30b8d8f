package org.schoolgate.blocklists.build;

import java.util.List;
import java.util.Optional;

/// One of many edits, as somebody has written it.
///
/// @param number which line of the text it is, from 1
/// @param adds whether to put in; else to take out
/// @param entry the entry as in a plain list
/// @param category the category's slug; empty where the line does not say
/// @param groups the names of the groups that it is for; none: everybody
/// @param why the reason; empty: that of all
/// @param until when it ends by itself, as written; empty: as for all
/// @param wrong what is wrong with the line; empty where it can be read
public record BulkLine(int number, boolean adds, String entry, Optional<String> category, List<String> groups,
        String why,
        String until,
        String wrong) {}
