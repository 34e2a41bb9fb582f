//! The wrong-tenant case of every operation of a surface, and its counterpart at home: the same request on rows of one's own
//! comes through, so a refusal tells of the tenant and of nothing else.

use std::cell::RefCell;
use std::collections::BTreeMap;

use sqlx::PgConnection;
use tests::Session;

use super::ask::{Said, Until, ask};
use super::document::{Given, Operation, Sdl};
use super::names::{self, Named};
use super::planted::{Side, belongings};

/// What may be said to someone who names a row of another county. CONFLICT is not among them: it would tell that the row exists.
const REFUSED: [&str; 4] = ["NOT_FOUND", "FORBIDDEN", "INVALID", "UNAUTHENTICATED"];

/// Not asked at home: what their code names is a place to sign in to, and a province.
const OF_OTHERS: [&str; 2] = ["signIn", "grantOversight"];

/// People of one side, and a county of which they may learn nothing.
pub(super) struct Case {
    sdl: Sdl,
    own: Side,
    other: Side,
    hidden: Vec<String>,
    public: [String; 2],
}

/// One document, and the paths in it that name something of the other county.
struct Attempt {
    document: String,
    reaching: Vec<String>,
}

/// The operation's document with every name on the side that `side` gives to its path.
pub(super) fn filled<'a>(
    sdl: &Sdl,
    operation: &Operation,
    given: Given,
    own: &Side,
    side: &dyn Fn(&str, Named) -> &'a Side,
) -> String {
    let named = names::of(operation, sdl);
    sdl.document(operation, given, &|path| {
        let (_, named) = named.iter().find(|(argument, _)| argument.path == path)?;
        Some(named.literal(own, side(path, *named)))
    })
}

impl Case {
    pub(super) async fn against(conn: &mut PgConnection, sdl: Sdl, own: Side, county: i32) -> Self {
        let mut hidden = belongings(conn, county).await;
        hidden.extend(["密", "信", "数", "公"].map(|mark| format!("{mark}{county}")));
        let other = Side::of(conn, county).await;
        let public = [other.id("column").to_string(), format!("公{county}")];
        Self { sdl, own, other, hidden, public }
    }

    /// Everything but the end of one's own session, which names nothing and would leave the caller outside.
    fn operations(&self) -> Vec<Operation> {
        self.sdl.operations().into_iter().filter(|operation| operation.name != "signOut").collect()
    }

    /// Asks everything, naming rows of the other county: all at once, and each alone among rows of one's own.
    pub(super) async fn reaches_nothing(&self, callers: &[Session], conn: &mut PgConnection) {
        let (mut reached, mut faults, rings) = (BTreeMap::new(), Vec::new(), rings(&self.other));
        for caller in callers {
            for operation in self.operations() {
                for attempt in self.attempts(&operation) {
                    let said = ask(caller, &operation, &attempt.document, conn, (Until::Silent, &rings)).await;
                    faults.extend(self.fault(&operation, &attempt, &said));
                    if !attempt.reaching.is_empty() {
                        let label = format!("{} {}", operation.name, attempt.reaching.join(" "));
                        *reached.entry(label).or_insert(false) |= attempt.reached(&operation, &said);
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        let early: Vec<_> = reached.iter().filter(|(_, reached)| !**reached).map(|(label, _)| label).collect();
        assert!(early.is_empty(), "nobody came as far as the row, so nothing is proved of {early:?}");
    }

    fn attempts(&self, operation: &Operation) -> Vec<Attempt> {
        let named = names::of(operation, &self.sdl);
        let reaching: Vec<_> = named.iter().filter(|(_, named)| named.reaches()).map(|(name, _)| &name.path).collect();
        let mut attempts = vec![self.attempt(operation, Given::All, &|_| true)];
        if 1 < reaching.len() {
            attempts.extend(reaching.iter().map(|alone| self.attempt(operation, Given::All, &|path| path == *alone)));
        }
        let bare = self.attempt(operation, Given::Required, &|_| true);
        if attempts.iter().all(|attempt| attempt.document != bare.document) {
            attempts.push(bare);
        }
        attempts
    }

    fn attempt(&self, operation: &Operation, given: Given, wrong: &dyn Fn(&str) -> bool) -> Attempt {
        let reaches = |path: &str, named: Named| named.reaches() && wrong(path);
        let reaching = RefCell::new(Vec::new());
        let document = filled(&self.sdl, operation, given, &self.own, &|path, named| {
            if !reaches(path, named) {
                return &self.own;
            }
            reaching.borrow_mut().push(path.to_owned());
            &self.other
        });
        Attempt { document, reaching: reaching.into_inner() }
    }

    /// What is wrong with an answer.
    fn fault(&self, operation: &Operation, attempt: &Attempt, said: &Said) -> Option<String> {
        let (text, codes) = (said.text(), said.codes());
        // The list of every county's site shows their columns, which are public.
        let listed = operation.name == "counties";
        let shown = |belonging: &String| listed && self.public.contains(belonging);
        let leaked = self.hidden.iter().find(|belonging| text.contains(*belonging) && !shown(belonging));
        let taken = !said.is_empty(operation) || !codes.iter().all(|code| REFUSED.contains(code));
        let what = if let Some(fault) = said.fault() {
            format!("fails: {fault}")
        } else if let Some(leaked) = leaked {
            format!("tells {leaked}: {text}")
        } else if 1 < said.count() {
            format!("rings for what changed in another county: {text}")
        } else if !attempt.reaching.is_empty() && taken {
            format!("takes a name of another county: {text}")
        } else {
            return None;
        };
        Some(format!("{} {what}\n    {}", operation.name, attempt.document))
    }

    /// Asks everything that names something, now of one's own.
    pub(super) async fn comes_through_at_home(&self, callers: &[Session], conn: &mut PgConnection) {
        let mut stuck = Vec::new();
        for operation in self.operations() {
            let asked = !names::of(&operation, &self.sdl).is_empty() && !OF_OTHERS.contains(&operation.name.as_str());
            if asked && let Err(refused) = self.comes_through(&operation, callers, conn).await {
                stuck.push(refused);
            }
        }
        assert!(stuck.is_empty(), "refused on rows of one's own, so nothing is proved of\n{}", stuck.join("\n"));
    }

    async fn comes_through(
        &self,
        operation: &Operation,
        callers: &[Session],
        conn: &mut PgConnection,
    ) -> Result<(), String> {
        let mut refused = operation.name.clone();
        let rings = rings(&self.own);
        for given in [Given::All, Given::Required] {
            let document = filled(&self.sdl, operation, given, &self.own, &|_, _| &self.own);
            for caller in callers {
                let said = ask(caller, operation, &document, conn, (Until::Heard, &rings)).await;
                assert!(said.fault().is_none(), "{}: {:?}\n{document}", operation.name, said.fault());
                match said.codes()[..] {
                    [] if !said.is_empty(operation) => return Ok(()),
                    // The row was found; it only stands elsewhere by now.
                    ["CONFLICT"] => return Ok(()),
                    ["FORBIDDEN"] => {}
                    _ => refused.push_str(&format!("\n    {}", said.text())),
                }
            }
        }
        Err(refused)
    }
}

impl Attempt {
    /// Whether it was the row that was not found, and not the right that was missing.
    fn reached(&self, operation: &Operation, said: &Said) -> bool {
        let codes = said.codes();
        codes.contains(&"NOT_FOUND")
            || (codes.is_empty() && said.is_empty(operation))
            || self.reaching.iter().any(|path| said.refuses(path))
            || (operation.name == "signIn" && codes == ["UNAUTHENTICATED"])
    }
}

/// What the doorbell says when everything of a county has changed.
fn rings(side: &Side) -> String {
    let rows = [
        ("publication.changed", "released"),
        ("article.changed", "draft"),
        ("release.changed", "release"),
        ("inquiry.changed", "inquiry"),
        ("work.changed", "step reviewed"),
    ];
    let line = |(kind, row)| format!("{} {kind} {}", side.place, side.id(row));
    rows.map(line).join("\n")
}
