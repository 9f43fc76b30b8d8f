package org.schoolgate.blocklists.format;

/// Comments, as plain lists and hosts files have them.
final class Comments {

    private Comments() {}

    /// A line without its comment and the blanks around; empty where nothing is left.
    static String stripped(String line) {
        String text = line.strip();
        if (text.isEmpty() || "#;!".indexOf(text.charAt(0)) >= 0 || text.startsWith("//")) {
            return "";
        }
        int hash = text.indexOf('#');
        while (hash > 0 && !Character.isWhitespace(text.charAt(hash - 1))) {
            hash = text.indexOf('#', hash + 1);
        }
        return hash < 0 ? text : text.substring(0, hash).strip();
    }
}
