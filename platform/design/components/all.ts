import type { FunctionComponent } from 'preact';
import { Accordion } from './accordion.tsx';
import { BackLink } from './back-link.tsx';
import { Breadcrumbs } from './breadcrumbs.tsx';
import { Button } from './button.tsx';
import { CharacterCount } from './character-count.tsx';
import { Checkboxes } from './checkboxes.tsx';
import { DateInput } from './date-input.tsx';
import { Details } from './details.tsx';
import { ErrorMessage } from './error-message.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { ExitThisPage } from './exit-this-page.tsx';
import { Feedback } from './feedback.tsx';
import { Fieldset } from './fieldset.tsx';
import { FileUpload } from './file-upload.tsx';
import { GenericHeader } from './generic-header.tsx';
import { Hint } from './hint.tsx';
import { Input } from './input.tsx';
import { InsetText } from './inset-text.tsx';
import { Label } from './label.tsx';
import { LanguageNavigation } from './language-navigation.tsx';
import { NotificationBanner } from './notification-banner.tsx';
import { Pagination } from './pagination.tsx';
import { Panel } from './panel.tsx';
import { PasswordInput } from './password-input.tsx';
import { PhaseBanner } from './phase-banner.tsx';
import { Radios } from './radios.tsx';
import { Select } from './select.tsx';
import { ServiceNavigation } from './service-navigation.tsx';
import { SkipLink } from './skip-link.tsx';
import { SummaryList } from './summary-list.tsx';
import { Table } from './table.tsx';
import { Tabs } from './tabs.tsx';
import { Tag } from './tag.tsx';
import { TaskList } from './task-list.tsx';
import { Textarea } from './textarea.tsx';
import { WarningText } from './warning-text.tsx';

/** Name in govuk-frontend → our component. Options are checked where pages write them; here they come from fixtures. */
export const components: { readonly [name: string]: FunctionComponent<never> } = {
  accordion: Accordion,
  'back-link': BackLink,
  breadcrumbs: Breadcrumbs,
  button: Button,
  'character-count': CharacterCount,
  checkboxes: Checkboxes,
  'date-input': DateInput,
  details: Details,
  'error-message': ErrorMessage,
  'error-summary': ErrorSummary,
  'exit-this-page': ExitThisPage,
  feedback: Feedback,
  fieldset: Fieldset,
  'file-upload': FileUpload,
  'generic-header': GenericHeader,
  hint: Hint,
  input: Input,
  'inset-text': InsetText,
  label: Label,
  'language-navigation': LanguageNavigation,
  'notification-banner': NotificationBanner,
  pagination: Pagination,
  panel: Panel,
  'password-input': PasswordInput,
  'phase-banner': PhaseBanner,
  radios: Radios,
  select: Select,
  'service-navigation': ServiceNavigation,
  'skip-link': SkipLink,
  'summary-list': SummaryList,
  table: Table,
  tabs: Tabs,
  tag: Tag,
  'task-list': TaskList,
  textarea: Textarea,
  'warning-text': WarningText,
};

/** Components of govuk-frontend that Torget does not have, and why. */
export const leftOut: { readonly [name: string]: string } = {
  'cookie-banner': 'Torget sets no cookie that needs consent',
  footer: 'carries the crown and the Open Government Licence; the layout has a footer of its own',
  header: 'carries the crown and the logotype of GOV.UK; the layout has a header of its own',
};
