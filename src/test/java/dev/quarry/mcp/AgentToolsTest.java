package dev.quarry.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tools against the routes that do the same. */
class AgentToolsTest {

    /** Each with the operation of the contract that does the same. */
    private static final Map<String, String> ROUTES = new TreeMap<>(Map.ofEntries(
            Map.entry("series", "listCoverage"),
            Map.entry("functions", "listFunctions"),
            Map.entry("check_strategy", "checkStrategy"),
            Map.entry("backtest", "runBacktest"),
            Map.entry("search", "discover"),
            Map.entry("job", "getJob"),
            Map.entry("read_verdict", "getRun"),
            Map.entry("assess", "assessRun"),
            Map.entry("surface", "getSurface"),
            Map.entry("runs", "listRuns"),
            Map.entry("forward", "testRunOnUnseenPrices")));

    @Test
    void every_tool_asks_for_the_role_of_its_route() {
        Map<String, Role> asked = new TreeMap<>();
        tools().forEach(tool -> asked.put(tool.name(), tool.role()));
        Map<String, Role> roles = roles();
        Map<String, Role> expected = new TreeMap<>();
        ROUTES.forEach((tool, operation) -> expected.put(tool, roles.get(operation)));

        assertThat(asked).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void every_tool_describes_itself_and_each_of_its_arguments(AgentTool tool) {
        Map<String, Object> schema = tool.arguments(Contract.read());

        assertThat(tool.description()).endsWith(".").hasSizeLessThan(400);
        assertThat(schema).containsEntry("type", "object");
        assertThat(schema.get("properties")).isInstanceOf(Map.class);
    }

    static Stream<AgentTool> tools() {
        return new ClassFileImporter()
                .importPackages("dev.quarry.mcp.tools").stream()
                        .filter(type -> type.isAssignableTo(AgentTool.class))
                        .map(JavaClass::reflect)
                        .map(AgentToolsTest::made);
    }

    private static AgentTool made(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return (AgentTool) constructor.newInstance(new Object[constructor.getParameterCount()]);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Role> roles() {
        Map<String, Role> roles = new LinkedHashMap<>();
        new ClassFileImporter()
                .importPackages("dev.quarry").stream()
                        .filter(type -> type.getSimpleName().endsWith("Resource"))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .forEach(method -> role(method, roles));
        return roles;
    }

    private static void role(Method method, Map<String, Role> roles) {
        var operation = method.getAnnotation(org.eclipse.microprofile.openapi.annotations.Operation.class);
        if (operation != null) {
            RequiredRole required = method.getAnnotation(RequiredRole.class);
            roles.put(operation.operationId(), required == null ? Role.READ : required.value());
        }
    }
}
