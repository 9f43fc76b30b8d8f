/// Telling people at once: what is told, whom, and that it arrives. Start with [org.schoolgate.review.alert.Alerts].
@NullMarked
package org.schoolgate.review.alert;

import org.jspecify.annotations.NullMarked;
