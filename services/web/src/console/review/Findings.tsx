import { Button } from 'antd';
import { use, useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Mark } from '../../shared/staff/Mark';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import type { Tone } from '../../shared/theme/tokens';
import { AcceptFindingDocument, type FindingPartsFragment } from '../gql/graphql';
import s from './GateCard.module.css';
import { Reveal } from './highlight';
import { reviewText } from './text';

const tones: Record<FindingPartsFragment['severity'], Tone> = { BLOCK: 'bad', WARN: 'warn', NOTE: 'neutral' };

export interface FindingsProps {
  findings: readonly FindingPartsFragment[];
  mayAccept: boolean;
}

/** What the checks found, who let what stand, and the way to do so. */
export function Findings({ findings, mayAccept }: FindingsProps) {
  const t = useText(reviewText);
  const lang = useLang();
  const reveal = use(Reveal);
  const accept = useAct(AcceptFindingDocument);
  const [asked, setAsked] = useState<FindingPartsFragment | null>(null);
  if (findings.length === 0) return null;
  return (
    <>
      <ul className={s.findings} aria-label={t('findings')}>
        {findings.map((finding, index) => (
          <li key={finding.id ?? index}>
            <Mark tone={finding.acceptance ? 'neutral' : tones[finding.severity]}>{t(`severity_${finding.severity}`)}</Mark>{' '}
            {lang === 'zh' ? finding.message : finding.messageEn}
            {finding.excerpt ? <q>{finding.excerpt}</q> : null}
            {finding.acceptance ? (
              <span className={s.reason}>
                {t('letStand', { who: finding.acceptance.name, at: stamp(finding.acceptance.at) })}
                {finding.acceptance.reason}
              </span>
            ) : null}
            {finding.place?.path.startsWith('blocks/') ? (
              <Button size="small" type="link" onClick={() => finding.place && reveal(finding.place)}>
                {t('showPlace')}
              </Button>
            ) : null}
            {mayAccept && finding.id && finding.acceptable && !finding.acceptance && finding.severity !== 'NOTE' ? (
              <Button size="small" type="link" onClick={() => setAsked(finding)}>
                {t('accept')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {asked ? (
        <ReasonDialog
          open
          title={t('acceptTitle')}
          note={lang === 'zh' ? asked.message : asked.messageEn}
          okText={t('accept')}
          busy={accept.busy}
          fault={accept.fault}
          onCancel={() => setAsked(null)}
          onConfirm={(reason) => void accept.run({ id: asked.id ?? '', reason }).then((done) => (done ? setAsked(null) : undefined))}
        />
      ) : null}
    </>
  );
}
