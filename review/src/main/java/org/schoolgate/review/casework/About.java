package org.schoolgate.review.casework;

/// Whom a case is about, as a kind: it says who may know of the case at all.
public enum About {
    /// A child at the school.
    PUPIL("A pupil"),
    /// Somebody who works at the school.
    ADULT("An adult who works here"),
    /// The Head of School. Such a case is there for the chair of governors alone.
    HEAD("The Head of School"),
    /// One of those who look after the gateway. Such a case is never there for them.
    IT_STAFF("One of the IT staff"),
    /// Anyone else, or nobody knows.
    OTHER("Somebody else");

    private final String title;

    About(String title) {
        this.title = title;
    }

    /// How pages call it.
    public String title() {
        return title;
    }
}
