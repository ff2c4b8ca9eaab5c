package dev.quarry.launcher.reference;

import java.util.List;

/** The statements that give the runs in the temporary table {@code reference_run} their setups and places in grids. */
final class RunGrids {

    /** Without statistics the plans for temporary tables are those for a handful of rows. */
    private static final String GROUPS = """
            create temporary table reference_group on commit drop as
            select row_number() over () as grp, g.* from (
                select distinct exchange, symbol, timeframe, start_ts, end_ts, keys from reference_run where fault is null) g;
            analyze reference_group;
            update reference_run r set grp = g.grp from reference_group g
            where r.fault is null and (r.exchange, r.symbol, r.timeframe, r.start_ts, r.end_ts, r.keys)
                = (g.exchange, g.symbol, g.timeframe, g.start_ts, g.end_ts, g.keys);
            create temporary table reference_part on commit drop as
            select r.hash, r.grp, e.place, e.key, e.value::text as value,
                case when json_typeof(e.value) = 'number' then e.value::text::numeric end as number
            from reference_run r, json_each(r.params) with ordinality as e (key, value, place)
            where r.fault is null;
            analyze reference_part;
            create temporary table reference_value on commit drop as
            select grp, place, key, value, dense_rank() over (partition by grp, place order by number, value) - 1 as choice
            from (select distinct grp, place, key, value, number from reference_part) v;
            analyze reference_value;
            create temporary table reference_key on commit drop as
            select grp, place, count(*) as size,
                to_json(min(key))::text || ': [' || string_agg(value, ', ' order by choice) || ']' as entry
            from reference_value group by 1, 2;
            create index on reference_key (grp);
            analyze reference_key
            """;

    private static final String SETUPS = """
            create temporary table reference_grid on commit drop as
            select g.*, coalesce(k.product, 1) as product, coalesce(k.grid, '{}') as grid,
                'reference-' || md5(concat_ws(' ', exchange, symbol, timeframe, start_ts, end_ts, coalesce(k.grid, '{}'))) as digest
            from reference_group g left join (
                select grp, pg_temp.reference_product(size) as product,
                    '{' || string_agg(entry, ', ' order by place) || '}' as grid
                from reference_key group by 1) k using (grp);
            delete from reference_grid where product >= 9e18;
            analyze reference_grid;
            with made as (
                insert into backtest_setup (job_id, exchange, symbol, timeframe, start_ts, end_ts, base_params, grid,
                    data_digest, engine_version)
                select 0, exchange, symbol, timeframe, start_ts, end_ts, '{}', grid::json, digest, 'reference'
                from reference_grid
                on conflict on constraint backtest_setup_once_per_job do update set job_id = excluded.job_id
                returning id, data_digest)
            update reference_run r set setup_id = m.id, grid_index = 0
            from reference_grid g join made m on m.data_digest = g.digest where r.grp = g.grp;
            with strides as (
                select s.grp, s.place, coalesce(
                    (select pg_temp.reference_product(l.size) from reference_key l where l.grp = s.grp and l.place > s.place),
                    1) as stride
                from reference_key s join reference_grid g using (grp)),
            places as (
                select p.hash, sum(v.choice * s.stride) as place
                from reference_part p join reference_value v using (grp, place, value) join strides s using (grp, place)
                group by 1)
            update reference_run r set grid_index = p.place from places p where p.hash = r.hash
            """;

    /** Runs whose common grid would have more places than can be numbered get setups of their own. */
    private static final String SETUPS_OF_THEIR_OWN = """
            with alone as (
                insert into backtest_setup (job_id, exchange, symbol, timeframe, start_ts, end_ts, base_params, grid,
                    data_digest, engine_version)
                select 0, exchange, symbol, timeframe, start_ts, end_ts, '{}', (
                        select ('{' || string_agg(to_json(key)::text || ': [' || value::text || ']', ', ' order by place) || '}')::json
                        from json_each(params) with ordinality as e (key, value, place)),
                    'reference-' || params_hash, 'reference'
                from reference_run where fault is null and setup_id is null
                on conflict on constraint backtest_setup_once_per_job do update set job_id = excluded.job_id
                returning id, data_digest)
            update reference_run r set setup_id = a.id, grid_index = 0 from alone a
            where r.fault is null and r.setup_id is null and a.data_digest = 'reference-' || r.params_hash
            """;

    /** The statements, in the order in which they are run. */
    static final List<String> STATEMENTS = List.of(GROUPS, SETUPS, SETUPS_OF_THEIR_OWN);

    private RunGrids() {}
}
