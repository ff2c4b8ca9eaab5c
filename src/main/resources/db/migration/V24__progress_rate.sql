-- How fast the running attempt is, in units of its progress a second, as of its last heartbeat; null while unknown. What an
-- earlier attempt left is older than started_at and not shown.
alter table job add column progress_rate double precision;
