import { Alert, Button, Space } from 'antd';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import type { Fault, Rule } from './model';
import s from './Rules.module.css';
import { rulesText } from './text';
import { useRuleWords } from './useRuleWords';

/** Every fault of the last save, each with a way to its field. */
export function Faults({ faults, rules, onShow }: { faults: Fault[]; rules: Rule[]; onShow: (fault: Fault) => void }) {
  const t = useText(rulesText);
  const words = useRuleWords();
  const lang = useLang();
  if (faults.length === 0) return null;
  const place = (fault: Fault) => {
    const rule = rules.find((each) => each.key === fault.rule);
    return rule ? words.titled(rule) || rule.name || t('newRule') : t('wholeSet');
  };
  return (
    <div id="rule-faults" tabIndex={-1} style={{ marginBottom: 12 }}>
      <Alert
        type="error"
        showIcon
        role="alert"
        title={t('faults', { n: faults.length })}
        description={
          <ul className={s.faults}>
            {faults.map((fault) => (
              <li key={fault.id}>
                <strong>{place(fault)}</strong>：{lang === 'zh' ? fault.message : fault.messageEn}{' '}
                {fault.rule ? (
                  <Button type="link" size="small" onClick={() => onShow(fault)}>
                    {t('goThere')}
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        }
      />
    </div>
  );
}

/** Someone else saved since this page was opened. */
export function Conflict({ onSettle }: { onSettle: (which: 'theirs' | 'mine') => void }) {
  const t = useText(rulesText);
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      style={{ marginBottom: 12 }}
      title={t('conflict')}
      description={
        <Space wrap>
          <Button onClick={() => onSettle('theirs')}>{t('takeTheirs')}</Button>
          <Button onClick={() => onSettle('mine')}>{t('keepMine')}</Button>
        </Space>
      }
    />
  );
}

/** The rules in force moved on under the draft. */
export function Outdated() {
  const t = useText(rulesText);
  return <Alert type="warning" showIcon style={{ marginBottom: 12 }} title={t('outdated')} />;
}
