package dev.quarry.bench;

import dev.quarry.bench.probe.ProbeHandler;
import dev.quarry.launcher.QuarryProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The packaged distribution with the benchmark's job in its application. */
final class ProbeDistribution {

    private ProbeDistribution() {}

    /** Makes it in an empty directory; what is the same is linked. */
    static Path in(Path home) throws IOException {
        Path packaged = QuarryProcess.packagedHome().toAbsolutePath();
        Files.createDirectories(home);
        try (Stream<Path> parts = Files.list(packaged)) {
            for (Path part : parts.toList()) {
                Path target = home.resolve(part.getFileName());
                if (part.endsWith("quarry.jar")) {
                    Files.copy(part, target);
                } else if (!part.endsWith("quarry.war")) {
                    Files.createSymbolicLink(target, part);
                }
            }
        }
        File war = packaged.resolve("quarry.war").toFile();
        ShrinkWrap.create(ZipImporter.class, "quarry.war")
                .importFrom(war)
                .as(WebArchive.class)
                .addPackage(ProbeHandler.class.getPackage())
                .as(ZipExporter.class)
                .exportTo(home.resolve("quarry.war").toFile());
        return home;
    }
}
