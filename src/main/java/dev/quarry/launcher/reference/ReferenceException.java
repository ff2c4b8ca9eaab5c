package dev.quarry.launcher.reference;

/** Why nothing, or no more, can be taken over: one sentence for a person, without secrets. */
public final class ReferenceException extends RuntimeException {

    ReferenceException(String sentence) {
        super(sentence);
    }
}
