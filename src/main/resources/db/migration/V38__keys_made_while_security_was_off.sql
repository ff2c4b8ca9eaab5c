-- Whoever reached the port could make a key while security was off. Such keys are told apart, since they stay valid when it is
-- turned on. The audit knows which they are; nodes of the version before do not say, so theirs count as made with security on.
alter table api_key add column made_while_off boolean not null default false;
update api_key k set made_while_off = true
where exists (
    select from audit_event a
    where a.caller = 'anonymous' and a.action like 'POST /v1/keys%'
        and k.created_at >= a.at and k.created_at < a.at + interval '10 seconds');
