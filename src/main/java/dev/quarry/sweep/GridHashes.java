package dev.quarry.sweep;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The reference's hashes of the combinations of a grid, fast: the same as {@link ParamsHash} over base parameters and
 * combination, whose text is put together from pieces that were written once. Safe for any number of threads.
 */
public final class GridHashes {

    /** Between two checkpoints: about a millisecond. */
    private static final int AT_ONCE = 2048;

    private final List<Piece> pieces = new ArrayList<>();

    /**
     * The hashes of a grid.
     *
     * @param grid the values by parameter, the last parameter fastest
     * @param base raw parameters that hold where the grid has none
     */
    public GridHashes(Map<String, List<Object>> grid, Map<String, ?> base) {
        this(grid, base, () -> {});
    }

    /**
     * The same for a grid that may be wide.
     *
     * @param checkpoint is called often; what it throws ends the work
     */
    public GridHashes(Map<String, List<Object>> grid, Map<String, ?> base, Runnable checkpoint) {
        Map<String, Long> strides = strides(grid);
        TreeSet<String> names = new TreeSet<>(base.keySet());
        names.addAll(grid.keySet());
        StringBuilder constant = new StringBuilder("{");
        String separator = "";
        for (String name : names) {
            constant.append(separator).append(PythonJson.text(name)).append(": ");
            separator = ", ";
            if (grid.containsKey(name)) {
                pieces.add(new Piece(1, new byte[][] {bytes(constant)}));
                constant.setLength(0);
                pieces.add(new Piece(strides.get(name), texts(grid.get(name), checkpoint)));
            } else {
                constant.append(PythonJson.text(base.get(name)));
            }
        }
        pieces.add(new Piece(1, new byte[][] {bytes(constant.append('}'))}));
    }

    /** How far apart two neighbouring values of each parameter are in the index. */
    private static Map<String, Long> strides(Map<String, List<Object>> grid) {
        Map<String, Long> strides = new HashMap<>();
        long stride = 1;
        List<String> names = new ArrayList<>(grid.keySet());
        for (int d = names.size() - 1; d >= 0; d--) {
            strides.put(names.get(d), stride);
            stride *= grid.get(names.get(d)).size();
        }
        return strides;
    }

    /** The first 64 bits of the hash, big end first: the 16 hexadecimal digits of {@link ParamsHash#value} as a number. */
    public long hash(long index) {
        return hash(index, sha256());
    }

    /**
     * The hashes of the first {@code count} indexes, at the same positions, shared between the threads of a pool.
     *
     * @param checkpoint as {@link WorkerPool#run} has it
     */
    public void hash(long[] indexes, int count, long[] hashes, WorkerPool pool, Runnable checkpoint) {
        pool.run(
                (count + AT_ONCE - 1) / AT_ONCE,
                task -> hash(indexes, task * AT_ONCE, Math.min(count, (task + 1) * AT_ONCE), hashes),
                checkpoint);
    }

    private void hash(long[] indexes, int from, int to, long[] hashes) {
        MessageDigest sha256 = sha256();
        for (int i = from; i < to; i++) {
            hashes[i] = hash(indexes[i], sha256);
        }
    }

    private long hash(long index, MessageDigest sha256) {
        for (Piece piece : pieces) {
            sha256.update(piece.texts[(int) (index / piece.stride % piece.texts.length)]);
        }
        byte[] digest = sha256.digest();
        long hash = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            hash = hash << Byte.SIZE | digest[i] & 0xff;
        }
        return hash;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[][] texts(List<Object> values, Runnable checkpoint) {
        byte[][] texts = new byte[values.size()][];
        for (int i = 0; i < texts.length; i++) {
            if (i % AT_ONCE == 0) {
                checkpoint.run();
            }
            texts[i] = bytes(PythonJson.text(values.get(i)));
        }
        return texts;
    }

    private static byte[] bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A stretch of the text: one of several by a parameter of the grid, or the only one.
     *
     * @param stride how far apart two neighbouring ones are in the index
     */
    private record Piece(long stride, byte[][] texts) {}
}
