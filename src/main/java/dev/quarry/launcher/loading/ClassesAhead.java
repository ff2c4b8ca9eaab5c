package dev.quarry.launcher.loading;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Loads classes in advance, on a thread of its own, from a list that an earlier start has written. A start is mostly
 * the work of one thread, and much of that is loading classes.
 */
public final class ClassesAhead {
    private static final System.Logger LOG = System.getLogger(ClassesAhead.class.getName());

    private ClassesAhead() {}

    /**
     * Begins to load the classes of the list; does nothing when there is no list, or when it would only slow the start
     * down.
     */
    public static void load(Path list, IndexedClassLoader loader) {
        if (loader.parallel() && Files.exists(list)) {
            Thread thread = new Thread(() -> loadAll(list, loader), "quarry-classes-ahead");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Writes the list of the classes loaded so far, unless there is one or the JDK's own loader has loaded them. */
    public static void remember(Path list, IndexedClassLoader loader) {
        try {
            if (!Files.exists(list) && !loader.defined().isEmpty()) {
                Path writing = list.resolveSibling(list.getFileName() + ".new");
                Files.write(writing, loader.defined());
                Files.move(writing, list, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The classes of this start cannot be noted for the next in " + list, e);
        }
    }

    private static void loadAll(Path list, IndexedClassLoader loader) {
        try {
            List<String> names = Files.readAllLines(list);
            names.forEach(name -> load(name, loader));
            LOG.log(Level.INFO, "{0} classes were loaded ahead", names.size());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The classes of the last start cannot be read from " + list, e);
        }
    }

    private static void load(String name, IndexedClassLoader loader) {
        try {
            loader.loadClass(name);
        } catch (ClassNotFoundException | LinkageError e) {
            // The server asks for it again, if it needs it, and says what is wrong.
        }
    }
}
