package org.schoolgate.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.wiring.StorePlace;
import org.schoolgate.review.signin.Invitations;
import org.schoolgate.review.signin.Invitations.Invitation;
import org.schoolgate.review.signin.LettingIn;
import org.schoolgate.review.signin.Passwords;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "let-in",
        description = "Make a new one-time password for someone who cannot sign in to the review site any more, where no two"
                + " others can say yes there. Their phone and passkeys are forgotten. Stop the gateway first, but with a"
                + " database on a server. Whoever signs in sees that it was done.")
final class LetInCommand extends PlacedCommand {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "The name they sign in with. Without it: the only one who may read flagged accesses.")
    private @Nullable String name;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = places.configuration();
        InstantSource clock = InstantSource.system();
        try (Store store = Store.open(StorePlace.of(places.data(), configuration.gateway()))) {
            Account account = account(store);
            SecureRandom random = new SecureRandom();
            Invitation made = new LettingIn(store, new Invitations(store, new Passwords(random), random, clock),
                    () -> configuration.policy().school(), configuration.gateway().witnesses(), clock)
                    .onTheMachine(account);
            PrintWriter out = output.out();
            out.println("One-time password for " + made.account().name() + ": " + made.password());
            out.println("It is kept nowhere. It must be changed at the first sign-in, and a phone set up anew.");
            out.println("That this was done stands on the review site's System page.");
            out.flush();
            return ExitCode.OK;
        }
    }

    private Account account(Store store) {
        if (name != null) {
            return store.accounts().find(name)
                    .orElseThrow(() -> new Failure("nobody signs in as " + name + "; look at the page Readers."));
        }
        List<Account> readers = store.accounts().all().stream().filter(one -> one.role() != Role.IT).toList();
        return Optional.of(readers).filter(all -> all.size() == 1).map(List::getFirst)
                .orElseThrow(() -> new Failure(readers.isEmpty()
                        ? "nobody has an account yet; 'run' makes the first."
                        : "several may read flagged accesses; say for whom: let-in NAME."));
    }
}
