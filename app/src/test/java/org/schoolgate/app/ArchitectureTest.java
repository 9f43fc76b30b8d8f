package org.schoolgate.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The boundaries of the house. Each rule here stands in ARCHITECTURE.md as a sentence.
class ArchitectureTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.schoolgate");

    /// What templates are compiled to; nobody reads it.
    private static final DescribedPredicate<JavaClass> GENERATED = resideInAPackage("..templates..");

    @Test
    void everyModuleIsHere() {
        Set<String> modules = new TreeSet<>();
        HOUSE.forEach(type -> modules.add(type.getPackageName().split("\\.")[2]));
        org.assertj.core.api.Assertions.assertThat(modules)
                .contains("filters", "blocklists", "proxy", "review", "app");
    }

    @Test
    void filtersKnowsNoOtherRoom() {
        check(noClasses().that().resideInAPackage("org.schoolgate.filters..")
                .should().dependOnClassesThat().resideInAnyPackage("org.schoolgate.blocklists..",
                        "org.schoolgate.proxy..", "org.schoolgate.review..", "org.schoolgate.app.."));
    }

    @Test
    void theThreeInTheMiddleNeverSeeEachOther() {
        check(noClasses().that().resideInAPackage("org.schoolgate.blocklists..")
                .should().dependOnClassesThat().resideInAnyPackage("org.schoolgate.proxy..", "org.schoolgate.review..",
                        "org.schoolgate.app.."));
        check(noClasses().that().resideInAPackage("org.schoolgate.proxy..")
                .should().dependOnClassesThat().resideInAnyPackage("org.schoolgate.blocklists..",
                        "org.schoolgate.review..", "org.schoolgate.app.."));
        check(noClasses().that().resideInAPackage("org.schoolgate.review..")
                .should().dependOnClassesThat().resideInAnyPackage("org.schoolgate.blocklists..",
                        "org.schoolgate.proxy..", "org.schoolgate.app.."));
    }

    @Test
    void packagesDependOneWay() {
        check(slices().matching("org.schoolgate.(*).(*)..").should().beFreeOfCycles());
    }

    @Test
    void onlyTheProxyKnowsNetty() {
        check(noClasses().that().resideOutsideOfPackage("org.schoolgate.proxy..")
                .should().dependOnClassesThat().resideInAnyPackage("io.netty.."));
    }

    @Test
    void onlyTheEngineKnowsLittleProxy() {
        check(noClasses().that().resideOutsideOfPackage("org.schoolgate.proxy.engine..")
                .should().dependOnClassesThat().resideInAnyPackage("org.littleshoot.."));
    }

    @Test
    void noNettyTypeReachesPagesOrLog() {
        check(noClasses().that().resideInAnyPackage("org.schoolgate.proxy.page..", "org.schoolgate.proxy.log..",
                "org.schoolgate.proxy.health..")
                .should().dependOnClassesThat().resideInAnyPackage("io.netty.."));
    }

    @Test
    void filtersDoesNoInputOrOutputReadsNoClockAndWritesNoLog() {
        check(noClasses().that().resideInAPackage("org.schoolgate.filters..")
                .should().dependOnClassesThat().resideInAnyPackage("java.io..", "java.nio.file..",
                        "java.nio.channels..",
                        "java.net..", "java.sql..", "org.slf4j..", "java.util.logging.."));
        check(noClasses().that().resideInAPackage("org.schoolgate.filters..")
                .should().dependOnClassesThat().areAssignableTo(Clock.class)
                .orShould().dependOnClassesThat().areAssignableTo(InstantSource.class)
                .orShould().callMethod(Instant.class, "now")
                .orShould().callMethod(LocalDate.class, "now")
                .orShould().callMethod(LocalDateTime.class, "now")
                .orShould().callMethod(ZonedDateTime.class, "now")
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(System.class, "nanoTime"));
    }

    @Test
    void timeComesInThroughConstructors() {
        check(noClasses().that().resideInAnyPackage("org.schoolgate.proxy..", "org.schoolgate.review..",
                "org.schoolgate.blocklists..")
                .should().callMethod(Instant.class, "now")
                .orShould().callMethod(LocalDate.class, "now")
                .orShould().callMethod(LocalDateTime.class, "now")
                .orShould().callMethod(ZonedDateTime.class, "now"));
    }

    @Test
    void onlyWhoAsksPeopleSpeaksLdap() {
        check(noClasses().that().resideOutsideOfPackage("org.schoolgate.proxy.identity..")
                .should().dependOnClassesThat().resideInAnyPackage("com.unboundid.."));
        check(noClasses().that().resideInAPackage("org.schoolgate.proxy.identity..")
                .should().dependOnClassesThat().resideInAnyPackage("io.netty.."));
    }

    @Test
    void onlyTheAppReadsYamlAndCalendars() {
        check(noClasses().that().resideOutsideOfPackage("org.schoolgate.app.config..")
                .should().dependOnClassesThat().resideInAnyPackage("org.snakeyaml..", "biweekly.."));
    }

    @Test
    void onlyTheStoreSpeaksSql() {
        check(noClasses().that().resideOutsideOfPackages("org.schoolgate.review.store..",
                "org.schoolgate.review.journal..")
                .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "com.zaxxer..", "org.flywaydb..",
                        "org.sqlite.."));
    }

    @Test
    void namesSayWhatThingsAre() {
        DescribedPredicate<JavaClass> empty = simpleNameEndingWith("Util").or(simpleNameEndingWith("Utils"))
                .or(simpleNameEndingWith("Helper")).or(simpleNameEndingWith("Manager"))
                .or(simpleNameEndingWith("Impl"));
        check(classes().that(not(GENERATED)).should(new ArchCondition<>("not end in Util, Helper, Manager or Impl") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(type, !empty.test(type), type.getName()));
            }
        }));
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatItIs() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : HOUSE) {
            if (!GENERATED.test(type) && !type.getPackage().isAnnotatedWith(NullMarked.class)) {
                unmarked.add(type.getPackageName());
            }
        }
        org.assertj.core.api.Assertions.assertThat(unmarked).isEmpty();
    }

    private static void check(ArchRule rule) {
        rule.check(HOUSE);
    }
}
