//! 脱敏: numbers that lead to a person are starred before a text is stored where many may read it (C27, I7).

mod numbers;

use numbers::{is_bank_card, is_identity, is_landline, is_mobile};

/// A citizen's own words: mobile and fixed telephones, identity numbers and bank cards are starred.
#[must_use]
pub fn citizen(text: &str) -> String {
    starred(text, |digits| is_identity(digits) || is_mobile(digits) || is_bank_card(digits) || is_landline(digits))
}

/// The staff's words: an office's fixed telephone may stand, a person's numbers may not.
#[must_use]
pub fn staff(text: &str) -> String {
    starred(text, |digits| is_identity(digits) || is_mobile(digits) || is_bank_card(digits))
}

/// What a list may show of a contact: `李* 138****5678`.
#[must_use]
pub fn contact(name: Option<&str>, phone: Option<&str>) -> String {
    let name = name.and_then(|name| name.chars().next()).map(|first| format!("{first}*"));
    let phone = phone.map(|phone| {
        let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
        let head: String = digits.iter().take(3).collect();
        let tail: String = digits.iter().skip(digits.len().saturating_sub(4).max(7)).collect();
        format!("{head}****{tail}")
    });
    [name, phone].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Stars every occurrence of what the citizen gave as their own.
#[must_use]
pub fn given(text: &str, secret: Option<&str>) -> String {
    match secret.map(str::trim).filter(|secret| 2 <= secret.chars().count()) {
        Some(secret) => text.replace(secret, &"*".repeat(secret.chars().count())),
        None => text.to_owned(),
    }
}

/// A digit as people type it, plain or full-width.
fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(c) - 0xff10, 10),
        _ => None,
    }
}

/// What people put between the groups of a number.
fn joins(c: char) -> bool {
    matches!(c, ' ' | '-' | '\u{3000}' | '\u{2013}' | '\u{2014}' | '\u{ff0d}' | '\u{a0}' | '.' | '·')
}

fn starred(text: &str, personal: impl Fn(&str) -> bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = chars.clone();
    let mut from = 0;
    while from < chars.len() {
        let run = Run::at(&chars, from);
        if run.digits.is_empty() {
            from += 1;
            continue;
        }
        for (start, end) in run.personal(&personal) {
            for place in run.places.iter().skip(start).take(end - start) {
                if let Some(slot) = out.get_mut(*place) {
                    *slot = '*';
                }
            }
        }
        from = run.next;
    }
    out.into_iter().collect()
}

/// Digits that belong together, with single joints between them, and where each stands.
struct Run {
    digits: String,
    places: Vec<usize>,
    next: usize,
}

impl Run {
    fn at(chars: &[char], from: usize) -> Self {
        let mut run = Self { digits: String::new(), places: Vec::new(), next: from };
        let mut joint = false;
        while let Some(c) = chars.get(run.next) {
            // The check digit X ends an identity number.
            let ending = matches!(c, 'x' | 'X' | 'Ｘ' | 'ｘ') && run.digits.len() >= 17 && !joint;
            if let Some(digit) = digit(*c) {
                run.digits.push(digit);
                run.places.push(run.next);
                joint = false;
            } else if ending {
                run.digits.push('X');
                run.places.push(run.next);
                run.next += 1;
                break;
            } else if joins(*c) && !joint && !run.digits.is_empty() {
                joint = true;
            } else {
                break;
            }
            run.next += 1;
        }
        run
    }

    /// Stretches of the run that are a person's number. The whole first, then every shorter stretch: two numbers may stand
    /// side by side with a space between, and a country code before.
    fn personal(&self, personal: &impl Fn(&str) -> bool) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut start = 0;
        while start < self.digits.len() {
            let longest = (7..=19)
                .rev()
                .map(|length| start + length)
                .filter(|end| *end <= self.digits.len() && self.stands_alone(start, *end))
                .find(|end| self.digits.get(start..*end).is_some_and(personal));
            match longest {
                Some(end) => {
                    found.push((start, end));
                    start = end;
                }
                None => start += 1,
            }
        }
        found
    }

    /// A stretch is a number only where it is not cut out of a longer string of digits written in one piece,
    /// the country code 86 before it aside.
    fn stands_alone(&self, start: usize, end: usize) -> bool {
        let touches = |a: usize, b: usize| match (self.places.get(a), self.places.get(b)) {
            (Some(a), Some(b)) => a + 1 == *b,
            _ => false,
        };
        let coded = matches!(self.digits.get(..start), Some(code) if code.ends_with("86") && code.len() <= 4);
        let before = 0 < start && touches(start - 1, start) && !coded;
        !before && !touches(end - 1, end)
    }
}

#[cfg(test)]
mod tests {
    use super::{citizen, contact, given, staff};

    #[test]
    fn telephones_are_starred_however_they_are_written() {
        for text in [
            "13812345678",
            "138-1234-5678",
            "138 1234 5678",
            "+8613812345678",
            "１３８１２３４５６７８",
            "0377-65331234",
        ] {
            let masked = citizen(&format!("请回电{text}，谢谢"));
            assert!(!masked.chars().any(|c| "2345".contains(c)), "{masked}");
            assert!(masked.ends_with("，谢谢"), "{masked}");
        }
    }

    #[test]
    fn identity_numbers_are_known_by_their_check_digit() {
        assert_eq!(citizen("身份证11010519491231002X。"), format!("身份证{}。", "*".repeat(18)));
        assert_eq!(citizen("单号110105194912310021"), "单号110105194912310021");
    }

    #[test]
    fn bank_cards_are_known_by_luhn() {
        assert_eq!(citizen("卡号6222 0210 0111 6245 702"), "卡号**** **** **** **** ***");
        assert_eq!(citizen("编号6222021001116245703"), "编号6222021001116245703");
    }

    #[test]
    fn two_numbers_side_by_side_are_both_starred() {
        assert_eq!(citizen("13812345678 13912345678"), "*********** ***********");
    }

    #[test]
    fn dates_sums_and_the_words_around_stay() {
        for text in ["2026-03-09 上午10点，3号楼2单元", "补贴12500.50元", "文号〔2019〕19号", "邮编474350"]
        {
            assert_eq!(citizen(text), text);
        }
    }

    #[test]
    fn an_office_number_may_stand_in_the_staffs_words() {
        assert_eq!(staff("请拨0377-65331234或13812345678"), "请拨0377-65331234或***********");
    }

    #[test]
    fn a_contact_shows_no_whole_number() {
        assert_eq!(contact(Some("李四"), Some("13812345678")), "李* 138****5678");
        assert_eq!(contact(None, None), "");
        assert_eq!(given("我叫李四，李四家", Some("李四")), "我叫**，**家");
    }
}
