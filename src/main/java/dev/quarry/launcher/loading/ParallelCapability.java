package dev.quarry.launcher.loading;

import java.lang.reflect.Method;

/**
 * Lets class loaders that extend one of Payara's load classes in several threads at once. A loader may only do so when
 * its superclass is registered as parallel capable, and Payara's is not, although it only makes a method of its own
 * superclass public.
 */
final class ParallelCapability {
    private ParallelCapability() {}

    /** Registers that type on its behalf; false when this JVM does not allow it. */
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
