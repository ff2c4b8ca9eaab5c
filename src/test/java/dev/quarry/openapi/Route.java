package dev.quarry.openapi;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A method that answers requests.
 *
 * @param resource its class
 * @param verb the HTTP method
 * @param path below the application, with a slash before it
 */
record Route(Class<?> resource, Method method, String verb, String path) {

    /** The routes of these resources, sorted by path and verb. */
    static List<Route> all(Stream<Class<?>> resources) {
        return resources
                .flatMap(Route::of)
                .sorted(Comparator.comparing(Route::path).thenComparing(Route::verb))
                .toList();
    }

    private static Stream<Route> of(Class<?> resource) {
        return Arrays.stream(resource.getDeclaredMethods())
                .flatMap(method ->
                        asked(method).map(verb -> new Route(resource, method, verb, whole(resource, method))).stream());
    }

    private static Optional<String> asked(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value())
                .findFirst();
    }

    private static String whole(Class<?> resource, Method method) {
        Path own = method.getAnnotation(Path.class);
        String whole = resource.getAnnotation(Path.class).value() + "/" + (own == null ? "" : own.value());
        // {name: which ones} is told as {name}.
        return Arrays.stream(whole.replaceAll("\\{(\\w+):[^}]*}", "{$1}").split("/"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/", "/", ""));
    }
}
