package dev.quarry.catalog;

import dev.quarry.job.JobFailedException;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.syntax.Fault;
import dev.quarry.strategy.language.syntax.Suggestions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Finds strategies: those that requests mean, and those that stored rows name. */
@ApplicationScoped
public class StrategyCatalog {

    /** The field of a request that says which strategy is meant. */
    public static final String FIELD = "strategy";

    /** What OpenAPI says of that field. */
    public static final String ABOUT =
            "The strategy: a stored name (turtle), a version of it (turtle@3), a definition, or the object by which answers name one;"
                    + " the built-in family when absent";

    private static final String EXPECTED =
            "must be the name of a strategy, such as `turtle` or `turtle@3`, or a definition";

    /** Reading one takes a millisecond or more, and a leaderboard names the same few for each of its rows. */
    private static final int MOST_READ = 64;

    private final StrategyStore store;
    private final Map<String, DefinedStrategy> read = new LinkedHashMap<>(16, 0.75f, true);

    @Inject
    public StrategyCatalog(StrategyStore store) {
        this.store = store;
    }

    /** A strategy, or what is wrong with how it was named: one of the two is there. */
    public record Found(Optional<CatalogedStrategy> strategy, List<Fault> faults) {

        /** The faults as a problem detail tells them. */
        public List<Violation> violations() {
            return faults.stream().map(DefinitionText::violation).toList();
        }

        private static Found of(CatalogedStrategy strategy) {
            return new Found(Optional.of(strategy), List.of());
        }

        private static Found not(Object value, String message, String suggestion) {
            return new Found(Optional.empty(), List.of(Fault.of(FIELD, value, message, suggestion)));
        }
    }

    /** What is always there: the built-in family, then the definitions that come with Quarry. */
    public static List<CatalogedStrategy> always() {
        List<CatalogedStrategy> all = new ArrayList<>(List.of(CatalogedStrategy.BUILT_IN));
        all.addAll(ShippedDefinitions.all().values());
        return all;
    }

    /** Whether what comes with Quarry has that name, in whatever case of letters. */
    public static boolean isTaken(String name) {
        return always().stream().anyMatch(one -> one.reference().name().equalsIgnoreCase(name));
    }

    /**
     * What a request means.
     *
     * @param said null for the built-in family, a name with or without a version, or a definition as a map
     * @throws InvalidInputException naming what is wrong, each fault under {@value #FIELD}
     */
    public CatalogedStrategy requested(Object said) {
        Found found = find(said);
        InvalidInputException.throwIfAny(found.violations());
        return found.strategy().orElseThrow();
    }

    /** The same with what is wrong as faults, each under {@value #FIELD}. */
    public Found find(Object said) {
        if (said == null) {
            return Found.of(CatalogedStrategy.BUILT_IN);
        }
        if (said instanceof Map<?, ?> definition) {
            return StrategyReference.told(definition)
                    .map(text -> told(text, definition.get("digest")))
                    .orElseGet(() -> inline(Json.MAPPER.valueToTree(definition)));
        }
        return said instanceof String text ? named(text) : Found.not(said, EXPECTED, null);
    }

    /**
     * The same for a request that says which bars are meant.
     *
     * @throws InvalidInputException also where the strategy can't be computed on them
     */
    public CatalogedStrategy requested(Object said, Timeframe market) {
        Found found = find(said, market);
        InvalidInputException.throwIfAny(found.violations());
        return found.strategy().orElseThrow();
    }

    /** The same with what is wrong as faults. */
    public Found find(Object said, Timeframe market) {
        Found found = find(said);
        List<Fault> faults =
                found.strategy().map(strategy -> strategy.faultsOn(market)).orElse(List.of());
        return faults.isEmpty() ? found : new Found(Optional.empty(), faults);
    }

    /**
     * The strategy of a job.
     *
     * @param said what its stored payload has
     * @throws JobFailedException when it can't be found or read any more
     */
    public CatalogedStrategy ofJob(Object said) {
        try {
            return requested(said);
        } catch (InvalidInputException e) {
            throw new JobFailedException(e.getMessage());
        }
    }

    /** A payload that names the strategy so that it is the same one whenever the job runs. */
    public JsonNode fixed(Object said, JsonNode payload) {
        if (said == null) {
            return payload;
        }
        CatalogedStrategy strategy = requested(said);
        keep(strategy);
        return ((ObjectNode) payload.deepCopy()).put(FIELD, strategy.reference().text());
    }

    /**
     * Stores a definition under a name.
     *
     * @param definition names itself so, or not at all
     * @param by who stores it
     * @throws InvalidInputException naming what is wrong with the definition
     * @throws ProblemException 409 where the name is taken, or too much is stored
     */
    public StrategyStore.Stored put(String name, JsonNode definition, String by) {
        JsonNode named = DefinitionText.named(definition, name);
        Definition.Reading reading = DefinitionText.read(named);
        List<Fault> faults = new ArrayList<>(reading.faults());
        if (!named.path("name").equals(StringNode.valueOf(name))) {
            faults.add(Fault.of("name", named.path("name").asString(""), "`name` is that of the path or absent", name));
        }
        InvalidInputException.throwIfAny(
                faults.stream().map(DefinitionText::violation).toList());
        if (isTaken(name)) {
            throw new ProblemException(
                    409, "Conflict", name + " comes with Quarry: store a strategy of your own under another name");
        }
        String digest = reading.definition().orElseThrow().digest();
        return store.put(name, digest, named, by);
    }

    /** Sees to it that what names the strategy by its digest finds it, whatever becomes of the request that brought it. */
    public void keep(CatalogedStrategy strategy) {
        StrategyReference reference = strategy.reference();
        if (reference.version() == null && reference.digest() != null) {
            store.keep(reference.digest(), strategy.written());
        }
    }

    private Found told(String text, Object digest) {
        Found found = named(text);
        boolean other = found.strategy()
                .filter(one -> digest != null && !digest.equals(one.reference().digest()))
                .isPresent();
        return other ? Found.not(digest, "`digest` is not that of `" + text + "`", null) : found;
    }

    private static Found inline(JsonNode json) {
        Definition.Reading reading = DefinitionText.read(json);
        if (reading.definition().isEmpty()) {
            return new Found(
                    Optional.empty(),
                    reading.faults().stream().map(StrategyCatalog::under).toList());
        }
        Definition definition = reading.definition().get();
        StrategyReference reference = new StrategyReference(definition.name(), null, definition.digest());
        if (isTaken(definition.name()) && ShippedDefinitions.find(reference).isEmpty()) {
            return new Found(
                    Optional.empty(),
                    List.of(Fault.of(
                            FIELD + ".name",
                            definition.name(),
                            "`" + definition.name()
                                    + "` comes with Quarry: give a definition of your own another name")));
        }
        return Found.of(CatalogedStrategy.of(reference, DefinedStrategy.of(definition), json));
    }

    static Fault under(Fault fault) {
        return new Fault(
                fault.field().isEmpty() ? FIELD : FIELD + "." + fault.field(),
                fault.line(),
                fault.column(),
                fault.text(),
                fault.message(),
                fault.suggestion());
    }

    private Found named(String text) {
        Optional<StrategyReference> parsed = StrategyReference.parse(text);
        if (parsed.isEmpty()) {
            return Found.not(text, EXPECTED, null);
        }
        StrategyReference requested = parsed.get();
        if (requested.isBuiltIn()) {
            return Found.of(CatalogedStrategy.BUILT_IN);
        }
        if (requested.digest() != null) {
            return ShippedDefinitions.find(requested)
                    .map(Found::of)
                    .or(() -> store.text(requested.digest()).map(json -> found(text, requested, json)))
                    .map(found -> sameName(text, requested, found))
                    .orElseGet(() -> Found.not(text, "nothing is stored under the digest of `" + text + "`", null));
        }
        return ShippedDefinitions.find(requested)
                .map(Found::of)
                .or(() -> stored(requested).map(version -> found(text, version.reference(), version.definition())))
                .orElseGet(() -> unknown(text, requested));
    }

    private Optional<StoredVersion> stored(StrategyReference requested) {
        return requested.version() != null
                ? store.version(requested.name(), requested.version())
                : store.newest(requested.name()).filter(newest -> !newest.hidden());
    }

    /** The name beside a digest is that of the definition, or runs would be filed under a name that they don't have. */
    private static Found sameName(String text, StrategyReference requested, Found found) {
        Optional<String> name =
                found.strategy().flatMap(CatalogedStrategy::definition).map(Definition::name);
        return name.isEmpty() || name.get().equals(requested.name())
                ? found
                : Found.not(
                        text,
                        "the definition of that digest is called `" + name.get() + "`",
                        new StrategyReference(name.get(), null, requested.digest()).text());
    }

    private Found unknown(String text, StrategyReference requested) {
        Optional<StrategyReference> newest = store.newest(requested.name()).map(StoredVersion::reference);
        if (newest.isPresent()) {
            String message =
                    requested.version() == null ? "` was deleted; its versions can still be named" : "` is not stored";
            return Found.not(text, "`" + text + message, newest.get().text());
        }
        List<String> names = new ArrayList<>(
                always().stream().map(one -> one.reference().name()).toList());
        names.addAll(store.similar(requested.name()));
        return Found.not(
                text,
                "there is no strategy `" + text + "`, GET /v1/strategies lists those that there are",
                Suggestions.nearest(requested.name(), names));
    }

    /** A stored definition, of which a later version of the language may think otherwise than the one that stored it. */
    private Found found(String text, StrategyReference reference, JsonNode written) {
        synchronized (read) {
            DefinedStrategy known = read.get(reference.digest());
            if (known != null) {
                return Found.of(CatalogedStrategy.of(reference, known, written));
            }
        }
        Definition.Reading reading = DefinitionText.read(written);
        if (reading.definition().isEmpty()) {
            Fault fault = reading.faults().get(0);
            return Found.not(
                    text,
                    "`" + text + "` can't be read by this version of Quarry: " + fault.field() + ": " + fault.message(),
                    null);
        }
        DefinedStrategy strategy = DefinedStrategy.of(reading.definition().get());
        synchronized (read) {
            read.put(reference.digest(), strategy);
            if (read.size() > MOST_READ) {
                read.remove(read.keySet().iterator().next());
            }
        }
        return Found.of(CatalogedStrategy.of(reference, strategy, written));
    }
}
