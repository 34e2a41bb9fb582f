import { Button } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { Mark } from '../../shared/staff/Mark';
import { Section } from '../../shared/staff/Page';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { DecideSyndicationDocument, SyndicationDocument, type SyndicationQuery } from '../gql/graphql';
import { useRight } from '../session';
import { outletsText } from './text';

/** 供稿: whether a piece is handed on to outlets, and the word of whoever decides otherwise. Of one that is `withdrawn` there is nothing left to decide. */
export function Syndication({ articleId, withdrawn }: { articleId: string; withdrawn: boolean }) {
  const t = useText(outletsText);
  const [syndication, refresh] = useQuery({ query: SyndicationDocument, variables: { articleId } });
  return (
    <Section title={t('syndication')}>
      <Answer query={[syndication, refresh]}>
        {(data) => <Shown articleId={articleId} withdrawn={withdrawn} syndication={data.syndication} onDecided={() => refresh({ requestPolicy: 'network-only' })} />}
      </Answer>
    </Section>
  );
}

interface ShownProps {
  articleId: string;
  withdrawn: boolean;
  syndication: SyndicationQuery['syndication'];
  onDecided: () => void;
}

function Shown({ articleId, withdrawn, syndication, onDecided }: ShownProps) {
  const t = useText(outletsText);
  const may = useRight();
  const decide = useAct(DecideSyndicationDocument);
  const [asking, setAsking] = useState(false);
  const { allowed, decidedBy, decidedAt, reason } = syndication;
  const rule = allowed ? t('byRuleOriginal') : t('byRuleReprint');
  const why = decidedBy && decidedAt ? t('byPerson', { name: decidedBy.name, at: stamp(decidedAt), reason: reason ?? '' }) : rule;
  const confirm = async (reason: string) => {
    if (!(await decide.run({ articleId, allowed: !allowed, reason }))) return;
    setAsking(false);
    onDecided();
  };
  return (
    <p style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 8, margin: 0 }}>
      <Mark tone={allowed ? 'good' : 'neutral'}>{allowed ? t('handedOn') : t('notHandedOn')}</Mark>
      <span>{why}</span>
      {may('release.plan') && !withdrawn ? (
        <Button size="small" onClick={() => setAsking(true)}>
          {allowed ? t('withhold') : t('handOn')}
        </Button>
      ) : null}
      <ReasonDialog
        open={asking}
        title={allowed ? t('withhold') : t('handOn')}
        note={allowed ? t('withholdNote') : t('handOnNote')}
        label={t('why')}
        okText={allowed ? t('withhold') : t('handOn')}
        busy={decide.busy}
        fault={decide.fault}
        onCancel={() => setAsking(false)}
        onConfirm={(reason) => void confirm(reason)}
      />
    </p>
  );
}
