package dev.quarry.launcher;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How PostgreSQL's programs are run. They refuse to run as root, so for root they run in a user namespace of their own,
 * or, where that is not allowed, as the user {@code nobody}.
 *
 * @param prefix what stands before the command
 * @param owner who must own the files that the programs work on; empty to leave them as they are
 */
record RunAs(List<String> prefix, Optional<String> owner) {
    private static final RunAs SELF = new RunAs(List.of(), Optional.empty());
    private static final List<RunAs> FOR_ROOT = List.of(
            new RunAs(List.of("unshare", "-U"), Optional.of("root")),
            new RunAs(List.of("setpriv", "--reuid=nobody", "--regid=65534", "--clear-groups"), Optional.of("nobody")),
            new RunAs(List.of("runuser", "-u", "nobody", "--"), Optional.of("nobody")));

    /**
     * The first way that can run the program.
     *
     * @param program answers to {@code --version}
     * @throws LaunchException when root has no such way
     */
    static RunAs choose(Path program) {
        return choose(program, "root".equals(System.getProperty("user.name")) ? FOR_ROOT : List.of(SELF));
    }

    static RunAs choose(Path program, List<RunAs> candidates) {
        for (RunAs candidate : candidates) {
            if (candidate.prefix().isEmpty() || candidate.works(program)) {
                return candidate;
            }
        }
        throw LaunchException.failure("PostgreSQL refuses to run as root and neither a user namespace nor the user"
                + " nobody can run " + program + "; start as another user or give --database-url.");
    }

    /** Whether the programs run as another user, who needs access through the parent directories. */
    boolean isAnother() {
        return owner.filter(name -> !name.equals(System.getProperty("user.name")))
                .isPresent();
    }

    /** Gives the tree to the owner that the programs need. */
    void own(Path root) throws IOException {
        if (owner.isEmpty() || !Files.exists(root)) {
            return;
        }
        UserPrincipal user =
                root.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner.get());
        if (Files.getOwner(root).equals(user)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.setOwner(directory, user);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.getFileAttributeView(
                                file, java.nio.file.attribute.FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setOwner(user);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private boolean works(Path program) {
        List<String> command = new java.util.ArrayList<>(prefix);
        command.add(program.toString());
        command.add("--version");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
