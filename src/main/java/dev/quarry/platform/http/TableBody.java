package dev.quarry.platform.http;

import dev.quarry.platform.columns.ColumnFormat;
import dev.quarry.platform.columns.TableWriter;
import dev.quarry.platform.problem.ProblemException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Locale;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Writes tables in the format of the answer's media type. */
@Provider
@Produces({ColumnFormat.CSV_TYPE, ColumnFormat.ARROW_TYPE, ColumnFormat.PARQUET_TYPE})
public class TableBody implements MessageBodyWriter<TableAnswer> {

    private static final Logger LOG = Logger.getLogger(TableBody.class.getName());
    private static final int BLOCK = 1 << 16;

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == TableAnswer.class && format(mediaType) != null;
    }

    private static ColumnFormat format(MediaType mediaType) {
        return ColumnFormat.ofType(String.format(Locale.ROOT, "%s/%s", mediaType.getType(), mediaType.getSubtype()))
                .orElse(null);
    }

    @Override
    public void writeTo(
            TableAnswer answer,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream body)
            throws IOException {
        ColumnFormat format = format(mediaType);
        headers.putSingle(
                HttpHeaders.CONTENT_DISPOSITION,
                String.format(Locale.ROOT, "attachment; filename=\"%s.%s\"", answer.name(), format.ending()));
        headers.putSingle(
                HttpHeaders.CONTENT_TYPE,
                format == ColumnFormat.CSV ? ColumnFormat.CSV_TYPE + ";charset=UTF-8" : format.mediaType());
        TableAnswer.begun();
        try {
            write(answer, format, new BufferedOutputStream(body, BLOCK));
        } finally {
            TableAnswer.over();
        }
    }

    private static void write(TableAnswer answer, ColumnFormat format, OutputStream out) throws IOException {
        TableWriter rows = new TableWriter(answer.table(), format, out);
        try {
            answer.rows().writeTo(rows);
            rows.end();
        } catch (RuntimeException e) {
            rows.breakOff(reason(e));
        }
        out.flush();
    }

    /** The status was sent: what would be a problem's sentence otherwise stands where the rows end. */
    private static String reason(RuntimeException e) {
        if (e instanceof ProblemException problem) {
            LOG.log(Level.INFO, "A table was broken off: {0}", problem.getMessage());
            return problem.getMessage();
        }
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.log(Level.SEVERE, "A table was broken off, reference " + reference, e);
        return "Something went wrong; the log has it under " + reference;
    }
}
