package dev.quarry.platform.trace;

import java.util.Map;
import java.util.Optional;

/** Creates spans, where something records them. */
interface Spans {

    /** Records nothing; the context of its spans is that of their parents. */
    Spans NONE = new Spans() {
        @Override
        public Optional<TraceContext> current() {
            return Optional.empty();
        }

        @Override
        public Span start(String name, TraceContext parent, Map<String, String> attributes) {
            return new Span() {
                @Override
                public TraceContext context() {
                    return parent;
                }

                @Override
                public void failed(Throwable reason) {
                    // Nobody records it.
                }

                @Override
                public void close() {
                    // Nothing was begun.
                }
            };
        }
    };

    /** The current thread's context, as far as the tracer knows it. */
    Optional<TraceContext> current();

    /** @param parent null begins a trace */
    Span start(String name, TraceContext parent, Map<String, String> attributes);
}
