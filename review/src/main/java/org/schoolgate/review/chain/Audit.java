package org.schoolgate.review.chain;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.review.chain.Finding.Kind;

/// Holds a store against its chain, and the chain against its checkpoints. Entries are given one after the other; none is
/// kept. For one thread, once.
///
/// One change is one finding, at the entry it was made in. Where an entry was found to be changed, the checkpoints after it are
/// not told as well.
public final class Audit {

    private final Map<String, Signer> signers = new LinkedHashMap<>();
    private final List<Signed> checkpoints = new ArrayList<>();
    private final Map<Long, Long> gone = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private Frontier tree = Frontier.EMPTY;
    private Head stored = Head.EMPTY;
    private String computed = Entry.NOTHING;
    private long records;
    private long destroyed;
    private long unread;
    private int next;
    private int fitting;
    private boolean broken;

    /// @param origin which chain it is
    /// @param keys all that sign for it, in the order in which they began
    /// @param notes its own checkpoints
    /// @param given what was kept elsewhere
    public Audit(String origin, List<Signer> keys, List<String> notes, Given given) {
        for (Signer key : keys) {
            know(origin, key, given.firstKeys());
        }
        notes.forEach(note -> checkpoint(origin, note, "a checkpoint of the store"));
        given.checkpoints().forEach(note -> checkpoint(origin, note, "the checkpoint given"));
        checkpoints.sort(Comparator.comparingLong(one -> one.checkpoint().size()));
        while (next < checkpoints.size() && checkpoints.get(next).checkpoint().size() == 0) {
            hold(checkpoints.get(next++).checkpoint());
        }
    }

    private void know(String origin, Signer key, Set<String> firstKeys) {
        Signer parent = key.isFirst() ? key : signers.get(key.parent());
        boolean accepted = !key.isFirst()
                || (firstKeys.isEmpty() ? signers.isEmpty() : firstKeys.contains(key.fingerprint()));
        if (!key.origin().equals(origin) || parent == null || !key.isVouchedForBy(parent)) {
            findings.add(new Finding(Kind.KEY_UNKNOWN, 0, 0,
                    named(key) + ", is vouched for by no key that came before it"));
        } else if (!accepted) {
            findings.add(new Finding(Kind.KEY_UNKNOWN, 0, 0, named(key) + ", with the fingerprint " + key.fingerprint()
                    + ", begins anew: nothing says that it is the school's"));
        }
        signers.put(key.id(), key);
    }

    private static String named(Signer key) {
        return "the key " + key.id() + ", in use since " + key.since();
    }

    private void checkpoint(String origin, String note, String what) {
        Optional<Signed> read = Signed.parse(note);
        Optional<Signer> by = read.map(one -> signers.get(one.signer()));
        if (read.isEmpty()) {
            forged(0, what + " cannot be read");
        } else if (by.isEmpty() || !read.get().isBy(by.get())) {
            forged(read.get().checkpoint().size(), what + " at " + read.get().checkpoint().size()
                    + " entries was signed by none of this store's keys");
        } else if (!read.get().checkpoint().origin().equals(origin)) {
            forged(read.get().checkpoint().size(), what + " is of another store: " + read.get().checkpoint().origin());
        } else {
            checkpoints.add(read.get());
        }
    }

    private void forged(long size, String sentence) {
        findings.add(new Finding(Kind.CHECKPOINT_FORGED, size, 0, sentence));
    }

    /// The next entry of the chain.
    public void entry(Stored entry) {
        long expected = stored.size() + 1;
        if (entry.seq() != expected) {
            findings.add(new Finding(Kind.ENTRIES_GONE, expected, 0, entry.seq() == expected + 1
                    ? "entry " + expected + " is gone"
                    : "the entries " + expected + " to " + (entry.seq() - 1) + " are gone"));
            broken = true;
        } else if (!follows(entry)) {
            findings.add(new Finding(Kind.ENTRY_CHANGED, entry.seq(), entry.about(),
                    "entry " + entry.seq() + " was changed, or does not follow the one before"));
            broken = true;
        }
        computed = Entry.hash(entry.seq(), entry.kind(), entry.about(), entry.digest(), stored.hash());
        stored = new Head(entry.seq(), entry.hash());
        hold(entry);
        if (!broken) {
            tree = tree.with(entry.hash());
            while (next < checkpoints.size() && checkpoints.get(next).checkpoint().size() == tree.size()) {
                hold(checkpoints.get(next++).checkpoint());
            }
        }
    }

    /// After a changed hash the next entry still follows what the hash should have been.
    private boolean follows(Stored entry) {
        return is(entry, stored.hash()) || is(entry, computed);
    }

    private static boolean is(Stored entry, String before) {
        return entry.hash().equals(Entry.hash(entry.seq(), entry.kind(), entry.about(), entry.digest(), before));
    }

    private void hold(Stored entry) {
        boolean erased = entry.kind().equals(Entry.Kind.ERASED.word());
        if (erased) {
            gone.remove(entry.about());
            destroyed++;
        } else {
            records++;
        }
        String what = (erased ? "the note on the destruction of " : "") + "the record " + entry.about();
        if (entry.record().filter(Stored.Body.UNREAD::equals).isPresent()) {
            unread++;
        } else if (entry.record().isPresent() && !entry.record().get().has(entry.digest())) {
            findings.add(new Finding(Kind.RECORD_CHANGED, entry.seq(), entry.about(),
                    what + " is not what it was when it was written"));
        } else if (entry.record().isEmpty() && erased) {
            findings.add(new Finding(Kind.RECORD_GONE, entry.seq(), entry.about(), what + " is gone"));
        } else if (entry.record().isEmpty()) {
            gone.put(entry.about(), entry.seq());
        }
    }

    private void hold(Checkpoint checkpoint) {
        if (checkpoint.hash().equals(stored.hash())
                && checkpoint.root().equals(Base64.getEncoder().encodeToString(tree.root()))) {
            fitting++;
        } else {
            findings.add(new Finding(Kind.CHECKPOINT_DIFFERS, checkpoint.size(), 0, "the chain up to entry "
                    + checkpoint.size() + " is not the one that was signed at " + checkpoint.at()));
        }
    }

    /// A record that no entry speaks of.
    public void unchained(long number) {
        findings.add(new Finding(Kind.RECORD_ADDED, 0, number, "no entry of the chain speaks of the record " + number));
    }

    /// A record that was destroyed, and is there again.
    public void restored(long number) {
        findings.add(new Finding(Kind.RECORD_ADDED, 0, number, "the record " + number
                + " was destroyed on purpose, and is there again"));
    }

    /// What came of it, once all entries were given.
    public Report report() {
        gone.forEach((number, seq) -> findings.add(new Finding(Kind.RECORD_GONE, seq, number,
                "the record " + number + " is gone, and nothing says that it was destroyed on purpose")));
        if (unread > 0) {
            findings.add(new Finding(Kind.WORDS_UNREAD, 0, 0, "what stands in " + unread
                    + " records and acts cannot be held against the chain: the key that records are encrypted with is missing"));
        }
        if (!broken && next < checkpoints.size()) {
            Checkpoint beyond = checkpoints.getLast().checkpoint();
            findings.add(new Finding(Kind.CUT_OFF, stored.size(), 0, "the chain ends at entry " + stored.size()
                    + ", and had " + beyond.size() + " at " + beyond.at()));
        }
        long signed = next == 0 ? 0 : checkpoints.get(next - 1).checkpoint().size();
        return new Report(stored.size(), records, destroyed, fitting, signed,
                signers.values().stream().findFirst().map(Signer::fingerprint), List.copyOf(findings));
    }

    /// What was kept elsewhere, and so cannot have been changed with the store.
    ///
    /// @param checkpoints as they left the building
    /// @param firstKeys fingerprints of the keys that may come first; empty to believe the first in the store
    public record Given(List<String> checkpoints, Set<String> firstKeys) {

        public Given {
            checkpoints = List.copyOf(checkpoints);
            firstKeys = Set.copyOf(firstKeys);
        }
    }

    /// What an audit found.
    ///
    /// @param entries of the chain
    /// @param records it speaks of
    /// @param destroyed of them, on purpose
    /// @param checkpoints that fit
    /// @param signed up to which entry a checkpoint reaches
    /// @param firstKey the SHA-256 of the first key, 64 hexadecimal digits
    /// @param findings what does not fit, in no order that means anything
    public record Report(long entries, long records, long destroyed, int checkpoints, long signed,
            Optional<String> firstKey, List<Finding> findings) {

        /// Whether all fits.
        public boolean isClean() {
            return findings.isEmpty();
        }
    }
}
