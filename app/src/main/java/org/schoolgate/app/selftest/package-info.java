/// The leak self-test: tries each way round the gateway from a client's place, and says what came of it.
///
/// [SelfTest] has the list of what is tried. It asks only for names that are nobody's ([org.schoolgate.filters.request.OwnNames]), so it
/// leaves no record about whoever runs it; machines outside are asked only where they are named.
@NullMarked
package org.schoolgate.app.selftest;

import org.jspecify.annotations.NullMarked;
