//! A piece that shows what is wrong with a set of rules: made, not found, and told in words.

use std::collections::HashMap;

use super::PieceClass;
use crate::{Gate, Severity};

/// One piece, in what rules look at.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the class of a piece")]
pub struct Example {
    pub kind: &'static str,
    pub sensitivity: &'static str,
    pub origin: &'static str,
    pub emergency: bool,
    /// Empty for a department that no rule names.
    pub department: String,
    /// Empty for none, or a column that no rule names.
    pub column: String,
    /// Empty as a name for a department that no rule names.
    pub touches: Vec<String>,
    pub findings: Vec<(Severity, Gate)>,
}

/// Names of what rules know by slug, Chinese and English.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Of departments.
    pub departments: HashMap<String, (String, String)>,
    /// Of columns.
    pub columns: HashMap<String, (String, String)>,
}

/// In which language.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tongue {
    Chinese,
    English,
}

impl Example {
    pub(super) const PLAIN: Self = Self {
        kind: "news",
        sensitivity: "plain",
        origin: "original",
        emergency: false,
        department: String::new(),
        column: String::new(),
        touches: Vec::new(),
        findings: Vec::new(),
    };

    /// As rules look at it.
    #[must_use]
    pub fn class(&self) -> PieceClass<'_> {
        PieceClass {
            kind: self.kind,
            sensitivity: self.sensitivity,
            origin: self.origin,
            emergency: self.emergency,
            department: &self.department,
            column: &self.column,
            touches: &self.touches,
            findings: &self.findings,
        }
    }

    /// In Chinese.
    #[must_use]
    pub fn in_chinese(&self, names: &Names) -> String {
        let mut words = vec![
            word(self.sensitivity, Tongue::Chinese).to_owned(),
            word(self.origin, Tongue::Chinese).to_owned(),
            word(self.kind, Tongue::Chinese).to_owned(),
        ];
        if self.emergency {
            words.insert(0, "突发".to_owned());
        }
        words.push(format!("起草部门“{}”", name(&names.departments, &self.department, "其他部门", Tongue::Chinese)));
        if !self.column.is_empty() {
            words.push(format!("栏目“{}”", name(&names.columns, &self.column, "", Tongue::Chinese)));
        }
        match self.touches.first() {
            Some(slug) => {
                words.push(format!("涉及“{}”", name(&names.departments, slug, "另一部门", Tongue::Chinese)));
            }
            None => words.push("不涉及其他部门".to_owned()),
        }
        for (severity, gate) in &self.findings {
            words.push(format!(
                "检查在{}发现{}",
                gate_word(*gate, Tongue::Chinese),
                weight(*severity, Tongue::Chinese)
            ));
        }
        words.join("、")
    }

    /// In English.
    #[must_use]
    pub fn in_english(&self, names: &Names) -> String {
        let mut words = vec![
            word(self.sensitivity, Tongue::English).to_owned(),
            word(self.origin, Tongue::English).to_owned(),
            word(self.kind, Tongue::English).to_owned(),
        ];
        if self.emergency {
            words.insert(0, "emergency".to_owned());
        }
        words.push(format!(
            "by {}",
            name(&names.departments, &self.department, "any other department", Tongue::English)
        ));
        if !self.column.is_empty() {
            words.push(format!("in column {}", name(&names.columns, &self.column, "", Tongue::English)));
        }
        match self.touches.first() {
            Some(slug) => {
                words.push(format!(
                    "touching {}",
                    name(&names.departments, slug, "another department", Tongue::English)
                ));
            }
            None => words.push("touching no other department".to_owned()),
        }
        for (severity, gate) in &self.findings {
            let (weight, gate) = (weight(*severity, Tongue::English), gate_word(*gate, Tongue::English));
            words.push(format!("with {weight} at the {gate} gate"));
        }
        words.join(", ")
    }
}

fn name(names: &HashMap<String, (String, String)>, slug: &str, other: &str, tongue: Tongue) -> String {
    if slug.is_empty() {
        return other.to_owned();
    }
    match names.get(slug) {
        Some((name, _)) if tongue == Tongue::Chinese => name.clone(),
        Some((_, name)) => name.clone(),
        None => slug.to_owned(),
    }
}

fn word(word: &'static str, tongue: Tongue) -> &'static str {
    let chinese = match word {
        "news" => "动态",
        "notice" => "公告",
        "policy" => "政策文件",
        "interpretation" => "政策解读",
        "clarification" => "澄清",
        "plain" => "一般",
        "sensitive" => "敏感",
        "original" => "原创",
        "reprint" => "转载",
        "relay" => "转载任务",
        other => other,
    };
    if tongue == Tongue::Chinese { chinese } else { word }
}

fn weight(severity: Severity, tongue: Tongue) -> &'static str {
    match (severity, tongue) {
        (Severity::Note, Tongue::Chinese) => "一处提示",
        (Severity::Warn, Tongue::Chinese) => "一处警告",
        (Severity::Block, Tongue::Chinese) => "一处阻断",
        (Severity::Note, Tongue::English) => "a note",
        (Severity::Warn, Tongue::English) => "a warning",
        (Severity::Block, Tongue::English) => "a block",
    }
}

/// The gate's name in Chinese.
pub(super) fn gate_name(gate: Gate) -> &'static str {
    gate_word(gate, Tongue::Chinese)
}

fn gate_word(gate: Gate, tongue: Tongue) -> &'static str {
    if tongue == Tongue::English {
        return gate.as_str();
    }
    match gate {
        Gate::Political => "政治关",
        Gate::Policy => "政策关",
        Gate::Legal => "法律关",
        Gate::Wording => "文字关",
        Gate::Secrecy => "保密关",
        Gate::Opinion => "舆情关",
    }
}
