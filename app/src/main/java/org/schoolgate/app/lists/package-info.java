/// What the pages for IT ask of the lists and change in them: the answers come from the library of lists, their sources, the counts
/// of what is asked for, and the rules in force.
@NullMarked
package org.schoolgate.app.lists;

import org.jspecify.annotations.NullMarked;
