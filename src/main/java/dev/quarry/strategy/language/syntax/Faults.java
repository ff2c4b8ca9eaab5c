package dev.quarry.strategy.language.syntax;

import java.util.ArrayList;
import java.util.List;

/** Faults as they are found, up to {@link Limits#FAULTS}. */
public final class Faults {

    private final List<Fault> faults = new ArrayList<>();

    /** Adds one. */
    public void add(Fault fault) {
        if (faults.size() < Limits.FAULTS) {
            faults.add(fault);
        }
    }

    /** Adds one of a field that is no expression. */
    public void add(String field, Object value, String message) {
        add(Fault.of(field, value, message));
    }

    /** Whether no more are taken, so that looking on is of no use. */
    public boolean isFull() {
        return faults.size() >= Limits.FAULTS;
    }

    /** Whether nothing was found. */
    public boolean isEmpty() {
        return faults.isEmpty();
    }

    /** How many there are. */
    public int size() {
        return faults.size();
    }

    /** In the order they were found. */
    public List<Fault> all() {
        return List.copyOf(faults);
    }
}
