package dev.quarry.launcher.reference;

/** Why nothing, or nothing more, can be imported: one sentence for people, without secrets. */
public final class ReferenceException extends RuntimeException {

    ReferenceException(String sentence) {
        super(sentence);
    }
}
