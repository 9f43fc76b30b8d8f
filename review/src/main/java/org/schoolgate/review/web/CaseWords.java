package org.schoolgate.review.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.casework.Outcome;
import org.schoolgate.review.casework.Reply;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.CaseAct;
import org.schoolgate.review.store.CaseFile;
import org.schoolgate.review.web.view.OneCase.Act;
import org.schoolgate.review.web.view.OneCase.Choice;

/// Puts cases into words, and takes out of what people write whatever does not show.
final class CaseWords {

    private CaseWords() {}

    /// The text without control characters and without those that turn the direction of what follows; ends of lines stay.
    static String clean(String typed) {
        StringBuilder out = new StringBuilder();
        typed.replace("\r\n", "\n").codePoints()
                .filter(character -> character == '\n' || !PeoplePage.isUnprintable(character))
                .forEach(out::appendCodePoint);
        return out.toString().strip();
    }

    /// The same in one line.
    static String oneLine(String typed) {
        return clean(typed).replaceAll("\\n+", " ").strip();
    }

    /// The same in one line, and without what parts folders: the name of a file, or of somebody.
    static String line(String typed) {
        return clean(typed).replaceAll("[\\n/\\\\]+", " ").strip();
    }

    static String about(CaseFile file) {
        return file.about().title() + ", “" + file.pseudonym() + "”";
    }

    static List<Choice> outcomes() {
        return Arrays.stream(Outcome.values()).map(outcome -> new Choice(outcome.name(), outcome.title(),
                outcome.words() + " Kept for " + outcome.kept() + ".")).toList();
    }

    static Optional<Outcome> outcome(String name) {
        return Arrays.stream(Outcome.values()).filter(one -> one.name().equals(name)).findFirst();
    }

    static List<Choice> replies() {
        return Arrays.stream(Reply.Kind.values()).map(kind -> new Choice(kind.name(), kind.title(), kind.hint()))
                .toList();
    }

    /// What waits for a second person's word, in a sentence; empty text where nothing does.
    static String proposal(CaseFile file, Account reader, Map<Long, String> called) {
        return file.proposed().map(outcome -> (file.proposedBy().filter(by -> by == reader.id()).isPresent()
                ? "You proposed"
                : Wording.sentence(called(file.proposedBy(), called)) + " proposed")
                + ": “" + outcome.title() + "”. It says of somebody that they did wrong, so nobody decides it alone."
                + " Until somebody else agrees, the case is open and nothing is found.").orElse("");
    }

    static Optional<About> about(String name) {
        return Arrays.stream(About.values()).filter(one -> one.name().equals(name)).findFirst();
    }

    /// What somebody did, as it stands in a list.
    ///
    /// @param who who it was
    /// @param called the names of accounts
    static Act act(CaseFile file, CaseAct act, String when, String who, Map<Long, String> called) {
        return act("/cases/" + file.id(), act, when, who, called);
    }

    /// The same of a case or of a victim's record.
    ///
    /// @param page its address
    static Act act(String page, CaseAct act, String when, String who, Map<Long, String> called) {
        String what = switch (act.kind()) {
            case OPENED -> " opened it";
            case NAMED -> " wrote down whom it is about";
            case LINKED -> " added incident " + (act.kept() ? padded(act.words()) : "");
            case GAVE -> " gave it to " + (act.kept()
                    ? called.getOrDefault(Long.parseLong(act.words()), "an account now gone")
                    : "somebody");
            case NOTED -> " wrote";
            case ATTACHED -> " added a file";
            case TOLD -> " told the person";
            case REPLIED -> " wrote down what the person says to it"
                    + Reply.read(act.words()).map(reply -> ": " + Wording.inside(reply.kind().title())).orElse("");
            case HELD -> " put it on hold";
            case RELEASED -> " lifted the hold";
            case PROPOSED -> " proposed" + outcome(act);
            case WITHDREW -> " took the proposal back";
            case AGREED -> " agreed, which decided it" + outcome(act);
            case DECLINED -> " did not agree";
            case DECIDED -> " decided" + outcome(act);
            case REOPENED -> " opened it again";
            case LODGED -> " lodged it";
            case RECORDED -> " added the record " + act.words();
            case JOINED -> " made it part of case " + act.words();
            case DOOMED -> " asked that it be destroyed";
            case SPARED -> " said that it is kept";
            case DESTROYED -> " agreed, and it was destroyed";
            case ENTERED -> " made the entry";
            case PLEADED -> " said that a site should be open";
            case ANSWERED -> " decided about a site";
            case LISTED -> " changed lists";
        };
        String said = switch (act.kind()) {
            // A name is shown in one place alone, where that is recorded.
            case LINKED, GAVE, NAMED, LODGED, RECORDED, JOINED -> "";
            case REPLIED -> Reply.read(act.words())
                    .map(reply -> (reply.when().isEmpty() ? "" : reply.when() + "\n") + reply.words()).orElse("");
            case PROPOSED, AGREED, DECIDED, ATTACHED -> act.words().substring(act.words().indexOf(' ') + 1);
            default -> act.words();
        };
        String file0 = act.kind() == CaseAct.Kind.ATTACHED && act.kept()
                ? page + "/files/" + act.id()
                : "";
        String sha256 = file0.isEmpty() ? "" : ", SHA-256 " + act.words().substring(0, act.words().indexOf(' '));
        return new Act(Wording.sentence(when) + ": " + who + what + sha256 + ".",
                act.kept() ? said : "What was written has been destroyed.", file0);
    }

    private static String outcome(CaseAct act) {
        return act.kept() ? ": " + Wording.inside(found(act.words()).title()) : "";
    }

    private static String padded(String number) {
        return String.format(Locale.ROOT, "%04d", Long.parseLong(number));
    }

    private static Outcome found(String words) {
        return outcome(words.substring(0, words.indexOf(' ')).toUpperCase(Locale.ROOT)).orElseThrow();
    }

    static String called(Optional<Long> account, Map<Long, String> called) {
        return account.map(id -> called.getOrDefault(id, "an account now gone")).orElse("nobody");
    }

    /// Those who may look at a case and do something, but for the reader.
    static List<Account> but(Account reader, List<Account> accounts) {
        return accounts.stream().filter(account -> account.id() != reader.id()).toList();
    }
}
