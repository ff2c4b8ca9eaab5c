-- One job, as JPA stored it: type, lane, payload, max attempts.
insert into job (id, job_type, lane, priority, payload, max_attempts, timeout_seconds, unique_key, concurrency_key)
values (nextval('job_id_seq'), ?, ?, 0, ?, ?, null, null, null)
returning id
