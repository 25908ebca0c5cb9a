/** The build of Bottleneck without Redis: 7 kB and no `eval`. The package has no types for it. */
declare module 'bottleneck/light.js' {
  export default class Bottleneck {
    constructor(options: {
      readonly maxConcurrent: number | null;
      readonly rejectOnDrop: boolean;
    });
  }
}
