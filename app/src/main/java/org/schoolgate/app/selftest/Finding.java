package org.schoolgate.app.selftest;

/// What came of trying one way out.
///
/// @param door its short name, which stays
/// @param what what was tried
/// @param expected what should happen
/// @param outcome what came of it
/// @param happened what happened
/// @param advice what to do; empty where there is nothing to do
public record Finding(String door, String what, String expected, Outcome outcome, String happened, String advice) {}
