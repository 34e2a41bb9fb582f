// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { cleanPaste } from './clean';
import wechat from './fixtures/wechat.html?raw';
import word from './fixtures/word.html?raw';
import wps from './fixtures/wps.html?raw';
import { isPictureNote, pictureNote } from './picture';
import { plainBlocks } from './plain';

const p = (...spans: object[]) => ({ type: 'paragraph', spans });
const words = (text: string) => p({ text });
const cell = (text: string) => (text === '' ? [] : [{ text }]);

describe('c15: what is pasted comes out as clean blocks', () => {
  it('from a WPS document', () => {
    expect(cleanPaste(wps)).toEqual([
      { type: 'heading', level: 2, text: '关于做好冬季供暖保障工作的通知' },
      words('各乡镇人民政府，县直各有关单位：'),
      { type: 'heading', level: 3, text: '一、压实责任' },
      p({ text: '各单位要把供暖作为' }, { text: '重点民生', bold: true }, { text: '，值班电话 0377-00000000。' }),
      p({ text: '详见' }, { text: '供暖专题', href: 'https://www.example.gov.cn/heat?a=1&b=2' }, { text: '和本地方案。' }),
      { type: 'list', ordered: true, items: [[{ text: '检修管网；' }], [{ text: '备足' }, { text: '燃料', bold: true }, { text: '。' }]] },
      words('（一）值班报告'),
      { type: 'list', ordered: false, items: [[{ text: '每日八时报数' }]] },
      {
        type: 'table',
        headerRow: true,
        headerColumn: false,
        rows: [
          [cell('乡镇'), cell('换热站'), cell('备注')],
          [cell('城关镇'), cell('12'), cell('含 学校')],
          [cell(''), cell('9'), cell('')],
        ],
      },
      words(pictureNote),
      words('县住房和城乡建设局'),
    ]);
  });

  it('from a Word document', () => {
    expect(cleanPaste(word)).toEqual([
      { type: 'heading', level: 2, text: '2026年全民健身活动方案' },
      { type: 'heading', level: 3, text: '二、活动安排' },
      p(
        { text: '时间', bold: true, italic: true },
        { text: '：十一月，地点见' },
        { text: '通知', href: 'HTTPS://sports.example.cn/' },
        { text: '，不加粗，' },
        { text: '加粗', bold: true },
        { text: '。' },
      ),
      { type: 'list', ordered: false, items: [[{ text: '广场舞' }], [{ text: '太极拳' }]] },
      words('3. 接着前文编号'),
      words('框里的一段话'),
      words('第二段'),
      { type: 'picture', data: expect.stringMatching(/^data:image\/png;base64,/) as string, alt: '活动现场' },
    ]);
  });

  it('from a WeChat article', () => {
    expect(cleanPaste(wechat)).toEqual([
      p({ text: '义诊进村，健康到家', bold: true }),
      p({ text: '本周三，县人民医院的' }, { text: '十二名医生', bold: true }, { text: '来到湍东镇。' }),
      words(pictureNote),
      words('▲义诊现场'),
      { type: 'heading', level: 3, text: '怎么预约' },
      { type: 'list', ordered: true, items: [[{ text: '关注公众号' }], [{ text: '点击“预约”' }], [{ text: '选择时间' }]] },
      { type: 'quote', text: '能在家门口看病，方便。\n——村民' },
      p({ text: '请看' }, { text: '详情', href: 'https://mp.example.com/s/xyz' }, { text: '，或点此小程序。' }),
    ]);
  });

  it('never as a script, a style or an address that is not of the web', () => {
    const html = '<p onclick="x()" style="background:url(javascript:1)">甲<script>1</script><style>p{}</style><a href="JaVaScRiPt:1">乙</a><img src=x onerror=1 width=0></p><svg><text>丙</text></svg>';
    expect(cleanPaste(html)).toEqual([words('甲乙')]);
    expect(cleanPaste('')).toEqual([]);
  });

  it('as lines alone, where the writer wants the words and nothing else', () => {
    expect(plainBlocks('　　一\r\n\r\n二\t三\n\u200b')).toEqual([words('一'), words('二 三')]);
  });

  it('with a note where a picture is still missing', () => {
    expect(isPictureNote({ type: 'paragraph', spans: [{ text: `前${pictureNote}` }] })).toBe(true);
    expect(isPictureNote({ type: 'paragraph', spans: [{ text: '图' }] })).toBe(false);
  });
});
