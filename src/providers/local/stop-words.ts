/** English words that carry no topic: left out of ranking, and the sign by which English is known. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again against all also am an and any are arent as at be because been before being below between both but by
can cannot cant could couldnt did didnt do does doesnt doing dont down during each even ever every few for from further get gets got had hadnt has
hasnt have havent having he her here hers herself him himself his how however i if im in into is isnt it its itself ive just let like
made make many may me might more most much must my myself never no nor not now of off on once one only or other our ours out over own
per quite rather really s same say says see she should shouldnt since so some still such t than that thats the their theirs them themselves
then there these they theyre this those though through to too two under until up upon us use used using very via was wasnt we well were werent what
when where whether which while who whom whose why will with within without wont would wouldnt yes yet you your youre yours yourself
mr mrs ms dr said tell told please know think want go going come uh um okay yeah ok hmm mm etc`.split(/\s+/),
);
