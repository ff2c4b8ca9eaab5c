package dev.quarry.strategy.language.functions;

/**
 * The means of two columns over the last n bars, and the squares and products of the distances from them, by additions only:
 * a window is the end of one block of n bars joined with the beginning of the next (Chan, Golub and LeVeque 1979), each
 * built value by value (Welford 1962). Nothing is ever taken off, so a spread of 1e-9 at a price of 1e5 is told right, and
 * equal values have one of exactly 0.
 */
final class Moments {

    private int count;
    private double meanX;
    private double meanY;
    private double squaresX;
    private double squaresY;
    private double products;

    private Moments() {}

    /** What is made of the moments of the window that ends at a bar. */
    interface Figure {
        double of(Moments window);
    }

    /** Of one column and the numbers of its bars. */
    static double[] alongBars(double[] values, int n, Figure figure) {
        return of(values, Columns.of(values.length, bar -> bar), n, figure);
    }

    /** One figure for each bar; NaN until there are n bars and while a value in the window is NaN. */
    static double[] of(double[] x, double[] y, int n, Figure figure) {
        double[] result = Columns.undefined(x.length);
        if (n > x.length) {
            return result;
        }
        Moments[] ends = new Moments[n];
        for (int place = 0; place < n; place++) {
            ends[place] = new Moments();
        }
        Moments beginning = new Moments();
        Moments window = new Moments();
        for (int block = 0; block < x.length; block += n) {
            beginning.clear();
            int end = Math.min(x.length, block + n);
            for (int bar = block; bar < end; bar++) {
                beginning.add(x[bar], y[bar]);
                int place = bar - block;
                if (place == n - 1) {
                    result[bar] = figure.of(beginning);
                } else if (block > 0) {
                    window.set(ends[place + 1]);
                    window.join(beginning);
                    result[bar] = figure.of(window);
                }
            }
            Moments running = window;
            running.clear();
            for (int bar = end - 1; bar >= block; bar--) {
                running.add(x[bar], y[bar]);
                ends[bar - block].set(running);
            }
        }
        return result;
    }

    private void clear() {
        count = 0;
        meanX = 0;
        meanY = 0;
        squaresX = 0;
        squaresY = 0;
        products = 0;
    }

    private void set(Moments other) {
        count = other.count;
        meanX = other.meanX;
        meanY = other.meanY;
        squaresX = other.squaresX;
        squaresY = other.squaresY;
        products = other.products;
    }

    private void add(double x, double y) {
        count++;
        double fromX = x - meanX;
        double fromY = y - meanY;
        meanX += fromX / count;
        meanY += fromY / count;
        squaresX += fromX * (x - meanX);
        squaresY += fromY * (y - meanY);
        products += fromX * (y - meanY);
    }

    private void join(Moments other) {
        double share = (double) other.count / (count + other.count);
        double apartX = other.meanX - meanX;
        double apartY = other.meanY - meanY;
        double weight = count * share;
        count += other.count;
        meanX += apartX * share;
        meanY += apartY * share;
        squaresX += other.squaresX + apartX * apartX * weight;
        squaresY += other.squaresY + apartY * apartY * weight;
        products += other.products + apartX * apartY * weight;
    }

    double meanX() {
        return meanX;
    }

    double squaresX() {
        return squaresX;
    }

    double squaresY() {
        return squaresY;
    }

    double products() {
        return products;
    }
}
