//! A decision as it comes from outside (`schema/events/oa-decision.json`), and how it is answered.

use content::Digest;
use platform::Invalid;
use platform::webhook::Declined;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

use crate::{CaseId, Decision, Gate, StepId, Verdict};

/// How a message is answered; the same message is answered the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Said {
    /// It counts.
    Taken(Taken),
    /// It does not.
    Declined(Declined),
}

/// What a decision did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Taken {
    pub case: CaseId,
    pub step: StepId,
    /// `open` where others must still pass it, `passed`, or `returned`.
    pub step_state: String,
    /// `open`, `approved` or `returned`.
    pub case_state: String,
    #[serde(with = "time::serde::rfc3339")]
    pub recorded_at: OffsetDateTime,
}

/// A decision that can be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decided {
    pub(super) step: StepId,
    pub(super) digest: Digest,
    pub(super) account: String,
    pub(super) decision: Decision,
    pub(super) reason: String,
    pub(super) verdicts: Vec<(Gate, Verdict, String)>,
    pub(super) decided_at: OffsetDateTime,
}

/// The longest a reason may be.
const REASON: usize = 1000;

/// What a message calls its step and its account, for the receipt of one that cannot be read whole.
pub(super) fn named(message: &Value) -> (Option<StepId>, Option<String>) {
    let word = |name: &str| message.get(name).and_then(Value::as_str);
    let account = word("account").filter(|account| account.len() <= 64).map(str::to_owned);
    (word("step").and_then(|text| text.parse().ok()), account)
}

/// Reads a message; every fault of it is told at once.
pub(super) fn read(message: &Value) -> Result<Decided, Invalid> {
    let mut faults = Invalid::default();
    let mut wrong = |field: &str, text: &str| faults.add(field, "NOT_VALID", text);
    let word = |name: &str| message.get(name).and_then(Value::as_str);
    if word("type") != Some("step.decided") {
        wrong("type", "须为 step.decided");
    }
    let step = word("step").and_then(|text| text.parse::<Uuid>().ok());
    if step.is_none() {
        wrong("step", "须为所收消息中的 step");
    }
    let digest = word("digest").and_then(|text| hex::decode(text).ok()).and_then(|bytes| Digest::from_bytes(&bytes));
    if digest.is_none() {
        wrong("digest", "须为所收消息中的 digest，64 位十六进制");
    }
    let account = word("account").filter(|account| (1..=64).contains(&account.len()));
    if account.is_none() {
        wrong("account", "须为作出决定的 OA 账号");
    }
    let decision = word("decision").and_then(Decision::parse);
    if decision.is_none() {
        wrong("decision", "须为 pass、sign_off 或 return");
    }
    let decided_at = word("decidedAt").and_then(|text| OffsetDateTime::parse(text, &Rfc3339).ok());
    if decided_at.is_none() {
        wrong("decidedAt", "须为带时区的时间，如 2026-03-09T16:00:00+08:00");
    }
    let reason = reason(message);
    if reason.is_none() {
        wrong("reason", "须为不超过 1000 字的文字");
    }
    let verdicts = verdicts(message, &mut faults);
    match (step, digest, account, decision, decided_at, reason) {
        (Some(step), Some(digest), Some(account), Some(decision), Some(decided_at), Some(reason)) => {
            faults.into_result()?;
            let (step, account) = (StepId(step), account.to_owned());
            Ok(Decided { step, digest, account, decision, reason, verdicts, decided_at })
        }
        _ => Err(faults),
    }
}

/// A reason that is left out is empty.
fn reason(of: &Value) -> Option<String> {
    match of.get("reason") {
        None | Some(Value::Null) => Some(String::new()),
        Some(Value::String(text)) => (text.chars().count() <= REASON).then(|| text.clone()),
        Some(_) => None,
    }
}

fn verdicts(message: &Value, faults: &mut Invalid) -> Vec<(Gate, Verdict, String)> {
    let said = match message.get("verdicts") {
        None | Some(Value::Null) => return Vec::new(),
        Some(Value::Array(said)) if said.len() <= 6 => said,
        Some(_) => {
            faults.add("verdicts", "NOT_VALID", "须为至多六项的数组");
            return Vec::new();
        }
    };
    let mut read = Vec::new();
    for (place, one) in said.iter().enumerate() {
        let word = |name: &str| one.get(name).and_then(Value::as_str);
        let mut wrong = |name: &str, text: &str| faults.add(format!("verdicts.{place}.{name}"), "NOT_VALID", text);
        let (gate, verdict) = (word("gate").and_then(Gate::parse), word("verdict").and_then(Verdict::parse));
        if gate.is_none_or(|gate| read.iter().any(|(other, _, _)| *other == gate)) {
            wrong("gate", "须为本步骤的一关，每关一项");
        }
        if verdict.is_none() {
            wrong("verdict", "须为 pass 或 return");
        }
        let reason = reason(one);
        if reason.is_none() {
            wrong("reason", "须为不超过 1000 字的文字");
        }
        if let (Some(gate), Some(verdict), Some(reason)) = (gate, verdict, reason) {
            read.push((gate, verdict, reason));
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::{named, read};
    use crate::{Decision, Gate, Verdict};
    use platform::Refusal as _;
    use serde_json::{Value, json};

    fn message() -> Value {
        json!({
            "type": "step.decided", "step": "01890000-0000-7000-8000-000000000001", "digest": "ab".repeat(32), "account": "u1",
            "decision": "sign_off", "decidedAt": "2026-03-09T16:00:00+08:00",
            "verdicts": [{ "gate": "legal", "verdict": "pass" }],
        })
    }

    #[test]
    fn a_whole_message_is_read() {
        let said = read(&message()).unwrap();
        assert_eq!((said.decision, said.account.as_str(), said.reason.as_str()), (Decision::SignOff, "u1", ""));
        assert_eq!(said.verdicts, [(Gate::Legal, Verdict::Pass, String::new())]);
    }

    #[test]
    fn every_fault_of_a_message_is_told_at_once_and_by_its_field() {
        let mut message = message();
        message["digest"] = json!("ab");
        message["decision"] = json!("yes");
        message["verdicts"] =
            json!([{ "gate": "legal", "verdict": "pass" }, { "gate": "legal", "verdict": 1, "reason": 2 }]);
        let invalid = read(&message).unwrap_err();
        let fields: Vec<&str> = invalid.fields().iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["digest", "decision", "verdicts.1.gate", "verdicts.1.verdict", "verdicts.1.reason"]);
        assert_eq!(named(&message).1.as_deref(), Some("u1"));
        assert_eq!(read(&Value::Null).unwrap_err().fields().len(), 6);
    }
}
