package dev.quarry.launcher.demo;

import java.util.ArrayList;
import java.util.List;

/** A table of text: columns as wide as their widest cell, columns with numbers only are aligned right. */
final class Table {
    private static final String NUMBER = "[-+]?[0-9][0-9,.]*%?|∞|–";

    private final List<String> heading;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heading) {
        this(List.of(heading));
    }

    Table(List<String> heading) {
        this.heading = List.copyOf(heading);
    }

    Table row(List<String> cells) {
        if (cells.size() != heading.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + heading.size() + " columns");
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** The heading and the rows, without trailing blanks. */
    List<String> lines() {
        List<List<String>> all = new ArrayList<>();
        all.add(heading);
        all.addAll(rows);
        int columns = heading.size();
        int[] width = new int[columns];
        boolean[] number = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            int index = column;
            width[column] =
                    all.stream().mapToInt(row -> row.get(index).length()).max().orElse(0);
            number[column] = !rows.isEmpty()
                    && rows.stream().allMatch(row -> row.get(index).matches(NUMBER));
        }
        return all.stream().map(row -> line(row, width, number)).toList();
    }

    private static String line(List<String> cells, int[] width, boolean[] number) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String blanks = " ".repeat(width[column] - cells.get(column).length());
            line.append("  ").append(number[column] ? blanks : "").append(cells.get(column));
            line.append(number[column] ? "" : blanks);
        }
        return line.toString().stripTrailing();
    }
}
