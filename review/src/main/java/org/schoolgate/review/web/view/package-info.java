/// What each page shows, in words ready to print; the templates add nothing but markup.
///
/// Start with [org.schoolgate.review.web.view.Frame].
@NullMarked
package org.schoolgate.review.web.view;

import org.jspecify.annotations.NullMarked;
