import { Form, Segmented, Select } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { Page, Section } from '../../shared/staff/Page';
import { RuleDraftStateDocument, type SimulationInput } from '../gql/graphql';
import { useRight } from '../session';
import { ClassFields, PieceFields, type Asked } from './AskedFields';
import { Simulated } from './Simulated';
import { rulesText } from './text';
import { watched } from './watched';

const nothing: Asked = { kind: 'NEWS', sensitivity: 'PLAIN', origin: 'ORIGINAL', emergency: false, touches: [] };

/** The simulator: a class of piece, or one that is there, on the rules in force or on the draft. It answers as soon as something is chosen. */
export function Component() {
  const t = useText(rulesText);
  const may = useRight();
  const [params, setParams] = useSearchParams();
  const [asked, setAsked] = useState(nothing);
  const [state] = useQuery({ query: RuleDraftStateDocument, pause: !may('rule.manage'), context: watched });
  const article = params.get('article');
  const draft = params.get('on') === 'draft';
  const turn = (name: string, value: string | null) => {
    const next = new URLSearchParams(params);
    if (value === null) next.delete(name);
    else next.set(name, value);
    setParams(next, { replace: true });
  };
  const change = (some: Asked) => setAsked((now) => ({ ...now, ...some }));
  return (
    <Page title={t('simulate')} lead={t('simulateLead')} actions={<Link to="/console/settings?tab=rules">{t('back')}</Link>}>
      <Section>
        <Form layout="vertical" component="div">
          {state.data?.ruleDraft ? (
            <Form.Item label={t('which')} htmlFor="simulate-on">
              <Select
                id="simulate-on"
                style={{ maxWidth: 240 }}
                value={draft ? 'draft' : 'force'}
                onChange={(on) => turn('on', on === 'draft' ? on : null)}
                options={[
                  { value: 'force', label: t('onForce') },
                  { value: 'draft', label: t('onDraft') },
                ]}
              />
            </Form.Item>
          ) : null}
          <Segmented
            aria-label={t('what')}
            style={{ marginBottom: 12 }}
            value={article === null ? 'class' : 'piece'}
            onChange={(what) => turn('article', what === 'piece' ? '' : null)}
            options={[
              { value: 'class', label: t('aClass') },
              { value: 'piece', label: t('aPiece') },
            ]}
          />
          {article === null ? (
            <ClassFields asked={asked} onChange={change} />
          ) : (
            <PieceFields article={article} onArticle={(id) => turn('article', id)} asked={asked} onChange={change} />
          )}
        </Form>
      </Section>
      <Section title={t('answer')}>
        {article === '' ? <p>{t('choosePiece')}</p> : <Simulated input={inputOf(asked, article)} draft={draft} />}
      </Section>
    </Page>
  );
}

/** For a piece that is there, only what is said beside it. */
function inputOf(asked: Asked, article: string | null): SimulationInput {
  const beside = { columnId: asked.columnId ?? null, touches: asked.touches ?? [] };
  return article === null ? { ...asked, ...beside } : { articleId: article, ...beside };
}
