import { useState } from 'react';
import { useParams } from 'react-router';
import { useQuery, useSubscription } from 'urql';
import { Answer } from '../../shared/staff/Answer';
import { NotFound } from '../../shared/states/States';
import { ArticleChangedDocument, ArticleDocument } from '../gql/graphql';
import { ArticleEditor } from './ArticleEditor';
import { ArticleView } from './ArticleView';

/** One article: the editor for those who may write it now, the text and its history for the rest. */
export function Component() {
  const { id = '' } = useParams();
  const [correcting, setCorrecting] = useState('');
  const article = useQuery({ query: ArticleDocument, variables: { id } });
  const [, again] = article;
  useSubscription({ query: ArticleChangedDocument, variables: { id } }, (_, event) => {
    // Autosaves ring as well; only a new state changes what this page is.
    const shown = article[0].data?.article;
    if (shown && event.articleChanged.state !== shown.state) again({ requestPolicy: 'network-only' });
    return event;
  });
  return (
    <Answer query={article}>
      {({ article: found }) => {
        if (!found) return <NotFound home="/console/articles" />;
        // What is out is not written on by accident: whoever corrects it says so first.
        const out = (found.state === 'RELEASED' || found.state === 'WITHDRAWN') && correcting !== found.id;
        const mayEdit = found.actions.includes('edit');
        return mayEdit && !out ? (
          <ArticleEditor key={found.id} article={found} onSubmitted={() => again({ requestPolicy: 'network-only' })} />
        ) : (
          <ArticleView
            article={found}
            {...(mayEdit ? { onCorrect: () => setCorrecting(found.id) } : {})}
            onChanged={() => again({ requestPolicy: 'network-only' })} />
        );
      }}
    </Answer>
  );
}
