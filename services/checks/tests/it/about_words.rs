//! Words, dates, numbers and marks.

use crate::{codes, mended, of, quoted};

#[test]
fn absolute_claims_are_pointed_at_and_lawful_names_pass() {
    assert_eq!(codes("打造国家级品牌"), ["ABSOLUTE_WORD"]);
    assert_eq!(codes("史 无 前 例"), ["ABSOLUTE_WORD"]);
    assert!(codes("入选国家级非物质文化遗产名录").is_empty());
    assert!(codes("持续优化，打造最优营商环境").is_empty());
}

#[test]
fn common_errors_are_mended_to_the_letter() {
    for (wrong, right) in [
        ("会议布署工作，截止目前已完成", "会议部署工作，截至目前已完成"),
        ("副县长张山在侯车厅", "副县长张山在候车厅"),
        ("付县长参加，自已动手", "副县长参加，自己动手"),
        ("中国,河南。。", "中国，河南。"),
        ("长约5KM，重3Kg", "长约5km，重3kg"),
        ("２０２６年", "2026年"),
        ("《甲》、《乙》两部规章", "《甲》《乙》两部规章"),
        ("等等...", "等等……"),
    ] {
        assert_eq!(mended(wrong), right);
    }
}

#[test]
fn words_that_only_meet_are_no_errors() {
    for text in ["全部暑假作业", "周末来内乡", "江淮水系", "自己经营", "诸侯等爵位", "检查机关干部作风", "淮水之滨"]
    {
        assert!(codes(text).is_empty(), "{text}: {:?}", codes(text));
    }
}

#[test]
fn weekdays_and_lunar_dates_fit_their_day() {
    assert!(codes("2026年11月24日（星期二）").is_empty());
    assert_eq!(mended("2026年11月24日（星期三）召开"), "2026年11月24日（星期二）召开");
    assert!(codes("2026年2月17日（农历正月初一）").is_empty());
    assert_eq!(mended("2026年2月18日（农历正月初一）"), "2026年2月18日（农历正月初二）");
    assert!(codes("2025年7月25日（农历闰六月初一）").is_empty());
    assert_eq!(codes("2026年2月30日前"), ["NO_SUCH_DAY"]);
    assert_eq!(codes("截至2026-13-01"), ["NO_SUCH_DAY"]);
    assert!(codes("11月24日周一至周五办理，3月8日上午").is_empty());
}

#[test]
fn numbers_do_not_contradict_themselves() {
    assert_eq!(codes("约300余人"), ["ABOUT_TWICE"]);
    assert_eq!(codes("近500人左右参加"), ["ABOUT_TWICE"]);
    assert_eq!(codes("同比下降2倍"), ["FALLS_BY_TIMES"]);
    assert!(codes("约300人，同比增长2倍，下降20%").is_empty());
}

#[test]
fn quotes_and_brackets_pair() {
    let text = "他说：“很好（真的。”随后》";
    let found = of(text);
    assert_eq!(found.iter().map(|finding| quoted(text, finding)).collect::<Vec<_>>(), ["（", "》"]);
    assert!(codes("（一）“甲‘乙’丙”《丁》；1）戊；it’s").is_empty());
}

#[test]
fn plain_official_prose_is_left_alone() {
    let text = "11月24日，内乡县召开乡村振兴工作推进会，深入学习贯彻党的二十大精神，部署下一阶段重点任务。会议强调，\
                要压实责任，细化举措，确保各项工作落地见效。县直有关单位、各乡镇（街道）主要负责同志参加会议。";
    assert_eq!(codes(text), Vec::<String>::new());
}
