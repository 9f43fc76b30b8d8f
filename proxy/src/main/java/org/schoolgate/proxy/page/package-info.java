/// What the gateway itself answers: the pages people meet, and what machines get instead of them.
///
/// Start with [org.schoolgate.proxy.page.Pages].
@NullMarked
package org.schoolgate.proxy.page;

import org.jspecify.annotations.NullMarked;
