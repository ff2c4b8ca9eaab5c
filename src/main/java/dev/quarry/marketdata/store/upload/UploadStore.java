package dev.quarry.marketdata.store.upload;

import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Uploaded files, kept in the database so that any node can run their job. The content is deleted by the transaction
 * that stores its prices; a file whose job never succeeded is deleted after a week.
 */
@ApplicationScoped
public class UploadStore {

    private static final int CHUNK_BYTES = 1 << 20;
    private static final int NAME_LENGTH = 200;

    private static final String FORGET_OLD = "delete from price_upload where created_at < now() - interval '7 days'";

    /** Finds a file; one whose size is not set yet is still being received. */
    private static final String FIND =
            "select id, name, bytes, job_id, result from price_upload where id = ? and bytes > 0";

    private final Database database;

    @Inject
    public UploadStore(Database database) {
        this.database = database;
    }

    /**
     * Receives a file, chunk by chunk.
     *
     * @param name its name at the sender
     * @return the upload; with 0 bytes, and not kept, when there is no content
     */
    public Upload receive(String name, InputStream content) throws IOException {
        database.update(FORGET_OLD);
        String shown = name.length() > NAME_LENGTH ? name.substring(0, NAME_LENGTH) : name;
        long id = database.query(
                        "insert into price_upload (name) values (?) returning id", row -> row.getLong(1), shown)
                .get(0);
        boolean received = false;
        try {
            long bytes = receiveChunks(id, content);
            database.update("update price_upload set bytes = ? where id = ?", bytes, id);
            received = bytes > 0;
            return new Upload(id, shown, bytes, null, null);
        } finally {
            if (!received) {
                delete(id);
            }
        }
    }

    private long receiveChunks(long id, InputStream content) throws IOException {
        byte[] buffer = new byte[CHUNK_BYTES];
        long bytes = 0;
        for (int position = 0; ; position++) {
            int filled = content.readNBytes(buffer, 0, buffer.length);
            if (filled == 0) {
                return bytes;
            }
            database.update(
                    "insert into price_upload_chunk (upload_id, position, content) values (?, ?, ?)",
                    id,
                    position,
                    filled == buffer.length ? buffer : Arrays.copyOf(buffer, filled));
            bytes += filled;
        }
    }

    /** The file of that id, once it is completely received; empty when there is none or it was deleted. */
    public Optional<Upload> find(long id) {
        return database.first(
                FIND,
                row -> new Upload(
                        row.getLong(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getObject(4, Long.class),
                        row.getString(5)),
                id);
    }

    /** The content, read chunk by chunk. */
    public InputStream open(long id) {
        return new ChunkStream(position -> database.first(
                "select content from price_upload_chunk where upload_id = ? and position = ?",
                row -> row.getBytes(1),
                id,
                position));
    }

    /** Records the job that stored the prices with its result, and deletes the content. In the caller's transaction. */
    public void finish(long id, long jobId, String result) {
        database.update("update price_upload set job_id = ?, result = ? where id = ?", jobId, result, id);
        database.update("delete from price_upload_chunk where upload_id = ?", id);
    }

    /** Deletes the file. */
    public void delete(long id) {
        database.update("delete from price_upload where id = ?", id);
    }
}
