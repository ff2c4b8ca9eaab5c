package dev.quarry.strategy.rsibands;

import dev.quarry.platform.text.ReferenceText;

/** From which bar on the RSI of a 30-minute bin may be used. Differs only for bars shorter than 30 minutes. */
public enum RsiVisibility implements ReferenceText {
    /** From the bar at whose close the bin is complete: no look-ahead. */
    BIN_CLOSE("bin_close"),
    /** From the first bar of the bin, as the reference does: the bin's last close is known up to 30 minutes too early. */
    BIN_START("bin_start");

    private final String text;

    RsiVisibility(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
