-- Where a job can be watched from outside while it runs, such as a page of Spark's; the event that says so carries it.
alter table job_event add column link text;
