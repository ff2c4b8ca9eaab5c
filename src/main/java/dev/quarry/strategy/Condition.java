package dev.quarry.strategy;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A condition of a strategy, whatever the values of its parameters are. That its parts tell which parameters they read is
 * what lets an engine compute each part once for all combinations that agree in them.
 */
public sealed interface Condition {

    /** Always true. */
    Condition ALWAYS = new All(List.of());

    /** The names of the parameters that it depends on. */
    Set<String> parameters();

    /** What it is under values of them. */
    Signal under(ParameterValues values);

    /**
     * All of them.
     *
     * @param of the conditions
     */
    record All(List<Condition> of) implements Condition {
        public All {
            of = List.copyOf(of);
        }

        @Override
        public Set<String> parameters() {
            return union(of);
        }

        @Override
        public Signal under(ParameterValues values) {
            return new Signal.All(of.stream().map(one -> one.under(values)).toList());
        }
    }

    /**
     * One of them at least.
     *
     * @param of the conditions
     */
    record Any(List<Condition> of) implements Condition {
        public Any {
            of = List.copyOf(of);
        }

        @Override
        public Set<String> parameters() {
            return union(of);
        }

        @Override
        public Signal under(ParameterValues values) {
            return new Signal.Any(of.stream().map(one -> one.under(values)).toList());
        }
    }

    /**
     * Not the other one.
     *
     * @param of the other one
     */
    record Not(Condition of) implements Condition {
        @Override
        public Set<String> parameters() {
            return of.parameters();
        }

        @Override
        public Signal under(ParameterValues values) {
            return new Signal.Not(of.under(values));
        }
    }

    /**
     * A line compared with a level that is a parameter itself, so that an engine finds the loosest of many levels without
     * looking at each.
     *
     * @param line the line
     * @param atLeast whether it must be at least the level, otherwise at most
     * @param levelParameters the names of the parameters that the level depends on
     * @param level the level under values of them
     */
    record Beyond(Line line, boolean atLeast, Set<String> levelParameters, ToDoubleFunction<ParameterValues> level)
            implements Condition {

        /** A line that must be at least the level. */
        public static Beyond atLeast(
                Line line, List<? extends Parameter<?>> parameters, ToDoubleFunction<ParameterValues> level) {
            return new Beyond(line, true, Line.names(parameters), level);
        }

        /** A line that must be at most the level. */
        public static Beyond atMost(
                Line line, List<? extends Parameter<?>> parameters, ToDoubleFunction<ParameterValues> level) {
            return new Beyond(line, false, Line.names(parameters), level);
        }

        @Override
        public Set<String> parameters() {
            Set<String> all = new HashSet<>(line.parameters());
            all.addAll(levelParameters);
            return all;
        }

        @Override
        public Signal under(ParameterValues values) {
            return new Signal.Beyond(line.under().apply(values), atLeast, level.applyAsDouble(values));
        }
    }

    /**
     * Any other test.
     *
     * @param parameters the names of the parameters that it depends on
     * @param test what it is under values of them
     */
    record Tested(Set<String> parameters, Function<ParameterValues, ? extends Signal> test) implements Condition {

        /** A test that depends on those parameters. */
        public static Tested of(
                Collection<? extends Parameter<?>> parameters, Function<ParameterValues, Signal.Test> test) {
            return new Tested(Line.names(parameters), test);
        }

        @Override
        public Signal under(ParameterValues values) {
            return test.apply(values);
        }
    }

    /**
     * One of several conditions, by the values of a few parameters.
     *
     * @param by the names of the parameters that decide
     * @param chosen the condition under values of them
     * @param parameters the names of all parameters that one of the conditions depends on, and of those that decide
     */
    record Chosen(Set<String> by, Function<ParameterValues, Condition> chosen, Set<String> parameters)
            implements Condition {

        /**
         * A choice by those parameters.
         *
         * @param among parameters of the conditions that may be chosen
         */
        public static Chosen by(
                Collection<? extends Parameter<?>> deciding,
                Collection<? extends Parameter<?>> among,
                Function<ParameterValues, Condition> chosen) {
            Set<String> all = new HashSet<>(Line.names(among));
            all.addAll(Line.names(deciding));
            return new Chosen(Line.names(deciding), chosen, all);
        }

        @Override
        public Signal under(ParameterValues values) {
            return chosen.apply(values).under(values);
        }
    }

    private static Set<String> union(List<Condition> conditions) {
        Set<String> all = new HashSet<>();
        conditions.forEach(one -> all.addAll(one.parameters()));
        return all;
    }
}
