package org.schoolgate.review.store;

/// What someone is at the school, which says what they may see and do here: `review.rights` has the table.
public enum Role {
    /// The Head of School.
    HEAD("Head of School"),
    /// The designated safeguarding lead.
    SAFEGUARDING_LEAD("Safeguarding lead"),
    /// Who stands in for the safeguarding lead.
    DEPUTY_LEAD("Deputy safeguarding lead"),
    /// One of the senior leadership team.
    SENIOR_LEADER("Senior leader"),
    /// The governor who keeps an eye on safeguarding.
    GOVERNOR("Governor"),
    /// The chair of governors, who reads what is about the Head of School.
    CHAIR("Chair of governors"),
    /// IT staff, who see how the system is and no one's records.
    IT("IT"),
    /// The data protection officer.
    DATA_PROTECTION("Data protection officer"),
    /// Someone from outside who checks.
    AUDITOR("Auditor");

    private final String title;

    Role(String title) {
        this.title = title;
    }

    /// How pages call it.
    public String title() {
        return title;
    }
}
