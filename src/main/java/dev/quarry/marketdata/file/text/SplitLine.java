package dev.quarry.marketdata.file.text;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/**
 * The fields of a line. Each is converted to a text on demand, since a bar needs only six of, for example, twelve
 * columns.
 */
final class SplitLine extends AbstractList<String> implements RandomAccess {

    private final String line;
    private int[] bounds = new int[24];
    private String[] texts = new String[12];
    private int size;

    SplitLine(String line) {
        this.line = line;
    }

    /** Adds the field at that place of the line, without blanks around it. */
    void add(int from, int to) {
        grow();
        bounds[2 * size] = from;
        bounds[2 * size + 1] = to;
        size++;
    }

    /** Adds a field whose text differs from how it is written. */
    void addText(String text) {
        grow();
        texts[size++] = text;
    }

    private void grow() {
        if (size == texts.length) {
            texts = Arrays.copyOf(texts, 2 * size);
            bounds = Arrays.copyOf(bounds, 4 * size);
        }
    }

    @Override
    public String get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        if (texts[index] == null) {
            texts[index] =
                    line.substring(bounds[2 * index], bounds[2 * index + 1]).strip();
        }
        return texts[index];
    }

    @Override
    public int size() {
        return size;
    }
}
