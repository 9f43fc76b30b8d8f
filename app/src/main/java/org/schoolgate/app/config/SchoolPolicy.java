package org.schoolgate.app.config;

import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.policy.Policies;
import org.schoolgate.filters.policy.School;

/// What the school has decided, from `policy.yaml`.
///
/// @param school the school, as pages speak of it
/// @param categories the built-in categories and the school's own
/// @param policies every group's policy, and the timetable
/// @param version names both files as they were read: 12 hexadecimal digits of their SHA-256
public record SchoolPolicy(School school, Categories categories, Policies policies, String version) {}
