/** From the environment to checked values, or everything that is wrong with it at once. */
import * as v from 'valibot';
import { SETTINGS, type SettingName, settingToVariable, variableToSetting } from './settings.ts';

/** One thing wrong with the environment. */
export interface ConfigProblem {
  /**
   * `unknown`: no such variable; `invalid`: not of the expected form; `unreadableFile`: the named file cannot be read;
   * `both`: given directly and as a file; `incomplete`: needs another variable.
   */
  readonly code: 'unknown' | 'invalid' | 'unreadableFile' | 'both' | 'incomplete';
  /** The variable. */
  readonly variable: string;
  /** The nearest known variable, the expected form, the system's code or the missing variable. */
  readonly hint?: string;
}

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;
/** The checked values, by setting. */
export type SettingValues = {
  readonly [Name in SettingName]?: v.InferOutput<(typeof SETTINGS)[Name]['schema']>;
};

/** Values and problems; with a problem the values must not be used. `readFile` throws as `fs.readFileSync` does. */
export function readEnvironment(
  environment: Environment,
  readFile: (path: string) => string,
): { readonly values: SettingValues; readonly problems: readonly ConfigProblem[] } {
  const problems = findUnknown(environment);
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const read = readSetting(environment, name, readFile);
    if (read !== undefined && 'problem' in read) problems.push(read.problem);
    else if (read !== undefined) values[name] = read.value;
  }
  return { values: values as SettingValues, problems };
}

type Read = { readonly value: unknown } | { readonly problem: ConfigProblem };

function readSetting(
  environment: Environment,
  name: SettingName,
  readFile: (path: string) => string,
): Read | undefined {
  const variable = settingToVariable(name);
  const direct = environment[variable];
  const file = environment[`${variable}_FILE`];
  if (direct !== undefined && file !== undefined) return { problem: { code: 'both', variable } };
  if (file === undefined) return direct === undefined ? undefined : checkValue(name, direct);
  try {
    return checkValue(name, readFile(file).replace(/\r?\n$/, ''));
  } catch (error) {
    const hint = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    return { problem: { code: 'unreadableFile', variable: `${variable}_FILE`, hint } };
  }
}

function checkValue(name: SettingName, text: string): Read {
  const { schema, form } = SETTINGS[name];
  const checked = v.safeParse(schema, text);
  return checked.success
    ? { value: checked.output }
    : { problem: { code: 'invalid', variable: settingToVariable(name), hint: form.replaceAll('`', '') } };
}

function findUnknown(environment: Environment): ConfigProblem[] {
  return Object.keys(environment).flatMap(variable => {
    const name = variableToSetting(variable);
    if (name === undefined || name.replace(/_FILE$/, '') in SETTINGS) return [];
    return [{ code: 'unknown' as const, variable, hint: settingToVariable(nearestSetting(name)) }];
  });
}

function nearestSetting(name: string): string {
  const distances = Object.keys(SETTINGS).map(known => ({ known, distance: editDistance(name, known) }));
  return distances.reduce((best, one) => (one.distance < best.distance ? one : best)).known;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
