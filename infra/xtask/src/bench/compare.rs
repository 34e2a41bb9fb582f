//! What is compared with what.

use embedded_postgres::EmbeddedPostgres;
use serde_json::{Value, json};

use super::Bench;
use super::contest::{Contender, Row, hold};
use super::load::{Shot, fire, once};
use super::peer::Peer;
use super::pgbench::Script;
use super::recording::{Fresh, record};
use super::server::{self, Server};
use crate::progress::step;
use crate::{Failure, Result};

/// The county is a variable, as our own pages send it: what is kept of the answer then ends with that county's changes.
const PUBLIC_LIST: &str =
    "query($county: Int!) { pieces(county: $county, first: 20) { nodes { id title summary kind releasedAt } } }";
const PUBLIC_PIECE: &str =
    "query($county: Int!, $id: ID!) { piece(county: $county, id: $id) { id title summary blocks releasedAt } }";
const CONSOLE_LIST: &str =
    "{ articles(first: 20) { nodes { id title summary kind sensitivity state version updatedAt releasedAt } } }";
const DRAFT: &str = "mutation($input: ArticleInput!) { draftArticle(input: $input) { id version } }";

const PGBENCH: &str = "pgbench";
const STATIC: &str = "static handler";
/// As its command starts it, and as a machine of two cores would have it.
const PROCESSES: [(&str, usize); 2] = [("PostGraphile", 1), ("PostGraphile, two processes", 2)];

/// Every comparison, in the order of the table.
pub(super) fn all(bench: &Bench<'_>, postgres: &EmbeddedPostgres, server: &Server) -> Result<Vec<Row>> {
    let mut rows = step("公众列表 public list", || public_list(bench, postgres, server))?;
    rows.extend(step("公众稿件 public piece", || public_piece(bench, postgres, server))?);
    rows.extend(step("工作台列表 console list", || console_list(bench, postgres, server))?);
    rows.extend(step("新建草稿 draft", || draft(bench, postgres, server))?);
    Ok(rows)
}

/// Warm: one answer again and again. Cold: a variable the operation does not use makes every request a new one to the cache.
fn public_list(bench: &Bench<'_>, postgres: &EmbeddedPostgres, server: &Server) -> Result<Vec<Row>> {
    let warm = server.shot("public", &json!({ "query": PUBLIC_LIST, "variables": { "county": 411_325 } }));
    let cold = json!({ "query": PUBLIC_LIST, "variables": { "county": 411_325, "round": "%n" } });
    let cold = server.shot("public", &cold);
    let body = once(&warm)?.body;
    expect(&body, "/data/pieces/nodes", 20)?;
    let file = bench.folder().join("answer.json");
    std::fs::write(&file, &body)?;
    let (port, _handler) = server::fixed(bench.project, &file)?;
    let fixed = Shot { port, ..warm.clone() };
    let script = Script::write(bench.folder(), "public-list", &record(postgres, &cold, Fresh::Made)?)?;
    let what = "public list of 20, warm";
    let mut rows = hold(
        what,
        bench.pace(),
        vec![Contender::new("juzhen", |time| fire(&warm, time)), Contender::new(STATIC, |time| fire(&fixed, time))],
    )?;
    let what = "public list of 20, cold";
    rows.extend(hold(
        what,
        bench.pace(),
        vec![
            Contender::new("juzhen", |time| fire(&cold, time)),
            Contender::new(STATIC, |time| fire(&fixed, time)),
            Contender::new(PGBENCH, |time| script.run(postgres, time)),
        ],
    )?);
    Ok(rows)
}

/// Any of the county's pieces with its body, past the cache.
fn public_piece(bench: &Bench<'_>, postgres: &EmbeddedPostgres, server: &Server) -> Result<Vec<Row>> {
    let body = json!({ "query": PUBLIC_PIECE, "variables": { "county": 411_325, "id": "%p", "round": "%n" } });
    let shot = server.shot("public", &body);
    let script = record(postgres, &shot, Fresh::Piece(bench.size.county()))?;
    let script = Script::write(bench.folder(), "public-piece", &script)?;
    hold(
        "article by id with body, cold",
        bench.pace(),
        vec![
            Contender::new("juzhen", |time| fire(&shot, time)),
            Contender::new(PGBENCH, |time| script.run(postgres, time)),
        ],
    )
}

fn console_list(bench: &Bench<'_>, postgres: &EmbeddedPostgres, server: &Server) -> Result<Vec<Row>> {
    let shot = server.shot("console", &json!({ "query": CONSOLE_LIST }));
    let shot = Shot { headers: server.sign_in("desk.reviewer")?, ..shot };
    expect(&once(&shot)?.body, "/data/articles/nodes", 20)?;
    let script = Script::write(bench.folder(), "console-list", &record(postgres, &shot, Fresh::Made)?)?;
    let peers = if bench.peers { PROCESSES.to_vec() } else { Vec::new() };
    let peers: Vec<(&str, Peer)> = peers
        .into_iter()
        .map(|(name, processes)| Ok((name, Peer::start(bench.project, postgres, processes)?)))
        .collect::<Result<_>>()?;
    let mut contenders = vec![
        Contender::new("juzhen", |time| fire(&shot, time)),
        Contender::new(PGBENCH, |time| script.run(postgres, time)),
    ];
    for (name, peer) in &peers {
        contenders.push(Contender::new(name, |time| fire(&peer.list(), time)));
    }
    hold("console list of 20", bench.pace(), contenders)
}

fn draft(bench: &Bench<'_>, postgres: &EmbeddedPostgres, server: &Server) -> Result<Vec<Row>> {
    let text = "各乡镇各部门按照部署推进重点工作，群众反映良好。".repeat(20);
    let input = json!({ "title": "测试稿件", "summary": "摘要", "kind": "NEWS", "sensitivity": "PLAIN", "origin": "ORIGINAL",
        "emergency": false, "topics": [], "blocks": [{ "type": "paragraph", "spans": [{ "text": text }] }] });
    let shot = server.shot("console", &json!({ "query": DRAFT, "variables": { "input": input } }));
    let shot = Shot { headers: server.sign_in("health.editor")?, ..shot };
    let script = Script::write(bench.folder(), "draft", &record(postgres, &shot, Fresh::Made)?)?;
    hold(
        "draft created, durable",
        bench.pace(),
        vec![
            Contender::new("juzhen", |time| fire(&shot, time)),
            Contender::new(PGBENCH, |time| script.run(postgres, time)),
        ],
    )
}

/// What is compared must be an answer of the size we speak of.
pub(super) fn expect(body: &[u8], pointer: &str, count: usize) -> Result {
    let body: Value = serde_json::from_slice(body)?;
    let found = body.pointer(pointer).and_then(Value::as_array).map_or(0, Vec::len);
    if found == count { Ok(()) } else { Err(Failure::said(format!("{found} of {count} at {pointer}: {body}"))) }
}
