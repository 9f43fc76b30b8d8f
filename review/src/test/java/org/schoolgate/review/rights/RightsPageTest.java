package org.schoolgate.review.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.schoolgate.review.store.Role;

/// `docs/rights.md` is written from the table itself. `-Dgolden=write` writes it anew.
class RightsPageTest {

    @Test
    void thePageIsAsTheTableIs() throws IOException {
        Path page = Path.of(System.getProperty("schoolgate.root", ".."), "docs", "rights.md");
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(page, written());
        }
        assertThat(Files.readString(page)).as("write it anew with -Dgolden=write").isEqualTo(written());
    }

    private static String written() {
        StringBuilder out = new StringBuilder(
                """
                    # Who may see what

                    Written from the table in `review.rights`; a test compares. What a role is not given is not there for it: not on a page,
                    not in a list, not in a count. `RightsIT` asks for every address of the site and every piece of a record in every role.

                    Nobody reads what came from a device of their own; which those are stands on the page of each reader. What came from the
                    devices of the Head of School is read by the chair of governors alone. Whoever the policy does not place in a group is
                    looked after as a pupil; which groups are pupils is said by `pupils: true` in `policy.yaml`. A change of role is in
                    force at the next request.

                    Pages call a device by a pseudonym. Which device it is, and the name in a case, is shown to those alone who asked with a reason,
                    for 1, 4 or 24 hours; of an adult only once a second person has agreed, and then to both. Cases about pupils are there for the
                    Head and the safeguarding leads, those about adults and IT staff for the Head alone, those about the Head for the chair of governors
                    alone. A case that is linked to somebody's account or came from a device of theirs is never there for them.

                    The data protection officer reads no record on a page. For a person who asks what is kept of them they take a copy of one device's
                    records, the Head's among them, once they have written down the request; the Head and the auditors see that it was made. Nobody
                    makes one of a device of their own. Checks of the filter are written down by the Head, the safeguarding leads, senior leaders and IT,
                    and told to governors in the reports.

                    Whoever signs in lodges records of being bullied online, and sees their own; no role but the three below sees others'. One about the Head is there for
                    the chair alone, and for whoever lodged it.

                    That somebody did wrong ("a breach of the policy", "made up to harm") is proposed by one person and found once a second agrees: of
                    pupils the Head or the safeguarding lead, of adults and the Head a governor or the chair; never who proposed it, nor whom it is about.

                    The Head authorises official pages. What is let through for a time is asked for by those with that right; where it is sensitive it opens once a
                    second person agrees, who did not ask for it and for whom it is not. Family contacts and express permissions are read by the Head alone, and stand
                    beside a record of that person only while the Head is shown who it is. See [registers](registers.md).

                    What people say of closed sites holds the group of whoever said it, and not who it was. What nobody opens alone opens once a second agrees who did not
                    propose it: the Head, the safeguarding lead or a senior leader. See [lists](lists.md#wrongly-closed).

                    |""");
        for (Role role : Role.values()) {
            out.append(" | ").append(role.title());
        }
        out.append(" |\n|---|").append("---|".repeat(Role.values().length)).append('\n');
        for (Right right : Right.values()) {
            out.append("| ").append(right.title());
            for (Role role : Role.values()) {
                out.append(Rights.has(role, right) ? " | yes" : " | –");
            }
            out.append(" |\n");
        }
        return out.toString();
    }
}
