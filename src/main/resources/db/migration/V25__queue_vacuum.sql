-- Each job leaves dead rows and index entries when it is claimed and when it ends. A vacuum that waits for a fifth of a large
-- table comes too late for the index by which the next job is found.
alter table job set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000);
