-- A capital M has come to mean months, which are refused. Schedules and watches that were made before and wrote minutes so
-- go on meaning minutes; nodes of the version before read both spellings alike.
update schedule
set payload = regexp_replace(payload, '("timeframe":\s*"\s*(?:1|3|5|15|30))M(\s*")', '\1m\2', 'g')
where payload ~ '"timeframe":\s*"\s*(1|3|5|15|30)M\s*"';
