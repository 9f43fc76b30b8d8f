package org.schoolgate.app.wiring;

import java.time.Instant;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.filters.decision.Decider;
import org.schoolgate.filters.policy.PolicyEngine;

/// Policy and lists as they are in force together. It never changes; a change makes the next.
///
/// @param policy the school's policy as it was read
/// @param engine what decides on one address by it
/// @param decider the same for an address and those inside it; this is what requests are asked of
/// @param library the lists, as this policy's categories sort them
/// @param mark what the library called its state when the lists were loaded
/// @param loaded since when it is in force
record Snapshot(SchoolPolicy policy, PolicyEngine engine, Decider decider, ListLibrary library, String mark,
        Instant loaded) {}
