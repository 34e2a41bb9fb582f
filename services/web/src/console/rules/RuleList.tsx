import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useText } from '../../shared/i18n/text';
import { Mark } from '../../shared/staff/Mark';
import { Section } from '../../shared/staff/Page';
import type { Fault, Rule } from './model';
import s from './Rules.module.css';
import { rulesText } from './text';
import { useRuleWords } from './useRuleWords';

export interface RuleListProps {
  rules: Rule[];
  faults: Fault[];
  idle: string[];
  open: string | null;
  onOpen: (key: string) => void;
  onAdd: () => void;
}

/** The rules of the draft, the highest priority first as they are tried. */
export function RuleList({ rules, faults, idle, open, onOpen, onAdd }: RuleListProps) {
  const t = useText(rulesText);
  const words = useRuleWords();
  const ordered = [...rules].sort((a, b) => b.priority - a.priority);
  return (
    <Section title={t('rules')}>
      <ul className={s.list} aria-label={t('ruleList')}>
        {ordered.map((rule) => {
          const wrong = faults.filter((fault) => fault.rule === rule.key).length;
          return (
            <li key={rule.key}>
              <button type="button" aria-current={rule.key === open ? 'true' : undefined} onClick={() => onOpen(rule.key)}>
                <span>
                  {words.titled(rule) || t('newRule')} <small>{rule.priority}</small>
                </span>
                {wrong > 0 ? <Mark tone="bad">{t('ruleCount', { n: wrong })}</Mark> : null}
                {idle.includes(rule.key) ? <Mark tone="warn">{t('idle')}</Mark> : null}
              </button>
            </li>
          );
        })}
      </ul>
      {idle.length > 0 ? <p className={s.small}>{`${t('idle')}：${t('idleNote')}`}</p> : null}
      <Button icon={<PlusOutlined aria-hidden />} onClick={onAdd}>
        {t('addRule')}
      </Button>
    </Section>
  );
}
