package dev.quarry.launcher.loading;

import java.lang.reflect.Method;

/**
 * Lets classes derived from a loader of Payara's load in several threads at once. A loader may only do so when the one it
 * extends has registered for it, and Payara's has not, although all it does is to make a method of its parent public.
 */
final class ParallelCapability {
    private ParallelCapability() {}

    /** Registers the type in its place; false when this JVM does not let us. */
    static boolean granted(Class<? extends ClassLoader> type) {
        try {
            Method register =
                    Class.forName("java.lang.ClassLoader$ParallelLoaders").getDeclaredMethod("register", Class.class);
            register.setAccessible(true);
            return (boolean) register.invoke(null, type);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }
}
