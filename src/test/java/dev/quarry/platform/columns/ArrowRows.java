package dev.quarry.platform.columns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.Text;

/**
 * What the reader of Apache finds in an Arrow stream.
 *
 * @param rows values by the names of their columns
 */
public record ArrowRows(Schema schema, List<Map<String, Object>> rows) {

    /** Reads a whole stream. */
    public static ArrowRows read(byte[] bytes) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(new ByteArrayInputStream(bytes), allocator)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            while (reader.loadNextBatch()) {
                int before = rows.size();
                for (int row = 0; row < root.getRowCount(); row++) {
                    rows.add(new LinkedHashMap<>());
                }
                for (FieldVector vector : root.getFieldVectors()) {
                    DictionaryEncoding encoding = vector.getField().getDictionary();
                    FieldVector decoded = encoding == null
                            ? vector
                            : (FieldVector) DictionaryEncoder.decode(vector, reader.lookup(encoding.getId()));
                    for (int row = 0; row < root.getRowCount(); row++) {
                        Object value = decoded.getObject(row);
                        rows.get(before + row).put(vector.getName(), value instanceof Text ? value.toString() : value);
                    }
                    if (decoded != vector) {
                        decoded.close();
                    }
                }
            }
            return new ArrowRows(root.getSchema(), rows);
        }
    }
}
