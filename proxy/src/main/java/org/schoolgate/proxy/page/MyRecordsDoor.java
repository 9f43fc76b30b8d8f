package org.schoolgate.proxy.page;

import org.schoolgate.proxy.identity.presence.SignIn;

/// What the page needs on which people see what is kept of them.
///
/// @param signIn tries their passwords
/// @param records what is kept
public record MyRecordsDoor(SignIn signIn, MyRecords records) {}
