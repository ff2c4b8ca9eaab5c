package dev.quarry.inference;

/**
 * The returns of the asset itself, and what is left of a strategy's returns when its exposure to them is removed: being
 * long in a rising market takes no skill.
 */
public final class MarketReturns {

    private final double[] centred;
    private final double[] returns;
    private final double squares;

    /** @param returns of holding the asset, one for each return of the strategies, fractions */
    public MarketReturns(double[] returns) {
        this.returns = returns;
        this.centred = returns.clone();
        double mean = ReturnStatistics.mean(returns);
        double total = 0;
        for (int t = 0; t < centred.length; t++) {
            centred[t] -= mean;
            total += centred[t] * centred[t];
        }
        this.squares = total;
    }

    /** The slope of a strategy's returns on the asset's by ordinary least squares; 0 where the asset does not move. */
    public double beta(double[] strategy) {
        if (strategy.length != centred.length) {
            throw new IllegalArgumentException(
                    strategy.length + " returns of a strategy for " + centred.length + " of the asset");
        }
        double products = 0;
        for (int t = 0; t < centred.length; t++) {
            products += centred[t] * strategy[t];
        }
        return squares > 0 ? products / squares : 0;
    }

    /**
     * The strategy's returns less beta times the asset's: their mean is Jensen's alpha (1968, Journal of Finance 23).
     */
    public double[] beyond(double[] strategy) {
        double beta = beta(strategy);
        double[] beyond = new double[strategy.length];
        for (int t = 0; t < beyond.length; t++) {
            beyond[t] = strategy[t] - beta * returns[t];
        }
        return beyond;
    }
}
