-- The W3C trace that asked for the job, as the header's value; null without one. A node of the version before neither
-- writes nor reads it, so both may run side by side.
alter table job add column trace_parent text;
