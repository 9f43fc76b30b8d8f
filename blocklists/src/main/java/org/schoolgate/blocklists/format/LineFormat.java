package org.schoolgate.blocklists.format;

/// A format in which each line stands for itself, whatever came before it.
public interface LineFormat extends ListFormat, ListFormat.Lines {

    @Override
    default Lines begin() {
        return this;
    }
}
