//! Numbers that belong to a person: identity, telephone, bank card, passport, number plate; and where someone lives.

mod address;
mod digits;
mod papers;

use super::{Found, Hide, Reading};
use crate::line::Line;
use crate::{Gate, Severity};

use digits::Run;

/// How far before a number its name is looked for, in characters.
const NEAR: usize = 15;

pub(super) fn check(reading: &Reading<'_>, found: &mut Vec<Found>) {
    for (part, _, line) in reading.parts() {
        numbers(part, line, found);
        papers::check(part, line, found);
        address::check(part, line, found);
    }
}

fn numbers(part: usize, line: &Line<'_>, found: &mut Vec<Found>) {
    let mut past = 0;
    for run in digits::runs(line) {
        if run.range.0 < past {
            continue;
        }
        if let Some(mut of_run) =
            identity(part, line, &run).or_else(|| mobile(part, &run).or_else(|| bank(part, line, &run)))
        {
            past = run.range.1;
            found.append(&mut of_run);
        }
    }
}

fn identity(part: usize, line: &Line<'_>, run: &Run) -> Option<Vec<Found>> {
    let at = |gate, code, severity| Found::new(gate, code, severity, part, run.range).hide(Hide::Between(3, 4));
    if digits::is_identity(&run.digits) {
        return Some(vec![
            at(Gate::Secrecy, "IDENTITY_NUMBER", Severity::Warn)
                .say("文中有身份证号码，不得公开", "an identity number; it must not be published"),
            at(Gate::Legal, "IDENTITY_NUMBER", Severity::Warn).say(
                "公开身份证号码涉及个人信息保护",
                "publishing an identity number touches the protection of personal data",
            ),
        ]);
    }
    let looks = digits::looks_like_identity(&run.digits)
        || (run.digits.len() == 15 && near(line, run.range.0, &["身份证", "证件号"]));
    looks.then(|| {
        vec![at(Gate::Secrecy, "IDENTITY_NUMBER_LIKE", Severity::Warn).say(
            "疑似身份证号码（校验位不符或旧号），请核对",
            "looks like an identity number, its check digit is wrong or it is an old one",
        )]
    })
}

fn mobile(part: usize, run: &Run) -> Option<Vec<Found>> {
    let number = run.digits.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(&run.digits);
    let mut chars = number.chars();
    let begins = chars.next() == Some('1') && chars.next().is_some_and(|second| ('3'..='9').contains(&second));
    let grouped = run.groups.len() == 1 || run.groups.ends_with(&[3, 4, 4]);
    (number.len() == 11 && begins && grouped).then(|| {
        vec![
            Found::new(Gate::Secrecy, "MOBILE_NUMBER", Severity::Warn, part, run.range)
                .hide(Hide::Between(3, 4))
                .say("文中有手机号码，请确认可以公开", "a mobile number; make sure it may be published"),
        ]
    })
}

fn bank(part: usize, line: &Line<'_>, run: &Run) -> Option<Vec<Found>> {
    if !digits::is_bank_card(&run.digits) {
        return None;
    }
    let named = near(line, run.range.0, &["卡号", "账号", "帐号", "账户", "银行卡", "开户", "尾号"]);
    let severity = if named { Severity::Warn } else { Severity::Note };
    Some(vec![
        Found::new(Gate::Secrecy, "BANK_CARD", severity, part, run.range)
            .hide(Hide::Between(0, 4))
            .say("文中有银行卡号，请确认可以公开", "a bank card number; make sure it may be published"),
    ])
}

/// Whether one of the words stands shortly before.
fn near(line: &Line<'_>, at: usize, words: &[&str]) -> bool {
    let before = line.slice(at.saturating_sub(NEAR), at);
    words.iter().any(|word| before.contains(word))
}
