package dev.quarry.bench;

import dev.quarry.bench.probe.ProbeHandler;
import dev.quarry.launcher.QuarryProcess;
import java.nio.file.Path;

/** The packaged distribution with the benchmark's job in its application. */
final class ProbeDistribution {

    private ProbeDistribution() {}

    /** Makes it in an empty directory. */
    static Path in(Path home) {
        return QuarryProcess.homeWith(home, ProbeHandler.class.getPackage());
    }
}
