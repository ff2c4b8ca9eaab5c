package dev.quarry.report.figures;

import dev.quarry.engine.Trade;
import java.util.List;

/**
 * What all trades came to, with their costs apart; units of the quote asset.
 *
 * @param gross profit before costs
 * @param commission of both legs
 * @param funding paid for open positions; negative when it was received
 * @param net profit after costs
 */
public record TradeCosts(double gross, double commission, double funding, double net) {

    /** The sums over these trades. */
    public static TradeCosts of(List<Trade> trades) {
        double commission = 0;
        double funding = 0;
        double net = 0;
        for (Trade trade : trades) {
            commission += trade.commission();
            funding += trade.funding();
            net += trade.realizedPnl();
        }
        return new TradeCosts(net + commission + funding, commission, funding, net);
    }
}
