package dev.quarry.ledger;

import java.util.HexFormat;
import java.util.Map;

/**
 * A stored run.
 *
 * @param paramsHash identifies base parameters and combination (SPEC H.3), 16 hexadecimal digits
 * @param gridIndex place of the combination in the product of its grid, from 0
 * @param combination the varied parameters in the order of the grid
 * @param statistics its statistics
 * @param winner whether it met the win criteria
 */
public record TestedRun(
        String paramsHash, long gridIndex, Map<String, Object> combination, RunStatistics statistics, boolean winner) {

    /** A hash in the form in which it is shown. */
    public static String text(long hash) {
        return HexFormat.of().toHexDigits(hash);
    }
}
