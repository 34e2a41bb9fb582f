//! I1, asked of the database's own catalogue: no table, view or function opens a way around row security.

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

const LINT: &str = include_str!("../data/citus_ready_lint.sql");

/// What each query may not return, with the name it is known by.
const FORBIDDEN: [(&str, &str); 5] = [
    (
        "table of no tenant that is not known to hold nobody's data",
        "select c.relname::text from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
           and c.relname not in ('region', 'workday', 'deployment_pause', '_sqlx_migrations')
           and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'county_id' and not a.attisdropped)",
    ),
    (
        "tenant table without a policy",
        "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'county_id' and not a.attisdropped
         where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
           and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))",
    ),
    (
        "view that does not ask as its reader",
        "select c.relname::text from pg_class c where c.relkind in ('v', 'm') and c.relnamespace = 'public'::regnamespace
           and not coalesce('security_invoker=true' = any(c.reloptions), false)",
    ),
    (
        "function that runs as its owner",
        "select p.proname::text from pg_proc p where p.prosecdef and p.pronamespace = 'public'::regnamespace",
    ),
    (
        "table the application owns or may empty",
        "select c.relname::text from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
           and (pg_get_userbyid(c.relowner) = 'juzhen_app' or has_table_privilege('juzhen_app', c.oid, 'truncate'))",
    ),
];

async fn found(conn: &mut PgConnection) -> Vec<String> {
    let mut found = Vec::new();
    for (what, query) in FORBIDDEN {
        let names: Vec<String> = sqlx::query_scalar(query).fetch_all(&mut *conn).await.unwrap();
        found.extend(names.into_iter().map(|name| format!("{what}: {name}")));
    }
    let lint = LINT.replace(":'s'", "'public'");
    let rows: Vec<(String, String, String)> = sqlx::query_as(AssertSqlSafe(lint)).fetch_all(&mut *conn).await.unwrap();
    found.extend(rows.into_iter().map(|(what, table, detail)| format!("{what}: {table} {detail}")));
    found
}

#[tokio::test]
async fn i1_every_tenant_table_is_row_secured_and_ready_to_distribute() {
    let database = test_database::fresh().await.unwrap();
    let mut conn = PgConnection::connect(&database.admin_url()).await.unwrap();
    assert_eq!(found(&mut conn).await, Vec::<String>::new());
}

#[tokio::test]
async fn i1_a_dropped_policy_a_loose_view_and_a_loose_table_are_each_found() {
    let database = test_database::fresh().await.unwrap();
    let mut conn = PgConnection::connect(&database.admin_url()).await.unwrap();
    sqlx::raw_sql(
        "drop policy owner on article; drop policy matrix on article; drop policy co_signer on article;
         drop policy co_signing on article;
         drop policy holder on article; drop policy named on article; drop policy limited on article;
         create view loose as select * from article;
         create table loose_table (county_id int, id uuid);
         create table loose_list (id uuid primary key);
         alter table inquiry no force row level security",
    )
    .execute(&mut conn)
    .await
    .unwrap();
    let found = found(&mut conn).await.join("\n");
    for expected in [
        "without a policy: article",
        "its reader: loose",
        "without a policy: loose_table",
        "nobody's data: loose_list",
        "RLS not forced: inquiry",
    ] {
        assert!(found.contains(expected), "{expected} is missing from\n{found}");
    }
}

/// Where a table loses one policy of several, or one asks less than before, nothing above finds it: the whole list is held,
/// with what each predicate asks.
#[tokio::test]
async fn i1_the_policies_are_those_that_were_reviewed() {
    let database = test_database::fresh().await.unwrap();
    let mut conn = PgConnection::connect(&database.admin_url()).await.unwrap();
    let policies: Vec<String> = sqlx::query_scalar(
        "(select concat_ws(E'\\n  ', format('%s %s: %s %s to %s', tablename, policyname, lower(permissive), lower(cmd), array_to_string(roles, ' ')),
           'using ' || regexp_replace(qual, '\\s+', ' ', 'g'), 'check ' || regexp_replace(with_check, '\\s+', ' ', 'g'))
         from pg_policies where schemaname = 'public' order by tablename, policyname)
         union all
         (select concat_ws(E'\\n  ', proname || '(' || pg_get_function_identity_arguments(oid) || ')', btrim(regexp_replace(prosrc, '\\s+', ' ', 'g')))
         from pg_proc where pronamespace = 'public'::regnamespace and proname ~ '^(reaches_|current_|granted$)' order by 1)",
    )
    .fetch_all(&mut conn)
    .await
    .unwrap();
    insta::assert_snapshot!("policies", policies.join("\n"));
}

#[tokio::test]
async fn i1_a_connection_without_a_context_sees_no_row_of_any_tenant_table() {
    let database = test_database::fresh().await.unwrap();
    let mut admin = PgConnection::connect(&database.admin_url()).await.unwrap();
    sqlx::raw_sql(
        "insert into region (code, level, name, name_en) values (411325, 'county', '内乡县', 'Neixiang');
         insert into department (county_id, id, slug, name, name_en, kind) values (411325, gen_random_uuid(), 'xxgkb', '信息公开办', 'Desk', 'information_office')",
    )
    .execute(&mut admin)
    .await
    .unwrap();
    let tables: Vec<String> = sqlx::query_scalar(
        "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'county_id'
         where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace",
    )
    .fetch_all(&mut admin)
    .await
    .unwrap();
    let mut app = PgConnection::connect(&database.app_url()).await.unwrap();
    for table in &tables {
        let count = format!("select count(*) from {table}");
        let rows: i64 = sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(&mut app).await.unwrap();
        assert_eq!(rows, 0, "{table}");
    }
    assert!(20 < tables.len());
}
