package dev.quarry;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.quarry.job.JobContext;
import dev.quarry.platform.sql.Transactions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The fence holds the job's row until the commit, so nobody may wait for anything, or work for long, under it. */
@AnalyzeClasses(
        packages = "dev.quarry",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class FenceTest {

    private static final DescribedPredicate<JavaMethodCall> FENCE = target(name("fence"))
            .and(target(owner(
                    DescribedPredicate.describe("a job's context", type -> type.isAssignableTo(JobContext.class)))))
            .forSubtype();

    private static final DescribedPredicate<JavaCall<?>> BOXING =
            target(name("valueOf")).and(target(owner(resideInAPackage("java.lang"))));

    @ArchTest
    static final ArchRule the_fence_is_the_last_that_a_transaction_does = methods()
            .should(new ArchCondition<>("call nothing after the fence, nor after what ends with it") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    fences(method).forEach(fence -> later(fence)
                            .forEach(call -> events.add(SimpleConditionEvent.violated(method, call.getDescription()))));
                }
            });

    @ArchTest
    static void the_writers_are_found(JavaClasses classes) {
        assertThat(classes.stream().flatMap(type -> type.getMethods().stream()).flatMap(FenceTest::fences))
                .hasSizeGreaterThan(10);
    }

    /** The calls of the fence in a method; where it takes it for its caller's transaction, also the calls of the method. */
    private static Stream<JavaMethodCall> fences(JavaMethod method) {
        return method.getMethodCallsFromSelf().stream()
                .filter(FENCE)
                .flatMap(fence -> Stream.concat(
                        Stream.of(fence),
                        fence.isDeclaredInLambda() ? Stream.empty() : method.getCallsOfSelf().stream()));
    }

    private static Stream<JavaCall<?>> later(JavaMethodCall fence) {
        return fence.getOrigin().getCallsFromSelf().stream()
                .filter(call -> call.isDeclaredInLambda() == fence.isDeclaredInLambda())
                .filter(call -> call.getLineNumber() > fence.getLineNumber())
                .filter(call -> !BOXING.test(call));
    }

    @Test
    void a_writer_that_goes_on_after_the_fence_is_found() {
        JavaClasses early = new ClassFileImporter().importClasses(Early.class, JobContext.class);

        assertThatThrownBy(() -> the_fence_is_the_last_that_a_transaction_does.check(early))
                .hasMessageContaining("2 times")
                .hasMessageContaining("inTransaction")
                .hasMessageContaining("caller");
    }

    /** What must not be. */
    private static final class Early {

        private int written;

        void inTransaction(Transactions transactions, JobContext job) {
            transactions.runInNew(() -> {
                job.fence();
                write();
            });
            written = 0;
        }

        void caller(Transactions transactions, JobContext job) {
            transactions.runInNew(() -> {
                fenced(job);
                write();
            });
        }

        private void fenced(JobContext job) {
            write();
            job.fence();
        }

        private void write() {
            written++;
        }
    }
}
