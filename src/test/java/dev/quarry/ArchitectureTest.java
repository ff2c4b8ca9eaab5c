package dev.quarry;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import dev.quarry.security.KeyText;
import dev.quarry.strategy.rsibands.RsiBands;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The map of the packages, held by the build. */
@AnalyzeClasses(
        packages = "dev.quarry",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {

    private static final String[] PURE = {
        "dev.quarry.series..",
        "dev.quarry.strategy..",
        "dev.quarry.engine..",
        "dev.quarry.sweep..",
        "dev.quarry.inference..",
        "dev.quarry.sampler..",
        "dev.quarry.assessment..",
        "dev.quarry.platform.text..",
    };
    private static final String[] FEATURES = {
        "dev.quarry.marketdata..",
        "dev.quarry.catalog..",
        "dev.quarry.search..",
        "dev.quarry.spark..",
        "dev.quarry.ledger..",
        "dev.quarry.forward..",
        "dev.quarry.evaluation..",
        "dev.quarry.strategies..",
        "dev.quarry.optimisation..",
        "dev.quarry.discovery..",
        "dev.quarry.leaderboard..",
        "dev.quarry.patterns..",
        "dev.quarry.frozen..",
        "dev.quarry.report..",
    };
    private static final Path SOURCES = Path.of("src/main/java");

    @ArchTest
    static final ArchRule pure_packages_touch_no_jakarta_api_no_sql_and_no_io = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta..", "javax..", "java.sql..", "java.net..", "java.nio.file..", "tools.jackson..");

    @ArchTest
    static final ArchRule pure_packages_know_no_clock = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethodWhere(target(nameMatching("now|currentTimeMillis|nanoTime")))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    /** In some languages %d writes other digits than a statement, a time or a client can read. */
    @ArchTest
    static final ArchRule no_text_depends_on_the_language_of_the_machine = noClasses()
            .should()
            .callMethod(String.class, "formatted", Object[].class)
            .orShould()
            .callMethod(String.class, "format", String.class, Object[].class)
            .orShould()
            .callMethod(PrintStream.class, "printf", String.class, Object[].class)
            .orShould()
            .callMethod(String.class, "toLowerCase")
            .orShould()
            .callMethod(String.class, "toUpperCase");

    @ArchTest
    static final ArchRule pure_packages_use_only_pure_packages_of_ours = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(resideInAPackage("dev.quarry..").and(not(resideInAnyPackage(PURE))));

    /** Its classes are packed for Spark's processes, which have nothing else of ours. */
    @ArchTest
    static final ArchRule the_driver_uses_only_pure_packages_of_ours = noClasses()
            .that()
            .resideInAPackage("dev.quarry.spark.driver..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.quarry..")
                    .and(not(resideInAnyPackage(PURE)))
                    .and(not(resideInAPackage("dev.quarry.spark.driver.."))))
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("dev.quarry.assessment..");

    @ArchTest
    static final ArchRule spark_is_known_to_the_driver_only_and_the_driver_to_nobody = noClasses()
            .that()
            .resideOutsideOfPackage("dev.quarry.spark.driver..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "scala..", "dev.quarry.spark.driver..");

    @ArchTest
    static final ArchRule series_know_no_strategy = noClasses()
            .that()
            .resideInAPackage("dev.quarry.series..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.quarry.strategy..", "dev.quarry.engine..");

    @ArchTest
    static final ArchRule strategies_know_no_engine = noClasses()
            .that()
            .resideInAPackage("dev.quarry.strategy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.quarry.engine..", "dev.quarry.sweep..");

    @ArchTest
    static final ArchRule engines_know_no_family = noClasses()
            .that()
            .resideInAnyPackage("dev.quarry.engine..", "dev.quarry.sweep..", "dev.quarry.assessment..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.quarry.strategy.rsibands..");

    @ArchTest
    static final ArchRule the_engine_does_not_know_the_sweep = noClasses()
            .that()
            .resideInAnyPackage("dev.quarry.engine..", "dev.quarry.inference..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.quarry.sweep..", "dev.quarry.assessment..");

    @ArchTest
    static final ArchRule the_queue_knows_no_feature = noClasses()
            .that()
            .resideInAPackage("dev.quarry.job..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.quarry..")
                    .and(not(resideInAnyPackage("dev.quarry.job..", "dev.quarry.platform.."))));

    @ArchTest
    static final ArchRule the_platform_knows_nothing_above_it = noClasses()
            .that()
            .resideInAPackage("dev.quarry.platform..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.quarry..").and(not(resideInAPackage("dev.quarry.platform.."))));

    @ArchTest
    static final ArchRule schedules_and_operations_know_the_queue_only = noClasses()
            .that()
            .resideInAnyPackage("dev.quarry.schedule..", "dev.quarry.operations..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FEATURES);

    @ArchTest
    static final ArchRule features_never_import_one_another = slices().matching(
                    "dev.quarry.(evaluation|strategies|optimisation|discovery|leaderboard|patterns|frozen|report)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule prices_strategies_runs_and_tests_of_winners_know_no_feature_above_them = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.quarry.marketdata..",
                    "dev.quarry.catalog..",
                    "dev.quarry.search..",
                    "dev.quarry.spark..",
                    "dev.quarry.ledger..",
                    "dev.quarry.forward..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.quarry.evaluation..",
                    "dev.quarry.strategies..",
                    "dev.quarry.optimisation..",
                    "dev.quarry.discovery..",
                    "dev.quarry.leaderboard..",
                    "dev.quarry.patterns..",
                    "dev.quarry.frozen..",
                    "dev.quarry.report..");

    @ArchTest
    static final ArchRule the_door_for_agents_is_known_to_nobody = noClasses()
            .that()
            .resideOutsideOfPackage("dev.quarry.mcp..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.quarry.mcp..");

    /** So that its classes are loaded when the first agent comes, not when the server looks for beans. */
    @ArchTest
    static final ArchRule the_protocols_library_is_known_to_no_bean = noClasses()
            .that()
            .resideOutsideOfPackage("dev.quarry.mcp")
            .or()
            .haveSimpleName("McpServlet")
            .or()
            .areAnnotatedWith(ApplicationScoped.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.modelcontextprotocol..", "reactor..", "org.reactivestreams..");

    @ArchTest
    static final ArchRule the_launcher_is_not_part_of_the_application = noClasses()
            .that()
            .resideOutsideOfPackage("dev.quarry.launcher..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.quarry.launcher..");

    /** The one exception is packed with it: a key is made on the command line and read by the application. */
    @ArchTest
    static final ArchRule the_application_is_not_part_of_the_launcher_but_for_the_text_of_a_key = noClasses()
            .that()
            .resideInAPackage("dev.quarry.launcher..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.quarry..")
                    .and(not(resideInAPackage("dev.quarry.launcher..")))
                    .and(not(type(KeyText.class))));

    @ArchTest
    static final ArchRule the_text_of_a_key_needs_nothing_of_ours = noClasses()
            .that()
            .belongToAnyOf(KeyText.class)
            .should()
            .dependOnClassesThat(resideInAPackage("dev.quarry..").and(not(type(KeyText.class))));

    @ArchTest
    static final ArchRule jpa_and_sql_live_in_stores = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.quarry..store..",
                    "dev.quarry.ledger..",
                    "dev.quarry.search..",
                    "dev.quarry.platform.sql..",
                    "dev.quarry.platform.migration..",
                    "dev.quarry.platform.http..",
                    "dev.quarry.launcher..")
            .and()
            .haveSimpleNameNotEndingWith("Store")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "jakarta.persistence..", "org.postgresql..");

    @ArchTest
    static final ArchRule jms_lives_in_the_wake_package = noClasses()
            .that()
            .resideOutsideOfPackages("dev.quarry.job.wake..", "dev.quarry.launcher..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.jms..");

    @ArchTest
    static final ArchRule jax_rs_lives_in_resources = noClasses()
            .that()
            .resideOutsideOfPackages("dev.quarry..http..")
            .and()
            .haveSimpleNameNotEndingWith("Resource")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..");

    /** RESTEasy makes a bean of none that has no such constructor, although it never calls it. */
    @ArchTest
    static final ArchRule resources_and_providers_have_a_constructor_without_arguments = classes()
            .that()
            .areAnnotatedWith(jakarta.ws.rs.Path.class)
            .or()
            .areAnnotatedWith(Provider.class)
            .and()
            .areNotInterfaces()
            .should(ArchCondition.from(DescribedPredicate.describe(
                    "have a public constructor without arguments", type -> type.getConstructors().stream()
                            .anyMatch(constructor -> constructor.getModifiers().contains(JavaModifier.PUBLIC)
                                    && constructor.getRawParameterTypes().isEmpty()))));

    @ArchTest
    static final ArchRule timers_live_in_schedule_and_operations = methods()
            .that()
            .areAnnotatedWith(Schedule.class)
            .should()
            .beDeclaredInClassesThat()
            .resideInAnyPackage("dev.quarry.schedule..", "dev.quarry.operations..");

    /** The server runs one timer of a bean at a time: what waits in one would stop all others of it. */
    @ArchTest
    static final ArchRule each_timer_has_a_bean_of_its_own = classes()
            .should(ArchCondition.from(DescribedPredicate.describe(
                    "have one timer at most",
                    type -> type.getMethods().stream()
                                    .filter(method -> method.isAnnotatedWith(Schedule.class))
                                    .count()
                            <= 1)));

    @ArchTest
    static final ArchRule entities_never_leave_their_store =
            classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule beans_are_injected_through_constructors = fields().that()
            .areAnnotatedWith(Inject.class)
            .should()
            .beDeclaredInClassesThat(annotatedWith(Singleton.class)
                    .or(annotatedWith(MessageDriven.class))
                    .or(annotatedWith(Provider.class)));

    /** The server would take an interface of a client with a path for routes of its own, and answer them with 500. */
    @ArchTest
    static final ArchRule clients_name_their_paths_at_their_methods =
            noClasses().that().areInterfaces().should().beAnnotatedWith(jakarta.ws.rs.Path.class);

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("dev.quarry.(**)").should().beFreeOfCycles();

    /** Where such an interceptor works depends on the thread; see TransactionBorder. */
    @ArchTest
    static final ArchRule transactions_go_through_the_port =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("jakarta.transaction.Transactional");

    /** Every change of a job's row is one guarded statement of these, each of which says what it is for. */
    @Test
    void only_the_transitions_write_the_state_of_a_job() throws IOException {
        Pattern write = Pattern.compile("(?i)(update|insert\\s+into|delete\\s+from|merge\\s+into)\\s+job\\b(?!_)");
        assertThat(sources().filter(file -> write.matcher(text(file)).find()))
                .extracting(file -> SOURCES.relativize(file).toString())
                .containsExactlyInAnyOrder(
                        "dev/quarry/job/store/ChainTransitions.java",
                        "dev/quarry/job/store/ClaimTransition.java",
                        "dev/quarry/job/store/ControlTransitions.java",
                        "dev/quarry/job/store/DeleteTransitions.java",
                        "dev/quarry/job/store/EnqueueTransitions.java",
                        "dev/quarry/job/store/FailTransition.java",
                        "dev/quarry/job/store/JobTransitions.java",
                        "dev/quarry/job/store/ParentTransitions.java",
                        "dev/quarry/job/store/RescueTransitions.java",
                        "dev/quarry/job/store/SuccessTransition.java");
    }

    /** Whatever a strategy is made of, what is not its own package learns from its parameters, conditions and lines. */
    @Test
    void only_a_family_knows_its_parameters_by_name() throws IOException {
        Pattern own = Pattern.compile(RsiBands.STRATEGY.parameters().stream()
                .map(parameter -> Pattern.quote("\"" + parameter.name() + "\""))
                .collect(Collectors.joining("|")));
        Pattern neutral = Pattern.compile(
                "dev/quarry/(series|engine|sweep|search|ledger|assessment|inference|discovery|patterns|leaderboard|forward)/.*");
        assertThat(sources()
                        .filter(file -> neutral.matcher(SOURCES.relativize(file).toString())
                                .matches())
                        .filter(file -> own.matcher(text(file)).find()))
                .isEmpty();
    }

    /** As a parameter, job 12345 would be 12,345 in the log, which nobody searches for. */
    @Test
    void logs_name_a_job_by_its_digits() throws IOException {
        Pattern parameter = Pattern.compile("(?i)\"[^\"\n]*\\b(job|parent|of|attempt) \\{\\d");
        assertThat(sources().filter(file -> parameter.matcher(text(file)).find()))
                .isEmpty();
    }

    @Test
    void classes_stay_small() throws IOException {
        assertThat(sources().filter(file -> text(file).lines().count() > 300)).isEmpty();
    }

    /** Beside its package-info, a package has as much as one takes in at a look into its folder. */
    @Test
    void packages_stay_small() throws IOException {
        Map<Path, Long> files = sources()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
        assertThat(files)
                .allSatisfy((folder, count) ->
                        assertThat(count).as(folder.toString()).isLessThanOrEqualTo(35));
    }

    @Test
    void names_say_what_a_thing_is() throws IOException {
        Pattern vague = Pattern.compile(".*(Util|Utils|Helper|Manager|Impl|DTO|Dto)\\.java");
        assertThat(sources().map(Path::toString))
                .noneMatch(name -> vague.matcher(name).matches());
    }

    @Test
    void every_package_says_what_lives_in_it() throws IOException {
        List<Path> folders = sources().map(Path::getParent).distinct().toList();
        assertThat(folders).allMatch(folder -> Files.exists(folder.resolve("package-info.java")));
    }

    private static Stream<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
