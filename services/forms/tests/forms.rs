//! The two forms as files: what they say, that they say it the same way twice, and that what they say is never markup.

#![expect(clippy::unwrap_used, reason = "what goes wrong in a test fails it")]

use forms::{Form, Found, Gate, Look, Moment, Sheet, Step, Taken, TypesetError, Word, typeset};

const AT: Moment = Moment { year: 2026, month: 3, day: 9, hour: 8, minute: 5, second: 0 };
const FORMS: [Form; 2] = [Form::Review, Form::Secrecy];

fn word(person: &str, verdict: &str, reason: &str) -> Word {
    let [person, verdict, reason] = [person, verdict, reason].map(str::to_owned);
    Word { person, right: String::new(), verdict, reason, at: AT }
}

fn gate(name: &str, secrecy: bool, person: &str) -> Gate {
    let message = format!("{name}提示一条");
    let findings = vec![Found { message, accepted: true }];
    let look = Look { step: "科室审核".to_owned(), word: word(person, "通过", "已核"), findings };
    Gate { name: name.to_owned(), secrecy, looks: vec![look] }
}

fn sheet() -> Sheet {
    let step = |name: &str, role: &str, sign_off, word| {
        let [name, role] = [name, role].map(str::to_owned);
        Step { name, role, sign_off, words: vec![word] }
    };
    let lent = Word { right: "受周成委托签发".to_owned(), ..word("骆骉", "签发", "同意发布") };
    Sheet {
        county: "内乡县".to_owned(),
        title: "关于冬春季流感防控的提示".to_owned(),
        department: "卫生健康委员会".to_owned(),
        writers: vec!["林晓".to_owned(), "赵䶮".to_owned()],
        class: vec!["通知".to_owned(), "敏感".to_owned()],
        characters: 806,
        number: 2,
        submitted_by: "林晓".to_owned(),
        submitted_at: AT,
        rule: "敏感稿件 第 3 版".to_owned(),
        digest: "0a1b2c3d4e5f".repeat(6).split_at(64).0.to_owned(),
        approved_at: AT,
        gates: vec![gate("政治关", false, "白帆"), gate("保密关", true, "韩㛃")],
        steps: vec![
            step("科室审核", "部门审核员", false, word("白帆", "通过", "无异议")),
            step("签发", "分管领导", true, lent),
        ],
        taken: Some(Taken { word: word("骆骉", "越步", "暴雨两小时内到达"), debt: "待补审".to_owned() }),
        code: "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV".to_owned(),
        address: "https://neixiang.example.cn/s/411325/verify/0123456789ABCDEFGHJKMNPQRSTV".to_owned(),
    }
}

fn text_of(pdf: &[u8]) -> String {
    let text = pdf_extract::extract_text_from_mem(pdf).unwrap();
    text.split_whitespace().collect()
}

#[test]
fn c16_a_form_says_who_judged_what_and_when_and_its_text_can_be_taken_out() {
    for form in FORMS {
        let text = text_of(&typeset(form, &sheet()).unwrap());
        let all = ["关于冬春季流感防控的提示", "卫生健康委员会", "林晓、赵䶮", "敏感稿件第3版", "2026-03-0908:05"];
        let marks = [form.title(), "韩㛃", "骆骉", "受周成委托签发", "待补审", "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV"];
        for said in all.iter().chain(&marks).chain(&[sheet().digest.as_str(), "保密关提示一条", "放行1条"]) {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert_eq!(text.contains("白帆"), form == Form::Review, "the secrecy form names who judged secrecy alone");
    }
}

#[test]
fn the_same_data_makes_the_same_file_and_other_data_another() {
    for form in FORMS {
        let first = typeset(form, &sheet()).unwrap();
        assert_eq!(first, typeset(form, &sheet()).unwrap());
        let other = Sheet { characters: 807, title: "另一件".to_owned(), ..sheet() };
        assert_ne!(first, typeset(form, &other).unwrap());
    }
    assert_ne!(typeset(Form::Review, &sheet()).unwrap(), typeset(Form::Secrecy, &sheet()).unwrap());
}

#[test]
fn what_is_written_is_never_read_as_markup() {
    let title = "#panic(\"x\") *粗* \"引\" \\ $x$ @a <b> ``` // 注 #read(\"/etc/passwd\")";
    let mut sheet = Sheet { title: title.to_owned(), department: "#sys.inputs".to_owned(), ..sheet() };
    sheet.gates.iter_mut().flat_map(|gate| &mut gate.looks).for_each(|look| look.word.reason = title.to_owned());
    for form in FORMS {
        let text = text_of(&typeset(form, &sheet).unwrap());
        let bare: String = title.split_whitespace().collect();
        assert!(2 <= text.matches(&bare).count() && text.contains("#sys.inputs"), "{text}");
    }
}

#[test]
fn a_name_no_font_has_is_written_by_its_number_and_a_hidden_character_not_at_all() {
    let sheet = Sheet { writers: vec!["𠮷田".to_owned(), "王\u{202e}明".to_owned()], ..sheet() };
    let text = text_of(&typeset(Form::Review, &sheet).unwrap());
    assert!(text.contains("〔U+20BB7〕田、王明"), "{text}");
}

#[test]
fn a_file_is_a4_archival_in_chinese_and_holds_only_the_characters_it_needs() {
    let mut long = sheet();
    long.gates = (0..90).map(|number| gate(&format!("第{number}关"), true, "白帆")).collect();
    for form in FORMS {
        let pdf = typeset(form, &long).unwrap();
        let raw = String::from_utf8_lossy(&pdf);
        assert!(raw.contains("/MediaBox[0 0 595.27") || raw.contains("/MediaBox [0 0 595.27"), "A4");
        assert!(raw.contains("/Lang(zh-CN)") || raw.contains("/Lang (zh-CN)"), "language");
        assert!(raw.contains("pdfaid"), "PDF/A");
        assert!(pdf.len() < 400_000, "{} bytes", pdf.len());
    }
}

#[test]
fn an_address_too_long_for_a_code_is_refused() {
    let sheet = Sheet { address: "x".repeat(4000), ..sheet() };
    assert!(matches!(typeset(Form::Review, &sheet), Err(TypesetError::Address(_))));
}
