package org.schoolgate.proxy.identity.presence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.schoolgate.filters.request.Person;

/// Accounts in a file, as `account:salt:hash` (PBKDF2), checked on threads of their own.
public final class HashedAccounts implements AccountCheck {

    private final Path file;
    private final ExecutorService threads;

    private HashedAccounts(Path file, ExecutorService threads) {
        this.file = file;
        this.threads = threads;
    }

    /// Writes the file anew, with these accounts and their passwords.
    public static HashedAccounts in(Path file, Map<String, String> accounts, ExecutorService threads)
            throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        for (Map.Entry<String, String> one : accounts.entrySet()) {
            byte[] salt = one.getKey().getBytes(StandardCharsets.UTF_8);
            lines.put(one.getKey(), one.getKey() + ":" + HexFormat.of().formatHex(salt) + ":"
                    + HexFormat.of().formatHex(hash(one.getValue().toCharArray(), salt)));
        }
        Files.write(file, lines.values());
        return new HashedAccounts(file, threads);
    }

    @Override
    public CompletionStage<Optional<Person>> check(String account, char[] password) {
        return CompletableFuture.supplyAsync(() -> Person.of(account).filter(person -> isRight(person, password)),
                threads);
    }

    private boolean isRight(Person person, char[] password) {
        try {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(":");
                if (parts[0].equals(person.account())) {
                    return MessageDigest.isEqual(HexFormat.of().parseHex(parts[2]),
                            hash(password, HexFormat.of().parseHex(parts[1])));
                }
            }
            return false;
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static byte[] hash(char[] password, byte[] salt) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password, salt, 1_000, 256)).getEncoded();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
