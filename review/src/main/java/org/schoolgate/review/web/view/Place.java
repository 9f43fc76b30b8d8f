package org.schoolgate.review.web.view;

/// Which part of the site a page belongs to, so that its link is marked.
public enum Place {
    DESK, INCIDENTS, CASES, REVEALS, DECISIONS, VICTIMS, FLAGGED, COUNTS, REPORTS, REGISTERS, LISTS, WRONG, LOOKS, COPIES, PEOPLE, RULES, WHY, STATUS, PASSWORD, NONE
}
