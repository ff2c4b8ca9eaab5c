package dev.quarry.security.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.quarry.platform.security.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every route that there is, with the role that it asks for: a new one is refused here until somebody has decided. */
class RouteRolesTest {

    private static final Map<Role, Set<String>> CHANGES = Map.of(
            Role.READ, Set.of("POST /grids", "POST /strategies/check"),
            Role.SUBMIT,
                    Set.of(
                            "DELETE /strategies/{name}",
                            "POST /backtest",
                            "POST /discover",
                            "POST /discovery/reevaluate",
                            "POST /frozen",
                            "POST /jobs",
                            "POST /jobs/batch",
                            "POST /jobs/{id}/assess",
                            "POST /jobs/{id}/forward",
                            "POST /leaderboard/refresh",
                            "POST /optimize",
                            "POST /patterns/refresh",
                            "POST /prices/candles",
                            "POST /prices/events",
                            "POST /prices/funding",
                            "POST /prices/import",
                            "POST /prices/ingest",
                            "POST /prices/preview",
                            "POST /runs/{params_hash}/assess",
                            "POST /runs/{params_hash}/forward",
                            "PUT /strategies/{name}"),
            Role.OPERATE,
                    Set.of(
                            "DELETE /frozen/{id}",
                            "DELETE /keys/{id}",
                            "DELETE /prices/calendar",
                            "DELETE /prices/events",
                            "DELETE /prices/funding",
                            "DELETE /prices/series",
                            "DELETE /prices/watchlist",
                            "DELETE /queues/keys/{key}/limit",
                            "DELETE /queues/types/{type}/limit",
                            "DELETE /schedules/{name}",
                            "POST /jobs/bulk/cancel",
                            "POST /jobs/bulk/delete",
                            "POST /jobs/bulk/retry",
                            "POST /jobs/{id}/cancel",
                            "POST /jobs/{id}/retry",
                            "POST /keys",
                            "POST /prices/series/rename",
                            "POST /prices/watchlist",
                            "POST /queues/types/{type}/pause",
                            "POST /queues/types/{type}/resume",
                            "POST /queues/{lane}/pause",
                            "POST /queues/{lane}/resume",
                            "POST /schedules/{name}/pause",
                            "POST /schedules/{name}/resume",
                            "POST /schedules/{name}/run",
                            "POST /workers/{id}/drain",
                            "POST /workers/{id}/resume",
                            "PUT /prices/calendar",
                            "PUT /queues/keys/{key}/limit",
                            "PUT /queues/types/{type}/limit",
                            "PUT /schedules/{name}"));

    /** What is looked at needs READ but for these. */
    private static final Set<String> LOOKS_FOR_OPERATORS = Set.of("GET /audit", "GET /keys");

    /** Read once: it takes seconds. */
    private static final Map<String, Method> ROUTES = routes();

    @Test
    void every_route_that_changes_something_has_a_role_that_was_chosen() {
        Map<Role, Set<String>> found = ROUTES.entrySet().stream()
                .filter(route -> !route.getKey().startsWith("GET "))
                .collect(Collectors.groupingBy(
                        route -> role(route.getValue()), Collectors.mapping(Map.Entry::getKey, Collectors.toSet())));

        assertThat(found).isEqualTo(CHANGES);
    }

    @Test
    void every_route_that_only_tells_is_open_to_readers_but_for_keys_and_the_audit() {
        assertThat(ROUTES.keySet().stream().filter(route -> route.startsWith("GET ")))
                .hasSizeGreaterThan(30)
                .allMatch(route ->
                        role(ROUTES.get(route)) == (LOOKS_FOR_OPERATORS.contains(route) ? Role.OPERATE : Role.READ));
    }

    @Test
    void what_operators_change_is_recorded_and_nothing_else() {
        assertThat(ROUTES.entrySet().stream()
                        .filter(route -> RouteRoles.isAudited(route.getValue().getDeclaringClass(), route.getValue()))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(CHANGES.get(Role.OPERATE));
    }

    private static Role role(Method method) {
        return RouteRoles.of(method.getDeclaringClass(), method);
    }

    /** By method and path, of every class with a path; the clients of exchanges are interfaces. */
    private static Map<String, Method> routes() {
        Map<String, Method> routes = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.quarry")) {
            if (type.isAnnotatedWith(Path.class)
                    && !type.isInterface()
                    && !type.getModifiers().contains(JavaModifier.ABSTRACT)) {
                Class<?> resource = type.reflect();
                for (Method method : resource.getDeclaredMethods()) {
                    verb(method).ifPresent(verb -> routes.put(verb + " " + path(resource, method), method));
                }
            }
        }
        assertThat(routes.values()).anyMatch(method -> method.isAnnotationPresent(GET.class));
        return routes;
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value())
                .findFirst();
    }

    private static String path(Class<?> resource, Method method) {
        Path own = method.getAnnotation(Path.class);
        String path = "/" + resource.getAnnotation(Path.class).value() + (own == null ? "" : "/" + own.value());
        return path.replaceAll("/+", "/").replaceAll("\\{(\\w+):[^}]*}", "{$1}");
    }
}
