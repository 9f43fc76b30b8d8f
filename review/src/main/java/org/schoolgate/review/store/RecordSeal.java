package org.schoolgate.review.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.GCMSIVBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.review.chain.Sha256;

/// Encrypts what the store holds of flagged accesses: the device, who asked, the address that was asked for, the evidence, and what people wrote
/// beside it. Its keys are made of the key of records. Safe for any number of threads; each piece costs a microsecond or two.
///
/// A device is always spelled alike, and so is a person, so that the store finds what is of one without knowing which; everything else
/// is spelled otherwise each time.
final class RecordSeal {

    /// What marks begin with; no digest in hexadecimal digits does.
    static final String MARK = "m";

    private static final int MARK_DIGITS = 32;
    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;

    /// The longest name of an account has 104 characters, each of three bytes at most; no other length ever stands in the store.
    private static final int NAME_BYTES = 3 * 104;

    private final @Nullable Keys keys;
    private final String trouble;

    /// @param pieces what is spelled otherwise each time
    /// @param marks in hexadecimal digits
    private record Keys(DataKey pieces, KeyParameter devices, String marks) {}

    private RecordSeal(@Nullable Keys keys, String trouble) {
        this.keys = keys;
        this.trouble = trouble;
    }

    /// @param key the key of records
    static RecordSeal of(byte[] key) {
        return new RecordSeal(new Keys(DataKey.of(Sha256.keyed(key, "what flagged accesses hold")),
                new KeyParameter(Sha256.keyed(key, "which device it was")),
                HexFormat.of().formatHex(Sha256.keyed(key, "marks"))), "");
    }

    /// One that can do nothing.
    ///
    /// @param trouble why not
    static RecordSeal missing(String trouble) {
        return new RecordSeal(null, trouble);
    }

    private Keys keys() {
        if (keys == null) {
            throw new CaseKeyMissing(trouble);
        }
        return keys;
    }

    /// Whose something is, as it stands in the store. A person has as many characters however long their name is; more than a device.
    String asker(Asker asker) {
        return switch (asker) {
            case Asker.Device device -> device(device.address());
            case Asker.Named named -> alike(
                    Arrays.copyOf(named.person().account().getBytes(StandardCharsets.UTF_8), NAME_BYTES));
        };
    }

    /// Reads whose something is. A device that is in clear, as all were before they were encrypted, is taken as it stands.
    ///
    /// @throws StoreException where it is nobody
    Asker asker(String stored) throws StoreException {
        if (isClear(stored)) {
            return new Asker.Device(device(stored));
        }
        byte[] bytes = clear(stored);
        if (bytes.length != NAME_BYTES) {
            return new Asker.Device(address(bytes));
        }
        int length = NAME_BYTES;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return new Asker.Named(new Person(new String(bytes, 0, length, StandardCharsets.UTF_8)));
    }

    /// Reads the column `client` where it tells whose something is.
    Asker asker(ResultSet row) throws SQLException, StoreException {
        return asker(row.getString("client"));
    }

    /// A device as it stands in the store: 43 characters of Base64.
    String device(IpAddress client) {
        return alike(ByteBuffer.allocate(16).putLong(client.high()).putLong(client.low()).array());
    }

    /// Reads a device. One that is in clear, as all were before they were encrypted, is taken as it stands.
    ///
    /// @throws StoreException where it is no device
    IpAddress device(String stored) throws StoreException {
        if (isClear(stored)) {
            return IpAddress.parse(stored).orElseThrow(() -> damaged(null));
        }
        return address(clear(stored));
    }

    private static IpAddress address(byte[] bytes) {
        try {
            return IpAddress.ofBytes(bytes);
        } catch (IllegalArgumentException changed) {
            throw damaged(changed);
        }
    }

    private byte[] clear(String stored) {
        try {
            return alike(false, Base64.getDecoder().decode(stored));
        } catch (InvalidCipherTextException | IllegalArgumentException changed) {
            throw damaged(changed);
        }
    }

    private String alike(byte[] bytes) {
        try {
            return Base64.getEncoder().withoutPadding().encodeToString(alike(true, bytes));
        } catch (InvalidCipherTextException impossible) {
            throw new IllegalStateException("nothing is checked when it is encrypted", impossible);
        }
    }

    private static StoreException damaged(@Nullable Exception cause) {
        return new StoreException("a device or a name in the store was changed outside Schoolgate; 'evidence verify'"
                + " says where. Put back a backup from before", cause);
    }

    /// Reads the column `client`.
    IpAddress device(ResultSet row) throws SQLException, StoreException {
        return device(row.getString("client"));
    }

    /// Whether a device stands there in clear, as all did before they were encrypted.
    static boolean isClear(String stored) {
        return stored.indexOf('.') >= 0 || stored.indexOf(':') >= 0;
    }

    /// AES-GCM-SIV (RFC 8452) with one nonce for all: it is made for that, and gives away nothing but that two are the same, which is
    /// wanted.
    private byte[] alike(boolean encrypting, byte[] bytes) throws InvalidCipherTextException {
        GCMSIVBlockCipher cipher = new GCMSIVBlockCipher();
        cipher.init(encrypting, new AEADParameters(keys().devices(), TAG_BITS, new byte[NONCE_BYTES]));
        cipher.processBytes(bytes, 0, bytes.length, new byte[0], 0);
        byte[] out = new byte[cipher.getOutputSize(0)];
        cipher.doFinal(out, 0);
        return out;
    }

    /// Encrypts a text; an empty one stays so.
    ///
    /// @param what what it is, such as "target 7": a piece in the place of another is not taken for it
    String seal(String what, String plain) {
        DataKey pieces = keys().pieces();
        return plain.isEmpty() ? "" : pieces.seal(what, plain);
    }

    /// Decrypts.
    ///
    /// @throws StoreException where it was changed, or is not what it is said to be
    String open(String what, String sealed) throws StoreException {
        DataKey pieces = keys().pieces();
        return sealed.isEmpty() ? "" : pieces.open(what, sealed);
    }

    /// What stands for a text that is only ever compared.
    String mark(String text) {
        return MARK + Sha256.keyed(keys().marks(), text).substring(0, MARK_DIGITS);
    }
}
