package dev.quarry.launcher.loading;

import fish.payara.micro.boot.loader.OpenURLClassLoader;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.jar.JarEntry;
import java.util.jar.Manifest;

/**
 * Loads the server's classes from its jars as a {@link java.net.URLClassLoader} does, but searches only those jars that
 * the index names: otherwise lookups that find nothing would search all of the more than 300 jars.
 */
public final class IndexedClassLoader extends OpenURLClassLoader {
    private static final boolean PARALLEL =
            ParallelCapability.granted(OpenURLClassLoader.class) && registerAsParallelCapable();

    private final JarIndex index;
    private final Jar[] jars;
    private final Map<String, Jar> jarsByName = new HashMap<>();
    private final Queue<String> defined = new ConcurrentLinkedQueue<>();

    /** Loads what the parent does not have from the jars of the index. */
    public IndexedClassLoader(JarIndex index, ClassLoader parent) {
        super(index.jars().stream().map(Jar::url).toArray(URL[]::new), parent);
        this.index = index;
        this.jars = index.jars().stream().map(Jar::new).toArray(Jar[]::new);
        for (int position = 0; position < jars.length; position++) {
            jarsByName.putIfAbsent(index.jars().get(position).getFileName().toString(), jars[position]);
        }
    }

    /** Whether several threads may load classes at the same time; else they take turns. */
    boolean parallel() {
        return PARALLEL;
    }

    /** The names of the classes that were loaded so far, in about the order in which they were. */
    List<String> defined() {
        return List.copyOf(defined);
    }

    /** @throws UnsupportedOperationException always, since classes outside the index would not be found */
    @Override
    public void addURL(URL url) {
        throw new UnsupportedOperationException("no jar can be added: " + url);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String path = name.replace('.', '/').concat(".class");
        try {
            for (Jar jar : candidates(path)) {
                JarEntry entry = jar.entry(path);
                if (entry != null) {
                    return define(name, jar, entry);
                }
            }
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    public URL findResource(String name) {
        for (Jar jar : candidates(name)) {
            URL found = jar.resource(name);
            if (found != null) {
                return found;
            }
        }
        return jarNamed(name);
    }

    @Override
    public Enumeration<URL> findResources(String name) {
        List<URL> found = new ArrayList<>();
        for (Jar jar : candidates(name)) {
            URL url = jar.resource(name);
            if (url != null) {
                found.add(url);
            }
        }
        URL named = jarNamed(name);
        if (named != null) {
            found.add(named);
        }
        return Collections.enumeration(found);
    }

    /** Nothing more can be loaded after this. */
    @Override
    public void close() throws IOException {
        super.close();
        for (Jar jar : jars) {
            jar.close();
        }
    }

    /** The address of a jar by its file name, by which the server finds its own resource adapters. */
    private URL jarNamed(String name) {
        Jar named = jarsByName.get(name);
        return named == null ? null : named.url();
    }

    private List<Jar> candidates(String entry) {
        List<Jar> candidates = new ArrayList<>();
        for (int position : index.candidates(entry)) {
            candidates.add(jars[position]);
        }
        return candidates;
    }

    private Class<?> define(String name, Jar jar, JarEntry entry) throws IOException {
        int dot = name.lastIndexOf('.');
        if (dot > 0 && getDefinedPackage(name.substring(0, dot)) == null) {
            definePackageOf(name.substring(0, dot), jar);
        }
        byte[] bytes = jar.read(entry);
        Class<?> type = defineClass(name, bytes, 0, bytes.length, jar.source());
        defined.add(name);
        return type;
    }

    private void definePackageOf(String name, Jar jar) throws IOException {
        Manifest manifest = jar.manifest();
        try {
            if (manifest == null) {
                definePackage(name, null, null, null, null, null, null, null);
            } else {
                definePackage(name, manifest, jar.url());
            }
        } catch (IllegalArgumentException e) {
            // Another thread was faster, or the package is the parent's.
        }
    }
}
