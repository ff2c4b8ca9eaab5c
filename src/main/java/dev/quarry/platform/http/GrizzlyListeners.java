package dev.quarry.platform.http;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;

/**
 * Payara's HTTP listeners. Their Grizzly refuses some requests before any filter of an application sees them, and can
 * be observed; by reflection only, since other servers have no Grizzly.
 */
final class GrizzlyListeners {

    static final String PACKAGE = "org.glassfish.grizzly.";

    /** The reaction to one kind of a probe's events. */
    @FunctionalInterface
    interface Event {
        void happened(Object... arguments) throws ReflectiveOperationException;
    }

    private GrizzlyListeners() {}

    /**
     * Registers callbacks with filters of every listener.
     *
     * @param filter the class of the filters, a name below Grizzly's package
     * @param probe the interface of their probes, likewise
     * @param events the reactions, by the names of the probe's methods
     * @throws ClassNotFoundException if the server has no Grizzly
     */
    static void watch(ClassLoader loader, String filter, String probe, Map<String, Event> events)
            throws ReflectiveOperationException {
        Class<?> filters = Class.forName(PACKAGE + filter, true, loader);
        Class<?> type = Class.forName(PACKAGE + probe, true, loader);
        Object probes = Array.newInstance(type, 1);
        Array.set(
                probes,
                0,
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    return answer(proxy, method, arguments, events);
                }));
        for (Object listener : listeners(loader)) {
            Method find = listener.getClass().getMethod("getFilters", Class.class);
            for (Object found : (Collection<?>) find.invoke(listener, filters)) {
                Object monitoring = filters.getMethod("getMonitoringConfig").invoke(found);
                Class.forName(PACKAGE + "monitoring.MonitoringConfig", true, loader)
                        .getMethod("addProbes", Object[].class)
                        .invoke(monitoring, probes);
            }
        }
    }

    private static Object answer(Object proxy, Method method, Object[] arguments, Map<String, Event> events)
            throws ReflectiveOperationException {
        Event event = events.get(method.getName());
        if (event != null) {
            event.happened(arguments);
            return null;
        }
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "Quarry's probe";
            default -> null;
        };
    }

    private static Collection<Object> listeners(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> type = Class.forName("com.sun.enterprise.v3.services.impl.GrizzlyService", true, loader);
        Object service = Class.forName("org.glassfish.internal.api.Globals", true, loader)
                .getMethod("get", Class.class)
                .invoke(null, type);
        Field proxies = type.getDeclaredField("proxies");
        proxies.setAccessible(true);
        Class<?> listening = Class.forName("com.sun.enterprise.v3.services.impl.GrizzlyProxy", true, loader);
        Method underlying = listening.getMethod("getUnderlyingListener");
        underlying.setAccessible(true);
        Collection<Object> listeners = new ArrayList<>();
        for (Object proxy : (Collection<?>) proxies.get(service)) {
            if (listening.isInstance(proxy)) {
                listeners.add(underlying.invoke(proxy));
            }
        }
        return listeners;
    }
}
