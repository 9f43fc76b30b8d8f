package org.schoolgate.review.rights;

import static org.schoolgate.review.rights.Right.ADDRESSES;
import static org.schoolgate.review.rights.Right.ADULTS;
import static org.schoolgate.review.rights.Right.AGREE;
import static org.schoolgate.review.rights.Right.ALL_LOOKS;
import static org.schoolgate.review.rights.Right.CASES;
import static org.schoolgate.review.rights.Right.CHECKS;
import static org.schoolgate.review.rights.Right.COPIES;
import static org.schoolgate.review.rights.Right.COUNTS;
import static org.schoolgate.review.rights.Right.EXPORT;
import static org.schoolgate.review.rights.Right.HEADS;
import static org.schoolgate.review.rights.Right.LEADS_LOOKS;
import static org.schoolgate.review.rights.Right.KEEP_LISTS;
import static org.schoolgate.review.rights.Right.LISTS;
import static org.schoolgate.review.rights.Right.LOOKS_COUNTED;
import static org.schoolgate.review.rights.Right.SECOND_LISTS;
import static org.schoolgate.review.rights.Right.OWN_LOOKS;
import static org.schoolgate.review.rights.Right.PUPILS;
import static org.schoolgate.review.rights.Right.READERS;
import static org.schoolgate.review.rights.Right.REVEAL_ADULTS;
import static org.schoolgate.review.rights.Right.REVEAL_PUPILS;
import static org.schoolgate.review.rights.Right.REVIEW;
import static org.schoolgate.review.rights.Right.SECOND_ADULTS;
import static org.schoolgate.review.rights.Right.SECOND_PUPILS;
import static org.schoolgate.review.rights.Right.SYSTEM;
import static org.schoolgate.review.rights.Right.AUTHORISE;
import static org.schoolgate.review.rights.Right.OVERRIDE;
import static org.schoolgate.review.rights.Right.REGISTERS;
import static org.schoolgate.review.rights.Right.SECOND_OVERRIDES;
import static org.schoolgate.review.rights.Right.FAMILY;
import static org.schoolgate.review.rights.Right.TOPICS;
import static org.schoolgate.review.rights.Right.NOTICES;
import static org.schoolgate.review.rights.Right.VICTIMS;
import static org.schoolgate.review.rights.Right.WRONG;

import java.util.Set;
import org.schoolgate.review.store.Role;

/// The table of who may see and do what. Whatever a role is not given here is not there for it.
public final class Rights {

    private Rights() {}

    /// What a role may see and do.
    public static Set<Right> of(Role role) {
        return switch (role) {
            case HEAD ->
                Set.of(COUNTS, PUPILS, ADULTS, ADDRESSES, REVIEW, CASES, REVEAL_PUPILS, REVEAL_ADULTS, AGREE,
                        SECOND_PUPILS, VICTIMS, EXPORT, CHECKS, WRONG, REGISTERS, AUTHORISE, OVERRIDE, SECOND_OVERRIDES,
                        TOPICS, FAMILY, NOTICES,
                        OWN_LOOKS, LEADS_LOOKS, READERS, SYSTEM, LISTS, SECOND_LISTS);
            case SAFEGUARDING_LEAD ->
                Set.of(COUNTS, PUPILS, ADDRESSES, REVIEW, CASES, REVEAL_PUPILS, SECOND_PUPILS, VICTIMS, EXPORT, CHECKS,
                        WRONG, REGISTERS, OVERRIDE, SECOND_OVERRIDES, TOPICS, OWN_LOOKS, LISTS, SECOND_LISTS);
            case DEPUTY_LEAD -> Set.of(COUNTS, PUPILS, ADDRESSES, REVIEW, CASES, REVEAL_PUPILS,
                    CHECKS, WRONG, REGISTERS, OVERRIDE, TOPICS, OWN_LOOKS, LISTS);
            case SENIOR_LEADER ->
                Set.of(COUNTS, PUPILS, AGREE, CHECKS, WRONG, REGISTERS, OVERRIDE, SECOND_OVERRIDES, TOPICS, OWN_LOOKS,
                        LISTS,
                        SECOND_LISTS);
            case GOVERNOR -> Set.of(COUNTS, AGREE, SECOND_ADULTS, REGISTERS, SECOND_OVERRIDES, LOOKS_COUNTED);
            case CHAIR ->
                Set.of(COUNTS, HEADS, ADDRESSES, REVIEW, CASES, REVEAL_ADULTS, AGREE, SECOND_ADULTS, VICTIMS, EXPORT,
                        REGISTERS, SECOND_OVERRIDES, OWN_LOOKS, LOOKS_COUNTED);
            case IT -> Set.of(COUNTS, CHECKS, WRONG, REGISTERS, OVERRIDE, SYSTEM, LISTS, KEEP_LISTS, SECOND_LISTS);
            case DATA_PROTECTION -> Set.of(COUNTS, EXPORT, COPIES, NOTICES, ALL_LOOKS, LOOKS_COUNTED);
            case AUDITOR -> Set.of(COUNTS, PUPILS, ADDRESSES, REGISTERS, OWN_LOOKS, ALL_LOOKS, LOOKS_COUNTED, SYSTEM);
        };
    }

    public static boolean has(Role role, Right right) {
        return of(role).contains(right);
    }

    /// Whether a role reads any flagged accesses at all.
    public static boolean reads(Role role) {
        return has(role, PUPILS) || has(role, ADULTS) || has(role, HEADS);
    }
}
