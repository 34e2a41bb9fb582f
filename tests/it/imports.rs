//! 导入: a Word document of Word or WPS as a draft, and a list of many with one line of result for each.
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the test")]

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tests::{App, Session, World, XIXIA};

use crate::county::Fault;
use crate::story::writing::{PICTURE, upload};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const IMPORT: &str = "mutation($id: ID!) { importDocx(mediaId: $id) { article { id title state blocks } leftOut { kind count message } } }";
const LIST: &str = "mutation($file: FileInput!) { importArticles(file: $file) {
    lines { line key title outcome articleId faults { field code } } ignoredColumns result { fileName base64 } } }";
const LOOK: &str =
    "mutation($file: FileInput!) { previewImport(file: $file) { lines { line outcome faults { field } } } }";

/// A package of these parts.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A document of this body, and of nothing else.
fn document(body: &str) -> Vec<u8> {
    let xml = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    packed(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", xml.as_bytes())])
}

fn line(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{style}</w:pPr>{runs}</w:p>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

/// What Word writes: English names of styles, lists by numbers, a hyperlink, a picture, a footnote and a text box.
fn from_word() -> Vec<u8> {
    let styles = "<w:styles xmlns:w='w'><w:style w:type='paragraph' w:styleId='a3'><w:name w:val='Title'/></w:style>
        <w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/></w:style>
        <w:style w:type='paragraph' w:styleId='2'><w:name w:val='heading 2'/></w:style>
        <w:style w:type='paragraph' w:styleId='a5'><w:name w:val='Quote'/></w:style></w:styles>";
    let numbering = "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/></w:lvl>
        </w:abstractNum><w:num w:numId='3'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
    let rels = "<Relationships><Relationship Id='rId1' TargetMode='External' Target='https://www.example.cn/a'/>
        <Relationship Id='rId2' Target='media/image1.png'/></Relationships>";
    let item = |text: &str| line("<w:numPr><w:ilvl w:val='0'/><w:numId w:val='3'/></w:numPr>", &run(text));
    let body = [
        line("<w:pStyle w:val='a3'/>", &run("秋粮收购安排")),
        line("<w:pStyle w:val='1'/>", &run("一、时间")),
        line("", "<w:r><w:t xml:space='preserve'>自</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>九月一日</w:t></w:r><w:hyperlink r:id='rId1'><w:r><w:t>公告</w:t></w:r></w:hyperlink><w:r><w:footnoteReference w:id='1'/></w:r>"),
        item("带身份证"),
        item("带银行卡"),
        line("<w:pStyle w:val='2'/>", &run("（一）地点")),
        line("<w:pStyle w:val='a5'/>", &run("应收尽收。")),
        line("", "<w:r><w:drawing><wp:inline><wp:docPr descr='收购点门前排队的车辆'/><a:blip r:embed='rId2'/></wp:inline></w:drawing></w:r>"),
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>点</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>电话</w:t></w:r></w:p></w:tc></w:tr>
         <w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>城关</w:t></w:r></w:p></w:tc></w:tr></w:tbl>".to_owned(),
        line("", "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"),
    ]
    .concat();
    let document = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    packed(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/numbering.xml", numbering.as_bytes()),
        ("word/_rels/document.xml.rels", rels.as_bytes()),
        ("word/media/image1.png", PICTURE),
    ])
}

/// What WPS writes: Chinese names under ids of their own, a centred title, links as fields, alternate content, tracked changes.
fn from_wps() -> Vec<u8> {
    let styles = "<w:styles xmlns:w='w'><w:style w:type='paragraph' w:styleId='7'><w:name w:val='标题 1'/></w:style>
        <w:style w:type='paragraph' w:styleId='8'><w:name w:val='正文样式'/><w:basedOn w:val='7'/></w:style></w:styles>";
    let rels = "<Relationships><Relationship Id='rId9' Target='/word/media/image9.emf'/></Relationships>";
    let body = [
        line("<w:jc w:val='center'/>", &run("关于调整门诊时间的公告")),
        line("<w:pStyle w:val='7'/>", &run("门诊")),
        line("<w:pStyle w:val='8'/>", &run("急诊")),
        line("<w:ind w:firstLine='640'/>", "<w:r><w:t>　　自下月起，见</w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK \"https://www.example.cn/b\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>通知</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t>。</w:t><w:br/><w:t>另起一行。</w:t></w:r><w:del><w:r><w:delText>旧话</w:delText></w:r></w:del><w:ins><w:r><w:t>补充。</w:t></w:r></w:ins>"),
        line("", "<mc:AlternateContent><mc:Choice><w:r><w:drawing><wps:txbx><w:txbxContent><w:p/></w:txbxContent></wps:txbx></w:drawing></w:r></mc:Choice><mc:Fallback><w:r><w:t>重复</w:t></w:r></mc:Fallback></mc:AlternateContent>"),
        line("", "<w:r><w:drawing><a:blip r:embed='rId9'/></w:drawing></w:r>"),
    ]
    .concat();
    let document = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    packed(&[
        ("word/styles.xml", styles.as_bytes()),
        ("word/_rels/document.xml.rels", rels.as_bytes()),
        ("word/media/image9.emf", b"\x01\0\0\0EMF"),
        ("word/document.xml", document.as_bytes()),
    ])
}

/// Uploads a document as a browser does.
async fn sent(app: &App, editor: &Session, name: &str, file: &[u8]) -> Result<String, Fault> {
    let begin = "mutation($mime: String!, $bytes: Int!, $name: String!) {
        beginUpload(kind: DOCUMENT, mime: $mime, bytes: $bytes, fileName: $name, alt: \"\") { media { id } url headers } }";
    let begun = editor.gql(begin, json!({ "mime": DOCX, "bytes": file.len(), "name": name })).await.at("/beginUpload");
    let mut put = app.client().put(begun["url"].as_str().ok_or("no address")?).body(file.to_vec());
    for (name, value) in begun["headers"].as_object().ok_or("no headers")? {
        put = put.header(name, value.as_str().unwrap_or_default());
    }
    put.send().await?.error_for_status()?;
    let id = begun["media"]["id"].as_str().ok_or("no media")?.to_owned();
    let complete = "mutation($id: ID!) { completeUpload(id: $id) { state } }";
    assert_eq!(editor.gql(complete, json!({ "id": id })).await.text("/completeUpload/state"), "ready");
    Ok(id)
}

#[tokio::test]
async fn a_document_of_word_becomes_a_draft_with_its_pictures_and_says_what_it_left_out() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let editor = app.sign_in("health.editor").await;
    let id = sent(&app, &editor, "安排.docx", &from_word()).await?;
    let imported = editor.gql(IMPORT, json!({ "id": id })).await.at("/importDocx");
    let mut blocks = imported["article"]["blocks"].clone();
    let picture = blocks[5]["mediaId"].take();
    assert_eq!(
        (&imported["article"]["title"], &imported["article"]["state"]),
        (&json!("秋粮收购安排"), &json!("DRAFT"))
    );
    assert_eq!(
        blocks,
        json!([
            { "type": "heading", "level": 2, "text": "一、时间" },
            { "type": "paragraph", "spans": [{ "text": "自" }, { "text": "九月一日", "bold": true },
                { "text": "公告", "href": "https://www.example.cn/a" }] },
            { "type": "list", "ordered": true, "items": [[{ "text": "带身份证" }], [{ "text": "带银行卡" }]] },
            { "type": "heading", "level": 3, "text": "（一）地点" },
            { "type": "quote", "text": "应收尽收。" },
            { "type": "image", "mediaId": null, "alt": "收购点门前排队的车辆" },
            { "type": "table", "headerRow": true, "headerColumn": false,
                "rows": [[[{ "text": "点" }], [{ "text": "电话" }]], [[{ "text": "城关" }], []]] },
        ])
    );
    let left: Vec<_> =
        imported["leftOut"].as_array().ok_or("none")?.iter().map(|left| left["message"].clone()).collect();
    assert_eq!(left, ["1 个文本框未导入", "1 个脚注或尾注未导入", "1 个表格的合并单元格已拆开，请核对"]);
    let state = "select state from media where id = $1::text::uuid";
    let state: String =
        sqlx::query_scalar(state).bind(picture.as_str()).fetch_one(&mut world.all_seeing().await).await?;
    assert_eq!(state, "ready", "its picture is a file of the library");
    Ok(())
}

#[tokio::test]
async fn a_document_of_wps_reads_as_one_of_word() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let editor = app.sign_in("health.editor").await;
    let id = sent(&app, &editor, "公告.docx", &from_wps()).await?;
    let read = "mutation($id: ID!) { readDocx(mediaId: $id) { title blocks leftOut { kind count } } }";
    let read = editor.gql(read, json!({ "id": id })).await.at("/readDocx");
    assert_eq!(read["title"], "关于调整门诊时间的公告");
    assert_eq!(
        read["blocks"],
        json!([
            { "type": "heading", "level": 2, "text": "门诊" },
            { "type": "heading", "level": 2, "text": "急诊" },
            { "type": "paragraph", "spans": [{ "text": "自下月起，见" },
                { "text": "通知", "italic": true, "href": "https://www.example.cn/b" }, { "text": "。" }] },
            { "type": "paragraph", "spans": [{ "text": "另起一行。补充。" }] },
        ])
    );
    let left = json!([{ "kind": "text_box", "count": 1 }, { "kind": "picture", "count": 1 }, { "kind": "hidden", "count": 1 }]);
    assert_eq!(read["leftOut"], left);
    Ok(())
}

#[tokio::test]
async fn a_hostile_document_is_refused_in_one_line_and_leaves_no_draft() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let editor = app.sign_in("health.editor").await;
    let bomb = document(&" ".repeat(33 << 20));
    let deep = document(&format!("{}{}", "<w:sdt>".repeat(400), "</w:sdt>".repeat(400)));
    let entity = packed(&[("word/document.xml", b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><w:document xmlns:w='w'><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>")]);
    let files = [
        (bomb, "DOCX_TOO_LARGE"),
        (deep, "DOCX_TOO_LARGE"),
        (entity, "DOCX_EMPTY"),
        (document("<w:p/>"), "DOCX_EMPTY"),
        (packed(&[("word/other.xml", b"<a/>")]), "DOCX_BROKEN"),
        (b"PK\x03\x04........word/document.xml and no more".to_vec(), "DOCX_BROKEN"),
    ];
    for (file, reason) in &files {
        let id = sent(&app, &editor, "坏.docx", file).await?;
        let said = editor.gql(IMPORT, json!({ "id": id })).await;
        assert_eq!((said.code(), said.reason()), (Some("INVALID"), Some(*reason)), "{said:?}");
    }
    let picture = upload(&app, &editor).await?;
    assert_eq!(editor.gql(IMPORT, json!({ "id": picture })).await.reason(), Some("NOT_A_DOCX"));
    let neighbour = app.sign_in_at(XIXIA, "forestry.editor").await;
    assert_eq!(neighbour.gql(IMPORT, json!({ "id": picture })).await.reason(), Some("MEDIA_NOT_FOUND"));
    let drafts: i64 = sqlx::query_scalar("select count(*) from article where title in ('坏', '')")
        .fetch_one(&mut world.all_seeing().await)
        .await?;
    assert_eq!(drafts, 0);
    Ok(())
}

const CSV: &str = "编号,标题,正文,类型,栏目,专题,备注\n\
    a-1,第一篇,\"一段。\n又一段。\",动态,,秋收,x\n\
    a-2,,没有标题,动态,,,\n\
    a-3,第三篇,一段。,公告,,,\n\
    a-4,第四篇,一段。,小说,,,\n\
    a-5,第五篇,一段。,动态,没有的栏目,,\n\
    a-1,第六篇,一段。,动态,,,\n\
    a-7,第七篇,一段。,政策文件,,,\n";

fn file(name: &str, text: &str) -> Value {
    json!({ "file": { "name": name, "base64": STANDARD.encode(text) } })
}

fn told(batch: &Value) -> Vec<String> {
    let line = |line: &Value| {
        let fields: Vec<&str> =
            line["faults"].as_array().unwrap().iter().filter_map(|of| of["field"].as_str()).collect();
        format!("{} {} {}", line["line"], line["outcome"].as_str().unwrap_or_default(), fields.join(","))
            .trim_end()
            .to_owned()
    };
    batch["lines"].as_array().unwrap().iter().map(line).collect()
}

async fn drafts(world: &World) -> Result<i64, Fault> {
    let count = "select count(*) from article where title like '第_篇'";
    Ok(sqlx::query_scalar(count).fetch_one(&mut world.all_seeing().await).await?)
}

#[tokio::test]
async fn a_list_gives_one_line_for_each_item_and_twice_makes_nothing_twice() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let editor = app.sign_in("health.editor").await;
    let refused = ["3 REFUSED title", "5 REFUSED kind", "6 REFUSED column", "7 REFUSED key"];
    let with = |outcome: &str| {
        let mut lines: Vec<String> = ["2", "4", "8"].map(|line| format!("{line} {outcome}")).into();
        lines.extend(refused.map(str::to_owned));
        lines.sort();
        lines
    };
    // The first item takes two lines of the file.
    let csv = CSV.replace("一段。\n又一段。", "一段。");
    let looked = editor.gql(LOOK, file("稿件.csv", &csv)).await.at("/previewImport");
    assert_eq!((told(&looked), drafts(&world).await?), (with("SOUND"), 0), "looking changes nothing");
    let first = editor.gql(LIST, file("稿件.csv", &csv)).await.at("/importArticles");
    assert_eq!((told(&first), drafts(&world).await?), (with("CREATED"), 3));
    assert_eq!(first["ignoredColumns"], json!(["备注"]));
    let result = STANDARD.decode(first["result"]["base64"].as_str().ok_or("no file")?)?;
    assert_eq!(String::from_utf8(result)?.lines().count(), 8, "a head and seven lines");
    let again = editor.gql(LIST, file("稿件.csv", &csv)).await.at("/importArticles");
    assert_eq!((told(&again), drafts(&world).await?), (with("KNOWN"), 3), "twice makes nothing twice");
    assert_eq!(again["lines"][0]["articleId"], first["lines"][0]["articleId"]);
    let lines = "{\"key\":\"a-3\",\"title\":\"第三篇\",\"body\":\"一段。\"}\n\n{\"title\":\"第八篇\",\"blocks\":[{\"type\":\"x\"}]}\nnot json\n";
    let lines = editor.gql(LIST, file("稿件.jsonl", lines)).await.at("/importArticles");
    assert_eq!(told(&lines), ["1 KNOWN", "3 REFUSED blocks.0", "4 REFUSED line"]);
    Ok(())
}

#[tokio::test]
async fn i1_a_key_is_its_departments_own() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let list = file("稿件.csv", "编号,标题\n1,第一篇\n");
    for (county, login) in
        [(tests::NEIXIANG, "health.editor"), (tests::NEIXIANG, "education.editor"), (XIXIA, "forestry.editor")]
    {
        let editor = app.sign_in_at(county, login).await;
        let batch = editor.gql(LIST, list.clone()).await.at("/importArticles");
        assert_eq!(told(&batch), ["2 CREATED"], "{login}");
    }
    let reviewer = app.sign_in("health.reviewer").await;
    assert_eq!(reviewer.gql(LIST, list).await.code(), Some("FORBIDDEN"));
    Ok(())
}
