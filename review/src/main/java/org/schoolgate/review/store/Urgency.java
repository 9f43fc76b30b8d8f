package org.schoolgate.review.store;

/// By when somebody should look at an incident. It says nothing about anyone.
public enum Urgency {
    /// Within the hour: the school wants to hear of it at once.
    NOW,
    /// Within two school days.
    TODAY,
    /// Within five school days.
    LATER
}
