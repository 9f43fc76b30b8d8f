package org.schoolgate.app.cli;

import java.util.Optional;
import org.schoolgate.blocklists.history.Who;

/// Who sits at the command line.
final class Login {

    private Login() {}

    /// The account that somebody has signed in with, also where `sudo` runs the command for them. It is what the machine says:
    /// whoever rules the machine may say anything.
    static Who who() {
        return Who.atCommandLine(Optional.ofNullable(System.getenv("SUDO_USER")).filter(name -> !name.isBlank())
                .orElse(System.getProperty("user.name", "not known")));
    }
}
