package dev.quarry.marketdata.store;

import dev.quarry.marketdata.Prices;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Prices that this node has read, the least recently used dropped first. An entry belongs to one version of its series,
 * so a change made on any node is seen at the next read; older versions are dropped when a newer one comes.
 */
@ApplicationScoped
public class PriceCache {

    /** A range of a series in one version; times in milliseconds since the epoch, both inclusive. */
    public record Key(long seriesId, long version, long from, long to) {}

    private static final long BYTES_A_BAR = 6L * Long.BYTES;

    private final long limit;
    private final Map<Key, Prices> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param limit how many bytes of columns are kept; a range that is larger by itself is not kept */
    @Inject
    public PriceCache(@ConfigProperty(name = "quarry.prices.cache-bytes", defaultValue = "67108864") long limit) {
        this.limit = limit;
    }

    public synchronized Optional<Prices> get(Key key) {
        return Optional.ofNullable(entries.get(key));
    }

    public synchronized void put(Key key, Prices prices) {
        removeOlder(key);
        if (size(prices) > limit) {
            return;
        }
        Prices before = entries.put(key, prices);
        bytes += size(prices) - (before == null ? 0 : size(before));
        Iterator<Prices> oldest = entries.values().iterator();
        while (bytes > limit) {
            bytes -= size(oldest.next());
            oldest.remove();
        }
    }

    /** How many bytes of columns are kept now. */
    public synchronized long bytes() {
        return bytes;
    }

    private void removeOlder(Key newer) {
        Iterator<Map.Entry<Key, Prices>> all = entries.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Key, Prices> entry = all.next();
            if (entry.getKey().seriesId() == newer.seriesId() && entry.getKey().version() < newer.version()) {
                bytes -= size(entry.getValue());
                all.remove();
            }
        }
    }

    private static long size(Prices prices) {
        return prices.bars().size() * BYTES_A_BAR;
    }
}
