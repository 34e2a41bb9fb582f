//! I1 by operation: every operation of the three schemas is asked by nobody, and by people of every role who name rows of
//! another county. The cases come from the printed schemas, so an operation without one fails.
#![expect(clippy::indexing_slicing, clippy::panic, reason = "a piece that is missing fails the test")]

mod ask;
mod case;
mod document;
mod names;
mod planted;
mod reach;

use std::collections::BTreeSet;

use serde_json::json;
use sqlx::PgConnection;
use tests::{App, HENAN, NEIXIANG, Session, Surface, World, XIXIA};

use ask::{Said, Until, ask};
use case::{Case, filled};
use document::{Given, Operation, Sdl};
use planted::{HUBEI, Side, belongings, checksums, plant, plant_province, plant_token};

/// Answered without a session, and why.
const OPEN: [(&str, &str); 8] = [
    ("console signIn", "is how one gets a session; a wrong password is UNAUTHENTICATED and opens nothing"),
    ("console signOut", "leaves a browser without a session whether it had one or not"),
    ("console counties", "the sign-in page lists where one can sign in"),
    ("console me", "is null, which is how a page learns that nobody is signed in"),
    ("oversight signIn", "as at the console"),
    ("oversight signOut", "as at the console"),
    ("oversight regions", "as `counties` at the console"),
    ("oversight me", "as at the console"),
];

fn sdl(surface: Surface) -> Sdl {
    Sdl::read(match surface {
        Surface::Console => include_str!("../../schema/console.graphql"),
        Surface::Public => include_str!("../../schema/public.graphql"),
        Surface::Oversight => include_str!("../../schema/oversight.graphql"),
    })
}

/// Two counties full of rows and a gateway; nothing moves by itself.
async fn stage(world: &World) -> (App, PgConnection) {
    let mut app = world.serve().await;
    app.worker.kill();
    let mut conn = world.all_seeing().await;
    plant(&mut conn, NEIXIANG, "health").await;
    plant(&mut conn, XIXIA, "forestry").await;
    plant_province(&mut conn).await;
    plant_token(&mut conn, HENAN, "sheng.overseer").await;
    (app, conn)
}

#[test]
fn i1_what_names_a_row_is_listed_and_what_is_listed_is_there() {
    let schemas = Surface::ALL.map(sdl);
    for sdl in &schemas {
        for operation in sdl.operations() {
            names::of(&operation, sdl);
        }
    }
    assert_eq!(names::stale(&schemas), Vec::<String>::new());
}

#[tokio::test]
async fn i1_without_a_session_nothing_is_answered_but_what_is_meant_to_be() {
    let world = World::new().await;
    let (app, mut conn) = stage(&world).await;
    let mut used = BTreeSet::new();
    for (surface, word) in [(Surface::Console, "console"), (Surface::Oversight, "oversight")] {
        for session in nobodies(&app, surface, &mut conn).await {
            for open in unasked(&session, surface, &mut conn).await {
                used.insert(format!("{word} {open}"));
            }
        }
    }
    let open: BTreeSet<String> = OPEN.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(used, open, "answered without a session, and what OPEN allows");
}

/// Nobody, in each of the ways of being nobody: without anything, with a cookie that is none, with a token that has expired.
async fn nobodies(app: &App, surface: Surface, conn: &mut PgConnection) -> Vec<Session> {
    let nobody = app.anonymous(surface);
    let cookie = format!("juzhen_session={HENAN}.00000000-0000-7000-8000-000000000000.x");
    let (mut forged, mut expired) = (nobody.clone(), nobody.clone());
    (forged.cookie, forged.csrf) = (cookie, "x".to_owned());
    expired.token = token(app, "\"board:read\", \"released:read\"").await;
    let sql = "update api_token set expires_at = now() where county_id = $1";
    sqlx::query(sql).bind(HENAN).execute(conn).await.unwrap();
    vec![nobody, forged, expired]
}

/// A new token of the province's overseer.
async fn token(app: &App, scopes: &str) -> String {
    let create = format!("mutation {{ createToken(name: \"x\", scopes: [{scopes}], days: 1) {{ token }} }}");
    app.oversee().await.gql(&create, json!({})).await.text("/createToken/token")
}

/// Asks everything of a surface; what does not want a session is returned, and holds nothing of the county.
async fn unasked(session: &Session, surface: Surface, conn: &mut PgConnection) -> Vec<String> {
    let side = Side::of(conn, NEIXIANG).await;
    let hidden = [format!("密{NEIXIANG}")];
    let mut open = Vec::new();
    for (operation, said) in everything(session, surface, &side, &hidden, conn).await {
        let name = operation.name.as_str();
        if name == "signIn" || !said.codes().contains(&"UNAUTHENTICATED") {
            open.push(name.to_owned());
        }
        assert!(said.is_empty(&operation) || ["signOut", "counties", "regions"].contains(&name), "{}", said.text());
    }
    open
}

/// Asks every operation with the names of this side; no answer may hold what is hidden.
async fn everything(
    session: &Session,
    surface: Surface,
    side: &Side,
    hidden: &[String],
    conn: &mut PgConnection,
) -> Vec<(Operation, Said)> {
    let sdl = sdl(surface);
    let mut heard = Vec::new();
    // The public's subscription has nothing to say until a ring.
    let until = if surface == Surface::Public { Until::Heard } else { Until::Silent };
    let rings = format!("{} publication.changed {}", side.place, side.id("released"));
    for operation in sdl.operations() {
        let document = filled(&sdl, &operation, Given::All, side, &|_, _| side);
        let said = ask(session, &operation, &document, conn, (until, &rings)).await;
        let text = said.text();
        assert!(said.fault().is_none(), "{} {:?}\n{document}", operation.name, said.fault());
        // Whoever was given a link sees its piece, and no other operation tells of it.
        let given = ["openPreview", "answerFactCheck"].contains(&operation.name.as_str());
        let leaked = hidden.iter().find(|belonging| !given && text.contains(*belonging));
        assert!(leaked.is_none(), "{} tells {leaked:?}: {text}", operation.name);
        heard.push((operation, said));
    }
    heard
}

/// What belongs to the county and is not shown: its ids but those of the rows, and its secrets.
async fn hidden(conn: &mut PgConnection, side: &Side, shown: &[&str]) -> Vec<String> {
    let shown: Vec<String> = shown.iter().map(|row| side.id(row).to_string()).collect();
    let mut hidden = belongings(conn, side.place).await;
    hidden.retain(|belonging| !shown.contains(belonging));
    hidden.push(format!("密{}", side.place));
    hidden
}

#[tokio::test]
async fn i1_no_operation_of_the_console_reaches_a_row_of_another_county() {
    let world = World::new().await;
    let (app, mut conn) = stage(&world).await;
    let callers = staff(&app, &mut conn).await;
    let own = Side::of(&mut conn, XIXIA).await;
    let case = Case::against(&mut conn, sdl(Surface::Console), own, NEIXIANG).await;
    let before = checksums(&mut conn, NEIXIANG).await;
    case.reaches_nothing(&callers, &mut conn).await;
    assert_eq!(checksums(&mut conn, NEIXIANG).await, before, "rows of the other county were touched");
    case.comes_through_at_home(&callers, &mut conn).await;
    assert_eq!(checksums(&mut conn, NEIXIANG).await, before, "rows of the other county were touched");
}

/// People of Xixia who together hold every role there is.
async fn staff(app: &App, conn: &mut PgConnection) -> Vec<Session> {
    let more = "insert into membership (county_id, id, person_id, role)
         select county_id, gen_random_uuid(), id, role from person, unnest(array['duty_officer', 'overseer']) role
         where county_id = $1 and login = 'publisher'";
    sqlx::query(more).bind(XIXIA).execute(&mut *conn).await.unwrap();
    // However slow the machine is, what was proved holds to the end.
    let minutes = "insert into county_setting (county_id, key, value) values ($1, 'second_factor.minutes', '60')";
    sqlx::query(minutes).bind(XIXIA).execute(&mut *conn).await.unwrap();
    let sql = "with held as (
           select county_id, person_id, upper(role) as role from membership where ended_at is null
           union select county_id, delegate_id, 'DELEGATE' from delegation d where delegation_holds(d, now()))
         select p.login, array_agg(h.role) from person p join held h on h.county_id = p.county_id and h.person_id = p.id
         where p.county_id = $1 and p.login not like 'planted.%' group by p.login order by p.login";
    let people: Vec<(String, Vec<String>)> = sqlx::query_as(sql).bind(XIXIA).fetch_all(conn).await.unwrap();
    let held: BTreeSet<&String> = people.iter().flat_map(|(_, roles)| roles).collect();
    let roles = sdl(Surface::Console).words("Role");
    assert_eq!(held, roles.iter().collect(), "people of Xixia hold every role");
    let mut sessions = Vec::new();
    for (login, roles) in people {
        let session = app.sign_in_at(XIXIA, &login).await;
        if roles.iter().any(|role| ["PRINCIPAL", "COUNTY_ADMIN", "SECURITY_ADMIN"].contains(&role.as_str())) {
            session.prove().await;
        }
        sessions.push(session);
    }
    sessions
}

#[tokio::test]
async fn i1_no_operation_of_one_countys_site_shows_another() {
    let world = World::new().await;
    let (app, mut conn) = stage(&world).await;
    let callers = [app.anonymous(Surface::Public)];
    let own = Side::of(&mut conn, XIXIA).await;
    let case = Case::against(&mut conn, sdl(Surface::Public), own, NEIXIANG).await;
    let before = checksums(&mut conn, NEIXIANG).await;
    case.reaches_nothing(&callers, &mut conn).await;
    case.comes_through_at_home(&callers, &mut conn).await;
    assert_eq!(checksums(&mut conn, NEIXIANG).await, before, "rows of the other county were touched");
}

#[tokio::test]
async fn i1_a_countys_site_shows_everyone_what_is_released_and_nothing_else() {
    let world = World::new().await;
    let (app, mut conn) = stage(&world).await;
    let side = Side::of(&mut conn, NEIXIANG).await;
    let hidden = hidden(&mut conn, &side, &["released", "column", "story"]).await;
    let nobody = app.anonymous(Surface::Public);
    let letter = format!("信{NEIXIANG}");
    for (operation, said) in everything(&nobody, Surface::Public, &side, &hidden, &mut conn).await {
        let (name, text) = (&operation.name, said.text());
        assert!(said.codes().is_empty() && !said.is_empty(&operation), "{name} {text}");
        // A letter is its writer's: the code that came with it opens it, and no other operation tells of it.
        assert!(name == "inquiryByCode" || !text.contains(&letter), "{name} {text}");
    }
}

#[tokio::test]
async fn i1_no_operation_of_the_board_reaches_a_county_that_granted_nothing() {
    let world = World::new().await;
    let (app, mut conn) = stage(&world).await;
    let mut callers = staff(&app, &mut conn).await;
    callers.iter_mut().for_each(|neighbour| neighbour.surface = Surface::Oversight);
    callers.push(app.oversee_from(HUBEI, "other.overseer").await);
    let own = Side::of(&mut conn, HUBEI).await;
    let case = Case::against(&mut conn, sdl(Surface::Oversight), own, NEIXIANG).await;
    let before = checksums(&mut conn, NEIXIANG).await;
    case.reaches_nothing(&callers, &mut conn).await;
    assert_eq!(checksums(&mut conn, NEIXIANG).await, before, "rows of the county were touched");
}

#[tokio::test]
async fn i1_a_granted_province_sees_figures_and_what_is_released_and_nothing_else() {
    let world = World::new().await;
    let (app, mut conn) = stage(&world).await;
    let overseer = app.oversee().await;
    let side = Side::of(&mut conn, NEIXIANG).await;
    let mut hidden = hidden(&mut conn, &side, &["released", "account"]).await;
    hidden.push(format!("信{NEIXIANG}"));
    everything(&overseer, Surface::Oversight, &side, &hidden, &mut conn).await;
    let mut own = Side::of(&mut conn, HENAN).await;
    own.place = NEIXIANG;
    let granted = Case::against(&mut conn, sdl(Surface::Oversight), own, HUBEI).await;
    granted.comes_through_at_home(&[app.oversee().await], &mut conn).await;
}

#[tokio::test]
async fn i1_a_token_reads_what_it_was_made_for_and_writes_nothing() {
    let world = World::new().await;
    let app = world.serve().await;
    let mut holder = app.anonymous(Surface::Oversight);
    holder.token = token(&app, "\"released:read\"").await;
    let said = holder.gql("{ board { computedAt } }", json!({})).await;
    assert_eq!((said.code(), said.reason()), (Some("FORBIDDEN"), Some("TOKEN_SCOPE")));
    assert_eq!(holder.gql("{ releasedPieces(first: 1) { nodes { title } } }", json!({})).await.code(), None);
    let mut conn = world.all_seeing().await;
    let side = Side::of(&mut conn, NEIXIANG).await;
    for (operation, said) in everything(&holder, Surface::Oversight, &side, &[], &mut conn).await {
        let expected: &[&str] = match (operation.kind, operation.name.as_str()) {
            ("mutation", "signIn") => &["UNAUTHENTICATED"],
            // There is no session to end, and nothing to forbid.
            ("mutation", "signOut") => &[],
            ("mutation", _) | (_, "board") => &["FORBIDDEN"],
            _ => &[],
        };
        assert_eq!(said.codes(), expected, "{} {}", operation.name, said.text());
    }
    holder.surface = Surface::Console;
    assert_eq!(holder.gql("{ columns { id } }", json!({})).await.code(), Some("UNAUTHENTICATED"));
}

#[tokio::test]
async fn a_session_without_its_proof_writes_nothing() {
    let world = World::new().await;
    let app = world.serve().await;
    let mut conn = world.all_seeing().await;
    let side = Side::of(&mut conn, NEIXIANG).await;
    let overseer = app.oversee().await;
    let admin = app.sign_in("admin").await;
    for mut session in [admin, overseer] {
        session.csrf = "x".to_owned();
        let heard = everything(&session, session.surface, &side, &[], &mut conn).await;
        for (operation, said) in heard.iter().filter(|(operation, _)| operation.kind == "mutation") {
            let expected = if operation.name == "signIn" { "UNAUTHENTICATED" } else { "FORBIDDEN" };
            assert_eq!(said.codes(), [expected], "{} {}", operation.name, said.text());
        }
    }
}
