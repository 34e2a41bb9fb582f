//! What a form says: words ready to be set, in Chinese. Who puts them together has looked up every name.

use serde::Serialize;

/// Which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// 三审三校表.
    Review,
    /// 保密审批表.
    Secrecy,
}

impl Form {
    /// Its name, as it stands at the head.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Review => "三审三校表",
            Self::Secrecy => "保密审批表",
        }
    }
}

/// A point in time by the clocks of China.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the parts of a date and a time")]
pub struct Moment {
    pub year: i32,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
}

/// One review, whole.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Sheet {
    /// The county's name.
    pub county: String,
    /// The piece's title.
    pub title: String,
    /// The department it comes from.
    pub department: String,
    /// Everyone who wrote on it.
    pub writers: Vec<String>,
    /// Kind, sensitivity, origin with the source, and whether it is urgent.
    pub class: Vec<String>,
    /// Characters of its text.
    pub characters: usize,
    /// Counts the piece's revisions from 1.
    pub number: i32,
    /// Who submitted it.
    pub submitted_by: String,
    /// And when.
    pub submitted_at: Moment,
    /// The rule it went by, with its version.
    pub rule: String,
    /// The revision's digest, 64 hexadecimal digits.
    pub digest: String,
    /// When it was approved.
    pub approved_at: Moment,
    /// The gates, in the house's order.
    pub gates: Vec<Gate>,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// Who took it through as an emergency, if someone did.
    pub taken: Option<Taken>,
    /// The verification code, in groups.
    pub code: String,
    /// The address of the page that verifies it.
    pub address: String,
}

/// One of the six gates, with everyone's word on it.
#[derive(Clone, Debug, Serialize)]
pub struct Gate {
    /// 政治关, and so on.
    pub name: String,
    /// Whether it is the secrecy gate.
    pub secrecy: bool,
    /// Words on it, in the order given; none where the rule did not ask for it.
    pub looks: Vec<Look>,
}

/// One person's word on a gate, with what the checks showed them.
#[derive(Clone, Debug, Serialize)]
pub struct Look {
    /// The step at which it was given.
    pub step: String,
    /// What was said, by whom and when.
    #[serde(flatten)]
    pub word: Word,
    /// What the checks had found.
    pub findings: Vec<Found>,
}

/// One finding that was on the page when the word was given.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    /// What was found.
    pub message: String,
    /// Whether it was accepted and let stand.
    pub accepted: bool,
}

/// A step, with the decisions on it.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// The role whose holders decide.
    pub role: String,
    /// Whether it is the principal's sign-off.
    pub sign_off: bool,
    /// Decisions, in the order made.
    pub words: Vec<Word>,
}

/// What someone said.
#[derive(Clone, Debug, Serialize)]
pub struct Word {
    /// Who.
    pub person: String,
    /// By what right, where it was not their own: a delegation or an override.
    pub right: String,
    /// 通过, 退回, 签发.
    pub verdict: String,
    /// Their reason; empty where none was asked.
    pub reason: String,
    /// When.
    pub at: Moment,
}

/// An override and its debt.
#[derive(Clone, Debug, Serialize)]
pub struct Taken {
    /// Who took it through, why and when.
    #[serde(flatten)]
    pub word: Word,
    /// Whether a second person has looked: 待补审 with its day, or their word.
    pub debt: String,
}
