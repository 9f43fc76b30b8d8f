package org.schoolgate.filters.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnersNameTest {

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(textBlock = """
        www.school.example,        school.example
        a.b.c.school.example,      school.example
        school.example,            school.example
        www.school.co.uk,          school.co.uk
        school.co.uk,              school.co.uk
        marlbeck.durham.sch.uk,    durham.sch.uk
        www.bbc.com,               bbc.com
        m.spiegel.de,              spiegel.de
        t.co,                      t.co
        go.t.co,                   t.co
        localhost,                 localhost
        10.20.0.7,                 10.20.0.7
        [fd00::7],                 [fd00::7]
        """)
    void theOwnerOfAHostIsToldFromItsName(String host, String owner) {
        assertThat(OwnersName.of(Host.parse(host).orElseThrow())).isEqualTo(owner);
    }
}
