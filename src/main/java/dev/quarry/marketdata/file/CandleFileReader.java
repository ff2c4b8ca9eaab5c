package dev.quarry.marketdata.file;

import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.file.container.PriceFileSource;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.zip.ZipException;

/**
 * Reads a price file, as text or JSON, packed or not, into a sink. Looks at its first rows to find the layout, and at
 * all times where only those distinguish the day from the month, then reads it from the beginning. Holds one row at a
 * time, so a file may be of any size. Times may be in any order, and bars may repeat: the sink deals with that.
 */
public final class CandleFileReader {

    private final ReadingOptions options;
    private final long maxBytes;

    /** @param maxBytes how many bytes the text may have once it is unpacked */
    public CandleFileReader(ReadingOptions options, long maxBytes) {
        this.options = options;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads to the end.
     *
     * @return the layout that the file has
     * @throws UnreadableFileException when the file as a whole is not a price file; the sink may have received bars by
     *     then
     */
    public CandleFormat read(PriceFileSource file, CandleSink sink) throws IOException {
        return read(file, new OneMarket(sink));
    }

    /** Reads a file that may have several markets. */
    public CandleFormat read(PriceFileSource file, MarketSinks sinks) throws IOException {
        try (Container container = Container.open(file, maxBytes)) {
            return read(container, options, sinks);
        } catch (ZipException | EOFException e) {
            throw damaged();
        }
    }

    /**
     * Reads each table of an archive.
     *
     * @param entries gets the names of all tables before the first is read, and decides how each is read
     */
    public void readEach(PriceFileSource file, Entries entries) throws IOException {
        try (Container container = Container.open(file, maxBytes)) {
            if (container.packing() != Container.Packing.ZIP) {
                throw new UnreadableFileException("entry=* was sent, but the file is no zip.");
            }
            for (Entry entry : entries.of(container.allTables())) {
                try {
                    read(container, entry.options(), entry.sinks());
                } catch (UnreadableFileException e) {
                    entry.unreadable(e);
                }
            }
        } catch (ZipException | EOFException e) {
            throw damaged();
        }
    }

    /**
     * Describes the file by its first rows.
     *
     * @param sink receives how far the file has been read
     */
    public FileLook look(PriceFileSource file, CandleSink sink) throws IOException {
        try (Container container = Container.open(file, maxBytes)) {
            return new FirstLook(options).describe(container, sink);
        } catch (ZipException | EOFException e) {
            throw damaged();
        }
    }

    /** Decides how the tables of an archive are read. */
    @FunctionalInterface
    public interface Entries {
        /** @param names the names of the tables, in the order of the archive */
        List<Entry> of(List<String> names);
    }

    /** One table of an archive. */
    public interface Entry {
        /** How it is read, with its name. */
        ReadingOptions options();

        /** What receives its bars. */
        MarketSinks sinks();

        /** Called when it is not a price file; the others are still read. */
        void unreadable(UnreadableFileException why);
    }

    private static UnreadableFileException damaged() {
        return new UnreadableFileException("The packed file is damaged or cut short.");
    }

    private CandleFormat read(Container container, ReadingOptions of, MarketSinks sinks) throws IOException {
        Look look = new FirstLook(of).look(container, sinks.file());
        look.warnings().forEach(sinks.file()::warning);
        Markets markets = new Markets(look, of.symbolColumn().isPresent(), sinks);
        try (FileContent content = container.table(of.entry(), sinks.file())) {
            Rows rows = content.rows();
            while (rows.next()) {
                if (rows.line() > look.linesBefore()) {
                    markets.read(rows);
                }
            }
        }
        return look.format();
    }
}
