package org.schoolgate.blocklists.index;

import org.schoolgate.filters.request.HostName;

/// The short endings that nothing is listed of but names below them, such as `co.uk`. A look-up goes on to the next longer ending
/// of a host without asking the table for one of these, as it would learn nothing else from it.
///
/// They are known by their letters, so nothing is ever taken for one of them. Some may be missing, which costs time and no more:
/// those of eight letters and more, those that few keys end with, those whose line of the table has their tag twice, and those whose place another has taken. Never
/// changes; a look-up reads eight bytes and allocates nothing.
final class SilentEndings {

    private static final int PLACES = 512;
    private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(PLACES);
    private static final int LONGEST = Long.BYTES - 1;

    /// As [HostName#lastBytes] gives them; 0 where there is none.
    private final long[] words = new long[PLACES];

    /// Asks for each ending that many keys share whether it is one. The texts of the names are not read: they lie in the file, and what is
    /// read of it counts as this process's memory.
    ///
    /// @param names the table of names that `hash` belongs to
    SilentEndings(Endings shared, KeyHash hash, Table names) {
        for (int number = 1; number < shared.count(); number++) {
            String ending = shared.text(number).substring(1);
            if (ending.indexOf('.') > 0) {
                HostName.parse(ending).ifPresent(name -> {
                    if (names.isSilent(hash.ofEnding(name, name.length()))) {
                        keep(name.lastBytes(name.length()));
                    }
                });
            }
        }
    }

    private void keep(long word) {
        int place = place(word);
        words[place] = words[place] == 0 ? word : words[place];
    }

    /// Whether it is known that nothing is listed of an ending of `host` that is not the whole of it.
    boolean has(HostName host, int length) {
        if (length > LONGEST || length == host.length()) {
            return false;
        }
        long word = host.lastBytes(length);
        return words[place(word)] == word;
    }

    private static int place(long word) {
        return (int) (word * 0x9E3779B97F4A7C15L >>> SHIFT);
    }
}
