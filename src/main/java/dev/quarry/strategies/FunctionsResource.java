package dev.quarry.strategies;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quarry.platform.json.Described;
import dev.quarry.strategy.language.functions.Function;
import dev.quarry.strategy.language.functions.Functions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The functions that the rules of a strategy may call. */
@Path("functions")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class FunctionsResource {

    /** Every function, in the order of the documentation. */
    @GET
    @Operation(operationId = "listFunctions", summary = "The functions of the strategy language")
    public FunctionList list() {
        return new FunctionList(
                Functions.all().values().stream().map(FunctionsResource::view).toList());
    }

    /** All of them. */
    public record FunctionList(
            @Described("In the order of the documentation") List<FunctionView> functions) {}

    /** A function. */
    public record FunctionView(
            @Described("As it is written") String name,

            @Described("How it is called, such as change(x, n = 1)")
            String signature,

            @Described("What it takes, in order; one without any is written without brackets")
            List<ArgumentView> arguments,

            @Described(value = "What it gives at each bar", oneOf = "number, condition, either")
            String result,

            @Described("One sentence on what it gives") String meaning,

            @Described(
                    "How many bars it needs before its first value, once its arguments have theirs, in the names of the signature")
            String warmup,

            @Described("Where the definition is from") String source) {}

    /** An argument. */
    public record ArgumentView(
            @Described("How the signature calls it") String name,

            @Described(value = "What it must be", oneOf = "number, condition, window, constant, timeframe, either")
            String kind,

            @Described("The same in words") String meaning,

            @Described("The number of bars where it is left out; null where it must be there") @JsonProperty("default")
            Integer defaultValue) {}

    private static FunctionView view(Function function) {
        return new FunctionView(
                function.name(),
                function.signature(),
                function.arguments().stream()
                        .map(argument -> new ArgumentView(
                                argument.name(),
                                argument.kind().name().toLowerCase(Locale.ROOT),
                                argument.kind().text(),
                                argument.fallback()))
                        .toList(),
                function.result().name().toLowerCase(Locale.ROOT),
                function.meaning(),
                function.warmup().text(),
                function.source());
    }
}
