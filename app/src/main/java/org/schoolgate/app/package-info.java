/// The program: [org.schoolgate.app.Schoolgate] is its `main`.
///
/// `cli` holds the commands, `config` reads the school's files, `wiring` puts the parts together and swaps them.
@NullMarked
package org.schoolgate.app;

import org.jspecify.annotations.NullMarked;
