/// The commands, one class each; [org.schoolgate.app.cli.Commands] lists them.
@NullMarked
package org.schoolgate.app.cli;

import org.jspecify.annotations.NullMarked;
