package org.schoolgate.blocklists.build;

import java.util.List;
import java.util.stream.Collectors;

/// A version of a list that waits for a person's word; the one before stays in force. It is kept whole, so that it can be put
/// in force without being read again.
public final class ListHeldException extends ListRefusedException {

    private static final long serialVersionUID = 1;

    private final String list;
    private final String version;
    private final transient List<HeldReason> reasons;

    ListHeldException(String list, String version, List<HeldReason> reasons) {
        super(reasons.stream().map(HeldReason::sentence).collect(Collectors.joining("\n"))
                + "\nIt is held; the version in force stays. To put it in force: lists release " + list
                + " --why REASON. To delete it: lists drop " + list
                + " --why REASON. To take such a file at once: --accept");
        this.list = list;
        this.version = version;
        this.reasons = List.copyOf(reasons);
    }

    /// The list.
    public String list() {
        return list;
    }

    /// What the version is called that is held.
    public String version() {
        return version;
    }

    /// Why it is held; at least one reason.
    public List<HeldReason> reasons() {
        return reasons;
    }
}
