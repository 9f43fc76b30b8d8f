package org.schoolgate.blocklists.format;

/// The `expressions` files of squidGuard-style archives, and whatever else is no list of sites: e2guardian's phrases, searches, kinds of
/// files. Regular expressions over whole URLs are not taken: they fit far more than their writers meant, and no entry could be shown as the
/// reason.
final class ExpressionsFormat implements LineFormat {

    @Override
    public String title() {
        return "expressions";
    }

    @Override
    public Reading read(String line) {
        return line.isBlank() || line.startsWith("#") || E2guardianFormat.isInclude(line)
                ? Reading.SILENT
                : Reading.UNSUPPORTED;
    }

    @Override
    public boolean claims(String line) {
        return false;
    }
}
