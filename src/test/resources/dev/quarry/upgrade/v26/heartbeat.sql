-- Lease in seconds, current, total, message, rate, id, token.
update job
set lease_until = now() + make_interval(secs => ?), heartbeat_at = now(),
    progress_current = ?, progress_total = ?, progress_message = ?, progress_rate = ?
where id = ? and state = 'running' and fencing_token = ?
