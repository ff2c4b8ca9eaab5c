package dev.quarry.marketdata.ingest;

import dev.quarry.marketdata.store.CandleFigures;
import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;

/** What the reference tells of ingested prices where Spark is on. The database computes it: a driver would take seconds to start. */
public record SparkStats(
        @Described("The version of Spark that is installed") String sparkVersion,
        @Described("How many bars there are") long rows,

        @Described("Open of the first bar; null where there is none")
        OffsetDateTime firstTs,

        @Described("Open of the last bar; null where there is none")
        OffsetDateTime lastTs,

        @Described("The least low; null where there is no bar")
        Double lowestLow,

        @Described("The greatest high; null where there is no bar")
        Double highestHigh,

        @Described("Mean of the closes; null where there is no bar")
        Double meanClose,

        @Described("Sum of the volumes; null where there is no bar")
        Double totalVolume) {

    /** What the field of a result means, for documents. */
    static final String MEANING =
            "Figures over the bars that a series has now in the requested range; without one, between the first and the"
                    + " last bar of this ingestion. Computed by the database, and only where searches go to Spark by default"
                    + " and it is installed";

    static SparkStats of(String version, CandleFigures figures) {
        return new SparkStats(
                version,
                figures.candles(),
                figures.firstOpen(),
                figures.lastOpen(),
                figures.lowestLow(),
                figures.highestHigh(),
                figures.meanClose(),
                figures.totalVolume());
    }
}
