package dev.quarry.report.chart;

import java.util.Locale;

/** Writes the elements of one picture. Colours are left to the page, by the classes of the elements. */
final class Svg {

    private final StringBuilder text = new StringBuilder();

    /** @param label what the picture shows, for those who do not see it */
    Svg(int width, int height, String label) {
        add(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\" xmlns=\"http://www.w3.org/2000/svg\">",
                width, height, escaped(label));
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, x1, y1, x2, y2);
    }

    /** @param anchor start, middle or end: which part of the text lies at x */
    void label(String anchor, double x, double y, String words) {
        add("<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", anchor, x, y, escaped(words));
    }

    void rectangle(String style, double x, double y, double width, double height) {
        add("<rect class=\"%s\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"/>", style, x, y, width, height);
    }

    /** @param steps the path's commands */
    void path(String style, CharSequence steps) {
        text.append("<path class=\"")
                .append(style)
                .append("\" d=\"")
                .append(steps)
                .append("\"/>");
    }

    /** The whole picture. */
    String end() {
        return text.append("</svg>").toString();
    }

    private void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
