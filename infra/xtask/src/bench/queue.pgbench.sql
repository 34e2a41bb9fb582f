-- A delivery's two durable transactions without the delivery: take the first of a queue under a lease, then finish it. What is finished
-- goes to the end of its queue, so that none runs dry.
begin;
select id from bench_queue where queue = :client_id and state = 'queued' order by place limit 1 for update skip locked \gset
update bench_queue set attempts = attempts + 1, lease = gen_random_uuid(), at = now() where id = :id;
commit;
begin;
update bench_queue set place = nextval('bench_queue_place_seq'), attempts = 0, lease = null, at = now() where id = :id and lease is not null;
commit;
