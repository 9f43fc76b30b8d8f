package org.schoolgate.review.register;

/// What opens something. All other entries only say something beside what was recorded.
public sealed interface Opens extends Content permits OfficialPage, LetThrough {}
