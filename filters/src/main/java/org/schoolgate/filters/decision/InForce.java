package org.schoolgate.filters.decision;

/// What was in force when a decision was made, as it is kept for whoever makes the decision again. All decisions of one
/// snapshot share one.
///
/// @param policy the text of `policy.yaml`, and what its calendar said
/// @param lists which lists and edits were in force, a line for each: its name, version and digest
public record InForce(KeptText policy, KeptText lists) {

    public static final InForce NONE = new InForce(KeptText.NONE, KeptText.NONE);
}
