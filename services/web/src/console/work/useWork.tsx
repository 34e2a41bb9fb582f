import { createContext, useContext, type ReactNode } from 'react';
import { useQuery, useSubscription, type UseQueryResponse } from 'urql';
import { MyWorkChangedDocument, MyWorkDocument, type MyWorkQuery } from '../gql/graphql';

type WorkAnswer = UseQueryResponse<MyWorkQuery>;

const WorkContext = createContext<WorkAnswer | null>(null);

/** What waits for the person: asked once, then kept up to date by the live connection, for the page and the navigation. */
export function WorkProvider({ children }: { children: ReactNode }) {
  const [result, again] = useQuery({ query: MyWorkDocument });
  const [live] = useSubscription({ query: MyWorkChangedDocument });
  const answer: WorkAnswer = [live.data ? { ...result, data: live.data } : result, again];
  return <WorkContext.Provider value={answer}>{children}</WorkContext.Provider>;
}

export function useWork(): WorkAnswer {
  const work = useContext(WorkContext);
  if (!work) throw new Error('the list of work was asked for outside its provider');
  return work;
}
