import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { Mark } from '../../shared/staff/Mark';
import { Page, Section } from '../../shared/staff/Page';
import { NotFound } from '../../shared/states/States';
import layout from '../articles/ArticleEditor.module.css';
import { InquiryDocument, type InquiryPartsFragment } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import { Actions } from './Actions';
import { Clock } from './Clock';
import { Contact } from './Contact';
import s from './InquiryPage.module.css';
import { Replies } from './Replies';
import { inquiriesText } from './text';

export function Component() {
  const { id = '' } = useParams();
  const inquiry = useQuery({ query: InquiryDocument, variables: { id } });
  return <Answer query={inquiry}>{(data) => (data.inquiry ? <Shown inquiry={data.inquiry} /> : <NotFound home="/console/inquiries" />)}</Answer>;
}

function Shown({ inquiry }: { inquiry: InquiryPartsFragment }) {
  const t = useText(inquiriesText);
  const word = useWord();
  const lang = useLang();
  const { clock } = inquiry;
  return (
    <Page
      title={inquiry.title}
      lead={
        <>
          <Mark tone={toneOf(inquiry.state)}>{word('inquiry', inquiry.state)}</Mark>
          <Clock state={inquiry.state} clock={clock} />
          <span>{word('ask', inquiry.kind)}</span>
          <span>{t('cameBy', { from: word('from', inquiry.origin), at: stamp(inquiry.receivedAt) })}</span>
          <span>{inquiry.department ? (lang === 'zh' ? inquiry.department.name : inquiry.department.nameEn) : t('desk')}</span>
        </>
      }
      actions={<Actions inquiry={inquiry} />}
    >
      <div className={layout.columns}>
        <div>
          <Section title={t('letter')}>
            <p className={s.body}>{inquiry.body}</p>
          </Section>
          {inquiry.declineReason ? (
            <Section title={t('declined')}>
              <p className={s.body}>{inquiry.declineReason}</p>
              <p>{t('goTo', { body: inquiry.declineBodyNamed ?? '—' })}</p>
            </Section>
          ) : null}
          <Section title={t('replies')}>
            <Replies inquiry={inquiry} />
          </Section>
        </div>
        <div>
          <Section title={t('facts')}>
            <dl className={s.facts}>
              <Fact name={t('queryCode')} value={<code>{inquiry.queryCode}</code>} />
              <Fact name={t('acceptDue')} value={clock.acceptDue ?? '—'} />
              <Fact name={t('firstAnswerDue')} value={clock.firstAnswerDue ?? '—'} />
              <Fact name={t('finalDue')} value={clock.finalDue ?? '—'} />
            </dl>
            {clock.calendarKnown ? null : <p className={s.note}>{t('calendarNote')}</p>}
          </Section>
          <Contact inquiry={inquiry} />
          <Section title={t('course')}>
            <Course inquiry={inquiry} />
          </Section>
        </div>
      </div>
    </Page>
  );
}

function Fact({ name, value }: { name: string; value: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Everything that was done with it, in order. */
function Course({ inquiry }: { inquiry: InquiryPartsFragment }) {
  const word = useWord();
  const lang = useLang();
  return (
    <ol className={s.course}>
      {inquiry.events.map((event, index) => (
        <li key={index}>
          <strong>{word('event', event.kind)}</strong> {event.person?.name ?? ''}{' '}
          {event.department ? `→ ${lang === 'zh' ? event.department.name : event.department.nameEn}` : ''}
          <span className={s.note}>{stamp(event.at)}</span>
          {event.note ? <span className={s.said}>{event.note}</span> : null}
        </li>
      ))}
    </ol>
  );
}
