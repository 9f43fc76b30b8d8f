/// The school's files, read into the records that the modules want.
///
/// Start with [org.schoolgate.app.config.ConfigurationReader]. What a file may say is described once, in
/// `GatewayFile` and `PolicyFile`: the reader, the schemas for editors and the reference page all come from that.
@NullMarked
package org.schoolgate.app.config;

import org.jspecify.annotations.NullMarked;
