/// The pages that the gateway makes itself: block, coach and error pages.
///
/// Start with [org.schoolgate.proxy.page.Pages].
@NullMarked
package org.schoolgate.proxy.page;

import org.jspecify.annotations.NullMarked;
