/// How often sites are asked for: counts by site, group and hour, kept for a week, so that IT can see what an edit would
/// touch before it is made, and which sites no list knows. There is no person in it and no device.
@NullMarked
package org.schoolgate.app.asked;

import org.jspecify.annotations.NullMarked;
