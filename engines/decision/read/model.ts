/** A DMN file as read: its parts with their places, nothing resolved yet (DMN 1.5, chapters 6 to 10). */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Text extends Place {
  readonly text: string;
}

export interface Definitions {
  readonly file: string;
  readonly namespace: string;
  readonly name: string;
  readonly imports: readonly Import[];
  readonly items: readonly Item[];
  readonly inputs: readonly InputData[];
  readonly decisions: readonly Decision[];
  readonly knowledge: readonly Knowledge[];
  readonly services: readonly Service[];
  /** Camunda and Operaton hand a table all variables of the process, so their files declare no input data. */
  readonly impliesInputs: boolean;
}

export interface Import extends Place {
  readonly name: string;
  readonly namespace: string;
  /** What is imported, by its namespace: DMN, PMML, XML schema. */
  readonly type: string;
}

export interface Item extends Place {
  readonly name: string;
  readonly collection: boolean;
  readonly typeRef: string | undefined;
  readonly components: readonly Item[];
  /** Unary tests every element must pass. */
  readonly allowed: Text | undefined;
  /** Unary tests the whole value must pass (1.5). */
  readonly constraint: Text | undefined;
  readonly function: { readonly parameters: readonly Variable[]; readonly result: string | undefined } | undefined;
}

export interface Variable {
  readonly name: string;
  readonly typeRef: string | undefined;
}

export interface Named extends Place {
  readonly id: string;
  readonly name: string;
  /** What people call it, where that differs from the name that expressions use. */
  readonly label: string | undefined;
  readonly variable: Variable;
}

export interface InputData extends Named {
  readonly kind: 'input';
}

export interface Decision extends Named {
  readonly kind: 'decision';
  /** Hrefs of required input data, decisions and knowledge, in document order. */
  readonly requires: readonly string[];
  readonly logic: Boxed | undefined;
}

export interface Knowledge extends Named {
  readonly kind: 'knowledge';
  readonly requires: readonly string[];
  readonly logic: Boxed | undefined;
}

export interface Service extends Named {
  readonly kind: 'service';
  readonly outputs: readonly string[];
  readonly encapsulated: readonly string[];
  readonly inputDecisions: readonly string[];
  readonly inputData: readonly string[];
}

/** A boxed expression (chapter 10.2). `id` is its own or that of the nearest element around it. */
export type Boxed = Place & { readonly id: string; readonly typeRef: string | undefined } & (
    | { readonly kind: 'literal'; readonly text: string }
    | { readonly kind: 'table'; readonly table: Table }
    | { readonly kind: 'context'; readonly entries: readonly ContextEntry[] }
    | { readonly kind: 'invocation'; readonly called: Boxed; readonly bindings: readonly Binding[] }
    | {
        readonly kind: 'function';
        readonly language: string;
        readonly parameters: readonly Variable[];
        readonly body: Boxed | undefined;
      }
    | { readonly kind: 'list'; readonly items: readonly Boxed[] }
    | { readonly kind: 'relation'; readonly columns: readonly Variable[]; readonly rows: readonly (readonly Boxed[])[] }
    | { readonly kind: 'conditional'; readonly test: Boxed; readonly yes: Boxed; readonly no: Boxed }
    | { readonly kind: 'filter'; readonly source: Boxed; readonly match: Boxed }
    | {
        readonly kind: 'for' | 'some' | 'every';
        readonly iterator: string;
        readonly source: Boxed;
        readonly body: Boxed;
      }
  );

export interface ContextEntry {
  /** Undefined for the result cell. */
  readonly variable: Variable | undefined;
  readonly value: Boxed | undefined;
}

export interface Binding {
  readonly parameter: string;
  readonly value: Boxed | undefined;
}

/** U, A, P, F, R, O, C of the specification, written out. */
export type HitPolicy = 'UNIQUE' | 'ANY' | 'PRIORITY' | 'FIRST' | 'RULE ORDER' | 'OUTPUT ORDER' | 'COLLECT';

export interface Table extends Place {
  readonly id: string;
  readonly hitPolicy: HitPolicy;
  readonly aggregation: 'SUM' | 'MIN' | 'MAX' | 'COUNT' | undefined;
  readonly outputLabel: string | undefined;
  readonly inputs: readonly TableInput[];
  readonly outputs: readonly TableOutput[];
  readonly annotations: readonly string[];
  readonly rules: readonly Rule[];
}

export interface TableInput extends Place {
  readonly id: string;
  readonly label: string | undefined;
  readonly expression: Text;
  readonly typeRef: string | undefined;
  readonly values: Text | undefined;
}

export interface TableOutput extends Place {
  readonly id: string;
  readonly name: string | undefined;
  readonly label: string | undefined;
  readonly typeRef: string | undefined;
  readonly values: Text | undefined;
  readonly otherwise: Text | undefined;
}

export interface Rule extends Place {
  readonly id: string;
  readonly conditions: readonly Text[];
  readonly outputs: readonly Text[];
  readonly annotations: readonly string[];
}
