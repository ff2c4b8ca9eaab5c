package dev.quarry.sweep;

/**
 * Random numbers that are the same for a seed on every Java version (G. Steele, D. Lea, C. Flood, "Fast splittable
 * pseudorandom number generators", 2014). Neighbouring seeds give unrelated numbers, which those of
 * {@link java.util.Random} do not: its first number hardly depends on a small seed.
 */
final class SplitMix64 {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    SplitMix64(long seed) {
        this.state = seed;
    }

    /** A number from 0 (included) to 1 (excluded). */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        long mixed = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
