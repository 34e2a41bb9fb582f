//! Personal data and leaders.

use checks::{Checker, Document, Gate, Leader, Leaders, Part, PartKind, Severity, WordList};

use crate::{TODAY, codes, of, quoted};

#[test]
fn i7_a_mobile_number_is_found_and_masked_however_it_is_written() {
    for text in ["联系13912345678。", "联系139 1234 5678。", "联系１３９１２３４５６７８。", "联系+86 139-1234-5678。"]
    {
        let found = of(text);
        assert_eq!(
            found.first().map(|found| (found.gate, found.code.as_str())),
            Some((Gate::Secrecy, "MOBILE_NUMBER"))
        );
        for one in &found {
            assert!(
                one.excerpt.contains("****") && !one.excerpt.contains("1234") && one.suggestion.is_none(),
                "{one:?}"
            );
        }
    }
}

#[test]
fn office_telephones_document_numbers_and_amounts_are_no_mobile_numbers() {
    for text in
        ["办公电话0377-65320001", "文号20260309000123", "共计13912345678901元", "2026-11-24 10:30", "139.12345678"]
    {
        assert!(!codes(text).contains(&"MOBILE_NUMBER".to_owned()), "{text}");
    }
}

#[test]
fn i7_an_identity_number_is_shown_to_two_gates_without_its_middle() {
    let found = of("身份证号11010519491231002X。");
    assert_eq!(found.iter().map(|finding| finding.gate).collect::<Vec<_>>(), [Gate::Secrecy, Gate::Legal]);
    assert!(found.iter().all(|finding| finding.excerpt == "110****002X"));
    assert_eq!(codes("身份证号110105 19491231 0021。"), ["IDENTITY_NUMBER_LIKE"]);
    assert_eq!(codes("身份证号１１０１０５１９４９１２３１００２Ｘ")[0], "IDENTITY_NUMBER");
}

#[test]
fn bank_cards_passports_plates_and_home_addresses_are_found() {
    for (text, code, shown) in [
        ("卡号4539 1488 0343 6467", "BANK_CARD", "****6467"),
        ("护照号码E12345678", "PASSPORT_NUMBER", "E****78"),
        ("车牌豫R·12A45撞上护栏", "NUMBER_PLATE", "豫R****45"),
        ("村民王某，男，家住内乡县湍东镇清泉村3组12号。", "HOME_ADDRESS", "****"),
    ] {
        let found = of(text);
        let finding = found.iter().find(|finding| finding.code == code).unwrap_or_else(|| panic!("{text}: {found:?}"));
        assert!(finding.excerpt.ends_with(shown), "{}", finding.excerpt);
    }
}

#[test]
fn public_addresses_amounts_and_credit_codes_are_no_personal_data() {
    for text in [
        "办理地点：内乡县范蠡大街168号行政服务中心二楼",
        "统一社会信用代码91410000MA40XYZ12B",
        "根据国发〔2026〕12号文件",
        "豫政办〔2026〕5号",
        "贷款6222000000元",
    ] {
        assert_eq!(codes(text), Vec::<String>::new(), "{text}");
    }
}

fn with_leaders(text: &str) -> Vec<(String, String)> {
    let leader = |name: &str, posts: &[&str]| Leader {
        name: name.to_owned(),
        posts: posts.iter().map(|post| (*post).to_owned()).collect(),
    };
    let leaders = Leaders::new(vec![
        leader("张三丰", &["县委书记"]),
        leader("李四光", &["县委副书记", "县长"]),
        leader("王五常", &["常务副县长"]),
    ]);
    let document = Document { parts: vec![Part::new("body", PartKind::Body, text)], ..Document::default() };
    let checker = Checker::new(WordList::none().into(), leaders.into());
    let found = checker.check(&document, TODAY);
    found.into_iter().map(|finding| (finding.code.clone(), quoted(text, &finding))).collect()
}

#[test]
fn leaders_have_their_posts_their_order_and_their_names() {
    let told = |code: &str, quote: &str| vec![(code.to_owned(), quote.to_owned())];
    assert_eq!(with_leaders("县委书记张三丰、县长李四光出席。"), []);
    assert_eq!(with_leaders("县长张三丰出席。"), told("LEADER_POST", "县长张三丰"));
    assert_eq!(with_leaders("县长李四光、县委书记张三丰出席。"), told("LEADER_ORDER", "李四光、县委书记张三丰"));
    assert_eq!(with_leaders("县委书记张三峰出席。"), told("LEADER_NAME", "张三峰"));
    assert_eq!(with_leaders("常务副县长王五常主持，县长李四光讲话。").len(), 1);
}

#[test]
fn c14_a_secret_mark_blocks_and_the_bare_word_does_not() {
    for text in ["机密★一年", "秘密 ★", "绝 密☆", "机\u{200b}密＊", "机密 5年", "绝密"] {
        assert!(of(text).iter().any(|finding| finding.severity == Severity::Block), "{text}");
    }
    for text in ["保守国家秘密是公民的义务", "破解健康的秘密", "机密性、完整性和可用性"] {
        assert!(of(text).iter().all(|finding| finding.severity != Severity::Block), "{text}");
    }
}
