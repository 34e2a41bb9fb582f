//! Put together what a form says: everything that was said on an approved piece, with every name looked up.

use std::collections::HashMap;

use content::Revision;
use forms::{Form, Found, Gate, Look, Step, Taken, Word};
use platform::{PersonId, TenantTx};
use tenancy::{Action, Actor, Scope, person, region};
use uuid::Uuid;

use super::{Issued, PrintError, VerificationCode, store, words};
use crate::bridge::Receipt;
use crate::debt::DebtState;
use crate::{Case, CaseId, CaseState, Sheet, StepId, Verdict, rule};

/// What a form says, all but its code, with the one that was issued last.
#[derive(Clone, Debug)]
pub struct Composed {
    pub(super) case: Case,
    pub(super) form: Form,
    /// The one that stands, if it was printed before.
    pub standing: Option<Issued>,
    sheet: forms::Sheet,
}

impl Composed {
    /// Which form.
    #[must_use]
    pub fn form(&self) -> Form {
        self.form
    }

    /// The piece's title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.sheet.title
    }

    /// The form under a code, to be set.
    #[must_use]
    pub fn under(&self, code: VerificationCode, public_url: &str, county: i32) -> forms::Sheet {
        let address = format!("{public_url}/s/{county}/verify/{}", code.compact());
        forms::Sheet { code: code.to_string(), address, ..self.sheet.clone() }
    }
}

/// The form of an approved case.
///
/// # Errors
/// When the actor may not read the case, or it is not approved.
pub async fn compose(tx: &mut TenantTx, actor: &Actor, case: CaseId, form: Form) -> Result<Composed, PrintError> {
    actor.require(Action::ReviewRead, Scope::Any)?;
    let case = crate::find(tx, case).await?.ok_or(PrintError::NotFound)?;
    let approved_at = case.closed_at.filter(|_| case.state == CaseState::Approved).ok_or(PrintError::NotApproved)?;
    let revision = content::revision::by_ids(tx, &[case.revision]).await?.pop().ok_or(PrintError::NotFound)?;
    let said = crate::sheets(tx, std::slice::from_ref(&case)).await?.pop().ok_or(PrintError::NotFound)?;
    let names = Names::of(tx, &said, &revision).await?;
    let steps: Vec<StepId> = said.steps.iter().map(|step| step.id).collect();
    let came = crate::bridge::receipts_of_steps(tx, &steps).await?;
    let county = region::find(tx, tx.county()).await?.map(|region| region.name).unwrap_or_default();
    let departments = region::departments(tx).await?;
    let department = departments.into_iter().find(|known| known.id == case.department).map(|known| known.name);
    let rule = rule::titles(tx, &[case.rule]).await?.pop().map(|(_, title)| title).unwrap_or_default();
    let standing = store::standing(tx, case.id, form).await?;
    let sheet = forms::Sheet {
        county,
        department: department.unwrap_or_else(|| "—".to_owned()),
        writers: case.writers.iter().map(|writer| names.of_person(*writer)).collect(),
        class: words::class(&revision),
        characters: content::render::text(&revision.blocks).chars().filter(|c| !c.is_whitespace()).count(),
        number: revision.number,
        submitted_by: names.of_person(revision.submitted_by),
        submitted_at: words::moment(revision.submitted_at),
        rule: format!("{rule} 第 {} 版", case.rule_version),
        digest: case.digest.to_string(),
        approved_at: words::moment(approved_at),
        gates: words::GATES.into_iter().map(|gate| gate_of(&said, gate, &names)).collect(),
        steps: said.steps.iter().map(|step| step_of(&said, step, &names, &came)).collect(),
        taken: taken_of(&said, &names),
        title: revision.title,
        code: String::new(),
        address: String::new(),
    };
    Ok(Composed { case, form, standing, sheet })
}

/// The names of everyone on a form.
struct Names(HashMap<PersonId, String>);

impl Names {
    async fn of(tx: &mut TenantTx, said: &Sheet, revision: &Revision) -> Result<Self, PrintError> {
        let mut ids: Vec<Uuid> = said.case.writers.iter().map(|id| id.0).collect();
        ids.push(revision.submitted_by.0);
        ids.extend(said.verdicts.iter().map(|verdict| verdict.person.0));
        ids.extend(said.decisions.iter().map(|decision| decision.person.0));
        ids.extend(said.decisions.iter().filter_map(|decision| decision.delegated).map(|(_, principal)| principal.0));
        ids.extend(said.taken.iter().map(|taken| taken.person.0));
        ids.extend(said.debt.iter().filter_map(|debt| debt.settled_by).map(|person| person.0));
        ids.sort_unstable();
        ids.dedup();
        let people = person::find_many(tx, &ids).await?;
        Ok(Self(people.into_iter().map(|person| (person.id, person.name)).collect()))
    }

    fn of_person(&self, id: PersonId) -> String {
        self.0.get(&id).cloned().unwrap_or_else(|| "—".to_owned())
    }
}

fn gate_of(said: &Sheet, gate: crate::Gate, names: &Names) -> Gate {
    let looks = said.verdicts.iter().filter(|verdict| verdict.gate == gate).map(|verdict| Look {
        step: said.steps.iter().find(|step| step.id == verdict.step).map(|step| step.name.clone()).unwrap_or_default(),
        word: Word {
            person: names.of_person(verdict.person),
            right: String::new(),
            verdict: words::verdict(verdict.verdict).to_owned(),
            reason: verdict.reason.clone(),
            at: words::moment(verdict.decided_at),
        },
        findings: verdict
            .findings
            .iter()
            .map(|finding| Found { message: finding.message.clone(), accepted: verdict.verdict == Verdict::Pass })
            .collect(),
    });
    Gate { name: words::gate(gate).to_owned(), secrecy: gate == crate::Gate::Secrecy, looks: looks.collect() }
}

/// A step with its words; `came` are the decisions that an OA sent, with its name.
fn step_of(said: &Sheet, step: &crate::Step, names: &Names, came: &[(String, Receipt)]) -> Step {
    let through = |person| {
        let own = |(_, receipt): &&(String, Receipt)| receipt.step == Some(step.id) && receipt.person == Some(person);
        came.iter().find(own).map_or_else(String::new, |(oa, _)| format!("经{oa}"))
    };
    let words = said.decisions.iter().filter(|decision| decision.step == step.id).map(|decision| Word {
        person: names.of_person(decision.person),
        right: match (decision.delegated, decision.by_override) {
            (Some((_, principal)), _) => format!("受{}委托", names.of_person(principal)),
            (None, Some(_)) => "紧急越步".to_owned(),
            (None, None) => through(decision.person),
        },
        verdict: words::decision(decision.decision).to_owned(),
        reason: decision.reason.clone(),
        at: words::moment(decision.decided_at),
    });
    Step {
        name: step.name.clone(),
        role: words::role(step.role).to_owned(),
        sign_off: step.sign_off,
        words: words.collect(),
    }
}

fn taken_of(said: &Sheet, names: &Names) -> Option<Taken> {
    let taken = said.taken.as_ref()?;
    let word = Word {
        person: names.of_person(taken.person),
        right: String::new(),
        verdict: "越步".to_owned(),
        reason: taken.reason.clone(),
        at: words::moment(taken.taken_at),
    };
    let debt = said.debt.as_ref().map_or_else(String::new, |debt| {
        let by = debt.settled_by.map(|person| names.of_person(person)).unwrap_or_default();
        let at = debt.settled_at.map(words::time).unwrap_or_default();
        match debt.state {
            DebtState::Open => format!("待补审，应于 {} 前由另一人补审", words::time(debt.due_at)),
            DebtState::Upheld => format!("补审无异议：{by}　{at}　{}", debt.opinion),
            DebtState::Objected => format!("补审有异议：{by}　{at}　{}", debt.opinion),
        }
    });
    Some(Taken { word, debt })
}
