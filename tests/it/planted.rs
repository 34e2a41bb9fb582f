//! Something planted, and looked for wherever it might show: as it is, and as programs write what they hold.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use sqlx::{AssertSqlSafe, PgConnection};

use crate::county::Fault;

/// Names every place whose words show something planted.
pub(crate) struct Search {
    planted: Vec<(String, Vec<String>)>,
    pub(crate) found: Vec<String>,
}

impl Search {
    pub(crate) fn of(planted: &[&str]) -> Self {
        let planted = planted.iter().map(|one| ((*one).to_owned(), forms(one))).collect();
        Self { planted, found: Vec::new() }
    }

    pub(crate) fn look(&mut self, place: &str, words: &str) {
        assert!(!words.is_empty(), "nothing was looked through at {place}");
        for (one, forms) in &self.planted {
            for form in forms.iter().filter(|form| words.contains(form.as_str())) {
                self.found.push(format!("{place} shows {one} as {form}"));
            }
        }
    }

    /// Every row of every table, as a dump holds it.
    pub(crate) async fn dump(&mut self, all: &mut PgConnection) -> Result<(), Fault> {
        let tables = "select relname::text from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace";
        let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut *all).await?;
        assert!(40 < tables.len() && tables.contains(&"kept".to_owned()), "{tables:?}");
        for table in tables {
            let rows = AssertSqlSafe(format!("select 'dump' || coalesce(string_agg(t::text, ' '), '') from {table} t"));
            let text: String = sqlx::query_scalar(rows).fetch_one(&mut *all).await?;
            self.look(&format!("the table {table}"), &text);
        }
        Ok(())
    }
}

/// The ways in which text shows: plain, in hex, in a URL, as a list of bytes, and in base64 wherever in its text it stands.
fn forms(text: &str) -> Vec<String> {
    let bytes: Vec<String> = text.bytes().map(|byte| byte.to_string()).collect();
    let mut forms = vec![
        text.to_owned(),
        hex::encode(text),
        hex::encode_upper(text),
        bytes.join(", "),
        in_a_url(text),
        serde_json::Value::from(text).to_string().trim_matches('"').to_owned(),
    ];
    for before in 0..3 {
        // The letters at both ends are made of neighbours too.
        let written = ["x".repeat(before).as_bytes(), text.as_bytes()].concat();
        let own = (before * 8).div_ceil(6)..written.len() * 8 / 6;
        for encoded in [STANDARD_NO_PAD.encode(&written), URL_SAFE_NO_PAD.encode(&written)] {
            forms.push(encoded[own.clone()].to_owned());
        }
    }
    forms.sort();
    forms.dedup();
    forms
}

fn in_a_url(text: &str) -> String {
    let url = reqwest::Url::parse_with_params("http://a/", [("", text)]).unwrap();
    url.query().unwrap_or_default().trim_start_matches('=').to_owned()
}

/// Keeps a copy of every row that ever came into these tables, out of which rows go again: events and jobs.
pub(crate) async fn keep(all: &mut PgConnection, tables: &[&str]) -> Result<(), Fault> {
    for statement in [
        "create table kept (words text)",
        "create function keep() returns trigger language plpgsql security definer set search_path = public as
         $$ begin insert into kept values (new::text); return new; end $$",
    ] {
        sqlx::query(statement).execute(&mut *all).await?;
    }
    for table in tables {
        let statement = format!(
            "create trigger keep_{table} before insert or update on {table} for each row execute function keep()"
        );
        sqlx::query(AssertSqlSafe(statement)).execute(&mut *all).await?;
    }
    Ok(())
}

#[test]
fn what_is_planted_is_found_in_every_form() {
    let text = "Zq8/Mark+7";
    for shown in [
        "... Zq8/Mark+7 ...".to_owned(),
        format!("\\x{}", hex::encode("{\"secret\":\"Zq8/Mark+7\"}")),
        "access?secret=Zq8%2FMark%2B7&".to_owned(),
        format!("{:?}", text.as_bytes()),
        STANDARD_NO_PAD.encode("Zq8/Mark+7"),
        STANDARD_NO_PAD.encode("a Zq8/Mark+7 b"),
        URL_SAFE_NO_PAD.encode(" Zq8/Mark+7  "),
    ] {
        let mut search = Search::of(&[text]);
        search.look("here", &shown);
        assert!(!search.found.is_empty(), "{shown}");
    }
}
