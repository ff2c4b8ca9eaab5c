-- Level, message, id, token.
insert into job_event (job_id, level, message)
select id, ?, ? from job where id = ? and state = 'running' and fencing_token = ? for update
