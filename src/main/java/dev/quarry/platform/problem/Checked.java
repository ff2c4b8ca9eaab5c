package dev.quarry.platform.problem;

import java.util.List;

/** An input record that checks what annotations cannot express: rules between fields, texts with a grammar. */
public interface Checked {

    /** Everything that is wrong, each named by the field as the client writes it; empty when all is well. */
    List<Violation> violations();
}
