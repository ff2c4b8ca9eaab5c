package dev.quarry.platform.columns;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The formats in which tables are written. */
public enum ColumnFormat {
    CSV("csv", "csv", ColumnFormat.CSV_TYPE) {
        @Override
        ColumnWriter writer(Table table, OutputStream out) {
            return new CsvWriter(table, out);
        }
    },
    ARROW("arrow", "arrows", ColumnFormat.ARROW_TYPE) {
        @Override
        ColumnWriter writer(Table table, OutputStream out) {
            return new ArrowWriter(table, out);
        }
    },
    PARQUET("parquet", "parquet", ColumnFormat.PARQUET_TYPE) {
        @Override
        ColumnWriter writer(Table table, OutputStream out) {
            return new ParquetWriter(table, out);
        }
    };

    /** The media type of comma-separated values. */
    public static final String CSV_TYPE = "text/csv";

    /** The media type of an Arrow stream. */
    public static final String ARROW_TYPE = "application/vnd.apache.arrow.stream";

    /** The media type of a Parquet file. */
    public static final String PARQUET_TYPE = "application/vnd.apache.parquet";

    private final String code;
    private final String ending;
    private final String mediaType;

    ColumnFormat(String code, String ending, String mediaType) {
        this.code = code;
        this.ending = ending;
        this.mediaType = mediaType;
    }

    abstract ColumnWriter writer(Table table, OutputStream out);

    /** The name in a query. */
    public String code() {
        return code;
    }

    /** How the name of a file ends, without the dot. */
    public String ending() {
        return ending;
    }

    /** Its media type, without parameters. */
    public String mediaType() {
        return mediaType;
    }

    /** The format of that name. */
    public static Optional<ColumnFormat> of(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    /** The format of that media type. */
    public static Optional<ColumnFormat> ofType(String mediaType) {
        return Arrays.stream(values())
                .filter(one -> one.mediaType.equals(mediaType))
                .findFirst();
    }

    /** Every name. */
    public static List<String> codes() {
        return Arrays.stream(values()).map(ColumnFormat::code).toList();
    }
}
