/**
 * Every option that `read` takes, by name; those of a group as `group.name`. An unknown option is refused with the list
 * of the known ones, which is where they come from.
 */
export function optionNames(read: (options: object) => unknown, groups: readonly string[]): readonly string[] {
  const known = (options: object): readonly string[] => {
    try {
      read(options);
    } catch (error) {
      return Array.from(
        String(error)
          .split('it takes')[1]
          ?.matchAll(/`(\w+)`/g) ?? [],
        ([, name]) => name ?? '',
      );
    }
    return [];
  };
  return known({ unheardOf: 1 }).flatMap((name) =>
    groups.includes(name) ? known({ [name]: { unheardOf: 1 } }).map((inner) => `${name}.${inner}`) : [name],
  );
}
