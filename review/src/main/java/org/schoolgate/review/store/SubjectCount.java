package org.schoolgate.review.store;

import org.schoolgate.filters.evidence.Grade;

/// How many accesses there were of one subject and one grade.
public record SubjectCount(String subject, Grade grade, long accesses) {}
