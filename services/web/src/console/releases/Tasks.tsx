import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Section } from '../../shared/staff/Page';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { FinishReleaseTaskDocument, type ReleaseQuery } from '../gql/graphql';
import { useRight } from '../session';
import { releasesText } from './text';

type Release = NonNullable<ReleaseQuery['release']>;

const concerns = { additionalTypenames: ['Release', 'ReleaseTarget'] };

/** What a platform lets only a person do of a release: the exact steps, ticked by the person who did them. */
export function Tasks({ release }: { release: Release }) {
  const t = useText(releasesText);
  const may = useRight();
  const finish = useAct(FinishReleaseTaskDocument, concerns);
  const [doing, setDoing] = useState<string | null>(null);
  if (release.tasks.length === 0) return null;
  const account = (targetId: string) => release.targets.find((target) => target.id === targetId)?.account.name ?? '';
  return (
    <Section title={t('tasks')}>
      {release.tasks.map((task) =>
        task.doneAt ? (
          <p key={task.id}>
            {t('taskDone', { account: account(task.targetId), name: task.doneBy?.name ?? t('bySystem'), at: stamp(task.doneAt) })} {task.note}
          </p>
        ) : (
          <Alert
            key={task.id}
            type="warning"
            showIcon
            style={{ marginBottom: 12 }}
            title={t('taskTitle', { account: account(task.targetId) })}
            description={
              <>
                <ol style={{ paddingLeft: 20 }}>
                  {task.steps.map((step) => (
                    <li key={step}>{step}</li>
                  ))}
                </ol>
                {may('release.resolve') ? (
                  <Button type="primary" onClick={() => setDoing(task.id)}>
                    {t('taskFinish')}
                  </Button>
                ) : null}
              </>
            }
          />
        ),
      )}
      <ReasonDialog
        open={doing !== null}
        title={t('taskFinish')}
        note={t('taskNote')}
        label={t('howKnown')}
        okText={t('taskFinish')}
        busy={finish.busy}
        fault={finish.fault}
        onCancel={() => setDoing(null)}
        onConfirm={(note) => {
          void finish.run({ id: doing ?? '', note }).then((data) => (data ? setDoing(null) : undefined));
        }}
      />
    </Section>
  );
}
