import { Button } from 'antd';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Mark } from '../../shared/staff/Mark';
import type { Tone } from '../../shared/theme/tokens';
import { useWord } from '../words';
import s from './Checks.module.css';
import { articlesText } from './text';
import type { Finding } from './useChecks';

export interface ChecksProps {
  findings: Finding[] | null;
  stale: boolean;
  failed: boolean;
  onShow: (finding: Finding) => void;
  onTake: (finding: Finding) => void;
}

const tones: Record<Finding['severity'], Tone> = { BLOCK: 'bad', WARN: 'warn', NOTE: 'neutral' };

/** What the checks found, gate by gate, beside the text. */
export function Checks({ findings, stale, failed, onShow, onTake }: ChecksProps) {
  const t = useText(articlesText);
  const word = useWord();
  if (failed) return <p role="status">{t('checksFailed')}</p>;
  if (!findings) return <p role="status">{t('checksAsk')}</p>;
  if (findings.length === 0) return <p role="status">{stale ? t('checksStale') : t('checksNone')}</p>;
  const gates = [...new Set(findings.map((finding) => finding.gate))];
  return (
    <div className={s.checks}>
      {stale ? <p role="status">{t('checksStale')}</p> : null}
      {gates.map((gate) => (
        <section key={gate} aria-label={word('gate', gate)}>
          <h3>{word('gate', gate)}</h3>
          <ul>
            {findings
              .filter((finding) => finding.gate === gate)
              .map((finding, index) => (
                <One key={`${finding.code}-${String(index)}`} finding={finding} onShow={onShow} onTake={onTake} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function One({ finding, onShow, onTake }: { finding: Finding } & Pick<ChecksProps, 'onShow' | 'onTake'>) {
  const t = useText(articlesText);
  const lang = useLang();
  const { suggestion } = finding;
  return (
    <li>
      <Mark tone={tones[finding.severity]}>{t(`severity_${finding.severity}`)}</Mark> {lang === 'zh' ? finding.message : finding.messageEn}
      {finding.excerpt ? <q>{finding.excerpt}</q> : null}
      <div className={s.buttons}>
        {finding.place?.path.startsWith('blocks/') ? (
          <Button size="small" type="link" onClick={() => onShow(finding)}>
            {t('checksShow')}
          </Button>
        ) : null}
        {suggestion !== null && suggestion !== undefined && isWritten(finding) ? (
          <Button size="small" onClick={() => onTake(finding)}>
            {suggestion === '' ? t('checksRemove') : t('checksTake', { text: suggestion })}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

/** Whether the place is text that the page itself can write: the title, the summary and those of a channel, running text, items of a list and cells. */
function isWritten({ place }: Finding): boolean {
  return place !== null && place !== undefined && /^((variants\/[a-z]+\/)?(title|summary)|correction|blocks\/\d+(\/items\/\d+|\/rows\/\d+\/\d+)?)$/.test(place.path);
}
