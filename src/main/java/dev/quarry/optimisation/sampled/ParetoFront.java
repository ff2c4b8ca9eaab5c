package dev.quarry.optimisation.sampled;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The combinations that no other beats in one objective without being worse in another. Of those that meet all
 * objectives equally well the first one stays.
 */
public final class ParetoFront {

    /** A combination on it. */
    public record Member(long index, double[] merits) {}

    private final List<Member> members = new ArrayList<>();

    ParetoFront() {}

    void offer(long index, double[] merits) {
        for (Member member : members) {
            if (isAsGood(member.merits, merits)) {
                return;
            }
        }
        members.removeIf(member -> isAsGood(merits, member.merits));
        members.add(new Member(index, merits));
    }

    /** Whether one is nowhere worse than the other. */
    private static boolean isAsGood(double[] one, double[] other) {
        for (int k = 0; k < one.length; k++) {
            if (one[k] < other[k]) {
                return false;
            }
        }
        return true;
    }

    /** The best by the first objective first. */
    List<Member> members() {
        return members.stream()
                .sorted(Comparator.comparingDouble((Member member) -> 0.0 - member.merits[0])
                        .thenComparingLong(Member::index))
                .toList();
    }
}
