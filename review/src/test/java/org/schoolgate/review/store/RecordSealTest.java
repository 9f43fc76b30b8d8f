package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;

/// How it stands in the store whose something is.
class RecordSealTest {

    private static final RecordSeal SEAL = RecordSeal.of(new byte[32]);

    @Test
    @DisplayName("W03 the length of a name shows nowhere, and equal ones alone are spelled alike")
    void aNameIsPadded() {
        List<String> names = List.of("a", "b", "anna.longbottom@pupils.school.example", "\u8a3a".repeat(104),
                "m 'o$ +x-y_z");
        for (String name : names) {
            Asker asker = new Asker.Named(new Person(name));
            String stored = SEAL.asker(asker);
            assertThat(SEAL.asker(stored)).as(name).isEqualTo(asker);
            assertThat(stored).hasSameSizeAs(SEAL.asker(new Asker.Named(new Person("a"))))
                    .isEqualTo(SEAL.asker(new Asker.Named(new Person(name))));
            assertThat(Asker.parse(asker.text())).isEqualTo(asker);
            assertThat(asker.toString()).doesNotContain(name.equals("a") ? "[a]" : name);
        }
        assertThat(names.stream().map(name -> SEAL.asker(new Asker.Named(new Person(name))))).doesNotHaveDuplicates();
    }

    @Test
    void aDeviceIsToldApartFromAPersonThatIsCalledLikeIt() {
        Asker device = new Asker.Device(IpAddress.parse("10.20.0.7").orElseThrow());
        Asker person = new Asker.Named(new Person("10.20.0.7"));
        assertThat(SEAL.asker(SEAL.asker(device))).isEqualTo(device);
        assertThat(SEAL.asker(SEAL.asker(person))).isEqualTo(person);
        assertThat(Asker.parse(device.text())).isEqualTo(device);
        assertThat(Asker.parse(person.text())).isEqualTo(person);
        assertThatThrownBy(() -> SEAL.device(SEAL.asker(person))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> SEAL.asker(SEAL.asker(person).replaceFirst("^.", "*")))
                .isInstanceOf(StoreException.class);
    }
}
