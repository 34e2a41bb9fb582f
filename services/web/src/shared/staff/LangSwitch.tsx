import { Button } from 'antd';
import { setLang, useLang } from '../i18n/lang';

/** Names the other language in that language, as a reader who needs it would look for it. */
export function LangSwitch() {
  const lang = useLang();
  const other = lang === 'zh' ? 'en' : 'zh';
  return (
    <Button type="text" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => setLang(other)}>
      {other === 'zh' ? '中文' : 'English'}
    </Button>
  );
}
