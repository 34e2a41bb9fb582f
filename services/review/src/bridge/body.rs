//! What a bridge is told, as `schema/events/oa-message.json` says it: ids, states and times, the title and a link; no personal data.

use std::collections::BTreeMap;

use content::Revision;
use platform::{CountyId, mask};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::BridgeId;
use super::queue::Unsent;
use crate::case::{Case, CaseState, Step, StepId};
use crate::findings::Fixed;
use crate::{Decision, Severity};

/// What a step that opened is told from.
pub(super) struct Opened<'a> {
    pub(super) county: CountyId,
    pub(super) site: &'a str,
    pub(super) to: &'a Unsent,
    pub(super) case: &'a Case,
    pub(super) step: &'a Step,
    pub(super) revision: &'a Revision,
    pub(super) department: &'a str,
    pub(super) findings: &'a [Fixed],
    /// Until when the text can be read.
    pub(super) until: OffsetDateTime,
}

/// A step waits there. Where the text can be read is set in when it is sent ([`show`]).
pub(super) fn opened(of: &Opened<'_>) -> Value {
    let Opened { county, site, to, case, step, revision, .. } = of;
    let passes = if step.sign_off { Decision::SignOff } else { Decision::Pass };
    json!({
        "type": "step.opened",
        "county": county,
        "case": case.id,
        "step": step.id,
        "stepName": step.name,
        "stepNameEn": step.name_en,
        "role": step.role,
        "gates": step.gates.iter().map(|gate| gate.as_str()).collect::<Vec<_>>(),
        "decisions": [passes.as_str(), Decision::Return.as_str()],
        "accounts": to.accounts,
        "digest": case.digest.to_string(),
        "title": mask::staff(&revision.title),
        "department": of.department,
        "revision": revision.number,
        "class": {
            "kind": revision.kind.as_str(),
            "sensitivity": revision.sensitivity.as_str(),
            "origin": revision.origin.as_str(),
            "emergency": revision.emergency,
        },
        "findings": summary(of.findings),
        "openedAt": step.opened_at.map(text),
        "dueAt": step.due_at.map(text),
        "decideAt": decide_at(site, *county, to.bridge),
        "console": format!("{site}/console/reviews/{}", case.id),
        "readUntil": text(of.until),
    })
}

/// Sets in where the text can be read.
pub(super) fn show(body: &mut Value, site: &str, county: CountyId, token: &str) {
    if let Value::Object(fields) = body {
        fields.insert("read".to_owned(), format!("{site}/s/{county}/preview#{token}").into());
    }
}

/// Nobody there need answer any more.
pub(super) fn closed(county: CountyId, case: &Case, step: &Step, at: OffsetDateTime) -> Value {
    let outcome = match (case.state, step.state) {
        (CaseState::Withdrawn, _) => "withdrawn",
        (_, crate::StepState::Passed) => "passed",
        _ => "returned",
    };
    let id: StepId = step.id;
    json!({ "type": "step.closed", "county": county, "case": case.id, "step": id, "outcome": outcome, "closedAt": text(at) })
}

/// Is anyone there?
pub(super) fn ping(county: CountyId, site: &str, bridge: BridgeId, at: OffsetDateTime) -> Value {
    json!({ "type": "ping", "county": county, "at": text(at), "decideAt": decide_at(site, county, bridge) })
}

/// Where decisions are sent to.
fn decide_at(site: &str, county: CountyId, bridge: BridgeId) -> String {
    format!("{site}/oa/{county}/{bridge}/decisions")
}

/// How many findings of each kind stand at each gate: what they say is read with the text.
fn summary(findings: &[Fixed]) -> Vec<Value> {
    let mut counts = BTreeMap::<(&str, &str), usize>::new();
    for found in findings {
        let severity = match found.seen.severity {
            Severity::Block => "block",
            Severity::Warn => "warn",
            Severity::Note => "note",
        };
        *counts.entry((found.seen.gate.as_str(), severity)).or_default() += 1;
    }
    let one = |((gate, severity), count)| json!({ "gate": gate, "severity": severity, "count": count });
    counts.into_iter().map(one).collect()
}

fn text(at: OffsetDateTime) -> String {
    at.replace_nanosecond(0).unwrap_or(at).format(&Rfc3339).unwrap_or_default()
}
