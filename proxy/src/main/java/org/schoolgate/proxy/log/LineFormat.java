package org.schoolgate.proxy.log;

import org.schoolgate.filters.category.Categories;

/// Writes exchanges as lines of the access log into one buffer. For one thread; leaves no garbage.
interface LineFormat {

    /// Appends one line, without its end.
    void append(Exchange exchange, Categories categories);
}
