import { Filter, FilterInput, FilterSelect } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { CasesOptions } from '../../mount.ts';
import type { WorkCounts } from '../../queries/work.ts';
import { DEADLINES, STANDINGS, WORK_ORDERS, type WorkFilter } from '../../queries/work-filter.ts';
import { staffSteps } from '../../staff-steps.ts';

interface Props {
  readonly request: Request;
  readonly options: CasesOptions;
  readonly filter: WorkFilter;
  readonly counts: WorkCounts;
}

/** What a list is narrowed by and in which order it stands; a filter that could choose nothing is not there. */
export function ListFilter({ request, options, filter, counts }: Props) {
  const { t, url } = request;
  return (
    <Filter action={url('desk')} button={t('cases.desk.filter-do')}>
      {filter.view === 'enheten' ? null : <input type="hidden" name="vy" value={filter.view} />}
      {counts.services.length > 1 ? (
        <Choice
          name="tjanst"
          label={t('cases.desk.service-filter')}
          value={filter.service}
          all={t('cases.desk.all-services')}
          options={counts.services.map((id) => ({ value: id, text: serviceTitle(request, options, id) }))}
        />
      ) : null}
      <RoleChoice request={request} filter={filter} />
      <StepChoice request={request} options={options} filter={filter} services={counts.services} />
      <Choice
        name="frist"
        label={t('cases.desk.due')}
        value={filter.deadline}
        all={t('cases.desk.any-deadline')}
        options={DEADLINES.map((name) => ({ value: name, text: t(`cases.desk.deadline-in.${name}`) }))}
      />
      <Choice
        name="lage"
        label={t('cases.desk.state-now')}
        value={filter.standing}
        all={t('cases.desk.any-standing')}
        options={STANDINGS.map((name) => ({ value: name, text: t(`cases.desk.standing.${name}`) }))}
      />
      <FilterSelect
        id="filter-ordning"
        name="ordning"
        label={t('cases.desk.order')}
        value={filter.order}
        options={WORK_ORDERS.map((name) => ({ value: name, text: t(`cases.desk.order-by.${name}`) }))}
      />
      <FilterInput id="filter-q" name="q" label={t('cases.desk.filter')} value={filter.text} />
    </Filter>
  );
}

function serviceTitle({ language }: Request, options: CasesOptions, id: string): string {
  const service = options.catalogue.find(id);
  return service === undefined ? id : text(service.definition.title, language);
}

function RoleChoice({ request, filter }: Pick<Props, 'request' | 'filter'>) {
  const { t, actor, town, language } = request;
  const roles = town.roles.filter(
    ({ id, may }) => actor.kind === 'staff' && actor.roles.includes(id) && may.includes('work'),
  );
  if (roles.length < 2) return null;
  return (
    <Choice
      name="roll"
      label={t('cases.desk.role')}
      value={filter.role}
      all={t('cases.desk.all-roles')}
      options={roles.map(({ id, title }) => ({ value: id, text: text(title, language) }))}
    />
  );
}

/** Where a case can wait for staff: in the chosen service, or in those that the unit has tasks of. */
function StepChoice({
  request: { t, language },
  options,
  filter,
  services,
}: Pick<Props, 'request' | 'options' | 'filter'> & { readonly services: readonly string[] }) {
  const asked = filter.service === undefined ? services : [filter.service];
  const found = asked.flatMap((id) => options.catalogue.find(id) ?? []);
  const steps = [...staffSteps(found, options.own)].map(([value, title]) => ({ value, text: text(title, language) }));
  if (steps.length < 2) return null;
  return (
    <Choice
      name="steg"
      label={t('cases.desk.step')}
      value={filter.step}
      all={t('cases.desk.all-steps')}
      options={steps.sort((a, b) => a.text.localeCompare(b.text, language))}
    />
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly all: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

function Choice({ name, label, value, all, options }: ChoiceProps) {
  return (
    <FilterSelect
      id={`filter-${name}`}
      name={name}
      label={label}
      value={value ?? ''}
      options={[{ value: '', text: all }, ...options]}
    />
  );
}
