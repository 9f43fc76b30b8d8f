/// The review site: pages made on the server, for the Head of School and for IT.
///
/// Start with [org.schoolgate.review.web.Site], whose list of routes says who may see what.
@NullMarked
package org.schoolgate.review.web;

import org.jspecify.annotations.NullMarked;
