package org.schoolgate.proxy.identity.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filters.request.Person;

/// Whose names are the school's own.
class RealmsTest {

    private final Realms realms = new Realms(List.of("school.example", "SCHOOL"));

    @ParameterizedTest
    @CsvSource({"ann, ann", "Ann, ann", "ann@school.example, ann", "ANN@School.Example, ann", "SCHOOL\\ann, ann",
        "school\\Ann, ann", "SCHOOL\\ann@school.example, ann", "o'neil, o'neil", "ann.b_c-d+e, ann.b_c-d+e"})
    void thesePeopleAreTheSchools(String userName, String account) {
        assertThat(realms.person(userName)).contains(new Person(account));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ann@other.example", "OTHER\\ann", "ann@school.example@other.example",
                "ann@other.example@school.example", "SCHOOL\\ann@other.example", "OTHER\\ann@school.example", "",
                "@school.example", "anonymous", "anonymous@school.example", "aa-bb-cc-dd-ee-ff", "AABBCCDDEEFF",
                "aa:bb:cc:dd:ee:ff", "aabb.ccdd.eeff", "host/pc-12.school.example", "SCHOOL\\PC-12$", "ann\u0000",
                "a/b",
                "ann@", "\\ann"})
    void theseAreNobodyOfTheSchool(String userName) {
        assertThat(realms.person(userName)).isEmpty();
    }
}
