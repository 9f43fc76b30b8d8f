package org.schoolgate.review.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.store.Role;

/// Says what a role sees, made from the table of rights.
final class Seen {

    private Seen() {}

    /// "Flagged accesses of pupils and adults, with addresses, and the system".
    static String by(Role role) {
        Set<Right> rights = Rights.of(role);
        List<String> parts = new ArrayList<>();
        List<String> whose = new ArrayList<>();
        if (rights.contains(Right.PUPILS)) {
            whose.add("pupils");
        }
        if (rights.contains(Right.ADULTS)) {
            whose.add("adults");
        }
        if (!whose.isEmpty()) {
            parts.add("flagged accesses of " + String.join(" and ", whose)
                    + (rights.contains(Right.ADDRESSES) ? "" : ", without addresses"));
        }
        if (rights.contains(Right.HEADS)) {
            parts.add("flagged accesses from the Head’s own devices");
        }
        if (rights.contains(Right.COUNTS)) {
            parts.add("counts");
        }
        if (rights.contains(Right.ALL_LOOKS)) {
            parts.add("who has looked at what");
        } else if (rights.contains(Right.LOOKS_COUNTED)) {
            parts.add("how often each role has looked");
        }
        if (rights.contains(Right.COPIES)) {
            parts.add("copies for people who ask what is kept of them");
        }
        if (rights.contains(Right.READERS)) {
            parts.add("who may sign in");
        }
        if (rights.contains(Right.SYSTEM)) {
            parts.add("the system");
        }
        String last = parts.removeLast();
        return Wording.sentence(parts.isEmpty() ? last : String.join("; ", parts) + "; and " + last);
    }
}
