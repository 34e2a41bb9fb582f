//! The same statements by `pgbench`: what the database gives without a server before it.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use embedded_postgres::{APP, DATABASE, EmbeddedPostgres};

use super::load::CONNECTIONS;
use crate::process::output;
use crate::{Failure, Result};

/// The context `TenantTx` sets, for someone of the county's desk.
const CONTEXT: &str =
    "begin;\nselect set_config('juzhen.county', '411325', true), set_config('juzhen.reach', 'county', true);\n";

/// The console's list of 20, as `content` asks for it.
pub(super) const LIST: &str = "select id, department_id, author_id, writers, title, summary, kind, sensitivity, origin, emergency, \
    column_id, topics, source_id, source_url, cover_media_id, version, state, revision_count, created_at, updated_at, released_at \
    from article where county_id = 411325 order by updated_at desc, id desc limit 21;\ncommit;\n";

/// What a new draft writes: the article, its event, its audit row.
pub(super) const DRAFT: &str = "insert into article (county_id, id, department_id, author_id, writers, title, summary, blocks, \
    kind, created_at, updated_at) select 411325, gen_random_uuid(), d.id, p.id, array[p.id], '测试', '', '[]', 'news', now(), now() \
    from (select id from department where county_id = 411325 and slug = 'health') d, \
    (select id from person where county_id = 411325 and login = 'health.editor') p;\n\
    insert into outbox (county_id, id, kind, subject_id) values (411325, gen_random_uuid(), 'article.changed', gen_random_uuid());\n\
    select audit_append(411325, jsonb_build_array(jsonb_build_object('at', now(), 'actor_name', 'bench', 'path', 'console', \
    'action', 'article.create', 'subject_kind', 'article', 'subject_id', gen_random_uuid(), 'detail', '{}')));\ncommit;\n";

/// Transactions a second over all connections.
pub(super) fn run(postgres: &EmbeddedPostgres, folder: &Path, script: &str, time: Duration) -> Result<f64> {
    let file = folder.join("bench.sql");
    std::fs::write(&file, format!("{CONTEXT}{script}"))?;
    let connections = CONNECTIONS.to_string();
    let mut pgbench = Command::new(postgres.binaries().program("pgbench"));
    pgbench.args(["-n", "-M", "prepared", "-j", "2", "-c", &connections, "-T", &time.as_secs().to_string(), "-f"]);
    let said = output(pgbench.arg(&file).arg(postgres.url(APP, DATABASE)))?;
    said.lines()
        .find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok())
        .ok_or_else(|| Failure::said(format!("pgbench told no figure: {said}")))
}
